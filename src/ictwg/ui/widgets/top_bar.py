"""The top line: the modes with their digits, and whether what was typed is saved and shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from ictwg.ui.keys import verb
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from textual import events

    from ictwg.ui.app import IctwgApp

MODES = ("today", "agenda", "membership", "followup", "tasks")
NARROW = 80
EDGE = 1


class TopBar(Static):
    """One line; below 80 columns only the digits and the mode in front."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._told = Content()

    def on_mount(self) -> None:
        self.tell()

    def on_resize(self) -> None:
        self.tell()

    def tell(self) -> None:
        """Shows the mode in front and the state of saving; asked every few seconds, it paints only what is new."""
        program = cast("IctwgApp", self.app)
        tabs = Content.assemble(*(self._tab(mode, current=mode == program.current_mode) for mode in MODES))
        saved = program.saved_words(short=False)
        if tabs.cell_length + saved.cell_length >= self.size.width:
            saved = program.saved_words(short=True)
        room = self.size.width - tabs.cell_length - saved.cell_length
        told = Content.assemble(tabs, plain(" " * (room - EDGE if room > EDGE else max(0, room))), saved)
        if not told.is_same(self._told):
            self._told = told
            self.update(told, layout=False)

    def _tab(self, mode: str, *, current: bool) -> Content:
        label = f" {MODES.index(mode) + 1} {verb(f'app.{mode}')} "
        if self.size.width < NARROW and not current:
            label = f" {MODES.index(mode) + 1} "
        return plain(label, style="reverse b" if current else "")

    async def on_click(self, event: events.Click) -> None:
        x = event.x
        for mode in MODES:
            width = self._tab(mode, current=False).cell_length
            if 0 <= x < width:
                await self.app.switch_mode(mode)
            x -= width
