"""The next meeting and what is still to do for it: the first thing that a person sees, so cheap to know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.calendar import short_day
from ictwg.domain.roster import planned
from ictwg.domain.values import CLOSED
from ictwg.records.lookup import shown_name
from ictwg.tasks.checklists import tasks_of

if TYPE_CHECKING:
    from ictwg.domain.records import Action, Meeting
    from ictwg.domain.state import State


class UpcomingStep(NamedTuple):
    """A task of the checklist that is still to do; its day as lists show it, empty where it waits for one."""

    id: str
    text: str
    due: str
    late: bool


class UpcomingMeeting(NamedTuple):
    """The meeting that comes, and the steps of its checklist that are not done, the nearest first."""

    id: str
    name: str
    title: str
    day: date
    days: int
    place: str
    steps: tuple[UpcomingStep, ...]
    done: int


def next_meeting(state: State, today: date) -> Meeting | None:
    """The first that is planned."""
    return next(iter(planned(state, today)), None)


def upcoming(state: State, today: date) -> UpcomingMeeting | None:
    """The next meeting with its checklist."""
    meeting = next_meeting(state, today)
    if meeting is None or meeting.date is None:
        return None
    steps = tasks_of(state, meeting.id)
    waiting = tuple(_step(task, today) for task in steps if task.status not in CLOSED)
    place = " · ".join(filter(None, (meeting.start.strftime("%H:%M") if meeting.start else "", meeting.venue)))
    days = (meeting.date - today).days
    done = len(steps) - len(waiting)
    return UpcomingMeeting(
        meeting.id, shown_name(state, meeting), meeting.title, meeting.date, days, place, waiting, done
    )


def _step(task: Action, today: date) -> UpcomingStep:
    due = task.due
    if not isinstance(due, date):
        return UpcomingStep(task.id, task.text, "", late=False)
    return UpcomingStep(task.id, task.text, short_day(due), due < today)
