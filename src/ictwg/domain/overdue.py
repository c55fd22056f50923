"""When something is due, whether it is late, and what is missing (DOMAIN.md §3).

    a day          overdue from the day after
    next_meeting   the first meeting of the origin's series after it; overdue from the day after that was held,
                   so it moves with the meeting and is never late before it; until it is planned, the day that the
                   origin agreed on, if that is still to come
    ongoing        never due; looked at on its review date
    none           a gap

A list asks one `Deadlines`, which looks at meetings and members once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeVar

from ictwg.domain.periods import status_on
from ictwg.domain.records import Action, DueChange, Meeting, Membership, Organization, StatusChange
from ictwg.domain.roster import is_invited, strangers
from ictwg.domain.state import State
from ictwg.domain.values import (
    CLOSED,
    TAKES_PLACE,
    ActionKind,
    ActionStatus,
    DueWord,
    MeetingState,
    MembershipStatus,
    ShiftedBy,
)

Due = date | DueWord | None
Change = TypeVar("Change", StatusChange, DueChange)


class ActionHistory:
    """One action over time, read once: a report asks about every month of a year."""

    def __init__(self, state: State, action: Action) -> None:
        self.action = action
        self._state = state
        self._statuses = _in_order(state.linked(StatusChange, StatusChange.action, action.id))
        self.due_changes = _in_order(state.linked(DueChange, DueChange.action, action.id))
        self._origin = state.get(Meeting, action.meeting)
        self._status_now, self._closed_on, self._due_now = action.status, action.closed_on, action.due

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
        return tuple((move.on, move.before) for move in self.due_changes if move.on is not None)

    def status(self, day: date) -> ActionStatus:
        """Of what an import closed later it is known that it was open before."""
        for on, before in self._moves:
            if on > day:
                return before
        later = self._status_now in CLOSED and self._closed_on is not None and self._closed_on > day
        return ActionStatus.OPEN if later else self._status_now

    def due(self, day: date) -> date | DueWord | None:
        return next((before for on, before in self._due_moves if on > day), self._due_now)

    def closed(self, day: date) -> date | None:
        """When it was closed, as one knew by the end of that day; None where it was open then, or nobody knows."""
        if self.status(day) not in CLOSED:
            return None
        moves = [on for on, _ in self._moves if on <= day]
        if not moves or self._moves[-1][0] == moves[-1]:
            return self._closed_on or (moves[-1] if moves else None)
        return moves[-1]

    def was_open(self, day: date) -> bool:
        """Given by the end of that day, and not closed by then."""
        return (self.given is None or self.given <= day) and self.status(day) not in CLOSED

    @cached_property
    def asks_nobody(self) -> bool:
        """Whether nobody is tasked with it."""
        return is_invited(self._state, self.action)

    def is_invited(self, owner: str) -> bool:
        """Whether this one of its owners is not tasked with it."""
        return is_invited(self._state, self.action, owner)

    def was_overdue(self, day: date, deadlines: Deadlines) -> bool:
        """As `Deadlines.overdue` would have said on that day."""
        return self.missed(day, deadlines) is not None

    def missed(self, day: date, deadlines: Deadlines) -> date | None:
        """The date that it was beyond on that day; None where it was not overdue."""
        if not self.was_open(day):
            return None
        due = self.due(day)
        if due is DueWord.NEXT_MEETING:
            following = deadlines.next_meeting(self.action)
            counts = following.day if following is not None and following.held else None
        else:
            counts = self.action.review_on if isinstance(due, DueWord) else due
        return counts if counts is not None and counts < day and not self.asks_nobody else None

    def rests(self, since: date) -> bool:
        """Whether it was given and closed before a day, and nobody has moved it from then on."""
        if self.given is not None and self.given >= since:
            return False
        moved = any(on >= since for on, _ in (*self._moves, *self._due_moves))
        return not moved and self.status(since - timedelta(days=1)) in CLOSED


def _in_order(moves: Iterable[Change]) -> tuple[Change, ...]:
    """The earliest first; what says no day is no move."""
    return tuple(sorted((move for move in moves if move.on), key=lambda move: (str(move.on), move.id)))


class Gap(StrEnum):
    """What an open action lacks; all are allowed, and shown."""

    NO_OWNER = "no_owner"
    UNKNOWN_OWNER = "unknown_owner"
    OWNER_LEFT = "owner_left"
    NO_DUE = "no_due"
    NOT_PLANNED = "not_planned"
    NO_REVIEW = "no_review"


class NextMeeting(NamedTuple):
    day: date
    held: bool


class Deadlines:
    """The rules for many actions at once, as of today."""

    def __init__(self, state: State, today: date) -> None:
        self._state = state
        self.today = today
        self._series: dict[str, list[tuple[date, bool]]] = {}
        self._origin: dict[str, tuple[str, date | None]] = {}
        self._agreed: dict[str, date] = {}
        for meeting in state.all(Meeting):
            self._place(meeting)
        for days in self._series.values():
            days.sort()

    def day(self, action: Action) -> date | None:
        """The day that counts: the due date, that of the next meeting, or the review date of something ongoing."""
        due = action.due
        if due is DueWord.NEXT_MEETING:
            following = self.next_meeting(action)
            return following.day if following else None
        return action.review_on if due is DueWord.ONGOING else due

    def next_meeting(self, action: Action) -> NextMeeting | None:
        """The first meeting of the origin's series after it; None while none is planned or agreed on."""
        series, origin = self._origin.get(action.meeting or "", ("", None))
        after = origin or action.given_on
        if after is None:
            return None
        days = self._series.get(series, [])
        following = bisect_right(days, (after, True))
        return NextMeeting(*days[following]) if following < len(days) else self._agreed_on(action)

    def _agreed_on(self, action: Action) -> NextMeeting | None:
        day = self._agreed.get(action.meeting or "")
        return NextMeeting(day, held=False) if day is not None and day >= self.today else None

    def overdue(self, action: Action) -> bool:
        if action.status in CLOSED or is_invited(self._state, action):
            return False
        if action.due is DueWord.NEXT_MEETING:
            following = self.next_meeting(action)
            return following is not None and following.held and following.day < self.today
        day = self.day(action)
        return day is not None and day < self.today

    def gaps(self, action: Action) -> tuple[Gap, ...]:
        """What an open action lacks; the secretariat's own tasks may lack anything."""
        if action.kind is ActionKind.TASK or action.status in CLOSED:
            return ()
        found = (self._owner_gap(action), self._due_gap(action))
        return tuple(gap for gap in found if gap is not None)

    def _owner_gap(self, action: Action) -> Gap | None:
        if action.all:
            return None
        owners = action.owners
        if any(owner in self.left for owner in owners):
            return Gap.OWNER_LEFT
        if strangers(self._state, action):
            return Gap.UNKNOWN_OWNER
        return None if owners or action.person else Gap.NO_OWNER

    def _due_gap(self, action: Action) -> Gap | None:
        match action.due:
            case None:
                return Gap.NO_DUE
            case DueWord.NEXT_MEETING:
                return None if self.next_meeting(action) else Gap.NOT_PLANNED
            case DueWord.ONGOING:
                return None if action.review_on else Gap.NO_REVIEW
            case _:
                return None

    @cached_property
    def left(self) -> frozenset[str]:
        """The organizations that were in the group and are not today."""
        return frozenset(o.id for o in self._state.all(Organization) if self._has_left(o))

    def _has_left(self, organization: Organization) -> bool:
        if not self._state.linked(Membership, Membership.organization, organization.id):
            return False
        return status_on(self._state, organization, self.today) in (None, MembershipStatus.WITHDRAWN)

    def _place(self, meeting: Meeting) -> None:
        day = meeting.date
        self._origin[meeting.id] = (meeting.series, day)
        if (agreed := meeting.next_meeting) is not None:
            self._agreed[meeting.id] = agreed
        if day is not None and meeting.state in TAKES_PLACE:
            self._series.setdefault(meeting.series, []).append((day, meeting.state is MeetingState.HELD))


def is_slip(change: DueChange) -> bool:
    return change.by is ShiftedBy.OWNER and is_later(change.before, change.after)


def is_later(before: Due, after: Due) -> bool:
    """Whether `after` is certainly later: another day, or no day at all any more."""
    if not isinstance(before, date):
        return before is DueWord.NEXT_MEETING and after in (None, DueWord.ONGOING)
    return after > before if isinstance(after, date) else after in (None, DueWord.ONGOING)
