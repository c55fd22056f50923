"""Who belongs to the group on a day, in protocol order: the list that a roll is called from.

An alphabetical list of ministries is an insult: organizations stand by type, then by the order set by hand, then by
the acronym of that day (DOMAIN.md §2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.bodies import has_own_members, has_seat, sitting
from ictwg.domain.periods import holding, name_on, roles_for, status_on
from ictwg.domain.records import Organization, Person
from ictwg.domain.values import Function, MembershipStatus, OrganizationType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.records import BodyMember
    from ictwg.domain.state import State

ON_THE_ROSTER = (MembershipStatus.MEMBER, MembershipStatus.OBSERVER, MembershipStatus.INVITED)
SPEAKING_FOR = (
    Function.CHAIR,
    Function.CO_CHAIR,
    Function.FOCAL_POINT,
    Function.ALTERNATE,
    Function.SECRETARIAT,
    Function.MINUTE_TAKER,
)
"""The functions that put a person on the roster, in the order in which an organization's people stand."""


class RosterPerson(NamedTuple):
    """A person with all functions held for this organization on the day."""

    person: Person
    functions: tuple[Function, ...]


class RosterLine(NamedTuple):
    """An organization under its name of the day."""

    organization: Organization
    name: str
    acronym: str
    status: MembershipStatus
    people: tuple[RosterPerson, ...]


def roster(state: State, on: date, series: str = "") -> tuple[RosterLine, ...]:
    """Members, observers and invited of that day, with the people who spoke for them then; a sub-group has its own."""
    if has_own_members(state, series):
        lines = [_seated(state, home, members, on) for home, members in sitting(state, series, on).items()]
    else:
        lines = [line for organization in state.all(Organization) if (line := _line(state, organization, on))]
    return tuple(sorted(lines, key=lambda line: protocol(line.organization, line.acronym)))


def belonging(state: State, on: date, series: str = "") -> dict[str, MembershipStatus]:
    """As what each organization of that roster sits there, by its id."""
    if has_own_members(state, series):
        return {home: _seat(members) for home, members in sitting(state, series, on).items()}
    statuses = ((organization.id, status_on(state, organization, on)) for organization in state.all(Organization))
    return {id: status for id, status in statuses if status in ON_THE_ROSTER}


def protocol(organization: Organization, acronym: str = "") -> tuple[int, str, str, str]:
    """The key by which every roster, list and export is sorted."""
    rank = list(OrganizationType).index(organization.type)
    return (rank, organization.protocol_order, (acronym or organization.acronym).casefold(), organization.id)


def _line(state: State, organization: Organization, on: date) -> RosterLine | None:
    status = status_on(state, organization, on)
    if status not in ON_THE_ROSTER:
        return None
    named = name_on(state, organization, on)
    return RosterLine(organization, named.name, named.acronym, status, _people(state, organization, on))


def _seated(state: State, home: str, members: tuple[BodyMember, ...], on: date) -> RosterLine:
    """An organization that sits in a sub-group, whatever it is in the plenary."""
    organization = state.get(Organization, home)
    assert organization is not None  # noqa: S101 - `sitting` has found it
    named = name_on(state, organization, on)
    held = ((member.person, member.function) for member in members if member.person)
    return RosterLine(organization, named.name, named.acronym, _seat(members), _holding(state, held))


def _seat(members: tuple[BodyMember, ...]) -> MembershipStatus:
    return MembershipStatus.MEMBER if has_seat(members) else MembershipStatus.INVITED


def _people(state: State, organization: Organization, on: date) -> tuple[RosterPerson, ...]:
    roles = holding(roles_for(state, organization), on)
    return _holding(state, ((role.person, role.function) for role in roles if role.person))


def _holding(state: State, held: Iterable[tuple[str, Function]]) -> tuple[RosterPerson, ...]:
    functions: dict[str, set[Function]] = {}
    for holder, function in held:
        if function in SPEAKING_FOR:
            functions.setdefault(holder, set()).add(function)
    found = [
        RosterPerson(person, tuple(sorted(held, key=SPEAKING_FOR.index)))
        for id, held in functions.items()
        if (person := state.get(Person, id)) is not None
    ]
    return tuple(sorted(found, key=_rank))


def _rank(line: RosterPerson) -> tuple[int, str, str]:
    return (SPEAKING_FOR.index(line.functions[0]), line.person.name.casefold(), line.person.id)
