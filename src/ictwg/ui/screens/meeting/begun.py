"""The line in the prompt of an open meeting, and the text in its box: kept on this computer while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.store.this_computer.begun import Begun

if TYPE_CHECKING:
    from ictwg.ui.screens.meeting.screen import MeetingScreen

SOON = 0.4
"""Seconds after a keystroke; the disk is never waited for while one types."""


class BegunLine:
    """
    Args:
        screen: The open meeting.
        place: The meeting's id for its prompt; see `box_place` for a box.
    """

    def __init__(self, screen: MeetingScreen, place: str) -> None:
        self._screen = screen
        self._place = place
        self._lines = screen.begun_lines
        self._last = Begun("")
        self._soon = False

    def found(self) -> Begun | None:
        """What an earlier session left."""
        return self._lines.of(self._place)

    def typed(self, begun: Begun) -> None:
        """After each keystroke; an empty line was entered or wiped out, and nothing of it is kept."""
        if begun == self._last or not (begun.text or self._last.text):
            return
        self._last = begun
        self._lines.remember(self._place, begun)
        if begun.text and not self._soon:
            self._soon = True
            self._screen.set_timer(SOON, self._write_soon)

    def over(self) -> None:
        """It was entered or given up, whichever session began it."""
        self._last = Begun("")
        self._lines.remember(self._place, self._last)

    def write(self) -> None:
        """On the disk when this returns, whichever place of the meeting it was begun at."""
        self._lines.write()

    def _write_soon(self) -> None:
        self._soon = False
        self._screen.run_worker(self._lines.write, thread=True, group="begun")


def box_place(meeting: str, entry: str = "") -> str:
    """Where the text of a box waits: that of a new entry, or of the entry that it changes."""
    return f"{meeting}/box/{entry}"
