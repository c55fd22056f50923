"""Who belongs to the group on a day, in protocol order: the list that a roll is called from.

An alphabetical list of ministries is an insult: organizations stand as they were put in order by hand over the whole
group; those that nobody placed come behind, by type, then by the order within it, then by the acronym of that day
(DOMAIN.md §2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.bodies import has_own_members, has_seat, sitting
from ictwg.domain.order import UNPLACED, is_key
from ictwg.domain.periods import holding, name_on, roles_for, status_on
from ictwg.domain.records import Organization, OrganizationName, Person
from ictwg.domain.text import fold
from ictwg.domain.values import Function, MembershipStatus, OrganizationType
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ictwg.domain.records import Action, BodyMember
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


Protocol = tuple[str, int, str, str, str]
NO_ORGANIZATION: Protocol = (UNPLACED, 99, "", "", "")
"""Where somebody stands who speaks for none."""


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


def protocol(organization: Organization, acronym: str = "") -> Protocol:
    """The key by which every roster, list and export is sorted."""
    place = organization.protocol_place if is_key(organization.protocol_place) else UNPLACED
    rank = list(OrganizationType).index(organization.type)
    return (place, rank, organization.protocol_order, (acronym or organization.acronym).casefold(), organization.id)


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
