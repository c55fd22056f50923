"""The views of a screen on one line: left and right change them, so does a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ictwg.ui.keys import first_key
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import fitted

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

GAP = 2
KEYS = ("view.previous", "view.next")
MARGIN = 1
"""As in the style sheet."""


class ViewTabs(Static):
    class Chosen(Message):
        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, views: tuple[tuple[str, str], ...]) -> None:
        super().__init__("", markup=False)
        self._views = views
        self._current = views[0][0]
        self._note = ""
        self._warns = False

    def offer(self, views: tuple[tuple[str, str], ...]) -> None:
        """Other views than before, from the next showing on."""
        self._views = views

    def show(self, current: str, note: str = "", *, warns: bool = False) -> None:
        """Marks the view that is shown; the note (such as a day) stands behind, in another colour where it warns."""
        self._current, self._note, self._warns = current, note, warns
        parts = [self._tab(view, title) for view, title in self._visible()]
        named = Content.assemble(*parts)
        left = self.content_size.width - named.cell_length - GAP
        told = _shortened(note, left)
        told = fitted(told, left) if 0 < left < cell_len(told) else told
        tail = plain(f"  {told}", style="b $warning" if warns else "$accent") if told else plain("")
        tabs = Content.assemble(named, tail)
        keys = plain(" ".join(map(first_key, KEYS)) if self._answers() else "", style="$foreground 72%")
        room = self.content_size.width - tabs.cell_length - keys.cell_length
        self.update(Content.assemble(tabs, plain(" " * room), keys) if room > 0 else tabs, layout=False)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.show(self._current, self._note, warns=self._warns)

    def _answers(self) -> bool:
        """Whether the keys change the view where the cursor stands; in a line they move the cursor."""
        ids = {active.binding.id for active in self.screen.active_bindings.values()}
        return ids.issuperset(KEYS)

    def on_resize(self) -> None:
        self.show(self._current, self._note, warns=self._warns)

    def _tab(self, view: str, title: str) -> Content:
        return plain(f" {title} ", style="reverse b" if view == self._current else "")

    def _visible(self) -> tuple[tuple[str, str], ...]:
        """The views from the first, or from a later one where the current one would not fit."""
        views, room = self._views, self.size.width
        while room and views[0][0] != self._current and _end_of(self._current, views) > room:
            views = views[1:]
        return views

    def on_click(self, event: events.Click) -> None:
        x = event.x - MARGIN
        for view, title in self._visible():
            if 0 <= x < len(title) + GAP:
                self.post_message(self.Chosen(view))
            x -= len(title) + GAP


def _shortened(note: str, room: int) -> str:
    """Without its last parts where they have no room."""
    between = " " * GAP
    while cell_len(note) > room > 0 and between in note:
        note = note.rpartition(between)[0]
    return note


def _end_of(current: str, views: tuple[tuple[str, str], ...]) -> int:
    """The column behind the tab of a view."""
    end = 0
    for view, title in views:
        end += len(title) + GAP
        if view == current:
            break
    return end
