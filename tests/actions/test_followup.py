"""Following up: what each step writes, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization

from ictwg.actions import actions as followup
from ictwg.domain.changes import together
from ictwg.domain.overdue import ActionHistory
from ictwg.domain.records import Action, DueChange, Entry, Meeting, Progress
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.values import ActionKind, ActionStatus, DueWord, EntryType, MinutesState, ShiftedBy
from ictwg.records.editing import remove_said

TODAY = date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def added(state: MemoryState, text: str = "Draft the SOP", due: date | DueWord | None = None) -> Action:
    changes = state.apply(followup.add_action(state, text, (), due, None, TODAY))
    return again(state, changes.created[0][1])


def again(state: MemoryState, id: str) -> Action:
    found = state.get(Action, id)
    assert found is not None
    return found


def test_an_action_is_numbered_in_the_year_of_its_meeting(state: MemoryState) -> None:
    meeting = state.add(Meeting, Meeting.date(date(2009, 12, 1)))
    pntl = organization(state, "PNTL")
    changes = state.apply(followup.add_action(state, "Train officers", [pntl.id], None, meeting, TODAY))
    action = again(state, changes.created[0][1])
    assert (action.reference, action.owners, action.meeting) == ("A-2009-001", (pntl.id,), meeting.id)
    assert action.given_on == date(2009, 12, 1)


def test_numbers_never_come_back(state: MemoryState) -> None:
    first = added(state)
    state.apply(remove_said(state, first))
    assert added(state).reference == "A-2010-002"
    task = followup.add_action(state, "Mail", (), None, None, TODAY, kind=ActionKind.TASK)
    assert task.subject == "T-2010-001"


def test_closing_keeps_what_was_said(state: MemoryState) -> None:
    action = added(state)
    state.apply(followup.set_status(state, action, ActionStatus.WAITING, TODAY, waiting_on="MoJ"))
    changes = followup.close(state, again(state, action.id), TODAY, note="Sent", on=date(2010, 3, 10), by="PNTL")
    state.apply(changes)
    closed = again(state, action.id)
    assert (closed.status, closed.closed_on, closed.waiting_on) == (ActionStatus.DONE, date(2010, 3, 10), "")
    (said,) = state.linked(Progress, Progress.action, action.id)
    assert (said.text, said.by, said.on) == ("Sent", "PNTL", date(2010, 3, 10))
    assert (changes.verb, changes.subject) == ("verbs.closed", "A-2010-001")
    state.apply(followup.set_status(state, closed, ActionStatus.OPEN, TODAY))
    assert (again(state, action.id).status, again(state, action.id).closed_on) == (ActionStatus.OPEN, None)


def test_closing_without_words_writes_no_progress(state: MemoryState) -> None:
    action = added(state)
    state.apply(followup.close(state, action, TODAY))
    assert not state.all(Progress)


def test_what_was_reported_done_and_is_confirmed_later_was_done_in_between(state: MemoryState) -> None:
    """The minutes of February print what February knew, also when the action is opened again in April."""
    action = added(state)
    reported, confirmed, opened = date(2010, 2, 1), date(2010, 3, 12), date(2010, 4, 9)
    state.apply(followup.close(state, action, reported))
    state.apply(followup.close(state, again(state, action.id), confirmed))
    for _ in range(2):
        course = ActionHistory(state, again(state, action.id))
        assert (course.status(date(2010, 2, 20)), course.closed(date(2010, 2, 20))) == (ActionStatus.DONE, reported)
        assert (course.status(date(2010, 3, 20)), course.closed(date(2010, 3, 20))) == (ActionStatus.DONE, confirmed)
        assert course.status(date(2010, 1, 20)) is ActionStatus.OPEN
        state.apply(followup.set_status(state, again(state, action.id), ActionStatus.OPEN, opened))


def test_a_moved_date_leaves_a_line_and_a_first_date_none(state: MemoryState) -> None:
    action = added(state)
    state.apply(followup.change_due(state, action, date(2010, 4, 1), ShiftedBy.OWNER, TODAY))
    assert not state.all(DueChange)
    action = again(state, action.id)
    state.apply(followup.change_due(state, action, DueWord.NEXT_MEETING, ShiftedBy.GROUP, TODAY, reason="no quorum"))
    (moved,) = state.all(DueChange)
    assert (moved.before, moved.after) == (date(2010, 4, 1), DueWord.NEXT_MEETING)
    assert (moved.by, moved.on, moved.reason) == (ShiftedBy.GROUP, TODAY, "no quorum")
    assert not followup.change_due(state, again(state, action.id), DueWord.NEXT_MEETING, ShiftedBy.OWNER, TODAY)


def test_reassigning_writes_only_the_owners_that_change(state: MemoryState) -> None:
    moj, pntl, iom = (organization(state, name) for name in ("MoJ", "PNTL", "IOM"))
    changes = state.apply(followup.add_action(state, "x", [moj.id, pntl.id], None, None, TODAY))
    action = again(state, changes.created[0][1])
    changes = followup.reassign(state, action, [pntl.id, iom.id])
    assert {write.field: write.value for write in changes.writes} == {
        f"owners/{moj.id}": False,
        f"owners/{iom.id}": True,
    }
    state.apply(followup.reassign(state, action, (), everybody=True))
    assert again(state, action.id).all


def test_dropping_gives_the_reason(state: MemoryState) -> None:
    action = added(state)
    state.apply(followup.set_status(state, action, ActionStatus.CANCELLED, TODAY))
    assert again(state, action.id).closed_on == TODAY
    state.apply(followup.cancel(state, action, TODAY, reason="overtaken"))
    assert [said.text for said in state.all(Progress)] == ["overtaken"]


@pytest.mark.parametrize(("minutes", "text"), [(MinutesState.DRAFT, "New"), (MinutesState.ADOPTED, "Old")])
def test_the_minutes_follow_until_they_are_adopted(state: MemoryState, minutes: MinutesState, text: str) -> None:
    meeting = state.add(Meeting, Meeting.date(TODAY), Meeting.minutes_state(minutes))
    entry = state.add(Entry, Entry.meeting(meeting.id), Entry.type(EntryType.ACTION), Entry.text("Old"))
    changes = state.apply(followup.add_action(state, "Old", (), None, meeting, TODAY, Action.entry(entry.id)))
    action = again(state, changes.created[0][1])
    state.apply(followup.reword(state, action, "New"))
    assert state.all(Entry)[0].text == text
    assert again(state, action.id).text == "New"


def test_a_deleted_action_stays_in_the_minutes_as_a_note(state: MemoryState) -> None:
    meeting = state.add(Meeting, Meeting.date(TODAY))
    entry = state.add(Entry, Entry.meeting(meeting.id), Entry.type(EntryType.ACTION), Entry.text("x"))
    changes = state.apply(followup.add_action(state, "x", (), None, meeting, TODAY, Action.entry(entry.id)))
    state.apply(remove_said(state, again(state, changes.created[0][1])))
    assert not state.all(Action)
    assert state.all(Entry)[0].type is EntryType.NOTE


def test_several_at_once_are_one_change(state: MemoryState) -> None:
    actions = [added(state, text) for text in "abc"]
    changes = together([followup.close(state, each, TODAY) for each in actions], "3 actions")
    state.apply(changes)
    assert all(followup.is_closed(each) for each in state.all(Action))
    assert (changes.verb, changes.subject) == ("verbs.closed", "3 actions")


def test_saying_something_changes_nothing_else(state: MemoryState) -> None:
    action = added(state)
    changes = followup.progress(state, action, "Half done", TODAY, by="MoJ")
    assert {write.table for write in changes.writes} == {Progress.TABLE}


def recurring(state: MemoryState, rule: str, due: date) -> Action:
    changes = followup.add_action(
        state, "Report", (), due, None, TODAY, Action.recurrence(rule), Action.assignee("Ana"), kind=ActionKind.TASK
    )
    state.apply(changes)
    return again(state, changes.created[0][1])


def test_a_recurring_task_that_is_done_comes_again(state: MemoryState) -> None:
    task = recurring(state, "FREQ=MONTHLY;COUNT=2", date(2010, 3, 1))
    changes = followup.close(state, task, date(2010, 3, 5))
    state.apply(changes)
    (following,) = [each for each in state.all(Action) if each.id != task.id]
    assert (following.due, following.assignee, following.kind) == (date(2010, 4, 1), "Ana", ActionKind.TASK)
    assert (following.reference, following.recurrence) == ("T-2010-002", "FREQ=MONTHLY;COUNT=1")
    assert len(followup.close(state, following, date(2010, 4, 1)).created) == 0


def test_occurrences_that_passed_meanwhile_are_left_out(state: MemoryState) -> None:
    task = recurring(state, "FREQ=WEEKLY", date(2010, 1, 4))
    state.apply(followup.close(state, task, date(2010, 3, 10)))
    assert sorted(str(each.due) for each in state.all(Action)) == ["2010-01-04", "2010-03-15"]


def test_two_devices_make_one_next_occurrence(state: MemoryState) -> None:
    task = recurring(state, "FREQ=MONTHLY", date(2010, 3, 1))
    one, two = (followup.close(state, task, TODAY) for _ in range(2))
    assert one.created == two.created
    state.apply(one)
    state.apply(followup.set_status(state, again(state, task.id), ActionStatus.OPEN, TODAY))
    assert not followup.close(state, again(state, task.id), TODAY).created


def test_several_recurring_tasks_closed_at_once_get_numbers_of_their_own(state: MemoryState) -> None:
    tasks = [recurring(state, "FREQ=MONTHLY", date(2010, 3, day)) for day in (1, 2)]
    numbers = ReferenceNumbers(state)
    state.apply(together([followup.close(state, each, TODAY, numbers=numbers) for each in tasks], "2 tasks"))
    assert sorted(each.reference for each in state.all(Action)) == [f"T-2010-00{n}" for n in (1, 2, 3, 4)]
