"""What the journeys through Today and Follow-up share: the program opened on Today, and its keys."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path

from tests.ui.followup_group import group

from ictwg.domain.state import State
from ictwg.locales import t

assert sys.platform != "win32"  # only journeys, which are left out there, read this file

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows
from tests.ui.journey import started, state_of  # noqa: E402 - not to be read on Windows

SHOWN = {"1": t("records.meeting.next_meeting"), "3": "People", "4": "Overdue", "5": "Mine"}
"""What stands on the screen of a mode: its first time takes as long as its imports."""


def opened(folder: Path, *words: str, columns: int = 80, lines: int = 24) -> AbstractContextManager[Terminal]:
    today = (t("records.meeting.next_meeting"), t("today.tasks"))
    return started("followup_group.py", folder, *words, shows=today, columns=columns, lines=lines)


def stored(folder: Path) -> AbstractContextManager[State]:
    return state_of(group(folder))


def presses(terminal: Terminal, *keys: str, shows: str = "") -> None:
    """Each key after the screen has answered the one before, and the words that they lead to."""
    for key in keys:
        terminal.press(key)
        if key in SHOWN:
            terminal.wait_for(SHOWN[key])
        terminal.settle(0.25)
    terminal.press(shows=shows)


def types(terminal: Terminal, text: str, *, shows: str = "") -> None:
    terminal.type(text)
    terminal.settle(0.2)
    terminal.press(shows=shows)
