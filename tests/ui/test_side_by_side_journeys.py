"""Two programs and commands at one group on one machine at once: each sees what the others do, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty
PROGRAM = (sys.executable, "-m", "ictwg", "--file", "group.json", "--today", "2010-03-12")
BOTH = 2
EDITS = 6


class Machine:
    """One home and one shared file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = {"ICTWG_HOME": str(folder / "home"), "ICTWG_FILE": "", "ICTWG_USER": "Ana"}
        self.environment = {**home, "DISPLAY": "", "WAYLAND_DISPLAY": ""}

    def run(self, *words: str) -> str:
        return self.started(*words).communicate()[0]

    def started(self, *words: str) -> subprocess.Popen[str]:
        environment = {**os.environ, **self.environment}
        command = [*PROGRAM, *words] if words[0] != "new" else [*PROGRAM[:3], *words]
        return subprocess.Popen(
            command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def program(self) -> Terminal:
        """Open on the list of actions."""
        terminal = Terminal(PROGRAM, columns=100, lines=30, environment=self.environment, cwd=self.folder, warm=True)
        terminal.wait_for(t("records.meeting.next_meeting"))
        terminal.settle()
        terminal.press("4", shows="Print the posters")
        terminal.settle()
        return terminal

    def actions(self) -> dict[str, str]:
        listed = json.loads(self.run("actions", "--json"))
        return {one["text"]: one["status"] for one in listed}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    there = Machine(tmp_path)
    there.run("new", "group.json", "--name", "Test Group")
    there.run("add", "action", "Print the posters", "--due", "2010-03-01")
    there.run("add", "action", "Order the folders", "--due", "2010-03-02")
    return there


def close_first(terminal: Terminal, words: str) -> None:
    """Marks the action with these words as done, from the list."""
    terminal.press("home")
    for _ in range(30):
        line, _column = terminal.find(words)
        if line >= 0 and terminal.lines[line].startswith("▌"):
            break
        terminal.press("down")
        terminal.settle(0.1, timeout=0.5)
    terminal.press("f4", shows="Closed A-2010-00")


def test_two_programs_and_commands_at_once(machine: Machine) -> None:
    with ExitStack() as both:
        one, other = (both.enter_context(machine.program()) for _ in range(BOTH))
        running = [machine.started("add", "action", f"By command {number}") for number in range(EDITS)]
        close_first(one, "Print the posters")
        close_first(other, "Order the folders")
        for command in running:
            told, _ = command.communicate()
            assert command.returncode == 0, told
        for terminal in (one, other):
            terminal.wait_for(f"By command {EDITS - 1}")
        held = machine.actions()
        assert held.pop("Print the posters") == held.pop("Order the folders") == "done"
        assert sorted(held) == [f"By command {number}" for number in range(EDITS)]
        machine.run("set", "A-2010-003", "text=Worded anew by a command")
        for terminal in (one, other):
            terminal.wait_for("Worded anew by a command")
            terminal.press("ctrl+q")
            terminal.settle()
    assert t("cli.check.fine") in machine.run("check")
    shared = json.loads((machine.folder / "group.json").read_text(encoding="utf-8"))
    assert len(shared["actions"]) == BOTH + EDITS
