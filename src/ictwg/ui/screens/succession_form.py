"""The form that asks what became of an organization: merged, split, or carried on by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization, Succession
from ictwg.domain.values import SuccessionKind
from ictwg.errors import AmbiguousError, NotFoundError
from ictwg.locales import t
from ictwg.members.organizations import Fate, become
from ictwg.ui.forms import form_field
from ictwg.ui.screens.term_fields import LETTER, YES, day_in, letter_field, renamed, since_field
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.records.lookup import Lookup

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
