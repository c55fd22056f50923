"""What held of an action on an earlier day: later moves of its status and its due date are looked through.

Every move leaves what stood before it (`StatusChange`, `DueChange`), so that what was printed in March can be printed
again, and a report says what was open at the end of each month.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ictwg.domain.records import DueChange, Meeting, StatusChange
from ictwg.domain.values import CLOSED, ActionStatus, DueWord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.overdue import Deadlines
    from ictwg.domain.records import Action
    from ictwg.domain.state import State

Change = TypeVar("Change", StatusChange, DueChange)


class Course:
    """One action over time, read once: a report asks about every month of a year."""

    def __init__(self, state: State, action: Action) -> None:
        self.action = action
        self._statuses = _in_order(state.linked(StatusChange, StatusChange.action, action.id))
        self._dues = _in_order(state.linked(DueChange, DueChange.action, action.id))
        self._origin = state.get(Meeting, action.meeting)

    @cached_property
    def given(self) -> date | None:
        """Since when it is there; None where nobody knows."""
        return self.action.given_on or (self._origin.date if self._origin else None)

    @property
    def series(self) -> str:
        """The body that asked for it; the plenary where no meeting is known."""
        return self._origin.series if self._origin else ""

    @cached_property
    def _moves(self) -> tuple[tuple[date, ActionStatus], ...]:
        """Of the status: the day, and what it was before."""
        return tuple((move.on, move.before) for move in self._statuses if move.on is not None)

    @cached_property
    def _due_moves(self) -> tuple[tuple[date, date | DueWord | None], ...]:
        return tuple((move.on, move.before) for move in self._dues if move.on is not None)

    @cached_property
    def _now(self) -> tuple[ActionStatus, date | None]:
        """The status, and the day on which it was closed."""
        return self.action.status, self.action.closed_on

    @cached_property
    def _due_now(self) -> date | DueWord | None:
        return self.action.due

    def status(self, day: date) -> ActionStatus:
        """Of what an import closed later it is known that it was open before."""
        for on, before in self._moves:
            if on > day:
                return before
        status, closed = self._now
        later = status in CLOSED and closed is not None and closed > day
        return ActionStatus.OPEN if later else status

    def due(self, day: date) -> date | DueWord | None:
        return next((before for on, before in self._due_moves if on > day), self._due_now)

    def closed(self, day: date) -> date | None:
        """When it was closed, as one knew by the end of that day; None where it was open then, or nobody knows."""
        if self.status(day) not in CLOSED:
            return None
        moves = [on for on, _ in self._moves if on <= day]
        if not moves or self._moves[-1][0] == moves[-1]:
            return self._now[1] or (moves[-1] if moves else None)
        return moves[-1]

    def was_open(self, day: date) -> bool:
        """Given by the end of that day, and not closed by then."""
        return (self.given is None or self.given <= day) and self.status(day) not in CLOSED

    def was_overdue(self, day: date, deadlines: Deadlines) -> bool:
        """As `Deadlines.overdue` would have said on that day."""
        if not self.was_open(day):
            return False
        due = self.due(day)
        if due is DueWord.NEXT_MEETING:
            following = deadlines.next_meeting(self.action)
            return following is not None and following.held and following.day < day
        counts = self.action.review_on if due is DueWord.ONGOING else due
        return isinstance(counts, date) and counts < day

    def rests(self, since: date) -> bool:
        """Whether it was given and closed before a day, and nobody has moved it from then on."""
        if self.given is not None and self.given >= since:
            return False
        moved = any(on >= since for on, _ in (*self._moves, *self._due_moves))
        return not moved and self.status(since - timedelta(days=1)) in CLOSED

    def moves_of_due(self) -> tuple[DueChange, ...]:
        return self._dues


def _in_order(moves: Iterable[Change]) -> tuple[Change, ...]:
    """The earliest first; what says no day is no move."""
    return tuple(sorted((move for move in moves if move.on), key=lambda move: (str(move.on), move.id)))
