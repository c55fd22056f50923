"""Search over everything (ctrl+f): type, choose, and stand where the words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.widgets import Input

from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import Box
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.typing_undo import TypedInput
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ictwg.domain.schema import Record
    from ictwg.services.search import Found, Index


FAR, BEFORE = 24, 12
"""Cells: a word that stands later than this is brought into view, with so many cells before it."""


class Line(NamedTuple):
    id: str
    kind: str
    where: str
    text: str
    record: Record


class Search(Box["Record | None"]):
    """Answers with the record to open."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("modal", "search")]

    def __init__(self, index: Index) -> None:
        super().__init__(t("search.title"))
        self._index = index
        self._list: VirtualList[Line] = VirtualList(
            (
                Column("kind", t("search.kind"), lambda r: r.kind, width=12, tone="muted", snug=True),
                Column("text", t("search.text"), lambda r: r.text, minimum=24),
                Column("where", t("search.where"), lambda r: r.where, width=24, tone="info", drop=1, snug=True),
            ),
            empty=t("search.hint"),
            header=False,
        )

    def body(self) -> Iterable[Widget]:
        yield TypedInput(placeholder=t("search.placeholder"))
        yield self._list

    def on_mount(self) -> None:
        self._list.can_focus = False
        self._list.styles.height = "1fr"
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        found = self._index.find(event.value)
        self._list.show_empty(t("search.nothing", words=event.value) if event.value.strip() else t("search.hint"))
        self._list.show([_line(one, event.value) for one in found])

    def on_input_submitted(self) -> None:
        self._list.action_choose()

    def action_next_hit(self) -> None:
        self._list.action_cursor_down()

    def action_previous_hit(self) -> None:
        self._list.action_cursor_up()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.dismiss(event.row.record)


def _line(found: Found, words: str) -> Line:
    record, text = found.record, _from_near(found.text, words)
    return Line(f"{record.TABLE}:{record.id}", t(f"records.{found.kind}"), found.where, text, record)


def _from_near(text: str, words: str) -> str:
    """The text from shortly before the first word that was searched for, where that stands further behind."""
    folded, wanted = fold(text), fold(words).split()
    at = min((place for word in wanted if (place := folded.find(word)) >= 0), default=0)
    begin = folded.rfind(" ", 0, max(0, at - BEFORE)) + 1
    return f"… {text[begin:]}" if at > FAR and begin else text
