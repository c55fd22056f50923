"""Which earlier actions a meeting goes through: one rule for the screen of matters arising and for what is printed.

Those of its body that were open when it met or were closed since it last met, and those of which something was said
there, or whose date was moved there; the plenary hears of the actions of every sub-group.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.as_at import Course
from ictwg.domain.records import Action, DueChange, Meeting, Progress
from ictwg.domain.text import clean
from ictwg.domain.values import CLOSED, ActionKind, MeetingState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.domain.state import State

_ORIGIN = re.compile(r"M-(?:(?P<series>.+)-)?\d{4}-\d{2,}(?:-\d{2})?")


class EarlierActions:
    """What counts for all actions is looked up once.

    Args:
        state: The records.
        meeting: The meeting.
        on: Its day, or today where it has none.
        status_date: The day as at which statuses are told.

    Attributes:
        last: The day on which the body had met before.
    """

    def __init__(self, state: State, meeting: Meeting, on: date, status_date: date) -> None:
        self._state = state
        self._meeting = meeting
        self._on = on
        self._status_date = status_date
        said = state.linked(Progress, Progress.meeting, meeting.id)
        moved = state.linked(DueChange, DueChange.meeting, meeting.id)
        self._mentioned = {row.action for row in said} | {row.action for row in moved}
        self.last = _last_met(state, meeting, on)

    def __iter__(self) -> Iterator[Action]:
        return filter(self.holds, self._state.all(Action))

    def holds(self, action: Action) -> bool:
        if action.kind is ActionKind.TASK or action.meeting == self._meeting.id:
            return False
        return action.id in self._mentioned or (self._is_ours(action) and self._was_open(action))

    def _is_ours(self, action: Action) -> bool:
        """Given before this meeting by its body, or by a sub-group where the plenary meets."""
        origin = self._state.get(Meeting, action.meeting)
        if origin is not None:
            return self._hears_of(origin.series) and origin.date is not None and self._is_before(origin)
        written = clean(action.origin)
        named = _ORIGIN.fullmatch(written)
        series = (named["series"] or "") if named else None if written else ""
        return (series is None or self._hears_of(series)) and (action.given_on is None or action.given_on < self._on)

    def _hears_of(self, series: str) -> bool:
        return not self._meeting.series or series == self._meeting.series

    def _is_before(self, origin: Meeting) -> bool:
        """A sub-group may meet on the morning of the same day."""
        if origin.series == self._meeting.series:
            return bool(origin.date and origin.date < self._on)
        return bool(origin.date and origin.date <= self._on)

    def _was_open(self, action: Action) -> bool:
        """Open, or closed since the group last met."""
        last = self.last
        if action.status in CLOSED and action.closed_on and last and action.closed_on <= last:
            return False  # most actions of many years: whether they were open before need not be asked
        course = Course(self._state, action)
        if course.status(self._status_date) not in CLOSED:
            return True
        closed = course.closed(self._status_date)
        return closed is not None and (last is None or closed > last)


def _last_met(state: State, meeting: Meeting, on: date) -> date | None:
    held = (one for one in state.all(Meeting) if one.series == meeting.series and one.state is MeetingState.HELD)
    return max((one.date for one in held if one.date and one.date < on), default=None)
