"""The secretariat's own work."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization

from ictwg.actions import actions as followup
from ictwg.domain.records import Action, Entry, Meeting, Role, SavedFilter
from ictwg.domain.values import ActionKind, ActionStatus, EntryType, Function, MeetingState
from ictwg.errors import InvalidValueError
from ictwg.meetings import meetings
from ictwg.records.filter_words import forget_filter, save_filter, saved_filters
from ictwg.tasks import tasks
from ictwg.tasks.checklists import react

TODAY = date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def again(state: MemoryState, id: str) -> Action:
    found = state.get(Action, id)
    assert found is not None
    return found


def test_an_action_turned_into_a_task_is_found_by_both_references(state: MemoryState) -> None:
    changes = state.apply(followup.add_action(state, "Draft", (), None, None, TODAY))
    id = changes.created[0][1]
    turned = state.apply(tasks.turn(state, again(state, id), TODAY))
    task = again(state, id)
    assert (task.kind, task.reference, task.former_references) == (ActionKind.TASK, "T-2010-001", ("A-2010-001",))
    assert (turned.verb, turned.subject) == ("verbs.turned", "T-2010-001")
    assert state.by_reference("A-2010-001") == state.by_reference("T-2010-001") == (task,)
    state.apply(tasks.turn(state, task, TODAY))
    back = again(state, id)
    assert (back.kind, back.reference, back.former_references) == (ActionKind.ACTION, "A-2010-001", ("T-2010-001",))
    state.apply(tasks.turn(state, back, TODAY))
    assert again(state, id).reference == "T-2010-001"


def test_the_promise_in_the_minutes_becomes_a_note_and_a_promise_again(state: MemoryState) -> None:
    meeting = state.add(Meeting, Meeting.date(TODAY))
    entry = state.add(Entry, Entry.meeting(meeting.id), Entry.type(EntryType.ACTION), Entry.text("x"))
    changes = state.apply(followup.add_action(state, "x", (), None, meeting, TODAY, Action.entry(entry.id)))
    for expected in (EntryType.NOTE, EntryType.ACTION):
        state.apply(tasks.turn(state, again(state, changes.created[0][1]), TODAY))
        assert state.all(Entry)[0].type is expected


def test_an_action_that_somebody_of_the_secretariat_took_on_is_seen_in_both_places(state: MemoryState) -> None:
    state.apply(followup.add_action(state, "Ours", (), None, None, TODAY, Action.assignee("Ana")))
    state.apply(followup.add_action(state, "Theirs", (), None, None, TODAY))
    mail = followup.add_action(state, "Mail", (), TODAY, None, TODAY, Action.assignee("Ana"), kind=ActionKind.TASK)
    state.apply(mail)
    assert [row.text for row in tasks.open_tasks(state, TODAY)] == ["Mail", "Ours"]


def test_what_the_secretariat_owns_is_seen_in_both_places(state: MemoryState) -> None:
    iom, moj = organization(state, "IOM"), organization(state, "MoJ")
    state.add(Role, Role.function(Function.SECRETARIAT), Role.organization(iom.id), Role.until(date(2010, 6, 1)))
    for owner in (iom, moj):
        state.apply(followup.add_action(state, f"of {owner.acronym}", [owner.id], None, None, TODAY))
    assert [row.text for row in tasks.open_tasks(state, TODAY)] == ["of IOM"]
    assert tasks.our_rows(state, date(2010, 7, 1)) == ()


def test_checklists_of_the_meetings_at_hand(state: MemoryState) -> None:
    for day in (date(2010, 4, 9), date(2010, 3, 26)):
        changes = meetings.plan(state, day)
        followed = react(state, changes, TODAY)
        assert followed is not None
        state.apply(changes.and_then(followed))
    state.add(Meeting, Meeting.date(date(2010, 3, 30)), Meeting.state(MeetingState.PLANNED))
    near = tasks.checklists(state, TODAY)
    assert [(each.title, len(each.steps), each.done) for each in near] == [
        ("M-2010-03-26", 11, 0),
        ("M-2010-04-09", 11, 0),
    ]
    state.apply(followup.set_status(state, near[0].steps[0], ActionStatus.DONE, TODAY))
    assert tasks.checklists(state, TODAY)[0].done == 1


def test_filters_are_kept_by_name(state: MemoryState) -> None:
    state.apply(save_filter(state, "followup", "MoJ late", "owner:moj is:overdue"))
    state.apply(save_filter(state, "followup", " moj LATE ", "owner:moj"))
    state.apply(save_filter(state, "tasks", "Ana", "by:ana"))
    (saved,) = saved_filters(state, "followup")
    assert (saved.name, saved.words) == ("moj LATE", "owner:moj")
    state.apply(forget_filter(saved))
    assert [saved.name for saved in state.all(SavedFilter)] == ["Ana"]
    with pytest.raises(InvalidValueError):
        save_filter(state, "followup", " ", "x")
