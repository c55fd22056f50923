"""The views of a screen on one line: left and right change them, so does a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ictwg.ui.text import plain

if TYPE_CHECKING:
    from textual import events

GAP = 2


class ViewTabs(Static):
    class Chosen(Message):
        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, views: tuple[tuple[str, str], ...]) -> None:
        super().__init__("", markup=False)
        self._views = views
        self._current = views[0][0]

    def show(self, current: str, note: str = "") -> None:
        """Marks the view that is shown; the note (such as a day) stands behind."""
        self._current = current
        parts = [plain(f" {title} ", style="reverse b" if view == current else "") for view, title in self._views]
        tail = plain(f"  {note}", style="$accent") if note else plain("")
        self.update(Content.assemble(*parts, tail))

    def on_click(self, event: events.Click) -> None:
        x = event.x - GAP
        for view, title in self._views:
            if 0 <= x < len(title) + GAP:
                self.post_message(self.Chosen(view))
            x -= len(title) + GAP
