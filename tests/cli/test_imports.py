"""What a one-shot command does without: each of these costs more than the work of the command."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.cli.conftest import Commands

COSTLY = {
    *("dataclasses", "hashlib", "orjson", "platformdirs", "rich", "textual", "tinydb", "zoneinfo"),
    *("difflib", "html", "pathlib", "ictwg.app.doors", "ictwg.records.filter_words"),
}


@pytest.mark.parametrize(
    "line",
    [
        "actions --open --owner MoJ --limit 20",
        "actions --limit 20",
        "tasks --open",
        "meetings --limit 3",
        "add action More --owner MoJ --no-share",
    ],
)
def test_an_everyday_command_imports_nothing_costly(group: Commands, line: str) -> None:
    code = (
        "import sys, ictwg.cli\n"
        "before = set(sys.modules)\n"
        f"code = ictwg.cli.main({line.split()!r})\n"
        f"print(code, *sorted((set(sys.modules) - before) & {COSTLY!r}), sep='|', file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "0"
    assert group.ok("actions").out
