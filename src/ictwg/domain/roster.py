"""Who belongs to the group and its bodies on a day, in protocol order: the list that a roll is called from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ictwg.domain.order import UNPLACED, is_key
from ictwg.domain.periods import holding, holds, name_on, roles_for, roles_on, status_on
from ictwg.domain.records import (
    Action,
    BodyMember,
    Group,
    Meeting,
    Organization,
    OrganizationName,
    Person,
    Role,
    Series,
)
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import ActionKind, Function, GivenWork, MeetingState, MembershipStatus, OrganizationType
from ictwg.locales import t

PLENARY = ""
_PRESIDES = (Function.CHAIR, Function.CO_CHAIR)

HELPING = frozenset({Function.SECRETARIAT, Function.MINUTE_TAKER, Function.GUEST})
"""Functions of those who sit there without a seat of their organization."""


def series_of(state: State, code: str) -> Series | None:
    """The body with this code; None for a plenary of which nothing is written down."""
    return next((series for series in state.all(Series) if series.code == code), None)


def sub_groups(state: State) -> tuple[Series, ...]:
    """All bodies but the plenary, by their codes."""
    return tuple(sorted((one for one in state.all(Series) if one.code), key=lambda one: (one.code, one.id)))


def reporting_to(state: State, code: str) -> tuple[Series, ...]:
    """The sub-groups whose reports a body hears; the plenary hears of all that name no other."""
    return tuple(one for one in sub_groups(state) if one.code != code and one.reports_to == code)


def members_of(state: State, code: str) -> tuple[BodyMember, ...]:
    """Everybody who ever sat in a sub-group."""
    return tuple(member for member in state.all(BodyMember) if member.series == code) if code else ()


def has_own_members(state: State, code: str) -> bool:
    return bool(members_of(state, code))


def sitting(state: State, code: str, on: date) -> dict[str, tuple[BodyMember, ...]]:
    """Who sits in a sub-group on a day, by the id of the organization that they sit there for."""
    found: dict[str, tuple[BodyMember, ...]] = {}
    for member in members_of(state, code):
        home = organization_of(state, member)
        if home and holds(member, on):
            found[home] = (*found.get(home, ()), member)
    return found


def holder_of(state: State, code: str, function: Function, on: date) -> str:
    """Who holds a function of a body on a day, by name: a person, or the organization's acronym; empty for nobody."""
    held: tuple[BodyMember | Role, ...] = tuple(one for one in members_of(state, code) if holds(one, on))
    if not code:
        held = tuple(role for role in roles_on(state, on, function) if not role.series)
    for one in held:
        if one.function is function:
            person, home = state.get(Person, one.person), state.get(Organization, one.organization)
            return person.name if person else name_on(state, home, on).acronym if home else ""
    return ""


def organization_of(state: State, member: BodyMember | Role) -> str:
    """The organization that is named, or that of the person; empty where neither is there any more."""
    person = state.get(Person, member.person)
    home = state.get(Organization, member.organization or (person.organization if person else None))
    return home.id if home else ""


def has_seat(members: tuple[BodyMember, ...]) -> bool:
    """Whether an organization is a member by these, and does not only keep the minutes."""
    return any(member.function not in HELPING for member in members)


def planned(state: State, today: date) -> list[Meeting]:
    """Those that are planned for today or later, of whatever series, the nearest first."""
    found = (m for m in state.all(Meeting) if m.state is MeetingState.PLANNED and m.date and m.date >= today)
    return sorted(found, key=lambda m: (str(m.date), str(m.start or ""), m.id))


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

Protocol = tuple[str, int, str, str, str, str]

NO_ORGANIZATION: Protocol = (UNPLACED, 99, "", "", "", "")
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
    places = around(state, on, series)
    return tuple(
        sorted(lines, key=lambda line: (places[line.organization.id], protocol(line.organization, line.acronym)))
    )


def belonging(state: State, on: date, series: str = "") -> dict[str, MembershipStatus]:
    """As what each organization of that roster sits there, by its id."""
    if has_own_members(state, series):
        return {home: _seat(members) for home, members in sitting(state, series, on).items()}
    statuses = ((organization.id, status_on(state, organization, on)) for organization in state.all(Organization))
    return {id: status for id, status in statuses if status in ON_THE_ROSTER}


def protocol(organization: Organization, acronym: str = "") -> Protocol:
    """The key by which every roster, list and export is sorted; embassies go by the day of their credentials."""
    place = organization.protocol_place if is_key(organization.protocol_place) else UNPLACED
    rank = list(OrganizationType).index(organization.type)
    came = str(organization.credentials_on or UNPLACED) if organization.type is OrganizationType.DONOR else ""
    named = (acronym or organization.acronym).casefold()
    return (place, rank, came, organization.protocol_order, named, organization.id)


def around(state: State, on: date, series: str) -> dict[str, int]:
    """Before the order who presides over the body that day, then the co-chair; behind it the secretariat."""
    if has_own_members(state, series):
        held: Iterable[BodyMember | Role] = (one for seated in sitting(state, series, on).values() for one in seated)
    else:
        held = (role for role in roles_on(state, on) if role.series in (PLENARY, series))
    functions: dict[str, set[Function | None]] = defaultdict(set)
    for one in held:
        functions[organization_of(state, one)].add(one.function)
    return defaultdict(lambda: _IN_ORDER, {home: _beside_the_order(found) for home, found in functions.items()})


_IN_ORDER = 2


def _beside_the_order(functions: set[Function | None]) -> int:
    if not functions.isdisjoint(_PRESIDES):
        return min(_PRESIDES.index(one) for one in functions if one in _PRESIDES)
    only_helps = Function.SECRETARIAT in functions and functions <= {*HELPING, Function.HEAD}
    return _IN_ORDER + only_helps


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


def in_protocol_order(
    state: State, ids: Iterable[str], on: date | None = None, series: str = ""
) -> tuple[Organization, ...]:
    """As they stand in the register; on a day, as on the roll of that day."""
    found = [organization for id in ids if (organization := state.get(Organization, id)) is not None]
    places = around(state, on, series) if on is not None and len(found) > 1 else defaultdict(int)
    return tuple(sorted(found, key=lambda one: (places[one.id], protocol(one))))


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
    lang: str | None = None,
) -> str:
    """In protocol order, who is invited last; a name that nobody on the register answers to has a question mark."""
    ids = tuple(owners)
    asked = invited(state, ids)
    tasked = acronyms(state, (id for id in ids if id not in asked), on)
    words = [", ".join([*([t("meetings.all_members", lang=lang)] if everybody else []), *tasked])]
    words += [*(f"{name}?" for name in unknown), invited_words(", ".join(acronyms(state, asked, on)), lang)]
    holder, place = state.get(Person, person), -1 if asked else 0
    if holder is not None:
        words[place] = f"{words[place]} ({holder.name})" if words[place] else holder.name
    return ", ".join(filter(None, words))


def invited_words(names: str, lang: str | None = None) -> str:
    """`Invited: EMB`, in a language or in that of the interface; empty without names."""
    return f"{t('minutes.owner.invited', lang=lang)}: {names}" if names else ""


def invited(state: State, ids: Iterable[str]) -> frozenset[str]:
    """Those that are invited, and not tasked (DOMAIN.md §3): by a word of their own, else by their type."""
    types = {type for group in state.all(Group) for type in group.invited_types}
    found = (one for id in ids if (one := state.get(Organization, id)) is not None)
    how = ((one.id, one.given_work or (GivenWork.INVITED if one.type in types else GivenWork.TASKED)) for one in found)
    return frozenset(id for id, given in how if given is GivenWork.INVITED)


def is_invited(state: State, action: Action, owner: str = "") -> bool:
    """Whether nobody is tasked with it, or not this one of its owners: it is asked for, and never overdue."""
    asked = invited(state, (owner,) if owner else action.owners) if action.kind is ActionKind.ACTION else frozenset()
    if owner or not asked:
        return bool(asked)
    tasked = action.all or any(state.get(Organization, id) is not None for id in {*action.owners} - asked)
    return not tasked and not strangers(state, action)


def held_before(state: State, series: str, day: date) -> tuple[Meeting, ...]:
    """The meetings of a series that were held before a day, the latest first."""
    held = (m for m in state.all(Meeting) if m.series == series and m.state is MeetingState.HELD)
    found = [m for m in held if m.date is not None and m.date < day]
    return tuple(sorted(found, key=lambda m: (str(m.date), str(m.start or ""), m.id), reverse=True))
