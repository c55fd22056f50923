"""Actions as the lines of a list: one cheap, frozen row each, made once and kept while nothing about it changes.

At 100,000 actions an edit makes one row anew; what all rows stand on (the names of organizations and meetings,
today, the language) makes all of them anew when it changes.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Action, Decision, DueChange, Meeting, Membership, Organization, Person
from ictwg.domain.slips import is_slip
from ictwg.locales import language
from ictwg.services.following_up.following import Following
from ictwg.services.following_up.row_maker import ActionRow, RowMaker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


class ActionTable:
    """The rows of one state over time."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._moment: tuple[int, date | None, str] = (-1, None, "")
        self._ground: tuple[Any, ...] = ()
        self._maker: RowMaker | None = None
        self._by_id: dict[str, ActionRow] = {}
        self._slips: dict[str, str | None] = {}
        self._sorted: list[ActionRow] = []
        self._rows: tuple[ActionRow, ...] = ()
        self._references = tuple(Following(state, kind, _reference) for kind in (Action, Decision))

    def rows(self, today: date) -> tuple[ActionRow, ...]:
        """Every action and task: the overdue first, then by day and reference."""
        moment = (self.state.version, today, language())
        if moment != self._moment:
            before, self._moment = self._moment, moment
            anew = self._has_new_ground() or before[1:] != moment[1:]
            changed = None if anew else self.state.changed(before[0])
            if changed is None or self._maker is None:
                self._make_all(today)
            else:
                self._follow(self._maker, changed)
            self._rows = tuple(self._told_apart())
        return self._rows

    def shared_references(self) -> frozenset[str]:
        """What more than one action carries, or more than one decision."""
        carried = (Counter(following.values().values()) for following in self._references)
        return frozenset(reference for one in carried for reference, n in one.items() if reference and n > 1)

    def _has_new_ground(self) -> bool:
        """Whether what all rows stand on has changed."""
        before = self._ground
        self._ground = tuple(self.state.all(kind) for kind in (Organization, Membership, Meeting, Person))
        return not before or any(a is not b for a, b in zip(before, self._ground, strict=True))

    def _make_all(self, today: date) -> None:
        maker = self._maker = RowMaker(self.state, today)
        self._slips = {change.id: change.action for change in self.state.all(DueChange) if is_slip(change)}
        slips = Counter(self._slips.values())
        self._by_id = {action.id: maker.row(action, slips[action.id]) for action in self.state.all(Action)}
        self._sorted = sorted(self._by_id.values(), key=_PLACE)

    def _follow(self, maker: RowMaker, changed: Collection[tuple[str, str]]) -> None:
        """Makes the rows of new and changed actions; the others keep theirs, and their places."""
        moved = {self._moved(id) for table, id in changed if table == DueChange.TABLE}
        ids = {id for table, id in changed if table == Action.TABLE} | {id for pair in moved for id in pair if id}
        slips = Counter(self._slips.values()) if ids else Counter[str | None]()
        for id in ids:
            self._drop(id)
            action = self.state.get(Action, id)
            if action is not None:
                row = self._by_id[id] = maker.row(action, slips[id])
                insort(self._sorted, row, key=_PLACE)

    def _moved(self, change_id: str) -> tuple[str | None, str | None]:
        """The actions that a change of a due date was a slip of, and is one of now."""
        before = self._slips.pop(change_id, None)
        change = self.state.get(DueChange, change_id)
        if change is None or not is_slip(change):
            return before, None
        self._slips[change_id] = change.action
        return before, change.action

    def _drop(self, id: str) -> None:
        row = self._by_id.pop(id, None)
        if row is not None:
            del self._sorted[bisect_left(self._sorted, _PLACE(row), key=_PLACE)]

    def _told_apart(self) -> Iterable[ActionRow]:
        """Where two carry one reference, each shows two characters of its own id (STORE.md §2)."""
        shared = self.shared_references()
        return (_marked(row) if row.reference in shared else row for row in self._sorted) if shared else self._sorted


_PLACE = attrgetter("place", "id")


def _reference(record: Record) -> str:
    return str(record.row.get(Action.reference.name) or "")


def _marked(row: ActionRow) -> ActionRow:
    return row._replace(reference=f"{row.reference}·{row.action[-2:].lower()}")


_latest: list[ActionTable] = []


def table_of(state: State) -> ActionTable:
    """The one table that all screens of a state share; that of another state is let go."""
    if not _latest or _latest[0].state is not state:
        _latest[:] = [ActionTable(state)]
    return _latest[0]
