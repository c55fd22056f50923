"""Actions as the lines of a list: one cheap, frozen row each, made once and kept while nothing about it changes.

At 100,000 actions an edit makes one row anew; what all rows stand on (the names of organizations and meetings,
today, the language) makes all of them anew when it changes.
"""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Action, DueChange, Meeting, Membership, Organization, Person
from ictwg.domain.slips import is_slip
from ictwg.locales import language
from ictwg.services.row_maker import ActionRow, RowMaker

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State


class ActionTable:
    """The rows of one state over time."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._moment: tuple[int, date | None, str] = (-1, None, "")
        self._ground: tuple[Any, ...] = ()
        self._maker: RowMaker | None = None
        self._slips: dict[str | None, int] = {}
        self._actions: dict[str, Action] = {}
        self._sorted: list[ActionRow] = []
        self._rows: tuple[ActionRow, ...] = ()

    def rows(self, today: date) -> tuple[ActionRow, ...]:
        """Every action and task: the overdue first, then by day and reference."""
        moment = (self.state.version, today, language())
        if moment != self._moment:
            if self._moment[1:] != moment[1:]:
                self._ground = ()
            self._moment = moment
            self._remake(self._current_maker(today))
            self._rows = tuple(_told_apart(self._sorted))
        return self._rows

    def _current_maker(self, today: date) -> RowMaker:
        """The one that made the rows, unless what they all stand on has changed."""
        ground = tuple(self.state.all(kind) for kind in (Organization, Membership, Meeting, Person))
        same = len(self._ground) == len(ground) and all(a is b for a, b in zip(self._ground, ground, strict=True))
        if not same or self._maker is None:
            self._actions, self._sorted = {}, []
            self._maker, self._ground = RowMaker(self.state, today), ground
        return self._maker

    def _remake(self, maker: RowMaker) -> None:
        """Makes the rows of new and changed actions; the others keep theirs, and their places."""
        slips = Counter(change.action for change in self.state.all(DueChange) if is_slip(change))
        moved = {id for id in {*slips, *self._slips} if slips[id] != self._slips.get(id, 0)}
        known, actions = self._actions, {action.id: action for action in self.state.all(Action)}
        changed = [a for id, a in actions.items() if known.get(id) is not a or id in moved]
        stale = {action.id for action in changed} | (known.keys() - actions.keys())
        kept = [row for row in self._sorted if row.id not in stale] if stale else self._sorted
        made = [maker.row(action, slips[action.id]) for action in changed]
        self._sorted = sorted(kept + made, key=attrgetter("place"))
        self._actions, self._slips = actions, slips


def _told_apart(rows: list[ActionRow]) -> list[ActionRow]:
    """Where two carry one reference, each shows two characters of its own id (STORE.md §2)."""
    references = [row.reference for row in rows]
    if len(set(references)) == len(references):
        return rows
    carried = Counter(references)
    return [_marked(row) if row.reference and carried[row.reference] > 1 else row for row in rows]


def _marked(row: ActionRow) -> ActionRow:
    return row._replace(reference=f"{row.reference}·{row.action[-2:].lower()}")


_latest: list[ActionTable] = []


def table_of(state: State) -> ActionTable:
    """The one table that all screens of a state share; that of another state is let go."""
    if not _latest or _latest[0].state is not state:
        _latest[:] = [ActionTable(state)]
    return _latest[0]
