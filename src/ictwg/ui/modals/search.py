"""Search over everything (ctrl+f): type, choose, and stand where the words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.styles import SHEETS
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ictwg.domain.schema import Record
    from ictwg.services.search import Found, Index


class Line(NamedTuple):
    id: str
    kind: str
    where: str
    text: str
    record: Record


class Search(ModalScreen["Record | None"]):
    """Answers with the record to open."""

    CSS_PATH = SHEETS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("modal", "search")]

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index
        self._list: VirtualList[Line] = VirtualList(
            (
                Column("kind", t("search.kind"), lambda r: r.kind, width=12, tone="muted"),
                Column("where", t("search.where"), lambda r: r.where, width=26, tone="info", drop=1),
                Column("text", t("search.text"), lambda r: r.text),
            ),
            empty=t("search.hint"),
            header=False,
        )

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog search"):
            yield Input(placeholder=t("search.placeholder"), compact=True)
            yield self._list

    def on_input_changed(self, event: Input.Changed) -> None:
        found = self._index.find(event.value)
        self._list.show_empty(t("search.nothing", words=event.value) if event.value.strip() else t("search.hint"))
        self._list.show([_line(one) for one in found])

    def on_input_submitted(self) -> None:
        self._list.action_choose()

    def action_next_hit(self) -> None:
        self._list.action_cursor_down()

    def action_previous_hit(self) -> None:
        self._list.action_cursor_up()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.dismiss(event.row.record)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _line(found: Found) -> Line:
    record = found.record
    return Line(f"{record.TABLE}:{record.id}", t(f"records.{found.kind}"), found.where, found.text, record)
