"""One record of any declared type: what is known of it, and what belongs to it as lists, a view for each type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.records.detail import record_detail
from ictwg.records.lookup import shown_name
from ictwg.ui.record_screen import RecordScreen, record_columns
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.domain.schema import Record
    from ictwg.records.detail import Detail


class RecordDetailScreen(RecordScreen):
    """Args: whole: A record of a type with CHILDREN."""

    def __init__(self, whole: Record) -> None:
        super().__init__(type(whole).CHILDREN[0], whole)

    @property
    def whole(self) -> Record:
        """As it is now; as it was last seen where it is gone."""
        assert self.of is not None  # noqa: S101 - __init__ gives it
        return self.desk.state.get(type(self.of), self.of.id) or self.of

    @property
    def heading(self) -> str:
        return shown_name(self.desk.state, self.whole)

    @property
    def views(self) -> tuple[str, ...]:
        return tuple(kind.TABLE for kind in type(self.of).CHILDREN)  # type: ignore[union-attr]  # likewise

    def view_label(self, view: str) -> str:
        return t(f"records.{RECORDS[view].SINGULAR}.plural")

    def compose(self) -> ComposeResult:
        yield TopBar()
        with VerticalScroll(id="whole", can_focus=False):
            yield DetailPane()
        yield ViewTabs(tuple((view, self.view_label(view)) for view in self.views))
        yield self.make_list()
        yield KeyBar()

    def go_to(self, view: str) -> None:
        """The list of another type."""
        self.kind = RECORDS[view]
        self.listed.list.show_columns(record_columns(self.kind, self.fields))
        self.reload()
        super().go_to(view)

    def _detail(self) -> Detail:
        """Of the whole: its parts are the list."""
        return record_detail(self.desk.lookup, self.whole, tables=False)
