"""Hostile text through a real terminal: no byte of it may work on the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty
ROOT = Path(__file__).parents[2]
MODES = {"1": t("today.tasks"), "2": "[INGO]", "3": "[INGO]", "4": "[INGO]", "5": "Mine"}
SHORTER_THAN_A_BLINK = 0.35
"""Seconds: the cursor in a line blinks every half second, and the terminal is never quiet for longer."""
COLOURS = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;[25])[;\dm]")


def opened(folder: Path, environment: Mapping[str, str]) -> Terminal:
    command = [sys.executable, "-m", "tests.ui.hostile_group", str(folder)]
    return Terminal(command, environment={"PYTHONPATH": str(ROOT), **environment}, cwd=ROOT, warm=True)


def walked(terminal: Terminal) -> bytes:
    """Every mode, a record opened in each, a search and the palette; what the program wrote all the while."""
    terminal.wait_for("Today")
    for digit, words in MODES.items():
        terminal.press(digit, shows=words)
        terminal.press("home", "enter")
        terminal.settle()
        terminal.press("escape", "escape", pause=0.2)
        terminal.settle()
    for opening in ("ctrl+f", "ctrl+p"):
        terminal.press(opening)
        terminal.settle()
        terminal.type("ingo")
        terminal.settle(SHORTER_THAN_A_BLINK)
        terminal.wait_for("[INGO]")
        terminal.press("escape", pause=0.3)
    return bytes(terminal.raw)


def test_no_text_of_a_record_works_on_the_terminal(tmp_path: Path) -> None:
    with opened(tmp_path, {}) as terminal:
        raw = walked(terminal)
    assert b"\x1b]52" not in raw
    assert b"\x9b" not in raw.decode("utf-8", "replace").encode("latin-1", "ignore")
    assert not set("\u202e\u2066\x9d\x9c") & set(raw.decode("utf-8", "replace"))
    assert COLOURS.search(raw)
