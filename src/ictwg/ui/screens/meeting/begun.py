"""The line in the prompt of an open meeting, kept on this computer while it is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.store.begun import Begun

if TYPE_CHECKING:
    from ictwg.ui.screens.meeting.screen import MeetingScreen

SOON = 0.4
"""Seconds after a keystroke; the disk is never waited for while one types."""


class BegunLine:
    def __init__(self, screen: MeetingScreen, meeting: str) -> None:
        self._screen = screen
        self._meeting = meeting
        self._lines = screen.desk.store.begun_lines()
        self._last = Begun("")
        self._soon = False

    def found(self) -> Begun | None:
        """What an earlier session left."""
        return self._lines.of(self._meeting)

    def typed(self, begun: Begun) -> None:
        """After each keystroke; an empty line was entered or wiped out, and nothing of it is kept."""
        if begun == self._last or not (begun.text or self._last.text):
            return
        self._last = begun
        self._lines.remember(self._meeting, begun)
        if begun.text and not self._soon:
            self._soon = True
            self._screen.set_timer(SOON, self._write_soon)

    def write(self) -> None:
        """On the disk when this returns."""
        self._lines.write()

    def _write_soon(self) -> None:
        self._soon = False
        self._screen.run_worker(self._lines.write, thread=True, group="begun")
