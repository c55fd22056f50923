from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization

from ictwg.actions.action_detail import why_late
from ictwg.domain.records import Action, DueChange, Meeting, Progress
from ictwg.domain.schema import Setting
from ictwg.domain.values import ActionKind, ActionStatus, MeetingState, MembershipStatus, MinutesState, ShiftedBy
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.invitation import invitation_cleared, invitation_to_chair
from ictwg.tasks.checklists import react, tasks_of

TODAY = date(2010, 3, 12)
WEEK_AGO = date(2010, 3, 5)
TASK = Action.kind(ActionKind.TASK)


def why(state: MemoryState, *settings: Setting) -> tuple[str, ...]:
    return why_late(state, state.add(Action, Action.due(WEEK_AGO), *settings), TODAY)


def test_what_is_not_late_says_nothing() -> None:
    state = MemoryState()
    assert why(state, Action.status(ActionStatus.DONE)) == ()
    assert why_late(state, state.add(Action, Action.due(TODAY)), TODAY) == ()


def test_how_many_working_days_and_what_was_heard() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ", status=MembershipStatus.MEMBER)
    action = state.add(Action, Action.due(WEEK_AGO), Action.owners((moj.id,)))
    assert why_late(state, action, TODAY) == (
        t("lateness.days", count=5),
        t("lateness.never_heard"),
    )
    state.add(Progress, Progress.action(action.id), Progress.on(date(2010, 3, 8)))
    slip = (DueChange.on(date(2010, 3, 1)), DueChange.before(date(2010, 3, 1)), DueChange.after(WEEK_AGO))
    state.add(DueChange, DueChange.action(action.id), *slip, DueChange.by(ShiftedBy.OWNER))
    assert why_late(state, action, TODAY)[1:] == (
        t("lateness.last_heard", day="8 Mar 2010"),
        t("lateness.put_off", count=1),
    )


def test_an_owner_that_is_missing_or_has_left() -> None:
    state = MemoryState()
    gone = organization(state, "GONE", status=MembershipStatus.MEMBER, until=date(2009, 12, 31))
    assert t("lateness.no_owner") in why(state)
    assert t("lateness.owner_left") in why(state, Action.owners((gone.id,)))


def test_whom_it_waits_for() -> None:
    state, waiting = MemoryState(), (Action.status(ActionStatus.WAITING), Action.waiting_on("the printer"))
    assert t("lateness.waiting", on="the printer") in why(state, *waiting)
    assert t("lateness.waiting_until", on="the printer", day="20 Mar 2010") in why(
        state, *waiting, Action.waiting_until(date(2010, 3, 20))
    )
    asked = why(state, *waiting, Action.waiting_until(date(2010, 3, 10)))
    assert t("lateness.waited", on="the printer", day="10 Mar 2010") in asked


def test_a_step_of_a_meeting_that_was_planned_late_and_waits_for_the_chair() -> None:
    state = MemoryState()
    planned = meetings.plan(state, date(2010, 3, 9))
    on = date(2010, 3, 4)
    followed = react(state, planned, on)
    state.apply(planned.and_then(followed) if followed else planned)
    meeting = state.all(Meeting)[0]
    steps = {task.template_line: task for task in tasks_of(state, meeting.id)}
    assert why_late(state, steps["agenda_to_chair"], TODAY)[1:] == (
        t("lateness.nobody"),
        t("lateness.planned_late", day="4 Mar 2010"),
    )
    state.apply(invitation_to_chair(state, meeting, on))
    assert t("lateness.invitation_with_chair", day="4 Mar 2010") in why_late(state, steps["invite"], TODAY)
    state.apply(invitation_cleared(state, meeting, TODAY))
    assert "The invitation" not in str(why_late(state, steps["invite"], TODAY))
    state.apply(meetings.agenda_to_chair(meeting, on))
    assert t("lateness.agenda_with_chair", day="4 Mar 2010") in why_late(state, steps["agenda_and_papers"], TODAY)
    held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.WITH_CHAIR))
    state.apply(meetings.edit(meeting, *held, Meeting.sent_to_chair(date(2010, 3, 11))))
    later = date(2010, 3, 31)
    assert t("lateness.minutes_with_chair", day="11 Mar 2010") in why_late(
        state, steps["circulate_draft_minutes"], later
    )


def test_a_task_that_somebody_has_taken_on_says_no_more() -> None:
    assert why(MemoryState(), TASK, Action.assignee("Ana")) == (t("lateness.days", count=5),)
