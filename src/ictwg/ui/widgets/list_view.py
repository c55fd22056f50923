"""The cursor and the visible lines of a list: arithmetic over positions, without a widget."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Generic

from ictwg.ui.widgets.columns import GroupHeading, R

if TYPE_CHECKING:
    from collections.abc import Sequence


class ListView(Generic[R]):
    """The rows, the positions of those that the filter lets through, the cursor among these, the first line shown."""

    def __init__(self) -> None:
        self.rows: Sequence[R | GroupHeading] = ()
        self.view: Sequence[int] = range(0)
        self.cursor = -1
        self.top = 0

    def show(self, rows: Sequence[R | GroupHeading], only: Sequence[int] | None, keep: str | None) -> None:
        """Other rows; the cursor stays on the row `keep`, or at its height where that row is gone."""
        height = self.cursor - self.top
        self.rows = rows
        self.view = range(len(rows)) if only is None else only
        found = self.find(keep) if keep is not None else -1
        self.cursor = found if found >= 0 else self.nearest(self.cursor)
        self.top = self.cursor - height if found >= 0 else self.top

    def only(self, positions: Sequence[int] | None) -> None:
        """The filter lets other rows through; the cursor stays on its row or goes to the next one left."""
        at = self.view[self.cursor] if self.cursor >= 0 else 0
        height = self.cursor - self.top
        self.view = range(len(self.rows)) if positions is None else positions
        self.cursor = self.nearest(bisect_left(self.view, at))
        self.top = self.cursor - height

    def __len__(self) -> int:
        return len(self.view)

    def at(self, position: int) -> R | GroupHeading:
        return self.rows[self.view[position]]

    def first(self, count: int) -> list[R | GroupHeading]:
        """So many of the rows shown, or all where there are no more."""
        return [self.rows[at] for at in self.view[:count]]

    @property
    def current(self) -> R | None:
        if self.cursor < 0:
            return None
        row = self.at(self.cursor)
        return None if isinstance(row, GroupHeading) else row

    def find(self, row_id: str) -> int:
        """The position of a row among those shown; -1 where it is not."""
        rows = self.rows
        return next((n for n, at in enumerate(self.view) if rows[at].id == row_id), -1)

    def nearest(self, position: int, step: int = 1) -> int:
        """The row at `position` or, where a heading stands there, the next one in the direction of the step."""
        position = max(0, min(position, len(self.view) - 1))
        for direction in (step, -step):
            at = position
            while 0 <= at < len(self.view):
                if not isinstance(self.at(at), GroupHeading):
                    return at
                at += direction
        return -1

    def follow(self, height: int) -> None:
        """Brings the cursor, a heading right above and the rest of its row below it into the `height` lines shown."""
        first = last = self.cursor
        if first > 0 and isinstance(self.at(first - 1), GroupHeading):
            first -= 1
        while 0 <= last < len(self.view) - 1 and self._goes_on(last + 1):
            last += 1
        self.top = max(min(self.top, first), min(self.cursor, last - height + 1))
        self.scroll_to(self.top, height)

    def _goes_on(self, position: int) -> bool:
        row = self.at(position)
        return isinstance(row, GroupHeading) and bool(row.below)

    def scroll_to(self, top: int, height: int) -> None:
        self.top = max(0, min(top, len(self.view) - height))

    def thumb(self, height: int) -> range | None:
        """The lines on which the scroll bar's thumb stands; None where all rows fit."""
        total = len(self.view)
        if height <= 0 or total <= height:
            return None
        size = max(1, height * height // total)
        first = round(self.top * (height - size) / (total - height))
        return range(first, first + size)

    def top_for_thumb(self, y: int, height: int) -> int:
        """The first line shown when the thumb is taken to line y."""
        return round(y * (len(self.view) - height) / max(1, height - 1))
