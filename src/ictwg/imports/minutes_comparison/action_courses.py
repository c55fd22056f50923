"""How actions stood, file by file: the last file says how they stand now, those before leave dated moves.

> Each file is printed again as it was, whatever the order of the files: an action that one of them still calls open
> is open on the status date of that file, and closed from the day on that a later one tells.
"""

from __future__ import annotations

import operator
from bisect import insort
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Action, DueChange, Meeting, StatusChange
from ictwg.domain.schema import Setting
from ictwg.domain.values import CLOSED, ActionStatus, DueWord, MeetingState, ShiftedBy
from ictwg.imports.minutes_comparison.organizations import SOURCE, owner_settings
from ictwg.imports.new_records import Register, details_of
from ictwg.minutes.printed.sheet import MinutesSheet, Promise

T = TypeVar("T")
DAY = timedelta(days=1)


class Moved(NamedTuple, Generic[T]):
    """What a value was before it moved on a day."""

    on: date
    before: T
    told_by: ReportedAction | None = None


class ReportedAction(NamedTuple):
    """What one file says of an action; the meeting is the one whose minutes it is."""

    on: date
    met: date | None
    meeting: str
    promise: Promise
    lang: str

    @property
    def standing(self) -> ActionStanding:
        promise = self.promise
        return ActionStanding(promise.status, promise.closed_on if promise.status in CLOSED else None)

    def moved_on(self, after: date, today: date) -> date:
        """When it moved that was otherwise on an earlier day: on the day it says, at the meeting, or by this file."""
        promise = self.promise
        days = (promise.closed_on if promise.status in CLOSED else None, self.met, self.on)
        found = next((day for day in days if day and after < day <= self.on), self.on)
        return max(min(found, today), after + DAY)


class ActionStanding(NamedTuple):
    """A status, and since when it is closed, where that is known."""

    status: ActionStatus
    closed_on: date | None = None

    def agrees(self, other: ActionStanding) -> bool:
        """Whether both may be true at once: what was closed on another day was opened in between."""
        days = {self.closed_on, other.closed_on} - {None}
        return self.status is other.status and (self.status not in CLOSED or len(days) < len((self, other)))


class Track(Generic[T]):
    """A value over time.

    Args:
        now: What it is.
        known: The last day on which anything is known of it.
        moves: The earlier moves.
        same: Whether two values are one.
    """

    def __init__(
        self, now: T, known: date, moves: Iterable[Moved[T]] = (), same: Callable[[T, T], bool] = operator.eq
    ) -> None:
        self.now = now
        self.new: list[Moved[T]] = []
        self._same = same
        self._known = known
        self._moves = sorted(moves, key=operator.attrgetter("on"))

    def at(self, day: date) -> T:
        return next((move.before for move in self._moves if move.on > day), self.now)

    def tell(self, value: T, told: ReportedAction, today: date) -> None:
        """On a later day it has moved; on an earlier one it was otherwise until then."""
        if self._same(self.at(told.on), value):
            self._known = max(self._known, told.on)
        elif told.on > self._known:
            self._move(Moved(told.moved_on(self._known, today), self.now, told))
            self.now, self._known = value, told.on
        else:
            self._move(Moved(told.on + DAY, value, told))

    def _move(self, move: Moved[T]) -> None:
        insort(self._moves, move, key=operator.attrgetter("on"))
        self.new.append(move)


class ActionHistories:
    """Collects what the files of one import say of actions."""

    def __init__(self, register: Register, today: date) -> None:
        self._making = register.making
        self._register = register
        self._today = today
        self._told: dict[str, list[ReportedAction]] = {}
        self._held: dict[str, set[date]] = {}

    def met(self, one: MinutesSheet | Meeting) -> None:
        """A meeting that was held: what was due at the next one was due on its day."""
        if one.date and one.state is MeetingState.HELD:
            self._held.setdefault(one.series, set()).add(one.date)

    def tell(self, action: str, promise: Promise, sheet: MinutesSheet, meeting: str) -> None:
        told = ReportedAction(sheet.status_date, sheet.date, meeting, promise, sheet.language)
        self._told.setdefault(action, []).append(told)

    def flush(self) -> None:
        """Writes how they stand, and the moves; the records themselves are made or known already."""
        for meeting in self._making.state.all(Meeting) if self._told else ():
            self.met(meeting)
        for id, told in self._told.items():
            told.sort(key=lambda one: (one.on, one.met or one.on, one.meeting))
            known = self._making.state.get(Action, id)
            if known is None:
                self._new(id, told)
            elif self._is_from_files(known):
                self._goes_on(known, told)
            elif (last := told[-1].promise).status in CLOSED and known.status not in CLOSED:  # one of ours
                self._making.edit.update(known, Action.status(last.status), Action.closed_on(last.closed_on))
        self._told.clear()

    def _new(self, id: str, told: list[ReportedAction]) -> None:
        first = told[0]
        statuses = Track(first.standing, first.on, same=ActionStanding.agrees)
        dues = Track(first.promise.due, first.on)
        self._follow(id, statuses, dues, told)
        if statuses.new and first.standing.closed_on:
            self._write_move(id, Moved(first.standing.closed_on, ActionStanding(ActionStatus.OPEN), first))
        last, now = told[-1].promise, statuses.now
        status = () if now.status is ActionStatus.OPEN else (Action.status(now.status),)
        dated = (*status, Action.closed_on(now.closed_on), Action.due(dues.now), Action.review_on(last.review_on))
        owned = owner_settings(self._register, last, told[-1].lang)
        self._making.change(Action, id, *owned, *dated, *details_of(last, Action))

    def _goes_on(self, known: Action, told: list[ReportedAction]) -> None:
        """An action that is here from another file: what this one tells later goes on, what it tells earlier was."""
        state = self._making.state
        changes = state.linked(StatusChange, StatusChange.action, known.id)
        status_moves = [Moved(m.on, ActionStanding(m.before)) for m in changes if m.on]
        due_moves = [Moved(m.on, m.before) for m in state.linked(DueChange, DueChange.action, known.id) if m.on]
        origin = state.get(Meeting, known.meeting)
        moved = (*(move.on for move in status_moves), *(move.on for move in due_moves))
        days = (known.given_on, known.closed_on, origin.date if origin else None, *moved)
        last = max((day for day in days if day), default=date.min)
        statuses = Track(ActionStanding(known.status, known.closed_on), last, status_moves, ActionStanding.agrees)
        dues = Track(known.due, last, due_moves)
        self._follow(known.id, statuses, dues, told)
        settings: list[Setting] = []
        if statuses.now.status is not known.status:
            settings += [Action.status(statuses.now.status), Action.closed_on(statuses.now.closed_on)]
        if dues.now != known.due:
            settings += [Action.due(dues.now), Action.review_on(told[-1].promise.review_on)]
        if told[-1].on >= last:
            settings += details_of(told[-1].promise, Action)
        self._making.edit.update(known, *settings)

    def _follow(
        self, id: str, statuses: Track[ActionStanding], dues: Track[date | DueWord | None], told: list[ReportedAction]
    ) -> None:
        for one in told:
            statuses.tell(one.standing, one, self._today)
            dues.tell(self._due(id, dues, one), one, self._today)
        for move in statuses.new:
            self._write_move(id, move)
        for shift in dues.new:
            place = self._moved(DueChange, id, shift)
            after = DueChange.after(dues.at(shift.on))
            self._making.new(DueChange, *place, DueChange.before(shift.before), after, DueChange.by(ShiftedBy.GROUP))

    def _write_move(self, action: str, move: Moved[ActionStanding]) -> None:
        place = self._moved(StatusChange, action, move)
        self._making.new(StatusChange, *place, StatusChange.before(move.before.status))

    def _moved(self, kind: Any, action: str, move: Moved[Any]) -> tuple[Any, ...]:
        """The id of a move, and its fields: at the meeting of whose day it is."""
        told = move.told_by
        at = told.meeting if told and told.met == move.on else None
        id = derived_id(self._making.state.db, kind.TABLE, (action, move.on.isoformat()))
        return (id, kind.action(action), kind.on(move.on), kind.meeting(at))

    def _due(self, id: str, dues: Track[date | DueWord | None], told: ReportedAction) -> date | DueWord | None:
        """What was due at the next meeting is printed with the day of it once that was held."""
        due, (series, given) = told.promise.due, self._origin(id)
        following = min((day for day in self._held.get(series, ()) if given and day > given), default=None)
        is_next = dues.now is DueWord.NEXT_MEETING and due is not None and due == following
        return DueWord.NEXT_MEETING if is_next else due

    def _origin(self, action: str) -> tuple[str, date | None]:
        meeting = self._making.value(Action.meeting, action)
        if not isinstance(meeting, str):
            return "", None
        day = self._making.value(Meeting.date, meeting)
        series = str(self._making.value(Meeting.series, meeting) or "")
        return series, date.fromisoformat(day) if isinstance(day, str) else None

    def _is_from_files(self, known: Action) -> bool:
        """Whether the action came in with our own minutes, and not by hand."""
        origin = self._making.state.get(Meeting, known.meeting)
        return origin.source.startswith(SOURCE) if origin else not known.entry
