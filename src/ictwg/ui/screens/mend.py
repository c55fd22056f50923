"""To mend: everything that is not in order, and the way out of each.

The three jobs that it is for:

1. See what is missing before something goes out: gaps in actions, minutes that are not finished.
2. Go to the very record with Enter and put it right.
3. After a merge: give one of two equal references a new number, decide between two values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.widgets import Static

from ictwg.domain.records import Action, Decision
from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.services.mend import MendKind, MendLine, contested_in, counts, give_new_number, may_get_new_number, to_mend
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.keys import bindings_for
from ictwg.ui.text import plain
from ictwg.ui.views import Views
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.domain.schema import Record
    from ictwg.ui.widgets.virtual_list import VirtualList

_OFFERED = frozenset({"back", "previous_view", "next_view"})
ALL = "all"


class MendScreen(Views, DeskScreen[None]):
    BINDINGS: ClassVar = [b for b in bindings_for("record", "view") if getattr(b, "action", "") in _OFFERED]
    VIEWS: ClassVar = (ALL, *MendKind)

    def __init__(self) -> None:
        super().__init__()
        self._view: str = ALL

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield ViewTabs(tuple((view, t(f"mend.kind.{view}")) for view in self.VIEWS))
        yield FilteredList(_columns(), text=lambda line: f"{line.what} {line.where} {line.way}", empty=t("mend.empty"))
        yield Static("", id="mend-way", markup=False)
        yield KeyBar()

    @property
    def _list(self) -> FilteredList[MendLine]:
        return self.query_one(FilteredList)

    def on_mount(self) -> None:
        self.reload()
        self._list.list.focus()

    def reload(self) -> None:
        store = self.desk.store
        lines = to_mend(self.desk.state, self.desk.today, contested=contested_in(store), findings=self._findings())
        self._list.show(tuple(line for line in lines if self._view in (ALL, line.kind)))
        self.query_one(ViewTabs).show(self._view, t("mend.count", count=sum(counts(lines).values())))

    def _findings(self) -> tuple[Any, ...]:
        """The check reads every record: only where it is asked for."""
        return self.desk.store.check() if self._view == MendKind.CHECK else ()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """The way out in full, below the list."""
        self.query_one("#mend-way", Static).update(plain(event.row.way if event.row is not None else ""))

    async def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        line: MendLine = event.row
        kind = RECORDS.get(line.table)
        record = self.desk.state.get(kind, line.record) if kind is not None else None
        if record is None:
            return
        if self._may_be_renumbered(line, record):
            assert isinstance(record, (Action, Decision))  # noqa: S101 - asked just now
            numbered = record
            self.carry_out(lambda: give_new_number(self.desk.state, numbered, self.desk.today))
            return
        if line.id.endswith(f"/rivals/{line.field}"):
            self._decide(record, line.field)
            return
        self.dismiss()
        await self.program.open_record(record, line.field)

    @work
    async def _decide(self, record: Record, register: str) -> None:
        from ictwg.services.two_answers import question_about
        from ictwg.ui.deciding import decide

        await decide(self, question_about(self.desk.store, self.desk.lookup, record, register))

    def _may_be_renumbered(self, line: MendLine, record: Record) -> bool:
        if not line.id.endswith("/same_reference/") or not isinstance(record, (Action, Decision)):
            return False
        return may_get_new_number(self.desk.state, record)

    def action_back(self) -> None:
        self.dismiss()

    def go_to(self, view: str) -> None:
        self._view = view
        self.reload()
        self._list.list.focus()


def _columns() -> tuple[Column[MendLine], ...]:
    return (
        Column("what", t("mend.what"), lambda line: line.what, share=2, minimum=16, tone="warn"),
        Column("where", t("mend.where"), lambda line: line.where, share=3, minimum=16),
        Column("way", t("mend.way"), lambda line: line.way, share=2, minimum=46, drop=1, tone="muted"),
    )
