"""What the journeys through a meeting share: its minutes opened, and lines typed as people type."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.ui.meeting_room import room

from ictwg.domain.state import State
from ictwg.locales import t

assert sys.platform != "win32"  # only journeys, which are left out there, read this file

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows
from tests.ui.journey import started, state_of  # noqa: E402 - not to be read on Windows

LOOKS = 100


def opened(folder: Path, *, columns: int = 80, lines: int = 24, actions: int = 3) -> AbstractContextManager[Terminal]:
    return started("meeting_room.py", folder, str(actions), shows=["Filter"], columns=columns, lines=lines)


def stored(folder: Path) -> AbstractContextManager[State]:
    return state_of(room(folder))


@contextmanager
def taking_minutes(folder: Path, *, columns: int = 80, lines: int = 24, actions: int = 3) -> Iterator[Terminal]:
    """The program with the cursor in the prompt of the meeting of today."""
    with opened(folder, columns=columns, lines=lines, actions=actions) as terminal:
        to_minutes(terminal)
        yield terminal


def to_minutes(terminal: Terminal) -> None:
    """Opens the meeting under the cursor on its minutes."""
    terminal.press("enter", shows="Attendance")
    from_the_agenda(terminal)
    terminal.wait_for("›")
    terminal.settle()


def from_the_agenda(terminal: Terminal) -> None:
    """To the minutes: the last of the views, or the last but one where there is a way to adoption."""
    terminal.press("left")
    for _ in range(LOOKS):
        terminal.settle()
        if "›" in terminal.text or t("life.column.what") in terminal.text:
            break
    if t("life.column.what") in terminal.text:
        terminal.press("left")


def types(terminal: Terminal, text: str, *keys: str, shows: str = "") -> None:
    """A line, and a moment later the key that ends it: Enter right behind a key would be a paste."""
    terminal.type(text)
    terminal.settle(0.1)
    terminal.press(*(keys or ("enter",)))
    terminal.settle(0.1)
    terminal.press(shows=shows)


def escape(terminal: Terminal, until: str = "F2 Edit") -> None:
    """Until the program has read it: a key right behind Escape would be read as one with Alt."""
    terminal.press("escape", shows=until)
    terminal.settle()


def leave_prompt(terminal: Terminal) -> None:
    """The same in an item without lines, where no key is offered then: that of the help in a text goes."""
    terminal.press("escape")
    terminal.wait_gone("F12 Help")
    terminal.settle()
