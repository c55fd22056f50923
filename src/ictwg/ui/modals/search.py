"""The search box (ctrl+f): type, choose, and go to the place of the hit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Static

from ictwg.domain.calendar import short_day
from ictwg.locales import t
from ictwg.records.lookup import kind_words
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import SearchBox
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, CellPiece, Column
from ictwg.ui.widgets.detail import ShortText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ictwg.app.search.place import FoundPlace
    from ictwg.app.search.search import Hits, SearchIndex
    from ictwg.domain.schema import Record
    from ictwg.ui.widgets.virtual_list import VirtualList

MOST = 100
LOW = 20


class SearchRow:
    """A hit as a row; what it shows is worked out when it comes into view."""

    __slots__ = ("found", "id", "record")

    def __init__(self, found: FoundPlace) -> None:
        self.found = found
        self.record: Record = found.record
        self.id = f"{found.record.TABLE}:{found.record.id}"


class Search(SearchBox["Record | None"]):
    """Answers with the record to open."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("modal", "search")]

    def __init__(self, index: SearchIndex, today: date) -> None:
        self._index = index
        self._today = today
        columns: tuple[Column[SearchRow], ...] = (
            Column("kind", t("records.kind"), lambda row: kind_words(row.found.record), width=11, tone="muted"),
            Column("text", t("records.text"), _words, share=3, minimum=35),
            Column("where", t("ui.where"), _where, minimum=17, most=24, tone="info", drop=1),
            Column("day", t("search.day"), _day, width=11, tone="muted", drop=2),
        )
        super().__init__(t("search.title"), columns, hint=t("search.placeholder"), empty=t("search.hint"))
        self._said = Static("", classes="search--said", markup=False)
        self._whole = ShortText("", classes="search--whole", markup=False)

    def body(self) -> Iterable[Widget]:
        yield self.line
        yield self._said
        yield self.list
        yield self._whole

    def on_resize(self) -> None:
        """On a low screen the list has all the lines."""
        self._whole.display = self.size.height >= LOW

    def typed(self, query: str) -> None:
        hits = self._index.find(query, self._today, MOST)
        self.list.show_empty(t("search.nothing", words=query) if query.strip() else t("search.hint"))
        self.list.show([SearchRow(found) for found in hits.found])
        self.list.action_first()
        self._tell(hits)

    def _tell(self, hits: Hits) -> None:
        """How many there are; which words were not understood, or looked for in the place of what nothing has."""
        typing = self.line.value.rsplit(" ", 1)[-1]
        unknown = [word for word in hits.unknown if word != typing]
        wrong = [t("search.meant", word=word, meant=meant) for word, meant in hits.meant]
        wrong += [t("ui.not_understood", words=" ".join(unknown))] if unknown else []
        count = t("search.most" if len(hits.found) >= MOST else "search.count", count=len(hits.found))
        said = " · ".join(wrong) or (count if hits.found else "")
        self._said.update(plain(said, style="$warning" if wrong else "$foreground 72%"), layout=False)

    def action_next_hit(self) -> None:
        self.list.action_cursor_down()

    def action_previous_hit(self) -> None:
        self.list.action_cursor_up()

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Where the hit under the cursor stands, and its words in full: a row has no room for both."""
        row: SearchRow | None = moved.current
        where = () if row is None else (row.found.where, _day(row))
        said = "" if row is None else row.found.said.text
        self._whole.update(plain("\n".join(filter(None, (" · ".join(filter(None, where)), said)))), layout=False)

    def answer(self, row: SearchRow) -> Record:
        return row.record


def _words(row: SearchRow) -> Cell:
    """The text, the words that were searched for standing out."""
    snippet = row.found.said
    pieces, at = [], 0
    for begin, end in snippet.marks:
        pieces += [CellPiece(snippet.text[at:begin]), CellPiece(snippet.text[begin:end], "strong")]
        at = end
    return tuple(piece for piece in (*pieces, CellPiece(snippet.text[at:])) if piece.text)


def _where(row: SearchRow) -> str:
    return row.found.where


def _day(row: SearchRow) -> str:
    try:
        return short_day(date.fromisoformat(row.found.day))
    except ValueError:
        return ""
