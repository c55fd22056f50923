"""Lines of the minutes as records: the entry, and the decision or action that it gave."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.ids import derived_id
from ictwg.domain.order import spread
from ictwg.domain.records import Action, Decision, Entry, Meeting, Progress
from ictwg.domain.values import CLOSED, Audience, EntryType
from ictwg.exchange.labels import label
from ictwg.services.bringing.promises import promise_settings, ruling_settings
from ictwg.services.records.lookup import carriers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.exchange.sheet import Line, MinutesSheet, Reviewed, Update
    from ictwg.services.bringing.making import Making
    from ictwg.services.bringing.register import Register


class Spot(NamedTuple):
    """Where a line stands."""

    item: str | None
    parent: str | None
    order: str


class LineMaker:
    """Makes the lines of one meeting.

    Args:
        meeting: The id of the meeting.
    """

    def __init__(self, making: Making, register: Register, sheet: MinutesSheet, meeting: str) -> None:
        self._making = making
        self._register = register
        self._sheet = sheet
        self._meeting = meeting
        self._alike: Counter[tuple[str, str]] = Counter()

    @property
    def _state(self) -> State:
        return self._making.state

    def make_all(self, lines: Iterable[Line], item: str | None) -> None:
        """All lines of an item, nested as they stand."""
        said = tuple(lines)
        above: list[str] = []
        for line, order in zip(said, spread(len(said)), strict=True):
            depth = min(line.depth, len(above))
            above = above[:depth]
            above.append(self.make(line, Spot(item, above[-1] if above else None, order)))

    def make(self, line: Line, spot: Spot, *more: Setting) -> str:
        """One line; `more` are further fields of its action or decision."""
        id = self._entry_id(line, spot)
        text = f"[{label('restricted', self._sheet.language)}]" if line.restricted else line.text
        self._making.new(
            Entry,
            id,
            Entry.meeting(self._meeting),
            Entry.item(spot.item),
            Entry.parent(spot.parent),
            Entry.order(spot.order),
            Entry.type(line.type),
            Entry.text(text),
            Entry.speaker(line.speaker),
            Entry.question_to(line.question_to),
            *audience_settings(line.audience, restricted=line.restricted, field=Entry.audience),
        )
        if line.type is EntryType.ACTION:
            self._action(line, spot.item, id, more)
        elif line.type is EntryType.DECISION:
            self._decision(line, spot.item, id, more)
        return id

    def review(self, action: Reviewed, around: Audience) -> None:
        """An earlier action: made if it is not here, closed if it was closed, with what was said of it.

        Args:
            action: As it was gone through.
            around: Who may see the section in which it stands: nobody else is told of it here.
        """
        known = next((found for found in self._referred(Action, action.reference)), None)
        id = known.id if known else self._reviewed_id(action)
        if isinstance(known, Action):
            self._close(known, action)
        elif not self._making.has(Action, id):
            settings = promise_settings(self._register, action.promise, self._sheet.language)
            settings += (Action.audience(action.audience or around),)
            self._making.new(Action, id, *self._origin(action), *_named(Action, action), *settings)
        for update in action.updates:
            self._update(id, update)

    def _entry_id(self, line: Line, spot: Spot) -> str:
        def made(turn: int) -> str:
            key = (self._meeting, spot.item or "", spot.parent or "", spot.order, str(line.type), line.text, str(turn))
            return derived_id(self._state.db, Entry.TABLE, key, self._sheet.date)

        return self._making.free(Entry, made)

    def _action(self, line: Line, item: str | None, entry: str, more: tuple[Setting, ...]) -> None:
        place = (Action.meeting(self._meeting), Action.item(item), Action.entry(entry))
        promise = promise_settings(self._register, line.promise, self._sheet.language) if line.promise else ()
        stub = next(
            (found for found in self._referred(Action, line.reference) if not found.entry and not found.meeting), None
        )
        if isinstance(stub, Action):
            self._making.edit.update(stub, *place)
            return
        id = self._record_id(Action, line)
        self._making.new(Action, id, *place, *more, *_named(Action, line), *promise, Action.given_on(self._sheet.date))

    def _decision(self, line: Line, item: str | None, entry: str, more: tuple[Setting, ...]) -> None:
        place = (Decision.meeting(self._meeting), Decision.item(item), Decision.entry(entry))
        ruling = ruling_settings(self._state, line.ruling) if line.ruling else ()
        id = self._record_id(Decision, line)
        on = Decision.decided_on(self._sheet.date)
        self._making.new(Decision, id, *place, *more, *_named(Decision, line), *ruling, on)

    def _record_id(self, kind: Any, line: Line) -> str:
        def made(turn: int) -> str:
            key = (line.reference or self._meeting, "" if line.reference else line.text, str(turn))
            return derived_id(self._state.db, kind.TABLE, key)

        return self._making.free(kind, made)

    def _reviewed_id(self, action: Reviewed) -> str:
        """Actions without a reference that read alike, as those without words do, are told apart by their turn."""
        if action.reference:
            return derived_id(self._state.db, Action.TABLE, (action.reference, "", "0"))
        key = (action.origin, action.text)
        turn = self._alike[key]
        self._alike[key] += 1
        return derived_id(self._state.db, Action.TABLE, (*key, str(turn)))

    def _referred(self, kind: Any, reference: str) -> list[Any]:
        return [found for found in carriers(self._state, reference) if isinstance(found, kind)]

    def _origin(self, action: Reviewed) -> tuple[Setting, ...]:
        """The meeting that gave it, if it is here; else its name as printed."""
        found = self._referred(Meeting, action.origin)
        return (Action.meeting(found[0].id),) if len(found) == 1 else (Action.origin(action.origin),)

    def _close(self, known: Action, action: Reviewed) -> None:
        promise = action.promise
        if promise.status in CLOSED and known.status not in CLOSED:
            self._making.edit.update(known, Action.status(promise.status), Action.closed_on(promise.closed_on))

    def _update(self, action: str, update: Update) -> None:
        rows = self._state.linked(Progress, Progress.action, action)
        if any((row.on, row.text) == (update.on, update.text) for row in rows):
            return

        def made(turn: int) -> str:
            key = (action, str(update.on or ""), update.by, update.text, str(turn))
            return derived_id(self._state.db, Progress.TABLE, key)

        settings = (Progress.on(update.on), Progress.by(update.by), Progress.channel(update.channel))
        id = self._making.free(Progress, made)
        place = (Progress.action(action), Progress.meeting(self._meeting))
        self._making.new(Progress, id, *place, *settings, Progress.text(update.text))


def audience_settings(audience: Audience | None, *, restricted: bool, field: Any) -> tuple[Setting, ...]:
    """A mark for what was left out stays the secretariat's, so that it is a mark again."""
    if restricted:
        return (field(Audience.SECRETARIAT),)
    return (field(audience),) if audience else ()


def _named(kind: Any, said: Line | Reviewed) -> tuple[Setting, ...]:
    return (kind.reference(said.reference), kind.text(said.text))
