"""A new government: what becomes of each ministry from one day on, in one go and one undo (DOMAIN.md §2, *The past*).

What is typed beside a ministry says it: nothing changed keeps it, another name renames it, `> MoX` merges it into MoX,
`> MoX, MoY` splits it, and the word for closed ends it. Open actions and functions go along where one follows; what
belongs to a closed one is listed as every action of a body that has left.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ictwg.domain.changes import Changes, Edit, together
from ictwg.domain.periods import holding, name_on, roles_for, status_on
from ictwg.domain.records import Organization, Role
from ictwg.domain.roster import in_protocol_order
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import Function, OrganizationType, SuccessionKind
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.members.organizations import Fate, become, end_membership, rename
from ictwg.records.lookup import found_or_none

INTO = ">"
STAYS = (Function.CHAIR, Function.CO_CHAIR)
"""Functions of the group itself, that nobody takes along without being asked."""


class Becomes(NamedTuple):
    """What becomes of one: its new name and acronym, or who follows; neither closes it."""

    organization: Organization
    name: str = ""
    acronym: str = ""
    into: tuple[str, ...] = ()
    closed: bool = False

    @property
    def stays(self) -> bool:
        return not (self.name or self.into or self.closed)


def ministries(state: State, on: date) -> tuple[Organization, ...]:
    """Those of the government that belong on the day before, in protocol order."""
    before = on - timedelta(days=1)
    kind = (one for one in state.all(Organization) if one.type is OrganizationType.GOVERNMENT)
    return in_protocol_order(state, (one.id for one in kind if status_on(state, one, before) is not None))


def shown(state: State, organization: Organization, on: date) -> str:
    """`Ministry of Justice (MoJ)`, as it stands in the form to be typed over."""
    named = name_on(state, organization, on - timedelta(days=1))
    return f"{named.name} ({named.acronym})"


def understood(organization: Organization, typed: str, before: str) -> Becomes:
    """What was typed over the text that stood there before."""
    text = clean(typed).strip()
    if not text or fold(text) == fold(before):
        return Becomes(organization)
    if fold(text) == fold(t("membership.government.closed")):
        return Becomes(organization, closed=True)
    if text.startswith(INTO):
        into = tuple(name.strip() for name in text.removeprefix(INTO).replace(";", ",").split(",") if name.strip())
        return Becomes(organization, into=into)
    name, _, acronym = text.removesuffix(")").rpartition(" (")
    return Becomes(organization, name or text, acronym.strip() if name else organization.acronym)


def takes_office(state: State, fates: Iterable[Becomes], on: date, letter: str = "") -> Changes:
    """All of it from that day on; whoever takes over is one on record, one that is renamed now, or a new one.

    Raises:
        InvalidValueError: Nothing changes.
    """
    said = [fate for fate in fates if not fate.stays]
    renamed = {fold(name): fate.organization for fate in said for name in (fate.name, fate.acronym) if name}
    new: dict[str, str] = {}

    def meant(name: str) -> Organization | str:
        """One on record, one that is only now called so, or one that is new: made once, however many become it."""
        return renamed.get(fold(name)) or found_or_none(state, Organization, name) or name

    changes = [_one(state, fate, on, tuple(map(meant, fate.into)), new, letter) for fate in said]
    if not changes:
        raise InvalidValueError(t("membership.government.nothing"), t("membership.government.nothing.hint"))
    return together(changes, t("membership.government.subject", day=on.isoformat()))._replace(
        verb="verbs.new_government"
    )


def _one(
    state: State, fate: Becomes, on: date, into: tuple[Organization | str, ...], new: dict[str, str], letter: str
) -> Changes:
    home = fate.organization
    if fate.name:
        return rename(state, home, fate.name, fate.acronym, on)
    if fate.closed:
        return _functions_end(end_membership(state, home, on), state, home, "", on)
    kind = SuccessionKind.MERGED if len(fate.into) == 1 else SuccessionKind.SPLIT
    changes = become(state, home, Fate(kind, into, on, letter), new)
    only = into[0] if len(into) == 1 else ""
    follows = only.id if isinstance(only, Organization) else new.get(only, "")
    return _functions_end(changes, state, home, follows, on)


def _functions_end(changes: Changes, state: State, home: Organization, follows: str, on: date) -> Changes:
    """The functions that were held for it end; whoever held them holds them for the one that follows."""
    told = Edit("")
    for role in holding(roles_for(state, home), on):
        if role.function in STAYS:
            continue
        told.update(role, Role.until(on - timedelta(days=1)))
        if follows and role.person:
            settings = (Role.function(role.function), Role.person(role.person), Role.organization(follows))
            told.create(Role, state.new_id(), *settings, Role.since(on))
    return changes.and_then(told.done())
