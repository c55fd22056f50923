"""The forms about organizations and people: new, what holds of them from a day on, and one for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as renamed
from datetime import date
from typing import Any, NamedTuple

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, filled, form_field, refusal
from ictwg.app.forms.fields import YES, FormField, Values, flag
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Membership, Organization, OrganizationName, Person, Role, Succession
from ictwg.domain.schema import Field, Record, Setting
from ictwg.domain.values import Function, MembershipStatus, OrganizationType, SuccessionKind
from ictwg.errors import AmbiguousError, NotFoundError, ThereAlreadyError
from ictwg.locales import t
from ictwg.members import functions, government
from ictwg.members import organizations as membership
from ictwg.members.hooks import ANOTHER
from ictwg.members.member_detail import span
from ictwg.members.organizations import Fate, become
from ictwg.records.editing import add, settings_typed
from ictwg.records.lookup import Lookup, find, short_name, short_title

Form = tuple[FormField, ...]
SINCE, LETTER = Membership.since.name, Membership.letter.name
NEVER = "never"


def since_field(lookup: Lookup, label: str) -> FormField:
    """Today, unless somebody says otherwise."""
    return renamed(form_field(lookup, Membership.since, value=lookup.today.isoformat()), label=t(label))


def letter_field(lookup: Lookup) -> FormField:
    return renamed(form_field(lookup, Membership.letter), label=t("records.letter"))


def day_in(lookup: Lookup, values: Values) -> date:
    """The day that is typed, today where none is."""
    return Membership.since.parse(values.get(SINCE, ""), lookup) or lookup.today


class Dated(NamedTuple):
    """What holds of an organization or a person from a day on; a row of the past can be corrected, or never was.

    Attributes:
        name: The end of its messages.
        kind: The type of the rows.
        choices: Those that there are, the latest first.
        form: For a new one.
        add: What a new one becomes.
        fields: What may have been written otherwise than it was.
        correct: What a corrected one becomes.
    """

    name: str
    kind: type[Record]
    choices: Callable[[Lookup, Any], tuple[Choice, ...]]
    form: Callable[[Lookup, Any], Form]
    add: Callable[[Lookup, Any, Values], Changes]
    fields: tuple[Field[Any], ...]
    correct: Callable[..., Changes]

    def row_form(self, lookup: Lookup, row: Record) -> Form:
        never = flag(NEVER, t("membership.form.never"), t("membership.form.never.help"), on=False)
        return (*fields_for(lookup, self.kind, row, only=self.fields), never)

    def corrected(self, lookup: Lookup, owner: Record, row: Record, values: Values) -> Changes:
        settings: tuple[Setting, ...] = settings_typed(lookup, self.kind, values)
        if values.get(NEVER) == YES:
            return Edit("verbs.edited", short_name(owner)).remove(row).done()
        return self.correct(owner, row, *settings)


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


def new_organization_form(lookup: Lookup) -> Form:
    own = fields_for(lookup, Organization, only=ORGANIZATION_FORM)
    return (*own[:3], *_status_fields(lookup, "records.membership"), *own[3:])


def edit_organization_form(lookup: Lookup, organization: Organization) -> Form:
    """Another spelling of the name is right in old minutes too; of an embassy it asks since when it is there."""
    embassy = organization.type is OrganizationType.DONOR
    only = (*ORGANIZATION_FORM, *((Organization.credentials_on,) if embassy else ()))
    fields = fields_for(lookup, Organization, organization, only=only)
    help_text = t("membership.form.spelling.help")
    corrected = (Organization.name.name, Organization.acronym.name)
    return tuple(renamed(field, help=help_text) if field.name in corrected else field for field in fields)


def change_status(lookup: Lookup, organization: Organization, values: Values) -> Changes:
    status: MembershipStatus = Membership.status.parse(values[Membership.status.name], lookup)
    since = day_in(lookup, values)
    return membership.change_status(lookup.state, organization, status, since, values[LETTER])


def period_choices(lookup: Lookup, organization: Organization) -> tuple[Choice, ...]:
    """The periods that can be corrected, the latest first."""
    periods = membership.periods_of(lookup.state, organization)
    return tuple(Choice(row.id, f"{Membership.status.label(row.status)}  {span(row)}", row.letter) for row in periods)


def rename_form(lookup: Lookup, organization: Organization) -> Form:
    fields = fields_for(lookup, Organization, organization, only=(Organization.name, Organization.acronym))
    kept = t("membership.form.rename.help")
    return (*(renamed(field, help=kept) for field in fields), since_field(lookup, "records.from"))


def rename(lookup: Lookup, organization: Organization, values: Values) -> Changes:
    since = day_in(lookup, values)
    name, acronym = values[Organization.name.name], values[Organization.acronym.name]
    return membership.rename(lookup.state, organization, name, acronym, since)


def name_choices(lookup: Lookup, organization: Organization) -> tuple[Choice, ...]:
    """The dated names that can be corrected, the latest first."""
    names = reversed(membership.names_of(lookup.state, organization))
    return tuple(Choice(row.id, f"{row.acronym}  {span(row)}", row.name) for row in names)


def as_of_field(lookup: Lookup, on: date) -> FormField:
    field = form_field(lookup, Membership.since, value=on.isoformat())
    return renamed(field, name=SINCE, label=t("membership.form.as_of.day"), help=t("membership.form.as_of.help"))


def _status_fields(lookup: Lookup, label: str) -> Form:
    status = renamed(form_field(lookup, Membership.status), label=t(label))
    return (status, since_field(lookup, "records.from"), letter_field(lookup))


INTO, KIND, ACTIONS = Succession.successor.name, Succession.kind.name, "actions"


def became_form(lookup: Lookup, organization: Organization) -> Form:
    kind = form_field(lookup, Succession.kind, value=str(SuccessionKind.MERGED))
    into = renamed(
        form_field(lookup, Succession.successor),
        kind="links",
        label=t("membership.form.into"),
        help=t("membership.form.into.help", name=organization.acronym),
        validate=refusal(lambda text: [_named(lookup, name) for name in _names(text)]),
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
        since_field(lookup, "records.from"),
        letter_field(lookup),
        flag(ACTIONS, t("membership.form.actions_follow"), t("membership.form.actions_follow.help"), on=True),
    )


def became(lookup: Lookup, organization: Organization, values: Values) -> Changes:
    fate = Fate(
        SuccessionKind(values[KIND]),
        tuple(_named(lookup, name) for name in _names(values[INTO])),
        day_in(lookup, values),
        values[LETTER],
        values[ACTIONS] == YES,
    )
    return become(lookup.state, organization, fate)


def government_form(lookup: Lookup) -> Form:
    """The day and the letter, then a line for each ministry."""
    lines = (
        FormField(one.id, one.acronym, t("membership.government.help"), value=government.shown(lookup.state, one, day))
        for day in (lookup.today,)
        for one in government.ministries(lookup.state, day)
    )
    return (since_field(lookup, "records.from"), letter_field(lookup), *lines)


def new_government(lookup: Lookup, values: Values) -> Changes:
    """
    Raises:
        InvalidValueError: Nothing changes.
    """
    state, on = lookup.state, day_in(lookup, values)
    homes = government.ministries(state, on)
    fates = (
        government.understood(one, values.get(one.id, ""), government.shown(state, one, lookup.today)) for one in homes
    )
    return government.takes_office(state, fates, on, values[LETTER])


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.replace(";", ",").split(",") if name.strip()]


def _named(lookup: Lookup, text: str) -> Organization | str:
    """An organization of the register, or the acronym of one that is new.

    Raises:
        AmbiguousError: Several are called so; none of them is new.
    """
    try:
        return find(lookup.state, Organization, text)
    except AmbiguousError:
        raise
    except NotFoundError:
        return text


def _new_ones(lookup: Lookup, text: str) -> str:
    new = [name for name in _names(text) if isinstance(_named(lookup, name), str)]
    return t("membership.new_organization", name=", ".join(new)) if new else ""


COMES = Role.person.name
FIRST = (Person.name, Person.organization, Person.position, Person.phone, Person.email)
LIST, ACTION = "list:", "action:"


def new_person_form(lookup: Lookup, organization: Organization | None) -> Form:
    """Who it is and what for comes first; the rest can wait.

    Args:
        organization: Where it is meant, as when its first person is asked for; the form says so.
    """
    fields = {field.name: field for field in fields_for(lookup, Person)}
    if organization is not None:
        fields[Person.organization.name] = _of_the_row(fields[Person.organization.name], organization)
    first = [fields.pop(field.name) for field in FIRST]
    return (*first[:3], *_function_fields(lookup, organization), *first[3:], *fields.values())


def _of_the_row(field: FormField, organization: Organization) -> FormField:
    """Filled in from the row that the form was opened on, and saying so as long as it stands."""
    acronym = organization.acronym
    return renamed(field, value=acronym, echo=lambda text: t("ui.from_the_row", value=text) if text == acronym else "")


def function_form(lookup: Lookup, _person: Person) -> Form:
    function = form_field(lookup, Role.function)
    return (function, since_field(lookup, "records.from"), letter_field(lookup))


def appoint(lookup: Lookup, person: Person, values: Values) -> Changes:
    function: Function = Role.function.parse(values[Role.function.name], lookup)
    since = day_in(lookup, values)
    return functions.appoint(lookup.state, person, function, person.organization, since, values[LETTER])


def term_choices(lookup: Lookup, person: Person) -> tuple[Choice, ...]:
    """The functions that can be ended or corrected, the latest first."""
    rows = functions.functions_of(lookup.state, person)
    return tuple(
        Choice(row.role.id, f"{Role.function.label(row.role.function)}  {row.organization}", span(row.role))
        for row in rows
    )


def focal_points(lookup: Lookup, organization: Organization) -> tuple[Role, ...]:
    """The functions of which one ends in a replacement.

    Raises:
        NotFoundError: The organization has no focal point.
    """
    held = functions.holders(lookup.state, organization, Function.FOCAL_POINT, lookup.today)
    if held:
        return held
    name = organization.acronym
    raise NotFoundError(t("membership.no_focal_point", name=name), t("membership.no_focal_point.hint"))


def holder_choices(lookup: Lookup, roles: tuple[Role, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(role.id, lookup.name(Person, role.person or ""), span(role)) for role in roles)


KNOWN = (Person.position, Person.phone, Person.email)
STAYS = "stays"


def replace_form(lookup: Lookup, leaves: Role, letter: str = "") -> Form:
    """Who comes, from when, by which letter; who leaves, and each list and open action, may stay."""
    comes = renamed(
        form_field(lookup, Role.person),
        label=t("membership.form.comes"),
        help=t("membership.form.comes.help"),
        validate=None,
        required=True,
    )
    gone = lookup.state.get(Person, leaves.person)
    lists = [
        _moving(f"{LIST}{name}", t("membership.form.moves_list", name=name)) for name in (gone.lists if gone else ())
    ]
    open_ones = functions.open_actions_of(lookup.state, leaves.person)
    actions = [_moving(ACTION + one.id, one.reference, short_title(one)) for one in open_ones]
    known = [renamed(one, help=t("membership.form.known.help")) for one in fields_for(lookup, Person, only=KNOWN)]
    stays = flag(STAYS, t("membership.form.stays"), t("membership.form.stays.help"), on=False)
    by = renamed(letter_field(lookup), value=letter)
    return (comes, *known, since_field(lookup, "records.from"), by, stays, *lists, *actions)


def replace(lookup: Lookup, leaves: Role, values: Values) -> Changes:
    """The replacement as one change; a name that is not on the list becomes a new person of the organization."""
    replacement = functions.Replacement(
        leaves,
        _person_named(lookup, values[COMES]),
        day_in(lookup, values),
        values[LETTER],
        tuple(a for a in functions.open_actions_of(lookup.state, leaves.person) if values.get(ACTION + a.id) == YES),
        tuple(name.removeprefix(LIST) for name, said in values.items() if name.startswith(LIST) and said == YES),
        tuple(one(one.parse(values[one.name], lookup)) for one in KNOWN if values[one.name].strip()),
        values[STAYS] == YES,
    )
    return functions.replace_focal_point(lookup.state, replacement)


def _moving(name: str, label: str, what: str = "") -> FormField:
    told = t("membership.form.moves.help", what=what or label)
    return flag(name, label, told, on=True, echo=(lambda _: what) if what else None)


def _function_fields(lookup: Lookup, organization: Organization | None) -> Form:
    """The first of an organization speaks for it, unless somebody says otherwise."""
    field = form_field(lookup, Role.function)
    options = (Choice("", t("ui.no_choice")), *field.choices())
    spoken_for = organization is not None and functions.holders(
        lookup.state, organization, Function.FOCAL_POINT, lookup.today
    )
    start = "" if spoken_for or organization is None else str(Function.FOCAL_POINT)
    since = since_field(lookup, "membership.new.function_since")
    return (renamed(field, options=options, value=start, required=False), since, letter_field(lookup))


def _person_named(lookup: Lookup, text: str) -> Person | str:
    try:
        return lookup.state.get(Person, lookup.find(Person, text)) or text
    except NotFoundError:
        return text


_NAMED = (Person.name.name, Organization.acronym.name, Person.organization.name)


class ConfirmDuplicate:
    """A name that is there already is told once; saved once more, another one is meant."""

    def __init__(self) -> None:
        self._told: set[tuple[str, ...]] = set()

    def add(self, lookup: Lookup, kind: type[Record], values: Values) -> Changes:
        who = tuple(values.get(name, "") for name in _NAMED)
        another = {ANOTHER: YES} if who in self._told else {}
        try:
            return add(lookup, kind, filled(values) | another)[1]
        except ThereAlreadyError as error:
            self._told.add(who)
            error.hint = t("membership.form.another")
            raise


PERIODS = Dated(
    "status",
    Membership,
    period_choices,
    lambda lookup, _organization: _status_fields(lookup, "records.status"),
    change_status,
    (Membership.status, Membership.since, Membership.until, Membership.letter),
    membership.correct_period,
)

NAMES = Dated(
    "rename",
    OrganizationName,
    name_choices,
    rename_form,
    rename,
    (OrganizationName.name, OrganizationName.acronym, OrganizationName.since, OrganizationName.until),
    membership.correct_name,
)

TERMS = Dated(
    "function",
    Role,
    term_choices,
    function_form,
    appoint,
    (Role.function, Role.since, Role.until, Role.letter),
    functions.correct_function,
)
