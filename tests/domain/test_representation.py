from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Attendance, Group, Meeting, Organization
from ictwg.domain.representation import Representation, representation
from ictwg.domain.schema import Setting
from ictwg.domain.values import Capacity, Function, MembershipStatus, Presence

DAY = date(2010, 3, 12)
MEMBER = MembershipStatus.MEMBER


class Room:
    """A meeting of four members and an observer."""

    def __init__(self) -> None:
        self.state = MemoryState()
        self.meeting = self.state.add(Meeting, Meeting.date(DAY))
        self.items = [self._item(order) for order in ("a0", "a1", "a2", "a3")]
        self.orgs = {name: organization(self.state, name, status=MEMBER) for name in ("A", "B", "C", "D")}
        self.orgs["O"] = organization(self.state, "O", status=MembershipStatus.OBSERVER)

    def comes(self, name: str, *settings: Setting, state: Presence = Presence.PRESENT) -> Attendance:
        who = person(self.state, f"of {name}", self.orgs[name], Function.FOCAL_POINT)
        home = (Attendance.organization(self.orgs[name].id), Attendance.person(who.id))
        return self.state.add(
            Attendance, Attendance.meeting(self.meeting.id), *home, Attendance.state(state), *settings
        )

    def counted(self, item: int | None = None) -> Representation:
        return representation(self.state, self.meeting, None if item is None else self.items[item])

    def rule(self, *settings: Setting) -> None:
        self.state.add(Group, Group.quorum_rule("ToR §7"), *settings)

    def update(self, record: Organization, *settings: Setting) -> None:
        self.state.apply(Edit("verbs.edited").update(record, *settings).done())

    def _item(self, order: str) -> AgendaItem:
        return self.state.add(AgendaItem, AgendaItem.meeting(self.meeting.id), AgendaItem.order(order))


def test_a_seat_counts_once_and_members_only() -> None:
    room = Room()
    room.comes("A")
    room.comes("A")
    room.comes("O")
    assert room.counted()[:3] == (1, 4, None)
    assert room.counted().words() == "1 of 4 member organizations were represented, 3 not recorded"


@pytest.mark.parametrize(
    ("state", "counts"),
    [(Presence.PRESENT, 1), (Presence.REMOTE, 1), (Presence.APOLOGIES, 0), (Presence.ABSENT, 0)],
)
def test_present_and_remote_count(state: Presence, counts: int) -> None:
    room = Room()
    room.comes("A", state=state)
    assert room.counted().represented == counts


@pytest.mark.parametrize(
    ("capacity", "counts"),
    [
        (Capacity.MEMBER, 1),
        (Capacity.ALTERNATE, 1),
        (Capacity.OBSERVER, 0),
        (Capacity.GUEST, 0),
        (Capacity.SECRETARIAT, 0),
        (Capacity.INTERPRETER, 0),
    ],
)
def test_who_speaks_for_a_member(capacity: Capacity, counts: int) -> None:
    room = Room()
    room.comes("A", Attendance.capacity(capacity))
    assert room.counted().represented == counts


def test_without_a_rule_no_quorum_is_said() -> None:
    room = Room()
    room.comes("A")
    assert room.counted().needed is None
    assert room.counted().reached is None
    assert "quorum" not in room.counted().words()


def test_a_rule_needs_half_and_one_of_those_not_exempt() -> None:
    room = Room()
    room.rule()
    room.comes("A")
    room.comes("B")
    assert room.counted()[:3] == (2, 4, 3)
    assert room.counted().reached is None
    room.comes("C", state=Presence.ABSENT)
    room.comes("D", state=Presence.APOLOGIES)
    assert room.counted().reached is False
    room.update(room.orgs["D"], Organization.exempt_from_quorum(True))
    assert room.counted()[:3] == (2, 3, 2)
    assert room.counted().words() == "2 of 3 member organizations were represented (2 needed: quorum)"


def test_a_rule_may_say_its_own_figure() -> None:
    room = Room()
    room.rule(Group.quorum_needed(1))
    assert room.counted()[:3] == (0, 4, 1)


@pytest.mark.parametrize(("proxies", "counts"), [(True, 2), (False, 1)])
def test_a_proxy_counts_only_where_the_rule_says_so(proxies: bool, counts: int) -> None:
    room = Room()
    room.rule(Group.quorum_proxies(proxies))
    room.comes("A", Attendance.proxy_for(room.orgs["B"].id))
    assert room.counted().represented == counts


def test_units_on_one_seat_are_one() -> None:
    room = Room()
    room.update(room.orgs["B"], Organization.seat(room.orgs["A"].id))
    room.comes("B")
    room.comes("A")
    assert room.counted()[:2] == (1, 3)


def test_seats_in_a_circle_are_one() -> None:
    room = Room()
    room.update(room.orgs["A"], Organization.seat(room.orgs["B"].id))
    room.update(room.orgs["B"], Organization.seat(room.orgs["A"].id))
    assert room.counted().of == 3


def test_arriving_and_leaving_counts_item_by_item() -> None:
    room = Room()
    room.comes("A", Attendance.arrived_at(room.items[1].id))
    room.comes("B", Attendance.left_at(room.items[2].id))
    assert [room.counted(item).represented for item in range(4)] == [1, 2, 1, 1]
    assert room.counted().represented == 2


def test_a_group_without_memberships_says_who_came() -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(DAY))
    assert representation(state, meeting).words() == "Attendance was not recorded"
    home = organization(state, "X")
    there = (Attendance.organization(home.id), Attendance.name("Ana"), Attendance.state(Presence.PRESENT))
    state.add(Attendance, Attendance.meeting(meeting.id), *there)
    assert representation(state, meeting).words() == "1 organization was represented"


@pytest.mark.parametrize(("came", "said"), [("AB", "only 2 of 4, [x]"), ("ABC", "quorum: 3 of 4, 3 needed")])
def test_the_group_says_it_in_its_own_phrase(came: str, said: str) -> None:
    room = Room()
    quorum = Group.quorum_phrase("quorum: [represented] of [members], [needed] needed")
    room.rule(quorum, Group.no_quorum_phrase("only [represented] of [members], [x]"))
    for name in "ABCD":
        room.comes(name, state=Presence.PRESENT if name in came else Presence.ABSENT)
    assert room.counted().words() == said


def test_without_a_rule_there_is_no_phrase() -> None:
    room = Room()
    room.state.add(Group, Group.quorum_phrase("quorum"), Group.no_quorum_phrase("no quorum"))
    for name in "ABCD":
        room.comes(name, state=Presence.ABSENT)
    assert room.counted().words() == "0 of 4 member organizations were represented"


def test_a_roll_that_nobody_took_is_no_absence_and_no_quorum_either_way() -> None:
    room = Room()
    room.rule(Group.no_quorum_phrase("no quorum"))
    assert (room.counted().taken, room.counted().reached) == (False, None)
    assert room.counted().words() == room.counted().short_words() == "Attendance was not recorded"


def test_quorum_is_not_known_while_those_not_recorded_would_make_it() -> None:
    room = Room()
    room.rule(Group.no_quorum_phrase("no quorum"))
    room.comes("A")
    assert room.counted().words() == (
        "1 of 4 member organizations were represented, 3 not recorded (3 needed, quorum not known)"
    )
    room.comes("B", state=Presence.ABSENT)
    room.comes("C", state=Presence.ABSENT)
    assert (room.counted().unrecorded, room.counted().words()) == (1, "no quorum")
