"""A filtered list that understands keyed words, and is narrowed to the view that it shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.widgets import Input

from ictwg.ui.filtering import with_headings
from ictwg.ui.keyed_matches import KeyedMatches
from ictwg.ui.widgets.columns import Column, Heading, R
from ictwg.ui.widgets.filtered_list import FilteredList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ictwg.ui.keyed_matches import Parse


class KeyedList(FilteredList[R]):
    """Shows all the rows it is given that the view and the typed filter let through.

    Args:
        columns: What is shown of a row.
        text: All the text of a row.
        parse: Understands what is typed.
        hint: What stands in the empty filter.
        misnamed: What in a query can never be found, in words; empty where all of it could be.
        id: The widget's.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        text: Callable[[R], str],
        parse: Parse,
        hint: str,
        misnamed: Callable[[str], str] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(columns, text=text, id=id)
        self._parse = parse
        self._hint = hint
        self._misnamed = misnamed
        self._base = ""
        self._today = date.min

    def on_mount(self) -> None:
        self.query_one(Input).placeholder = self._hint

    def show_view(
        self, rows: Sequence[R | Heading], base: str, today: date, *, empty: str, cursor: str | None = None
    ) -> None:
        """Other rows, or another view of the same: then only what the view lets through is looked at anew."""
        self._base, self._today, self._empty = base, today, empty
        self.list.show_empty(self._nothing(self.query_text) if self.query_text.strip() else empty)
        if rows is self.list.rows and isinstance(self._filter, KeyedMatches):
            self._filter.base = base
            self.list.only(self._matching(self.query_text, rows))
        else:
            self.show(rows, cursor=cursor)

    def _nothing(self, query: str) -> str:
        return (self._misnamed(query) if self._misnamed else "") or super()._nothing(query)

    def _folded(self, rows: Sequence[R | Heading]) -> KeyedMatches:
        matches = self._matches(rows)
        matches.prepare()
        return matches

    def _matches(self, rows: Sequence[R | Heading]) -> KeyedMatches:
        if isinstance(self._filter, KeyedMatches) and self._filter.rows is rows:
            return self._filter
        self._filter = KeyedMatches(rows, self._base, self._today, self._parse)
        return self._filter

    def _matching(self, query: str, rows: Sequence[R | Heading]) -> Sequence[int] | None:
        matches = self._matches(rows)
        found = matches.matching(query)
        self.bar.show_count(len(found), len(matches.matching("")), unknown=matches.unknown(query))
        return with_headings(found, self._headings)
