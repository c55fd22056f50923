"""A list that stays fluid at any length: only the lines on the screen are painted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, runtime_checkable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from ictwg.ui.keys import bindings_for
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import (
    MEASURED,
    Column,
    GroupHeading,
    R,
    fitted,
    marked_in,
    snug,
    with_something,
    words_in,
)
from ictwg.ui.widgets.row_painter import AROUND, GUTTER, Look, PaintedParts, RowPainter


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


_MOST_PAINTED = 1000
_DOUBLE = 2
_WHEEL = 3


@runtime_checkable
class FollowsCursor(Protocol):
    """A pane or screen around a list that tells of the row under its cursor; the innermost one is told."""

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """The cursor of this list stands on another row, or on none.

        Called at once, not as a message: what is told of the row is painted in the same frame as the cursor.
        """


class VirtualList(PaintedParts, Generic[R], can_focus=True):
    """Rows with columns, a cursor, a selection and group headings.

    Not a `ScrollView`: there `virtual_size` is a reactive that lays the whole screen out anew each time that the number
    of rows changes, and a filter changes it at every keystroke. The scroll bar is painted with the lines instead.

    Args:
        columns: What is shown of a row.
        empty: What stands where there are no rows; line breaks are kept.
        header: Whether the columns' titles stand above.
        enter: The id of the key whose words tell what Enter does here; it opens a row where none is given.
        marked: Hears how many of the rows shown are selected, whenever that is another number.
    """

    BINDINGS = bindings_for("list")
    MOVES = frozenset({"up", "down", "pageup", "pagedown", "home", "end", "shift+up", "shift+down"})
    """Keys that never lead to another screen."""

    class Chosen(Message):
        """Enter or a double click on a row."""

        def __init__(self, row: Any) -> None:
            super().__init__()
            self.row = row

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        empty: str = "",
        header: bool = True,
        enter: str = "",
        marked: Callable[[int], None] | None = None,
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
        self.selected: tuple[R, ...] = ()
        """The selected rows among those shown: a mark on a row that the filter hides waits until it is shown again."""
        self._marked = marked
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
            self.selected_ids &= {row.id for row in rows}
        self._shown_anew()

    def only(self, positions: Sequence[int] | None) -> None:
        """Shows the rows at these ascending positions; no layout, one repaint."""
        self._places.only(positions)
        self._shown_anew()

    def show_columns(self, columns: Sequence[Column[R]]) -> None:
        self._columns = tuple(columns)
        self._repaint_all()

    def show_empty(self, empty: str) -> None:
        """Another text for where there are no rows."""
        self._empty = empty
        self.refresh()

    @property
    def rows(self) -> Sequence[R | GroupHeading]:
        """All rows, also those that the filter hides."""
        return self._places.rows

    @property
    def current(self) -> R | None:
        return self._places.current

    @property
    def cursor_id(self) -> str | None:
        row = self._places.current
        return None if row is None else row.id

    @property
    def targets(self) -> tuple[R, ...]:
        """What a command is for: the selected rows in order, else the row under the cursor."""
        return self.selected or (() if self.current is None else (self.current,))

    @property
    def following(self) -> str:
        """The id of the row to which a key goes on that says all of the one under the cursor; the last one's own.

        Asked before the key does its work, which may bring rows in between or sort them anew. A key that takes back
        what was said stays.
        """
        at = self._places.nearest(self._places.cursor + 1)
        return self._places.at(at).id if at >= 0 else ""

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
        self._count_selected()
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
            self.post_message(self.Chosen(self.current))

    # Selecting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape goes on to the screen where nothing is selected."""
        return bool(self.selected) if action == "clear_selection" else True

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
            self._count_selected()
            self._refresh_body()

    def _count_selected(self) -> None:
        before, shown = len(self.selected), map(self._places.at, range(len(self._places) if self.selected_ids else 0))
        self.selected = tuple(row for row in shown if row.id in self.selected_ids and not isinstance(row, GroupHeading))
        if len(self.selected) != before:
            self.refresh_bindings()
            if self._marked is not None:
                self._marked(len(self.selected))

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

    # Painting

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
            room = max(1, self.size.width - 2 * GUTTER)
            style = self._paint().style("row", "muted")
            lines = plain(self._empty).wrap(room) if self._empty else []
            text = lines[y - 1].plain if 0 <= y - 1 < len(lines) else ""
            return Strip([Segment(" " * GUTTER + fitted(text, room), style)]).adjust_cell_length(self.size.width, style)
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

    @property
    def legend(self) -> str:
        """What the signs mean that stand for a word, where the room is short: `○ open  ◐ in progress`."""
        short = {place.column.id for place in self._paint().places if not place.column.title}
        columns = [column for column in self._columns if column.brief and column.id in short]
        shown = [row for row in self._places.first(MEASURED) if not isinstance(row, GroupHeading)]
        return "  ".join(dict.fromkeys(words_in((column,), row) for column in columns for row in shown))

    def _paint(self) -> RowPainter[R]:
        if self._painter is None:
            columns = snug(with_something(self._columns, self._places.rows), self._places.first(MEASURED + 1))
            self._painter = RowPainter(self, columns, self.size.width, marked_in(self.app))
        return self._painter

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
