"""The work around a meeting follows the meeting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import ChecklistLine, Group, Meeting
from ictwg.domain.values import ActionKind, ActionStatus, MeetingKind, MeetingState
from ictwg.errors import InvalidValueError
from ictwg.meetings import meetings
from ictwg.meetings.invitation import circulate_invitation, invitation_to_chair
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.entering import finish
from ictwg.records.group import calendar_of
from ictwg.tasks.checklists import keep_checklist, offered, react, steps, take_on, tasks_of, typed_step

TODAY = date(2010, 2, 1)
DAY = date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def carried_out(state: MemoryState, changes: Changes, today: date = TODAY) -> None:
    """As the desk does it: with what follows, in one transaction."""
    followed = react(state, changes, today)
    state.apply(changes.and_then(followed) if followed else changes)


def planned(
    state: MemoryState, day: date = DAY, kind: MeetingKind = MeetingKind.ORDINARY, today: date = TODAY
) -> Meeting:
    changes = meetings.plan(state, day, kind=kind)
    carried_out(state, changes, today)
    return again(state, changes.created[0][1])


def again(state: MemoryState, id: str) -> Meeting:
    found = state.get(Meeting, id)
    assert found is not None
    return found


def statuses(state: MemoryState, meeting: Meeting) -> dict[str, ActionStatus]:
    return {task.template_line: task.status for task in tasks_of(state, meeting.id)}


def days(state: MemoryState, meeting: Meeting) -> dict[str, str]:
    return {task.template_line: str(task.due) for task in tasks_of(state, meeting.id)}


def test_a_planned_meeting_brings_its_tasks_on_working_days(state: MemoryState) -> None:
    meeting = planned(state)
    tasks = tasks_of(state, meeting.id)
    assert len(tasks) == 11
    assert {task.kind for task in tasks} == {ActionKind.TASK}
    assert days(state, meeting)["remind"] == "2010-03-11"
    assert days(state, meeting)["agenda_and_papers"] == "2010-03-05"
    assert days(state, meeting)["attendance_and_action_points"] == "2010-03-12"
    assert days(state, meeting)["draft_minutes_to_chair"] == "2010-03-17"
    assert tasks[0].reference == "T-2010-001"


def test_the_groups_closed_days_are_stepped_over(state: MemoryState) -> None:
    state.add(Group, Group.name("ICTWG"), Group.country("TL"), Group.closed_days(("2010-03-11", "no day")))
    assert days(state, planned(state))["remind"] == "2010-03-10"
    assert calendar_of(state).is_working(date(2010, 3, 10))


def test_a_meeting_from_the_past_brings_none(state: MemoryState) -> None:
    assert not tasks_of(state, planned(state, date(2010, 1, 12)).id)


def test_what_should_have_been_done_already_is_for_today(state: MemoryState) -> None:
    meeting = planned(state, today=date(2010, 3, 10))
    assert days(state, meeting)["invite"] == "2010-03-10"
    assert days(state, meeting)["remind"] == "2010-03-11"


def test_the_tasks_move_with_the_meeting_and_wait_while_it_is_postponed(state: MemoryState) -> None:
    meeting = planned(state)
    carried_out(state, meetings.postpone(meeting))
    assert set(days(state, meeting).values()) == {"None"}
    carried_out(state, meetings.postpone(again(state, meeting.id), date(2010, 3, 19)))
    assert days(state, meeting)["remind"] == "2010-03-18"
    carried_out(state, meetings.edit(again(state, meeting.id), Meeting.date(date(2010, 3, 26))))
    assert days(state, meeting)["remind"] == "2010-03-25"


def test_the_steps_of_another_kind_move_and_are_ticked_as_well(state: MemoryState) -> None:
    meeting = planned(state, kind=MeetingKind.DRAFTING_SESSION)
    dated = offered(state, meeting, MeetingKind.ORDINARY, TODAY)
    assert "invite" not in {one.step.key for one in dated}
    carried_out(state, take_on(state, meeting, dated, TODAY))
    assert len(tasks_of(state, meeting.id)) == 11
    before = days(state, meeting)["agenda_to_chair"]
    carried_out(state, meetings.postpone(meeting, DAY + timedelta(days=7)))
    assert days(state, meeting)["agenda_to_chair"] == str(date.fromisoformat(before) + timedelta(days=7))
    sent = Edit("").update(again(state, meeting.id), Meeting.agenda_sent_to_chair(TODAY)).done()
    carried_out(state, sent)
    assert statuses(state, meeting)["agenda_to_chair"] is ActionStatus.DONE


def test_a_step_is_ticked_by_what_it_asks_for(state: MemoryState) -> None:
    meeting = planned(state)
    carried_out(state, meetings.circulate_agenda(state, meeting, TODAY))
    assert statuses(state, meeting)["agenda_and_papers"] is ActionStatus.DONE
    assert statuses(state, meeting)["invite"] is ActionStatus.OPEN
    carried_out(state, meetings.hold(state, again(state, meeting.id)), DAY)
    assert statuses(state, meeting)["invite"] is ActionStatus.CANCELLED
    assert statuses(state, meeting)["draft_minutes_to_chair"] is ActionStatus.OPEN
    held = again(state, meeting.id)
    carried_out(state, minutes_way.send_to_chair(held, DAY), DAY)
    assert statuses(state, meeting)["draft_minutes_to_chair"] is ActionStatus.DONE


def test_what_lies_with_the_chair_and_the_action_points_tick_their_steps(state: MemoryState) -> None:
    meeting = planned(state)
    carried_out(state, invitation_to_chair(state, meeting, TODAY))
    assert statuses(state, meeting)["invitation_to_chair"] is ActionStatus.DONE
    carried_out(state, meetings.agenda_to_chair(again(state, meeting.id), TODAY))
    assert statuses(state, meeting)["agenda_to_chair"] is ActionStatus.DONE
    carried_out(state, meetings.hold(state, again(state, meeting.id)), DAY)
    assert statuses(state, meeting)["attendance_and_action_points"] is ActionStatus.OPEN
    carried_out(state, finish(state, again(state, meeting.id), DAY), DAY)
    assert statuses(state, meeting)["attendance_and_action_points"] is ActionStatus.DONE


def test_what_went_out_without_the_chair_leaves_no_step_that_is_for_nothing(state: MemoryState) -> None:
    meeting = planned(state)
    carried_out(state, circulate_invitation(state, meeting, TODAY))
    carried_out(state, meetings.circulate_agenda(state, again(state, meeting.id), TODAY))
    carried_out(state, finish(state, again(state, meeting.id), DAY), DAY)
    carried_out(state, minutes_way.adopt_by_silence(again(state, meeting.id), DAY), DAY)
    told = statuses(state, meeting)
    skipped = ("invitation_to_chair", "agenda_to_chair", "draft_minutes_to_chair", "circulate_draft_minutes")
    assert {told[key] for key in skipped} == {ActionStatus.CANCELLED}
    assert told["comments_close"] is ActionStatus.DONE
    assert told["final_minutes_and_matrix"] is ActionStatus.OPEN


def test_what_waits_for_comments_is_due_when_they_close(state: MemoryState) -> None:
    meeting = planned(state)
    before = days(state, meeting)
    carried_out(state, meetings.hold(state, meeting))
    out = date(2010, 3, 19)
    carried_out(state, minutes_way.circulate(state, again(state, meeting.id), out), out)
    until = again(state, meeting.id).comments_until
    assert until == calendar_of(state).shift(out, 10)
    assert days(state, meeting) == {
        **before,
        "comments_close": str(until),
        "final_minutes_and_matrix": str(calendar_of(state).shift(until, 2)),
    }


def test_a_meeting_called_off_or_deleted_takes_its_tasks_along(state: MemoryState) -> None:
    one, two = planned(state), planned(state, date(2010, 4, 9))
    carried_out(state, meetings.cancel(one))
    assert set(statuses(state, one).values()) == {ActionStatus.CANCELLED}
    carried_out(state, meetings.remove(state, two))
    assert not tasks_of(state, two.id)


def test_two_devices_that_plan_the_same_meeting_make_the_same_tasks(state: MemoryState) -> None:
    changes = meetings.plan(state, DAY)
    one, two = react(state, changes, TODAY), react(state, changes, TODAY)
    assert one is not None
    assert two is not None
    assert one.created == two.created


def test_the_group_may_have_its_own_checklist(state: MemoryState) -> None:
    state.apply(keep_checklist(state, MeetingKind.EXTRAORDINARY, {"remind": "-2 Call everybody"}))
    assert len(state.all(ChecklistLine)) == len(steps(state, MeetingKind.EXTRAORDINARY)) == 8
    meeting = planned(state, kind=MeetingKind.EXTRAORDINARY)
    assert days(state, meeting)["remind"] == "2010-03-10"
    assert "Call everybody" in [task.text for task in tasks_of(state, meeting.id)]
    carried_out(state, meetings.circulate_agenda(state, meeting, TODAY))
    assert statuses(state, meeting)["agenda_and_papers"] is ActionStatus.DONE
    assert len(steps(state, MeetingKind.ORDINARY)) == 11


def test_steps_of_the_groups_own_checklist_are_changed_added_and_taken_out(state: MemoryState) -> None:
    kind = MeetingKind.EXTRAORDINARY
    shipped = [typed_step(step) for step in steps(state, kind)]
    state.apply(keep_checklist(state, kind, {}))
    assert [typed_step(step) for step in steps(state, kind)] == shipped
    state.apply(keep_checklist(state, kind, {"remind": "", "invite": "–4 Invite by letter"}, ["2 Send photos", ""]))
    kept = [typed_step(step) for step in steps(state, kind)]
    assert "-4 Invite by letter" in kept
    assert "2 Send photos" in kept
    assert len(kept) == len(shipped)
    (photos,) = (step for step in steps(state, kind) if step.text == "Send photos")
    state.apply(keep_checklist(state, kind, {photos.key: "0 Take photos"}))
    assert "0 Take photos" in [typed_step(step) for step in steps(state, kind)]
    state.apply(keep_checklist(state, kind, {step.key: "" for step in steps(state, kind)}))
    assert [typed_step(step) for step in steps(state, kind)] == shipped


@pytest.mark.parametrize("text", ["Send it", "-10", "ten days", "-1000 Send it", "3Send it"])
def test_a_step_begins_with_its_days(state: MemoryState, text: str) -> None:
    with pytest.raises(InvalidValueError):
        keep_checklist(state, MeetingKind.ORDINARY, {"remind": text})


def test_other_changes_mean_nothing(state: MemoryState) -> None:
    meeting = planned(state)
    assert react(state, meetings.edit(meeting, Meeting.venue("Dili")), TODAY) is None
    assert react(state, Changes("verbs.edited"), TODAY) is None
    held = state.add(Meeting, Meeting.date(DAY), Meeting.state(MeetingState.HELD))
    assert react(state, meetings.edit(held, Meeting.date(TODAY)), TODAY) is None


@given(st.lists(st.integers(0, 60), min_size=1, max_size=5))
def test_moving_back_and_forth_leaves_the_days_of_the_last_date(shifts: list[int]) -> None:
    state = MemoryState()
    meeting = planned(state)
    for shift in shifts:
        carried_out(state, meetings.edit(again(state, meeting.id), Meeting.date(DAY + timedelta(days=shift))))
    expected = MemoryState()
    fresh = planned(expected, DAY + timedelta(days=shifts[-1]))
    assert days(state, meeting) == days(expected, fresh)
