from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import MemoryState, organization

from ictwg.decisions.drafts import Draft, draft_of
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, Attendance, Decision, Entry, Group, Meeting, Wording
from ictwg.domain.values import EntryType, MembershipStatus, MinutesState, Presence
from ictwg.meetings.meetings import plan
from ictwg.minutes import taking as minutes
from ictwg.minutes.approval import FrozenMinutesError
from ictwg.minutes.lines import minute_lines

DAY = date(2010, 3, 12)
DUE = date(2010, 5, 30)


class Desk:
    """A meeting whose minutes are being taken."""

    def __init__(self) -> None:
        self.state = MemoryState()
        self.moj = organization(self.state, "MoJ", status=MembershipStatus.MEMBER)
        self._meeting = self.state.apply(plan(self.state, DAY)).created[0][1]
        self.items = [line.item for line in agenda_of(self.state, self.meeting)]

    @property
    def meeting(self) -> Meeting:
        found = self.state.get(Meeting, self._meeting)
        assert found is not None
        return found

    def says(self, text: str, type: EntryType = EntryType.NOTE, item: int = 0, **more: Any) -> Entry:
        draft = Draft(type, text)._replace(**more)
        changes = minutes.add_entry(self.state, self.meeting, self.items[item], draft, DAY)
        return self.now(self.state.apply(changes).created[0][1])

    def now(self, id: str) -> Entry:
        entry = self.state.get(Entry, id)
        assert entry is not None
        return entry

    def does(self, changes: Changes) -> None:
        self.state.apply(changes)

    def texts(self, item: int = 0) -> list[str]:
        return [line.text for line in minute_lines(self.state, self.meeting, self.items[item])]


def test_each_line_is_one_transaction_in_its_order() -> None:
    desk = Desk()
    desk.says("one")
    desk.says("two")
    desk.says("elsewhere", item=1)
    assert desk.texts() == ["one", "two"]
    assert desk.texts(1) == ["elsewhere"]


def test_an_action_is_promised_with_owner_and_date() -> None:
    desk = Desk()
    entry = desk.says("draft the SOP", EntryType.ACTION, owners=(desk.moj.id,), due=DUE)
    (action,) = desk.state.all(Action)
    assert (action.reference, action.text, action.owners, action.due) == (
        "A-2010-001",
        "draft the SOP",
        (desk.moj.id,),
        DUE,
    )
    assert (action.entry, action.item, action.meeting) == (entry.id, desk.items[0].id, desk.meeting.id)
    assert action.given_on == DAY
    (line,) = minute_lines(desk.state, desk.meeting, desk.items[0])
    assert (line.reference, line.owners, line.due) == ("A-2010-001", "MoJ", "Sun 30 May 2010")


def test_a_decision_keeps_the_quorum_only_where_there_is_a_rule() -> None:
    desk = Desk()
    there = (Attendance.organization(desk.moj.id), Attendance.name("Ana"), Attendance.state(Presence.PRESENT))
    desk.state.add(Attendance, Attendance.meeting(desk.meeting.id), *there)
    desk.says("Approved", EntryType.DECISION)
    desk.state.add(Group, Group.quorum_rule("half and one"))
    desk.says("Confirmed", EntryType.DECISION)
    first, second = sorted(desk.state.all(Decision), key=lambda d: d.reference)
    assert (first.reference, second.reference) == ("D-2010-01", "D-2010-02")
    assert (first.represented, first.represented_of, first.quorum_needed) == (None, None, None)
    assert (second.represented, second.represented_of, second.quorum_needed) == (1, 1, 1)


def test_a_decision_taken_before_the_roll_says_nothing_of_who_was_there() -> None:
    desk = Desk()
    desk.state.add(Group, Group.quorum_rule("half and one"))
    desk.says("Approved", EntryType.DECISION)
    (decision,) = desk.state.all(Decision)
    assert (decision.represented, decision.represented_of, decision.quorum_needed) == (None, 1, 1)


def test_the_type_changes_and_identity_and_text_stay() -> None:
    desk = Desk()
    entry = desk.says("draft the SOP")
    desk.does(minutes.retype(desk.state, entry, EntryType.ACTION, DAY))
    (action,) = desk.state.all(Action)
    assert (action.text, action.entry) == ("draft the SOP", entry.id)
    desk.does(minutes.retype(desk.state, desk.now(entry.id), EntryType.DECISION, DAY))
    assert desk.state.all(Action) == ()
    assert [d.text for d in desk.state.all(Decision)] == ["draft the SOP"]
    desk.does(minutes.retype(desk.state, desk.now(entry.id), EntryType.NOTE, DAY))
    assert desk.state.all(Decision) == ()
    assert desk.now(entry.id).text == "draft the SOP"


def test_editing_keeps_line_and_record_equal() -> None:
    desk = Desk()
    entry = desk.says("draft the SOP", EntryType.ACTION)
    draft = draft_of(desk.state, entry)._replace(text="draft both SOPs", owners=(desk.moj.id,), due=DUE)
    desk.does(minutes.revise(desk.state, entry, draft, DAY))
    (action,) = desk.state.all(Action)
    assert (action.text, action.owners, action.due) == ("draft both SOPs", (desk.moj.id,), DUE)
    assert action.reference == "A-2010-001"
    assert desk.now(entry.id).text == "draft both SOPs"


def test_a_corrected_decision_keeps_its_earlier_wording() -> None:
    desk = Desk()
    entry = desk.says("Approved", EntryType.DECISION)
    desk.does(minutes.edit_text(desk.state, entry, "Approved with changes", DAY))
    assert [d.text for d in desk.state.all(Decision)] == ["Approved with changes"]
    assert [w.text for w in desk.state.all(Wording)] == ["Approved"]


def test_deleting_takes_the_record_along() -> None:
    desk = Desk()
    desk.does(minutes.delete_entry(desk.state, desk.says("draft", EntryType.ACTION)))
    assert (desk.state.all(Entry), desk.state.all(Action)) == ((), ())


def test_lines_move_within_and_between_items() -> None:
    desk = Desk()
    one = desk.says("one")
    two = desk.says("two", EntryType.ACTION)
    desk.does(minutes.move_up(desk.state, two))
    assert desk.texts() == ["two", "one"]
    desk.does(minutes.move_down(desk.state, desk.now(two.id)))
    desk.does(minutes.move_down(desk.state, desk.now(two.id)))
    assert (desk.texts(), desk.texts(1)) == (["one"], ["two"])
    assert desk.state.all(Action)[0].item == desk.items[1].id
    desk.does(minutes.move_up(desk.state, desk.now(two.id)))
    assert desk.texts() == ["one", "two"]
    desk.does(minutes.move_up(desk.state, one))
    assert desk.texts() == ["one", "two"]
    desk.does(minutes.move_to(desk.state, one, desk.items[2]))
    assert desk.texts(2) == ["one"]


def test_a_pasted_block_is_one_undo_and_never_cut() -> None:
    desk = Desk()
    desk.says("before")
    texts = ["first paragraph\nwith two lines", "/d not a command"]
    notes = [Draft(EntryType.NOTE, text) for text in texts]
    changes = minutes.add_block(desk.state, desk.meeting, desk.items[0], notes, DAY)
    desk.does(changes)
    assert desk.texts() == ["before", *texts]
    assert {line.type for line in minute_lines(desk.state, desk.meeting, desk.items[0])} == {EntryType.NOTE}


def test_adopted_minutes_do_not_change() -> None:
    desk = Desk()
    entry = desk.says("one")
    desk.does(Edit("verbs.edited").update(desk.meeting, Meeting.minutes_state(MinutesState.ADOPTED)).done())
    for attempt in (
        lambda: desk.says("two"),
        lambda: minutes.edit_text(desk.state, entry, "uno", DAY),
        lambda: minutes.delete_entry(desk.state, entry),
        lambda: minutes.add_block(desk.state, desk.meeting, None, [Draft(EntryType.NOTE, "x")], DAY),
    ):
        with pytest.raises(FrozenMinutesError) as refused:
            attempt()
        assert refused.value.hint
