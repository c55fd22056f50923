"""A list that stays fluid at any length: cursor, selection, wheel and scroll bar; its lines are `painted_rows`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.message import Message

from ictwg.ui.keys import bindings_for
from ictwg.ui.widgets.columns import Column, GroupHeading, R
from ictwg.ui.widgets.painted_rows import PaintedRows
from ictwg.ui.widgets.row_painter import GUTTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

_DOUBLE = 2
_WHEEL = 3


@runtime_checkable
class FollowsCursor(Protocol):
    """A pane or screen around a list that tells of the row under its cursor; the innermost one is told."""

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """The cursor of this list stands on another row, or on none.

        Called at once, not as a message: what is told of the row is painted in the same frame as the cursor.
        """


class VirtualList(PaintedRows[R], can_focus=True):
    """Rows with columns, a cursor, a selection and group headings.

    Args:
        columns: What is shown of a row.
        empty: What stands where there are no rows; line breaks are kept.
        header: Whether the columns' titles stand above.
        enter: The id of the key whose words tell what Enter does here; it opens a row where none is given.
    """

    BINDINGS = bindings_for("list")
    MOVES = frozenset({"up", "down", "pageup", "pagedown", "home", "end", "shift+up", "shift+down"})
    """Keys that never lead to another screen."""

    class Chosen(Message):
        """Enter or a double click on a row."""

        def __init__(self, virtual_list: VirtualList[Any], row: Any) -> None:
            super().__init__()
            self.virtual_list, self.row = virtual_list, row

        @property
        def control(self) -> VirtualList[Any]:
            return self.virtual_list

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        empty: str = "",
        header: bool = True,
        enter: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, empty=empty, header=header, id=id, classes=classes)
        self.told_as = {"list.choose": enter} if enter else {}
        self._told: str | None = None
        self._anchor = -1
        self._dragging = False

    # What it shows

    def show(
        self, rows: Sequence[R | GroupHeading], *, only: Sequence[int] | None = None, cursor: str | None = None
    ) -> None:
        """Shows other rows. The cursor stays on the row with the same id, or goes to the id `cursor`.

        Args:
            rows: Any sequence; headings stand before their rows.
            cursor: The id of the row to go to.
            only: Ascending positions of the rows to show, as a filter found them; None shows all.
        """
        # The titles too: with other rows other columns may have something to show.
        self._repaint_all()
        self._places.show(rows, only, cursor if cursor is not None else self.cursor_id)
        if self.selected_ids:
            self._select(self.selected_ids & {row.id for row in rows})
        self._shown_anew()

    def only(self, positions: Sequence[int] | None) -> None:
        """Shows the rows at these ascending positions; no layout, one repaint."""
        self._places.only(positions)
        self._shown_anew()

    @property
    def rows(self) -> Sequence[R | GroupHeading]:
        """All rows, also those that the filter hides."""
        return self._places.rows

    @property
    def shown(self) -> int:
        """How many lines the filter lets through, headings among them."""
        return len(self._places)

    @property
    def current(self) -> R | None:
        """The row under the cursor."""
        return self._places.current

    @property
    def cursor_id(self) -> str | None:
        row = self._places.current
        return None if row is None else row.id

    @property
    def targets(self) -> tuple[R, ...]:
        """What a command is for: the selected rows in order, else the row under the cursor."""
        if self.selected_ids:
            rows = (row for row in self._places.rows if row.id in self.selected_ids)
            return tuple(row for row in rows if not isinstance(row, GroupHeading))
        return () if self.current is None else (self.current,)

    def move_to(self, row_id: str) -> bool:
        """Puts the cursor on a row; False where it is not among those shown."""
        found = self._places.find(row_id)
        if found >= 0:
            self._move(found)
        return found >= 0

    # Moving

    def _shown_anew(self) -> None:
        self._anchor = -1
        self._places.follow(self._height)
        self._refresh_body()
        self._tell()

    def _move(self, position: int, *, step: int = 1, keep_anchor: bool = False) -> None:
        before, top = self._places.cursor, self._places.top
        self._places.cursor = self._places.nearest(position, step)
        self._places.follow(self._height)
        if not keep_anchor:
            self._anchor = -1
        if self._places.top != top:
            self._refresh_body()
        elif self._places.cursor != before:
            self._refresh_position(before)
            self._refresh_position(self._places.cursor)
        self._tell()

    def _tell(self) -> None:
        if self.cursor_id != self._told or self.cursor_id is None:
            if not (self._told and self.cursor_id):
                self.refresh_bindings()  # other keys are of use
            self._told = self.cursor_id
            if follower := next((one for one in self.ancestors if isinstance(one, FollowsCursor)), None):
                follower.cursor_moved(self)

    def action_cursor_up(self) -> None:
        self._move(self._places.cursor - 1, step=-1)

    def action_cursor_down(self) -> None:
        self._move(self._places.cursor + 1)

    def action_page_up(self) -> None:
        self._page(-1)

    def action_page_down(self) -> None:
        self._page(1)

    def _page(self, direction: int) -> None:
        jump = direction * max(1, self._height - 1)
        self._places.scroll_to(self._places.top + jump, self._height)
        self._move(self._places.cursor + jump, step=direction)
        self._refresh_body()

    def action_first(self) -> None:
        self._move(0)

    def action_last(self) -> None:
        self._move(len(self._places) - 1, step=-1)

    def action_choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    # Selecting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape goes on to the screen where nothing is selected."""
        return bool(self.selected_ids) if action == "clear_selection" else True

    def action_toggle_selected(self) -> None:
        if self.current is not None:
            self._select(self.selected_ids ^ {self.current.id})
            self.action_cursor_down()

    def action_extend_up(self) -> None:
        self._extend(self._places.cursor - 1, -1)

    def action_extend_down(self) -> None:
        self._extend(self._places.cursor + 1, 1)

    def _extend(self, position: int, step: int) -> None:
        if self._anchor < 0:
            self._anchor = self._places.cursor
        self._move(position, step=step, keep_anchor=True)
        if self._anchor >= 0:
            first, last = sorted((self._anchor, self._places.cursor))
            self._select(self._ids(range(first, last + 1)))

    def _ids(self, positions: range) -> frozenset[str]:
        rows = (self._places.at(position) for position in positions)
        return frozenset(row.id for row in rows if not isinstance(row, GroupHeading))

    def action_select_all(self) -> None:
        self._select(self._ids(range(len(self._places))))

    def action_clear_selection(self) -> None:
        self._select(frozenset())

    def _select(self, ids: frozenset[str]) -> None:
        if ids != self.selected_ids:
            self.selected_ids = ids
            self._refresh_body()
            self.refresh_bindings()

    # Mouse: what shows other rows moves no cursor

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

    def _pointed(self, event: events.MouseEvent) -> int:
        """The position of the row under the pointer; -1 where there is none."""
        y = int(event.y) - self._header
        position = self._places.top + y
        on_row = y >= 0 and position < len(self._places)
        return position if on_row and not isinstance(self._places.at(position), GroupHeading) else -1

    def _point(self, event: events.MouseEvent) -> None:
        position = self._pointed(event)
        if position < 0:
            return
        if event.shift:
            self._extend(position, 1)
            return
        self._move(position)
        if (event.ctrl or event.x < GUTTER) and self.current is not None:
            self._select(self.selected_ids ^ {self.current.id})

    def on_click(self, event: events.Click) -> None:
        if event.chain == _DOUBLE and self._pointed(event) == self._places.cursor:
            self.action_choose()
