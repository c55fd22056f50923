"""Matters arising: the earlier actions that a meeting goes through, one organization after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ictwg.domain.calendar import due_in_words
from ictwg.domain.overdue import ActionHistory, Deadlines, is_slip
from ictwg.domain.records import Action, DueChange, Meeting, Organization, Progress
from ictwg.domain.roster import NO_ORGANIZATION, held_before, invited, owners_in_words, protocol, said_owners
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import CLOSED, ActionKind
from ictwg.records.lookup import shown_reference


class ReviewLine(NamedTuple):
    """One action under the organization that answers for it; `slips` are the owner's, shifts of the group not counted.

    Attributes:
        id: The action's.
        organization: The acronym under which it is read out; empty where nobody owns it.
        owners: All of its owners in words.
        update: What was said of it last, and `updated` when.
        confirm: It is closed since the last meeting: to be confirmed, not worked on.
    """

    id: str
    action: Action
    organization: str
    reference: str
    owners: str
    overdue: bool
    slips: int
    update: str
    updated: date | None
    confirm: bool

    @property
    def due(self) -> str:
        """For the screen."""
        return due_in_words(self.action.due)


def review(state: State, meeting: Meeting, today: date) -> tuple[ReviewLine, ...]:
    """By organization in protocol order, the overdue first; those that nobody owns come last."""
    return _Review(state, meeting, today).lines()


def progress_of(state: State, action: Action) -> tuple[Progress, ...]:
    """What was said of it, the latest last."""
    rows = state.linked(Progress, Progress.action, action.id)
    return tuple(sorted(rows, key=lambda row: (str(row.on or ""), row.id)))


def _answers(state: State, action: Action) -> Organization | None:
    """Of several owners the first in protocol order; who is invited only where nobody is tasked."""
    owners = [owner for id in action.owners if (owner := state.get(Organization, id)) is not None]
    asked = invited(state, action.owners)
    return min(owners, key=lambda owner: (owner.id in asked, protocol(owner)), default=None)


class _Review:
    """One meeting's review; what counts for all actions is looked up once."""

    def __init__(self, state: State, meeting: Meeting, today: date) -> None:
        self._state = state
        self._meeting = meeting
        self._day = meeting.date or today
        self._deadlines = Deadlines(state, today)

    def lines(self) -> tuple[ReviewLine, ...]:
        earlier = EarlierActions(self._state, self._meeting, self._day, self._meeting.circulated or self._day)
        return tuple(self._line(action) for action in sorted(earlier, key=self._rank))

    def _to_confirm(self, action: Action) -> bool:
        """Reported done between the meetings; what this meeting itself closes stays in its place."""
        return action.status in CLOSED and action.closed_on != self._meeting.date

    def _rank(self, action: Action) -> tuple[object, ...]:
        head = _answers(self._state, action)
        place = protocol(head) if head else NO_ORGANIZATION
        late, due = self._deadlines.overdue(action), str(self._deadlines.day(action) or "~")
        return (self._to_confirm(action), not action.all, *place, not late, due, action.reference)

    def _line(self, action: Action) -> ReviewLine:
        state, head = self._state, _answers(self._state, action)
        said = progress_of(state, action)
        owners = owners_in_words(state, action, self._day)
        # How often its owner put the date off
        changes = state.linked(DueChange, DueChange.action, action.id)
        return ReviewLine(
            id=action.id,
            action=action,
            organization=said_owners(state, (head.id,), self._day) if head else "",
            reference=shown_reference(state, action),
            owners=owners,
            overdue=self._deadlines.overdue(action),
            slips=sum(map(is_slip, changes)),
            update=said[-1].text if said else "",
            updated=said[-1].on if said else None,
            confirm=self._to_confirm(action),
        )


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
        self.last = next((one.date for one in held_before(state, meeting.series, on)), None)

    def __iter__(self) -> Iterator[Action]:
        return filter(self.holds, self._state.all(Action))

    def holds(self, action: Action) -> bool:
        if action.kind is ActionKind.TASK or action.meeting == self._meeting.id:
            return False
        return action.id in self._mentioned or (self._was_open(action) and self._is_ours(action))

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
        course = ActionHistory(self._state, action)
        if course.status(self._status_date) not in CLOSED:
            return True
        closed = course.closed(self._status_date)
        return closed is not None and (last is None or closed > last)
