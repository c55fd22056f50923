"""What every journey does: start a program of this folder in a terminal, leave it, and look at what was saved."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ictwg.app.session import Session
from ictwg.domain.state import State

assert sys.platform != "win32"  # only journeys, which are left out there, read this file

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

HERE = Path(__file__).parent
NO_CLIPBOARD = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}


@contextmanager
def started(
    program: str, folder: Path, *words: str, shows: Sequence[str], columns: int = 80, lines: int = 24
) -> Iterator[Terminal]:
    """A program open on its group in the folder, once it shows these words."""
    command = [sys.executable, str(HERE / program), str(folder), *words]
    environment = {"PYTHONPATH": str(HERE.parents[1]), **NO_CLIPBOARD}
    with Terminal(command, columns=columns, lines=lines, environment=environment, warm=True) as terminal:
        for one in shows:
            terminal.wait_for(one)
        terminal.settle()
        yield terminal


def leave(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    terminal.settle()


@contextmanager
def state_of(session: Session) -> Iterator[State]:
    """What was saved, as the next start of the program sees it."""
    try:
        yield session.state
    finally:
        session.store.close()
