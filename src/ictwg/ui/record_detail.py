"""One record of any declared type: what is known of it, and what belongs to it as lists, a view for each type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.records.detail import record_detail
from ictwg.records.lookup import shown_name
from ictwg.ui.record_screen import DeclaredScreen
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from ictwg.domain.schema import Record
    from ictwg.records.detail import Detail


class RecordDetailScreen(DeclaredScreen):
    """Args: whole: A record of a type with CHILDREN."""

    def __init__(self, whole: Record) -> None:
        self._whole = whole
        super().__init__(type(whole).CHILDREN[0], whole)

    @property
    def whole(self) -> Record:
        """As it is now; as it was last seen where it is gone."""
        return self.session.state.get(type(self._whole), self._whole.id) or self._whole

    @property
    def heading(self) -> str:
        return shown_name(self.session.state, self.whole)

    @property
    def filters(self) -> Mapping[str, str]:
        return {kind.TABLE: "" for kind in type(self._whole).CHILDREN}

    def view_label(self, view: str) -> str:
        return t(f"records.{RECORDS[view].SINGULAR}.plural")

    def kind_of(self, view: str) -> type[Record]:
        return RECORDS[view]

    def compose(self) -> ComposeResult:
        yield TopBar()
        with VerticalScroll(id="whole", can_focus=False):
            yield DetailPane()
        yield ViewTabs(tuple((view, self.view_label(view)) for view in self.views))
        yield from self.lists()
        yield KeyBar()

    def current_detail(self) -> Detail:
        """Of the whole: its parts are the list."""
        return record_detail(self.session.lookup, self.whole, tables=False)
