"""The next meeting and what is still to do for it: the first thing that a person sees, so cheap to know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Meeting
from ictwg.domain.values import CLOSED, MeetingState
from ictwg.services.records.days import short_day
from ictwg.services.records.lookup import shown_name
from ictwg.services.secretariat.checklists import tasks_of

if TYPE_CHECKING:
    from ictwg.domain.records import Action
    from ictwg.domain.state import State


class Step(NamedTuple):
    """A task of the checklist that is still to do; its day as lists show it, empty where it waits for one."""

    id: str
    text: str
    due: str
    late: bool


class NextMeeting(NamedTuple):
    """The meeting that comes, and the steps of its checklist that are not done, the nearest first."""

    id: str
    name: str
    title: str
    day: date
    days: int
    place: str
    steps: tuple[Step, ...]
    done: int


def planned(state: State, today: date) -> list[Meeting]:
    """Those that are planned for today or later, of whatever series, the nearest first."""
    found = (m for m in state.all(Meeting) if m.state is MeetingState.PLANNED and m.date and m.date >= today)
    return sorted(found, key=lambda m: (str(m.date), str(m.start or ""), m.id))


def next_meeting(state: State, today: date) -> Meeting | None:
    """The first that is planned."""
    return next(iter(planned(state, today)), None)


def upcoming(state: State, today: date) -> NextMeeting | None:
    """The next meeting with its checklist."""
    meeting = next_meeting(state, today)
    if meeting is None or meeting.date is None:
        return None
    steps = tasks_of(state, meeting.id)
    waiting = tuple(_step(task, today) for task in steps if task.status not in CLOSED)
    place = " · ".join(filter(None, (meeting.start.strftime("%H:%M") if meeting.start else "", meeting.venue)))
    days = (meeting.date - today).days
    done = len(steps) - len(waiting)
    return NextMeeting(meeting.id, shown_name(state, meeting), meeting.title, meeting.date, days, place, waiting, done)


def _step(task: Action, today: date) -> Step:
    due = task.due
    if not isinstance(due, date):
        return Step(task.id, task.text, "", late=False)
    return Step(task.id, task.text, short_day(due), due < today)
