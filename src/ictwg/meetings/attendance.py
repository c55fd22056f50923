"""Who was there: the roll call over the roster of the day, representatives of the day, and walk-ins.

The identity of an attendance is its meeting and person, or the folded name: two who call the roll at once make one.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.periods import name_on, status_on
from ictwg.domain.records import AgendaItem, Attendance, Meeting, Organization, Person, Role
from ictwg.domain.roster import NO_ORGANIZATION, Protocol, RosterLine, RosterPerson, around, protocol, roster
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import PRESENT_STATES, Answer, Capacity, Function, MembershipStatus, Presence
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings.editions import shown_from


class RollLine(NamedTuple):
    """One person, or an organization nobody is named for, as the roll is called.

    Attributes:
        organization: Its id; empty for somebody who came for none on the register.
        acronym: As it was on the day of the meeting.
        person: The person's id; empty for a representative of the day and for an organization without a name.
        record: What is recorded so far.
        expected: On the roster of the day; a walk-in is not.
        arrived: The number of the agenda item of arrival, such as `4`; empty for the beginning.
        left: The number of the item at which the person left; empty for the end.
        proxy: The acronym of the organization that gave them its vote; empty for none.
    """

    organization: str
    acronym: str
    organization_name: str
    person: str
    name: str
    capacity: Capacity
    record: Attendance | None
    expected: bool
    state: Presence | None = None
    answer: Answer = Answer.NONE
    arrived: str = ""
    left: str = ""
    proxy: str = ""

    @property
    def shown_name(self) -> str:
        """The person, or the organization where nobody is named."""
        return self.name or self.organization_name


def roll(state: State, meeting: Meeting) -> tuple[RollLine, ...]:
    """Everybody of the roster of that day and everybody recorded, in protocol order; guests of no organization last."""
    today, (state, meeting) = state, shown_from(state, meeting)
    records = {row.id: row for row in state.linked(Attendance, Attendance.meeting, meeting.id)}
    numbers = {line.item.id: line.spoken for line in agenda_of(state, meeting)}
    entries: tuple[RosterLine, ...] = ()
    if meeting.date:
        # Adopted minutes do not keep who held which function.
        places = around(today, meeting.date, meeting.series)
        called = roster(state, meeting.date, meeting.series)
        entries = tuple(sorted(called, key=lambda entry: places[entry.organization.id]))
    expected = [line for entry in entries for line in _called(state, meeting, entry, records)]
    others = [_unexpected(state, meeting, row) for row in records.values()]
    lines = [_marked(state, meeting, line, numbers) for line in (*expected, *others)]
    order = {entry.organization.id: place for place, entry in enumerate(entries)}
    ranks = {id: _rank(state, id, order) for id in {line.organization for line in lines}}
    return tuple(sorted(lines, key=lambda line: ranks[line.organization]))


def unrecorded(state: State, meeting: Meeting) -> tuple[RosterLine, ...]:
    """The member organizations of that day of which nothing is recorded and no proxy is held, in protocol order."""
    rows = state.linked(Attendance, Attendance.meeting, meeting.id)
    recorded = {row.organization for row in rows if row.state is not None}
    recorded |= {row.proxy_for for row in rows if row.state in PRESENT_STATES}
    entries = roster(state, meeting.date, meeting.series) if meeting.date else ()
    members = (entry for entry in entries if entry.status is MembershipStatus.MEMBER)
    return tuple(entry for entry in members if entry.organization.id not in recorded)


def mark(state: State, meeting: Meeting, line: RollLine, presence: Presence | None) -> Changes:
    """One key of the roll call; None takes the mark back."""
    state_now = Attendance.state.clear if presence is None else Attendance.state(presence)
    return said_of(state, meeting, line, state_now)


def said_of(state: State, meeting: Meeting, line: RollLine, *said: Setting, verb: str = "verbs.marked") -> Changes:
    """What is said of the line, on its record or on one that it gets by this."""
    edit = Edit(verb, line.shown_name)
    if line.record is not None:
        return edit.update(line.record, *said).done()
    named = Attendance.person(line.person or None), Attendance.capacity(line.capacity)
    return recorded(state, edit, meeting, line.name, line.organization, *named, *said, person=line.person)


def represent(state: State, meeting: Meeting, line: RollLine, name: str, *, title: str = "") -> Changes:
    """Somebody else came for them today: a typed name and title, kept with the meeting."""
    settings = (
        Attendance.title(title),
        Attendance.capacity(stands_in(line.capacity)),
        Attendance.state(Presence.PRESENT),
        Attendance.in_place_of(line.name),
    )
    return recorded(state, Edit("verbs.marked", name), meeting, name, line.organization, *settings)


def walk_in(
    state: State,
    meeting: Meeting,
    name: str,
    *,
    organization: Organization | None = None,
    organization_text: str = "",
    title: str = "",
    capacity: Capacity | None = None,
) -> Changes:
    """Somebody who is on no roster, of an organization of the register or one as they say it.

    Without a capacity the person sits there as the organization does that day: for a member as its member.
    """
    settings = (
        Attendance.printed_organization("" if organization else organization_text),
        Attendance.title(title),
        Attendance.capacity(capacity or joined_as(state, organization, meeting.date)),
        Attendance.state(Presence.PRESENT),
    )
    home = organization.id if organization else ""
    return recorded(state, Edit("verbs.marked", name), meeting, name, home, *settings)


def joined_as(state: State, organization: Organization | None, on: date | None) -> Capacity:
    """A guest, unless the organization is a member that day."""
    status = status_on(state, organization, on) if organization and on else None
    return Capacity.MEMBER if status is MembershipStatus.MEMBER else Capacity.GUEST


def enrol(state: State, attendance: Attendance, meeting: Meeting, function: Function | None = None) -> Changes:
    """A representative of the day becomes a person of the register, with a function from that meeting on."""
    id, edit = state.new_id(), Edit("verbs.enrolled", attendance.name)
    home = Person.organization(attendance.organization)
    edit.create(Person, id, Person.name(attendance.name), home, Person.position(attendance.title))
    if function is not None:
        held = (Role.function(function), Role.organization(attendance.organization), Role.person(id))
        edit.create(Role, state.new_id(), *held, Role.since(meeting.date))
    return edit.update(attendance, Attendance.person(id)).done()


def arrive(state: State, meeting: Meeting, line: RollLine, item: AgendaItem | None) -> Changes:
    """Came at this item; None: was there from the beginning. Whoever was not marked is present by it."""
    return said_of(state, meeting, line, *_there(line), Attendance.arrived_at(item.id if item else None))


def leave(state: State, meeting: Meeting, line: RollLine, item: AgendaItem | None) -> Changes:
    """Left at this item, and no longer counts there; None: stayed to the end. Whoever was not marked was present."""
    return said_of(state, meeting, line, *_there(line), Attendance.left_at(item.id if item else None))


def hold_proxy(state: State, meeting: Meeting, line: RollLine, given_by: str | None) -> Changes:
    """Has the vote of another organization, by its id; None takes that back.

    Raises:
        InvalidValueError: It is their own, or they are not there to hold it.
    """
    wrong = "absent_proxy" if given_by and line.state not in PRESENT_STATES else ""
    if given_by and given_by == line.organization:
        wrong = "own_proxy"
    if wrong:
        told = t(f"meetings.{wrong}"), t(f"meetings.{wrong}.hint")
        raise InvalidValueError(*told, field=Attendance.proxy_for.name)
    return said_of(state, meeting, line, Attendance.proxy_for(given_by))


def _there(line: RollLine) -> tuple[Setting, ...]:
    return () if line.state in PRESENT_STATES else (Attendance.state(Presence.PRESENT),)


def strike(attendance: Attendance) -> Changes:
    """Off the list: a walk-in that was entered by mistake."""
    return Edit("verbs.removed", attendance.name).remove(attendance).done()


def attendance_id(state: State, meeting: Meeting, person: str, name: str, organization: str = "") -> str:
    """The same on every device: (meeting, person or folded name), or the organization nobody is named for."""
    key = (meeting.id, person, "" if person else fold(name) or organization)
    return derived_id(state.db, Attendance.TABLE, key, meeting.date)


def capacity_of(status: MembershipStatus, functions: tuple[Function, ...]) -> Capacity:
    """In what capacity somebody sits there, by the organization's status and the person's functions that day."""
    if Function.FOCAL_POINT in functions or {Function.CHAIR, Function.CO_CHAIR} & set(functions) or not functions:
        capacity = Capacity.MEMBER
    elif Function.ALTERNATE in functions:
        capacity = Capacity.ALTERNATE
    else:
        return Capacity.SECRETARIAT
    return capacity if status is MembershipStatus.MEMBER else _NOT_A_MEMBER[status]


_NOT_A_MEMBER = {MembershipStatus.OBSERVER: Capacity.OBSERVER, MembershipStatus.INVITED: Capacity.GUEST}


def recorded(
    state: State, edit: Edit, meeting: Meeting, name: str, organization: str, *more: Setting, person: str = ""
) -> Changes:
    """A new record, or the one there is: announced before, or with two hats recorded for the other chair so far."""
    id = attendance_id(state, meeting, person, name, organization)
    settings = (Attendance.organization(organization or None), Attendance.name(name), *more)
    known = state.get(Attendance, id)
    if known is not None:
        return edit.update(known, *settings).done()
    return edit.create(Attendance, id, Attendance.meeting(meeting.id), *settings).done()


def _called(state: State, meeting: Meeting, entry: RosterLine, records: dict[str, Attendance]) -> list[RollLine]:
    """The lines of one organization of the roster; takes its records out of `records`."""
    own = [_expected(state, meeting, entry, person, records) for person in entry.people]
    recorded = [row for row in records.values() if row.organization == entry.organization.id]
    if own or any(row.person or row.name for row in recorded):
        return own
    return [_expected(state, meeting, entry, None, records)]


def _expected(
    state: State, meeting: Meeting, entry: RosterLine, holder: RosterPerson | None, records: dict[str, Attendance]
) -> RollLine:
    person, name = (holder.person.id, holder.person.name) if holder else ("", "")
    capacity = capacity_of(entry.status, holder.functions if holder else ())
    record = _pop(state, meeting, entry, person, records)
    home = entry.organization.id, entry.acronym, entry.name
    return RollLine(*home, person, name, capacity, record, expected=True)


def _pop(
    state: State, meeting: Meeting, entry: RosterLine, person: str, records: dict[str, Attendance]
) -> Attendance | None:
    """What is recorded of this line: under its own id, or as another device or an import wrote it."""
    home = entry.organization.id
    wanted = attendance_id(state, meeting, person, "", home)
    here = [row for row in records.values() if row.organization in (None, home)]
    same = [row for row in here if row.id == wanted or (row.person == person if person else not row.name)]
    return records.pop(same[0].id) if same else None


def _unexpected(state: State, meeting: Meeting, row: Attendance) -> RollLine:
    organization, person = state.get(Organization, row.organization), state.get(Person, row.person)
    named = name_on(state, organization, meeting.date) if organization and meeting.date else None
    shown = (named.acronym, named.name) if named else (row.printed_organization, row.printed_organization)
    name = row.name or (person.name if person else "")
    home = organization.id if organization else ""
    return RollLine(home, *shown, row.person or "", name, row.capacity, row, expected=False)


def _marked(state: State, meeting: Meeting, line: RollLine, numbers: dict[str, str]) -> RollLine:
    row = line.record
    if row is None:
        return line
    given = state.get(Organization, row.proxy_for)
    return line._replace(
        capacity=row.capacity,
        state=row.state,
        answer=row.answer,
        arrived=numbers.get(row.arrived_at or "", ""),
        left=numbers.get(row.left_at or "", ""),
        proxy=name_on(state, given, meeting.date).acronym if given and meeting.date else "",
    )


def _rank(state: State, id: str, order: dict[str, int]) -> tuple[bool, int, Protocol]:
    """An organization's place on the roster; then those of the register that are not on it; then no organization."""
    organization = state.get(Organization, id)
    if organization is None:
        return (True, 1, NO_ORGANIZATION)
    return (id not in order, order.get(id, 0), protocol(organization))


def stands_in(capacity: Capacity) -> Capacity:
    return Capacity.ALTERNATE if capacity in (Capacity.MEMBER, Capacity.ALTERNATE) else capacity


def present_line(state: State, meeting: Meeting, *, organization: str = "", person: str = "") -> RollLine | None:
    """The line that "MoJ is here" means: the person, or the first of that organization not yet marked."""
    lines = [line for line in roll(state, meeting) if (line.person == person if person else True)]
    own = [line for line in lines if not organization or line.organization == organization]
    return next((line for line in own if line.state is None), own[0] if own else None)
