"""One record of any declared type: what is known of it, and what belongs to it; and the records behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.records.tables import record_detail
from ictwg.ui.record_screen import DeclaredScreen
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from ictwg.domain.schema import Record
    from ictwg.records.record_rows import RecordRow
    from ictwg.records.tables import Detail


class TypesScreen(DeclaredScreen):
    """Lists of several types, a view for each."""

    def __init__(self, kinds: tuple[type[Record], ...], of: Record | None = None) -> None:
        self._kinds = kinds
        super().__init__(kinds[0], of)

    @property
    def filters(self) -> Mapping[str, str]:
        return {kind.TABLE: "" for kind in self._kinds}

    def view_label(self, view: str) -> str:
        return t(f"records.{RECORDS[view].SINGULAR}.plural")

    def kind_of(self, view: str) -> type[Record]:
        return RECORDS[view]


class RecordsBehindScreen(TypesScreen):
    """The records behind a figure.

    Args:
        title: What the figure is of.
    """

    def __init__(self, title: str, records: Sequence[Record]) -> None:
        self._title = title
        self._ids = frozenset(record.id for record in records)
        super().__init__(tuple(dict.fromkeys(map(type, records))))

    @property
    def heading(self) -> str:
        return self._title

    def of_type(self) -> tuple[RecordRow, ...]:
        return tuple(row for row in super().of_type() if row.id in self._ids)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A new record would not be among them."""
        return action != "new" and super().check_action(action, parameters)


class RecordDetailScreen(TypesScreen):
    """Args: whole: A record of a type with CHILDREN."""

    def __init__(self, whole: Record) -> None:
        self._whole = whole
        super().__init__(type(whole).CHILDREN, whole)

    @property
    def whole(self) -> Record:
        """As it is now; as it was last seen where it is gone."""
        return self.session.state.get(type(self._whole), self._whole.id) or self._whole

    @property
    def heading(self) -> str:
        return shown_name(self.session.state, self.whole)

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
