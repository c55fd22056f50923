"""Paints the lines of a list that are on the screen, and only those.

Not a `ScrollView`: there `virtual_size` is a reactive that lays the whole screen out anew each time that the number
of rows changes, and a filter changes it at every keystroke. The scroll bar is painted with the lines instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import MEASURED, Column, GroupHeading, R, fitted, marked_in, snug, with_something
from ictwg.ui.widgets.list_view import ListView
from ictwg.ui.widgets.row_painter import AROUND, GUTTER, Look, PaintedParts, RowPainter

if TYPE_CHECKING:
    from collections.abc import Sequence


_MOST_PAINTED = 1000


class PaintedRows(PaintedParts, Generic[R]):
    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        empty: str = "",
        header: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._header = int(header)
        self._painter: RowPainter[R] | None = None
        self._places = ListView[R]()
        self.selected_ids: frozenset[str] = frozenset()

    def show_columns(self, columns: Sequence[Column[R]]) -> None:
        self._columns = tuple(columns)
        self._repaint_all()

    def show_empty(self, empty: str) -> None:
        """Another text for where there are no rows."""
        self._empty = empty
        self.refresh()

    @property
    def room(self) -> int:
        """The cells that the columns share."""
        return max(0, self.size.width - AROUND)

    @property
    def _height(self) -> int:
        return max(1, self.size.height - self._header)

    def render_line(self, y: int) -> Strip:
        painter = self._paint()
        if self._header and y == 0:
            return painter.header()
        y -= self._header
        position = self._places.top + y
        if not len(self._places):
            return self._empty_line(y)
        if position >= len(self._places):
            return Strip.blank(self.size.width, painter.style("row"))
        return self._row_line(painter, position, painter.bar(y, self._places.thumb(self._height)))

    def _row_line(self, painter: RowPainter[R], position: int, bar: Segment) -> Strip:
        """A painted line serves again as long as the rows are the same: scrolling moves most of them."""
        row = self._places.at(position)
        look = Look(position == self._places.cursor, self.has_focus, row.id in self.selected_ids)
        key = (self._places.view[position], look, bar.text)
        if key not in painter.painted:
            if len(painter.painted) > _MOST_PAINTED:
                painter.painted.clear()
            painter.painted[key] = (
                painter.heading(row, bar) if isinstance(row, GroupHeading) else painter.row(row, look, bar)
            )
        return painter.painted[key]

    def _paint(self) -> RowPainter[R]:
        if self._painter is None:
            columns = snug(with_something(self._columns, self._places.rows), self._places.first(MEASURED + 1))
            self._painter = RowPainter(self, columns, self.size.width, marked_in(self.app))
        return self._painter

    def _empty_line(self, y: int) -> Strip:
        room = max(1, self.size.width - 2 * GUTTER)
        style = self._paint().style("row", "muted")
        lines = plain(self._empty).wrap(room) if self._empty else []
        text = lines[y - 1].plain if 0 <= y - 1 < len(lines) else ""
        return Strip([Segment(" " * GUTTER + fitted(text, room), style)]).adjust_cell_length(self.size.width, style)

    def notify_style_update(self) -> None:
        self._painter = None
        super().notify_style_update()

    def on_resize(self) -> None:
        self._places.follow(self._height)
        self._repaint_all()

    def on_focus(self) -> None:
        self._refresh_position(self._places.cursor)

    def on_blur(self) -> None:
        self._refresh_position(self._places.cursor)

    def _repaint_all(self) -> None:
        self._painter = None
        self.refresh()

    def _refresh_body(self) -> None:
        self.refresh(Region(0, self._header, self.size.width, self._height))

    def _refresh_position(self, position: int) -> None:
        y = position - self._places.top + self._header
        if self._header <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))
