"""A screen that is one list with the whole of the row under the cursor below it: what the palette's places share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic

from textual.containers import VerticalScroll
from textual.widgets import Static

from ictwg.ui.keys import bindings_with
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Column, R
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ictwg.records.detail import Detail
    from ictwg.ui.widgets.virtual_list import VirtualList


class Listed(SessionScreen[None], Generic[R]):
    """Says what its rows are, how they look, and what Enter does with one."""

    BINDINGS: ClassVar = bindings_with("record.back")

    told_as: ClassVar[dict[str, str]] = {}
    """Whose words tell what Enter does here, such as `{"list.choose": "trash.look"}`."""
    header: ClassVar[bool] = True
    """Whether the titles of the columns stand above."""
    empty = ""
    """What stands where there are no rows."""

    @property
    def heading(self) -> str:
        """What the list is, in its first line."""
        raise NotImplementedError

    def rows(self) -> Sequence[R]:
        raise NotImplementedError

    def columns(self) -> tuple[Column[R], ...]:
        raise NotImplementedError

    def detail(self, row: R) -> Detail | None:
        """The whole of one row; None where the list says it all."""
        raise NotImplementedError

    def text(self, row: R) -> str:
        """In what the filter looks."""
        raise NotImplementedError

    def choose(self, row: R) -> None:
        """Enter."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static(plain(self.heading), id="listed-heading", markup=False)
        yield FilteredList(self.columns(), text=self.text, empty=self.empty, header=self.header)
        with VerticalScroll(id="listed-detail"):
            yield DetailPane()
        yield KeyBar()

    @property
    def list(self) -> FilteredList[R]:
        return self.query_one(FilteredList)

    def on_mount(self) -> None:
        self.list.list.told_as = self.told_as
        self.reload()
        self.list.list.focus()

    def reload(self) -> None:
        self.list.show(self.rows())
        self._show_whole(self.list.list.current)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        self._show_whole(moved.current)

    def _show_whole(self, row: R | None) -> None:
        detail = self.detail(row) if row is not None else None
        self.query_one("#listed-detail").display = detail is not None
        if detail is not None:
            self.query_one(DetailPane).show(detail)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.choose(event.row)

    def action_back(self) -> None:
        self.dismiss()
