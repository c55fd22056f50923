"""The forms about organizations: new, status, name, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ictwg.domain.changes import Edit
from ictwg.domain.records import Membership, Organization, OrganizationName, Succession
from ictwg.domain.values import SuccessionKind
from ictwg.errors import AmbiguousError, NotFoundError
from ictwg.locales import t
from ictwg.members import membership
from ictwg.members import organizations as naming
from ictwg.members.member_detail import span
from ictwg.members.organizations import Fate, become
from ictwg.records.editing import set_fields, settings_typed
from ictwg.ui.forms import changed, fields_for, form_field
from ictwg.ui.widgets.completion import Choice
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.domain.values import MembershipStatus
    from ictwg.records.lookup import Lookup


SINCE, UNTIL, LETTER = Membership.since.name, Membership.until.name, Membership.letter.name


NEVER = "never"


YES, NO = "yes", "no"


def since_field(lookup: Lookup, label: str, *, today: bool = False) -> FormField:
    start = lookup.today.isoformat() if today else ""
    return renamed(form_field(lookup, Membership.since, value=start), label=t(label))


def letter_field(lookup: Lookup) -> FormField:
    return renamed(form_field(lookup, Membership.letter), label=t("membership.form.letter"))


def never_field() -> FormField:
    """For a row that was written by mistake."""
    return FormField(NEVER, t("membership.form.never"), help=t("membership.form.never.help"), kind="flag", value=NO)


def day_in(lookup: Lookup, values: dict[str, str]) -> date | None:
    return Membership.since.parse(values.get(SINCE, ""), lookup)


def taken_back(values: dict[str, str], record: Record, subject: str) -> Changes | None:
    """The removal of a row that never was; None where it stays."""
    return Edit("verbs.edited", subject).remove(record).done() if values.get(NEVER) == YES else None


def renamed(field: FormField, **values: Any) -> FormField:
    return replace(field, **values)


ORGANIZATION_FORM = (
    Organization.acronym,
    Organization.name,
    Organization.type,
    Organization.aliases,
    Organization.part_of,
    Organization.seat,
    Organization.exempt_from_quorum,
    Organization.notes,
)


STATUS = Membership.status.name


PERIOD_FORM = (Membership.status, Membership.since, Membership.until, Membership.letter)


NAME_FORM = (OrganizationName.name, OrganizationName.acronym, OrganizationName.since, OrganizationName.until)


def new_organization_form(lookup: Lookup) -> tuple[FormField, ...]:
    own = fields_for(lookup, Organization, only=ORGANIZATION_FORM)
    return (*own[:3], *_status_fields(lookup, "membership.new.status"), *own[3:])


def edit_organization_form(lookup: Lookup, organization: Organization) -> tuple[FormField, ...]:
    fields = fields_for(lookup, Organization, organization, only=ORGANIZATION_FORM)
    help_text = t("membership.form.spelling.help")
    corrected = (Organization.name.name, Organization.acronym.name)
    return tuple(renamed(field, help=help_text) if field.name in corrected else field for field in fields)


def edit_organization(
    lookup: Lookup, organization: Organization, form: tuple[FormField, ...], values: dict[str, str]
) -> Changes:
    """Only what was changed; another spelling of the name is right in old minutes too."""
    return set_fields(lookup, organization, changed(form, values))


def status_form(lookup: Lookup) -> tuple[FormField, ...]:
    return _status_fields(lookup, "membership.column.status")


def change_status(lookup: Lookup, organization: Organization, values: dict[str, str]) -> Changes:
    status: MembershipStatus = Membership.status.parse(values[STATUS], lookup)
    since = day_in(lookup, values) or lookup.today
    return membership.change_status(lookup.state, organization, status, since, values[LETTER])


def period_choices(lookup: Lookup, organization: Organization) -> tuple[Choice, ...]:
    """The periods that can be corrected, the latest first."""
    periods = membership.periods_of(lookup.state, organization)
    return tuple(Choice(row.id, f"{Membership.status.label(row.status)}  {span(row)}", row.letter) for row in periods)


def period_form(lookup: Lookup, period: Membership) -> tuple[FormField, ...]:
    return (*fields_for(lookup, Membership, period, only=PERIOD_FORM), never_field())


def correct_period(lookup: Lookup, organization: Organization, period: Membership, values: dict[str, str]) -> Changes:
    gone = taken_back(values, period, organization.acronym)
    settings = settings_typed(lookup, Membership, values)
    return gone or membership.correct_period(organization, period, *settings)


def rename_form(lookup: Lookup, organization: Organization) -> tuple[FormField, ...]:
    fields = fields_for(lookup, Organization, organization, only=(Organization.name, Organization.acronym))
    kept = t("membership.form.rename.help")
    return (*(renamed(field, help=kept) for field in fields), since_field(lookup, "membership.form.since", today=True))


def rename(lookup: Lookup, organization: Organization, values: dict[str, str]) -> Changes:
    since = day_in(lookup, values) or lookup.today
    name, acronym = values[Organization.name.name], values[Organization.acronym.name]
    return naming.rename(lookup.state, organization, name, acronym, since)


def name_choices(lookup: Lookup, organization: Organization) -> tuple[Choice, ...]:
    """The dated names that can be corrected, the latest first."""
    names = reversed(naming.names_of(lookup.state, organization))
    return tuple(Choice(row.id, f"{row.acronym}  {span(row)}", row.name) for row in names)


def name_form(lookup: Lookup, name: OrganizationName) -> tuple[FormField, ...]:
    return (*fields_for(lookup, OrganizationName, name, only=NAME_FORM), never_field())


def correct_name(lookup: Lookup, organization: Organization, name: OrganizationName, values: dict[str, str]) -> Changes:
    gone = taken_back(values, name, organization.acronym)
    return gone or naming.correct_name(organization, name, *settings_typed(lookup, OrganizationName, values))


def as_of_field(lookup: Lookup, on: date) -> FormField:
    field = form_field(lookup, Membership.since, value=on.isoformat())
    return renamed(field, name=SINCE, label=t("membership.form.as_of.day"), help=t("membership.form.as_of.help"))


def as_of_day(lookup: Lookup, values: dict[str, str]) -> date:
    return day_in(lookup, values) or lookup.today


def _status_fields(lookup: Lookup, label: str) -> tuple[FormField, ...]:
    status = renamed(form_field(lookup, Membership.status), label=t(label))
    return (status, since_field(lookup, "membership.form.since", today=True), letter_field(lookup))


INTO, KIND, ACTIONS = Succession.successor.name, Succession.kind.name, "actions"


def became_form(lookup: Lookup, organization: Organization) -> tuple[FormField, ...]:
    kind = form_field(lookup, Succession.kind, value=str(SuccessionKind.MERGED))
    into = renamed(
        form_field(lookup, Succession.successor),
        kind="links",
        label=t("membership.form.into"),
        help=t("membership.form.into.help", name=organization.acronym),
        validate=lambda text: _complaint(lookup, text),
        echo=lambda text: _new_ones(lookup, text),
        required=True,
    )
    return (
        renamed(
            kind,
            label=t("membership.form.became.kind"),
            help=t("membership.form.became.kind.help"),
            options=tuple(choice for choice in kind.choices() if choice.value),
        ),
        into,
        since_field(lookup, "membership.form.since", today=True),
        letter_field(lookup),
        FormField(
            ACTIONS,
            t("membership.form.actions_follow"),
            help=t("membership.form.actions_follow.help"),
            kind="flag",
            value=YES,
        ),
    )


def became(lookup: Lookup, organization: Organization, values: dict[str, str]) -> Changes:
    fate = Fate(
        SuccessionKind(values[KIND]),
        tuple(_named(lookup, name) for name in _names(values[INTO])),
        day_in(lookup, values) or lookup.today,
        values[LETTER],
        values[ACTIONS] == YES,
    )
    return become(lookup.state, organization, fate)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.replace(";", ",").split(",") if name.strip()]


def _named(lookup: Lookup, text: str) -> Organization | str:
    """An organization of the register, or the acronym of one that is new.

    Raises:
        AmbiguousError: Several are called so; none of them is new.
    """
    try:
        return lookup.state.get(Organization, lookup.find(Organization, text)) or text
    except AmbiguousError:
        raise
    except NotFoundError:
        return text


def _complaint(lookup: Lookup, text: str) -> str | None:
    try:
        for name in _names(text):
            _named(lookup, name)
    except AmbiguousError as error:
        return error.hint
    return None


def _new_ones(lookup: Lookup, text: str) -> str:
    new = [name for name in _names(text) if isinstance(_named(lookup, name), str)]
    return t("membership.new_organization", name=", ".join(new)) if new else ""
