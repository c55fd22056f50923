"""The lines of a list under the mouse: the wheel, the painted scroll bar, and which row is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.ui.widgets.columns import GroupHeading, R
from ictwg.ui.widgets.painted_rows import PaintedRows

if TYPE_CHECKING:
    from textual import events

_WHEEL = 3


class ScrolledRows(PaintedRows[R]):
    """What shows other rows moves no cursor; what a press on a row means is left to the list."""

    _dragging = False

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(_WHEEL, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(-_WHEEL, event)

    def _scroll(self, lines: int, event: events.MouseEvent) -> None:
        event.stop()
        self._show_from(self._places.top + lines)

    def _show_from(self, top: int) -> None:
        self._places.scroll_to(top, self._height)
        self._refresh_body()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.x == self.size.width - 1 and self._places.thumb(self._height):
            self._dragging = True
            self.capture_mouse()
            self._drag(event)
        else:
            self._point(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging:
            self._drag(event)

    def on_mouse_up(self) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _drag(self, event: events.MouseEvent) -> None:
        self._show_from(self._places.top_for_thumb(int(event.y) - self._header, self._height))

    def _point(self, event: events.MouseEvent) -> None:
        """Pressed on the rows."""
        raise NotImplementedError

    def _pointed(self, event: events.MouseEvent) -> int:
        """The position of the row under the pointer; -1 where there is none."""
        y = int(event.y) - self._header
        position = self._places.top + y
        on_row = y >= 0 and position < len(self._places)
        return position if on_row and not isinstance(self._places.at(position), GroupHeading) else -1
