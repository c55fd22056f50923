"""How late an action or a task is, and why: what it waits for, as far as the group's own records tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.overdue import Deadlines, Gap
from ictwg.domain.records import Action, DueChange, Meeting, Progress
from ictwg.domain.slips import is_slip
from ictwg.domain.values import ActionKind, ActionStatus, MinutesState
from ictwg.locales import t
from ictwg.services.records.days import short_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.domain.state import State

_NEEDS_THE_INVITATION = ("invite",)
_NEEDS_THE_AGENDA = ("agenda_and_papers",)
_NEEDS_THE_MINUTES = ("circulate_draft_minutes", "comments_close", "final_minutes_and_matrix")
"""Steps of the checklist that wait for what the chair has on the table."""


def why_late(state: State, action: Action, today: date) -> tuple[str, ...]:
    """How many working days, then each reason in a line; nothing where it is not late."""
    deadlines = Deadlines(state, today)
    day = deadlines.day(action)
    if day is None or not deadlines.overdue(action):
        return ()
    from ictwg.services.secretariat.working_days import calendar_of

    days = calendar_of(state).working_days_between(day, today)
    return (t("lateness.days", count=days) if days else t("lateness.today"), *_reasons(state, action, deadlines))


def _reasons(state: State, action: Action, deadlines: Deadlines) -> Iterator[str]:
    if action.status is ActionStatus.WAITING:
        yield _waiting(action, deadlines.today)
    if action.kind is ActionKind.TASK:
        yield from _of_a_task(state, action)
    else:
        yield from _of_an_action(state, action, deadlines)
    moves = state.linked(DueChange, DueChange.action, action.id)
    if slips := sum(map(is_slip, moves)):
        yield t("lateness.put_off", count=slips)


def _waiting(action: Action, today: date) -> str:
    until, on = action.waiting_until, action.waiting_on or "–"
    if until is None:
        return t("lateness.waiting", on=on)
    return t("lateness.waited" if until < today else "lateness.waiting_until", on=on, day=short_day(until))


def _of_a_task(state: State, task: Action) -> Iterator[str]:
    if not (task.assignee or task.person or task.owners):
        yield t("lateness.nobody")
    meeting = state.get(Meeting, task.meeting)
    if meeting is not None and task.template_line:
        yield from _of_a_step(task, meeting)


def _of_a_step(task: Action, meeting: Meeting) -> Iterator[str]:
    """A step of a checklist: planned too late for it, or the chair has not let go."""
    if task.given_on is not None and task.due == task.given_on:
        yield t("lateness.planned_late", day=short_day(task.given_on))
    invited, signed = meeting.invitation_sent_to_chair, meeting.invitation_cleared
    if task.template_line in _NEEDS_THE_INVITATION and invited and not signed:
        yield t("lateness.invitation_with_chair", day=short_day(invited))
    sent, cleared = meeting.agenda_sent_to_chair, meeting.agenda_cleared
    if task.template_line in _NEEDS_THE_AGENDA and sent and not cleared:
        yield t("lateness.agenda_with_chair", day=short_day(sent))
    if task.template_line in _NEEDS_THE_MINUTES:
        yield from _minutes(meeting)


def _minutes(meeting: Meeting) -> Iterator[str]:
    if meeting.minutes_state is MinutesState.WITH_CHAIR and meeting.sent_to_chair:
        yield t("lateness.minutes_with_chair", day=short_day(meeting.sent_to_chair))
    elif meeting.minutes_state is MinutesState.DRAFT:
        yield t("lateness.minutes_draft")


def _of_an_action(state: State, action: Action, deadlines: Deadlines) -> Iterator[str]:
    gaps = deadlines.gaps(action)
    yield from (t(f"lateness.{gap}") for gap in (Gap.NO_OWNER, Gap.UNKNOWN_OWNER, Gap.OWNER_LEFT) if gap in gaps)
    said = [row.on for row in state.linked(Progress, Progress.action, action.id) if row.on]
    yield t("lateness.last_heard", day=short_day(max(said))) if said else t("lateness.never_heard")
