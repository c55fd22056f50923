"""The current record of a screen: the one under the cursor of the focused list, else of any list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.schema import RECORDS
from ictwg.ui.screens.meeting.entry_list import EntryList
from ictwg.ui.widgets.columns import record_in
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


def under_cursor(screen: Screen[Any]) -> str:
    """The record's id; empty where the cursor is on none."""
    return _under(screen.focused) or _in_any_list(screen)


def record_of(state: State, id: str) -> Record | None:
    """The record of this id, of whatever kind."""
    found = (state.get(kind, id) for kind in list(RECORDS.values()))
    return next((record for record in found if record is not None), None)


def _in_any_list(screen: Screen[Any]) -> str:
    lists = (*screen.query(EntryList), *screen.query(VirtualList))  # whoever types minutes means a line of theirs
    shown = (one for one in lists if one.is_on_screen)
    return next(filter(None, map(_under, shown)), "")


def _under(widget: Widget | None) -> str:
    if isinstance(widget, VirtualList):
        return record_in(widget.current) if widget.current is not None else ""
    current = getattr(widget, "current", None)
    return current if isinstance(current, str) else ""
