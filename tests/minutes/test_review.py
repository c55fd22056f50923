from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, known, organization

from ictwg.actions import actions as followup
from ictwg.domain.records import Action, Meeting, Organization
from ictwg.domain.values import ActionStatus, MeetingState, MembershipStatus, OrganizationType, ShiftedBy
from ictwg.minutes.matters_arising import ReviewLine, review

BEFORE, DAY = date(2010, 2, 1), date(2010, 3, 12)


class Arising:
    def __init__(self) -> None:
        self.state = MemoryState()
        self.first = self.state.add(Meeting, Meeting.date(BEFORE), Meeting.state(MeetingState.HELD))
        self.meeting = self.state.add(Meeting, Meeting.date(DAY))
        government = Organization.type(OrganizationType.GOVERNMENT)
        self.ngo = organization(self.state, "AMKV", status=MembershipStatus.MEMBER)
        self.moj = organization(self.state, "MoJ", government, status=MembershipStatus.MEMBER)

    def action(self, text: str, *owners: Organization, due: date | None = None, at: Meeting | None = None) -> Action:
        changes = followup.add_action(self.state, text, [o.id for o in owners], due, at or self.first, BEFORE)
        return known(self.state.get(Action, self.state.apply(changes).created[0][1]))

    @property
    def lines(self) -> tuple[ReviewLine, ...]:
        return review(self.state, self.meeting, DAY)


def test_by_organization_in_protocol_order_the_overdue_first() -> None:
    room = Arising()
    room.action("nobody's")
    room.action("later", room.moj, due=date(2010, 5, 1))
    room.action("ngo", room.ngo)
    room.action("late", room.moj, due=date(2010, 3, 1))
    room.action("both", room.ngo, room.moj, due=date(2010, 6, 1))
    assert [(line.organization, line.action.text) for line in room.lines] == [
        ("MoJ", "late"),
        ("MoJ", "later"),
        ("MoJ", "both"),
        ("AMKV", "ngo"),
        ("", "nobody's"),
    ]
    assert [line.overdue for line in room.lines] == [True, False, False, False, False]


def test_a_line_tells_slips_and_the_last_update() -> None:
    room = Arising()
    action = room.action("draft", room.moj, due=date(2010, 3, 1))
    room.state.apply(followup.change_due(room.state, action, date(2010, 4, 1), ShiftedBy.OWNER, DAY))
    room.state.apply(followup.change_due(room.state, room.lines[0].action, date(2010, 5, 1), ShiftedBy.GROUP, DAY))
    room.state.apply(followup.progress(room.state, action, "half done", date(2010, 3, 2)))
    room.state.apply(followup.progress(room.state, action, "nearly", date(2010, 3, 9)))
    (line,) = room.lines
    assert (line.slips, line.update, line.updated) == (1, "nearly", date(2010, 3, 9))
    assert line.due == "Sat 1 May 2010"


def test_what_was_closed_since_the_last_meeting_is_confirmed_once() -> None:
    room = Arising()
    old, new = room.action("old", room.moj), room.action("new", room.moj)
    room.state.apply(followup.close(room.state, old, date(2010, 1, 15)))
    room.state.apply(followup.close(room.state, new, date(2010, 3, 3)))
    told = [(line.action.text, line.confirm, line.action.status) for line in room.lines]
    assert told == [("new", True, ActionStatus.DONE)]
