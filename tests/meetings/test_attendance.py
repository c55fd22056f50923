from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.domain.records import AgendaItem, Attendance, Meeting, Organization, Person, Role
from ictwg.domain.representation import representation
from ictwg.domain.values import Capacity, Function, MembershipStatus, OrganizationType, Presence
from ictwg.meetings import attendance
from ictwg.meetings.attendance import RollLine, roll

DAY = date(2010, 3, 12)


class Hall:
    def __init__(self) -> None:
        self.state = MemoryState()
        self.meeting = self.state.add(Meeting, Meeting.date(DAY))
        type_ = Organization.type(OrganizationType.GOVERNMENT)
        self.moj = organization(self.state, "MoJ", type_, status=MembershipStatus.MEMBER)
        self.ngo = organization(self.state, "AMKV", status=MembershipStatus.MEMBER)
        self.unmit = organization(self.state, "UNMIT", status=MembershipStatus.OBSERVER)
        person(self.state, "Rui", self.moj, Function.FOCAL_POINT)
        person(self.state, "Ana", self.moj, Function.ALTERNATE)
        person(self.state, "Tom", self.unmit, Function.FOCAL_POINT)

    def line(self, name: str) -> RollLine:
        return next(line for line in roll(self.state, self.meeting) if line.shown_name == name)

    def marks(self, name: str, presence: Presence | None) -> None:
        self.state.apply(attendance.mark(self.state, self.meeting, self.line(name), presence))

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        lines = roll(self.state, self.meeting)
        return [(line.acronym, line.name, str(line.state or "")) for line in lines]


def test_the_roll_is_the_roster_of_the_day_with_capacities() -> None:
    hall = Hall()
    assert [(line.acronym, line.name, line.capacity) for line in roll(hall.state, hall.meeting)] == [
        ("MoJ", "Rui", Capacity.MEMBER),
        ("MoJ", "Ana", Capacity.ALTERNATE),
        ("AMKV", "", Capacity.MEMBER),
        ("UNMIT", "Tom", Capacity.OBSERVER),
    ]


def test_one_key_marks_and_another_changes_the_mark() -> None:
    hall = Hall()
    hall.marks("Rui", Presence.PRESENT)
    hall.marks("Rui", Presence.REMOTE)
    assert len(hall.state.all(Attendance)) == 1
    assert hall.line("Rui").state is Presence.REMOTE
    hall.marks("Rui", None)
    assert hall.line("Rui").state is None


def test_an_organization_nobody_is_named_for_can_be_marked() -> None:
    hall = Hall()
    hall.marks("AMKV", Presence.PRESENT)
    assert ("AMKV", "", "present") in hall.shown
    assert representation(hall.state, hall.meeting).represented == 1


def test_two_who_call_the_roll_make_one_record() -> None:
    hall = Hall()
    changes = [attendance.mark(hall.state, hall.meeting, hall.line("Rui"), Presence.PRESENT) for _ in range(2)]
    assert changes[0].created == changes[1].created


def test_a_representative_of_the_day_stands_with_the_organization() -> None:
    hall = Hall()
    sent = attendance.represent(hall.state, hall.meeting, hall.line("AMKV"), "Maria", title="Lawyer")
    hall.state.apply(sent)
    assert [one for one in hall.shown if one[0] == "AMKV"] == [("AMKV", "Maria", "present")]
    assert representation(hall.state, hall.meeting).represented == 1


@pytest.mark.parametrize(
    ("acronym", "capacity"), [("MoJ", Capacity.MEMBER), ("UNMIT", Capacity.GUEST), ("", Capacity.GUEST)]
)
def test_a_walk_in_sits_as_the_organization_does(acronym: str, capacity: Capacity) -> None:
    hall = Hall()
    home = next((one for one in hall.state.all(Organization) if one.acronym == acronym), None)
    hall.state.apply(attendance.walk_in(hall.state, hall.meeting, "Eva", organization=home))
    assert hall.line("Eva").capacity is capacity


def test_a_walk_in_stands_last_and_keeps_the_name_of_the_organization() -> None:
    hall = Hall()
    hall.state.apply(attendance.walk_in(hall.state, hall.meeting, "Eva", organization_text="Radio Timor"))
    assert hall.shown[-1] == ("Radio Timor", "Eva", "present")


def test_a_representative_becomes_an_alternate_of_the_register() -> None:
    hall = Hall()
    hall.state.apply(attendance.represent(hall.state, hall.meeting, hall.line("AMKV"), "Maria"))
    (record,) = hall.state.all(Attendance)
    hall.state.apply(attendance.enrol(hall.state, record, hall.meeting, Function.ALTERNATE))
    maria = next(one for one in hall.state.all(Person) if one.name == "Maria")
    role = next(role for role in hall.state.all(Role) if role.person == maria.id)
    assert (role.function, role.since, role.organization) == (Function.ALTERNATE, DAY, hall.ngo.id)
    assert [one for one in hall.shown if one[0] == "AMKV"] == [("AMKV", "Maria", "present")]


def test_two_hats_sit_at_one_place() -> None:
    hall = Hall()
    rui = next(one for one in hall.state.all(Person) if one.name == "Rui")
    settings = (Role.function(Function.FOCAL_POINT), Role.person(rui.id), Role.organization(hall.ngo.id))
    hall.state.add(Role, *settings)
    lines = {line.acronym: line for line in roll(hall.state, hall.meeting) if line.person == rui.id}
    hall.state.apply(attendance.mark(hall.state, hall.meeting, lines["MoJ"], Presence.PRESENT))
    assert ("AMKV", "Rui", "") in hall.shown
    lines = {line.acronym: line for line in roll(hall.state, hall.meeting) if line.person == rui.id}
    moved = attendance.mark(hall.state, hall.meeting, lines["AMKV"], Presence.PRESENT)
    assert moved.created == ()
    hall.state.apply(moved)
    assert ("MoJ", "Rui", "") in hall.shown
    assert representation(hall.state, hall.meeting).represented == 1


def test_arrival_and_leaving_are_told_by_item_number() -> None:
    hall = Hall()
    place = (AgendaItem.meeting(hall.meeting.id), AgendaItem.order("a0"))
    item = hall.state.add(AgendaItem, *place)
    hall.marks("Rui", Presence.REMOTE)
    hall.state.apply(attendance.leave(hall.state, hall.meeting, hall.line("Rui"), item))
    hall.state.apply(attendance.arrive(hall.state, hall.meeting, hall.line("Rui"), item))
    line = hall.line("Rui")
    assert (line.state, line.arrived, line.left) == (Presence.REMOTE, "1", "1")


def test_whoever_arrives_is_present_by_it_and_one_undo_says_who() -> None:
    hall = Hall()
    place = (AgendaItem.meeting(hall.meeting.id), AgendaItem.order("a0"))
    item = hall.state.add(AgendaItem, *place)
    for name in ("Rui", "AMKV"):
        line = next(one for one in roll(hall.state, hall.meeting) if name in (one.name, one.acronym))
        changes = attendance.arrive(hall.state, hall.meeting, line, item)
        assert changes.subject == line.shown_name
        hall.state.apply(changes)
    told = [(one.acronym, str(one.state or ""), one.arrived) for one in roll(hall.state, hall.meeting)]
    assert told == [("MoJ", "present", "1"), ("MoJ", "", ""), ("AMKV", "present", "1"), ("UNMIT", "", "")]


def test_moj_is_here_means_the_first_not_yet_marked() -> None:
    hall = Hall()
    line = attendance.present_line(hall.state, hall.meeting, organization=hall.moj.id)
    assert line is not None
    assert line.name == "Rui"
    hall.marks("Rui", Presence.PRESENT)
    line = attendance.present_line(hall.state, hall.meeting, organization=hall.moj.id)
    assert line is not None
    assert line.name == "Ana"
