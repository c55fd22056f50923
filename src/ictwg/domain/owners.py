"""Who has promised: the organizations of an action in protocol order, and names that nobody answers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.periods import name_on
from ictwg.domain.records import Organization, OrganizationName, Person
from ictwg.domain.roster import protocol
from ictwg.domain.text import fold
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ictwg.domain.records import Action
    from ictwg.domain.state import State


def in_protocol_order(state: State, ids: Iterable[str]) -> tuple[Organization, ...]:
    found = (organization for id in ids if (organization := state.get(Organization, id)) is not None)
    return tuple(sorted(found, key=protocol))


def acronyms(state: State, ids: Iterable[str], on: date | None = None) -> tuple[str, ...]:
    """What they are called, today or on a day, in protocol order."""
    found = in_protocol_order(state, ids)
    return tuple((name_on(state, one, on).acronym if on else one.acronym) or one.name for one in found)


def strangers(state: State, action: Action) -> tuple[str, ...]:
    """Names of owners, as they were written, that none of its owners answers to."""
    if not action.owner_text or (action.all and not action.owners):
        return ()
    known = set(map(fold, _names(state, action)))
    written = (name.strip() for name in action.owner_text.split(","))
    return tuple(name for name in written if name and fold(name) not in known)


def _names(state: State, action: Action) -> Iterator[str]:
    for organization in in_protocol_order(state, action.owners):
        yield from (organization.acronym, organization.name, *organization.aliases)
        for row in state.linked(OrganizationName, OrganizationName.organization, organization.id):
            yield from (row.name, row.acronym)
    person = state.get(Person, action.person)
    if person is not None:
        yield from (person.name, person.listed_as, person.handle, *person.aliases)


def owners_in_words(state: State, action: Action, on: date | None = None) -> str:
    """`MoJ, PNTL (Ana Soares), XYZ?`: whom the action names, today or as they were called on a day."""
    unknown = strangers(state, action)
    return said_owners(state, action.owners, on, everybody=action.all, person=action.person, unknown=unknown)


def said_owners(
    state: State,
    owners: Iterable[str],
    on: date | None,
    *,
    everybody: bool = False,
    person: str | None = None,
    unknown: Iterable[str] = (),
) -> str:
    """In protocol order; a name that nobody on the register answers to has a question mark."""
    words = ", ".join([*([t("meetings.all_members")] if everybody else []), *acronyms(state, owners, on)])
    holder = state.get(Person, person)
    if holder is not None:
        words = f"{words} ({holder.name})" if words else holder.name
    return ", ".join(filter(None, (words, *(f"{name}?" for name in unknown))))
