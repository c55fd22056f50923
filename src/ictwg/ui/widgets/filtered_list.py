"""A virtual list with its filter: `/` edits it, a paste over the list goes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from textual.containers import Vertical

from ictwg.locales import t
from ictwg.ui.filtering import Filter, folded, with_headings
from ictwg.ui.keys import bindings_with
from ictwg.ui.text import line
from ictwg.ui.widgets.columns import Column, Heading, R
from ictwg.ui.widgets.filter_bar import FilterBar, FilterInput
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult


class FilteredList(Vertical, Generic[R]):
    """Rows that a typed filter narrows down.

    Args:
        columns: What is shown of a row.
        text: All the text of a row in which the filter looks.
        empty: What stands where there are no rows at all.
        enter: The id of the key whose words tell what Enter does here; it opens a row where none is given.
    """

    BINDINGS = bindings_with("filter.edit", "filter.clear")

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        text: Callable[[R], str],
        empty: str = "",
        header: bool = True,
        enter: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text
        self._empty = empty
        self._filter: Filter | None = None
        self._headings: tuple[int, ...] = ()
        self.bar = FilterBar(self._typed)
        self.list: VirtualList[R] = VirtualList(columns, empty=empty, header=header, enter=enter)

    def compose(self) -> ComposeResult:
        yield self.bar
        yield self.list

    def show(self, rows: Sequence[R | Heading], *, cursor: str | None = None) -> None:
        """Shows other rows under the same filter; the cursor stays on the row with the same id."""
        self._filter = None
        self._headings = tuple(n for n, row in enumerate(rows) if isinstance(row, Heading))
        self.list.show(rows, only=self._matching(self.bar.query_text, rows), cursor=cursor)
        self.call_after_refresh(self._fold_early, rows)

    @property
    def query_text(self) -> str:
        return self.bar.query_text

    def filter_by(self, query: str) -> None:
        """Filters as if it had been typed."""
        self.bar.type_in(query)

    def shown_rows(self) -> tuple[R, ...]:
        """The rows that the filter lets through, in their order; no headings."""
        rows = self.list.rows
        found = self._matching(self.query_text, rows)
        shown = rows if found is None else [rows[place] for place in found]
        return tuple(row for row in shown if not isinstance(row, Heading))

    def action_edit_filter(self) -> None:
        self.bar.edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape goes on to the screen where nothing is filtered; a slash in the filter is a letter."""
        if action == "edit_filter":
            return not self.bar.has_focus_within
        return bool(self.query_text) if action == "clear_filter" else True

    def action_clear_filter(self) -> None:
        self.bar.type_in("")
        self.list.focus()

    def on_filter_input_left(self, event: FilterInput.Left) -> None:
        event.stop()
        self.list.focus()

    def on_paste(self, event: events.Paste) -> None:
        """A paste over a list is never a row of commands."""
        event.stop()
        self.filter_by(line(event.text))
        self.bar.edit()

    def _typed(self, query: str) -> None:
        found = self._matching(query, self.list.rows)
        if not query.strip():
            self.list.show_empty(self._empty)
        elif not found:
            self.list.show_empty(self._nothing(query))
        self.list.only(found)

    def _nothing(self, query: str) -> str:
        """Why no row fits what is typed."""
        return t("ui.nothing_matches", query=query)

    def _matching(self, query: str, rows: Sequence[R | Heading]) -> Sequence[int] | None:
        """The positions to show, with the count said at once; None shows all."""
        total = len(rows) - len(self._headings)
        if not query.strip():
            self.bar.show_count(total, total)
            return None
        if self._filter is None:
            self._filter = self._folded(rows)
        matches = self._filter.matching(query)
        self.bar.show_count(len(matches), total)
        return with_headings(matches, self._headings)

    def _folded(self, rows: Sequence[R | Heading]) -> Filter:
        text = self._text
        return Filter(folded("" if isinstance(row, Heading) else text(row) for row in rows))

    def _fold_early(self, rows: Sequence[R | Heading]) -> None:
        """Folds after the frame that shows the rows, beside the interface, so that the first letter is quick too."""

        def fold() -> None:
            ready = self._folded(rows)
            if self._filter is None and self.list.rows is rows:
                self._filter = ready

        self.run_worker(fold, thread=True, exclusive=True, group="fold")
