"""An error of the program itself: told in a sentence, never with what it was about, and never with exit code 0."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.cli import record
from ictwg.errors import CrashError

PRIVATE = "Maria Exemplo, 7723 4455"


def _broken(*_: object, **__: object) -> str:
    secret = PRIVATE
    raise KeyError(secret)


@pytest.fixture
def broken(group: Commands, monkeypatch: pytest.MonkeyPatch) -> Commands:
    monkeypatch.setattr(record, "resolve", _broken)
    return group


def reports(run: Commands) -> list[Path]:
    return sorted((run.path.parent / "home" / "data" / "crashes").glob("*.txt"))


def test_a_command_that_fails_says_so_in_a_sentence_and_keeps_a_report_without_data(broken: Commands) -> None:
    ran = broken("show", "A-2010-001")
    assert ran.code == CrashError.exit_code
    assert ran.out == ""
    assert "KeyError at ictwg/cli/record.py" in ran.err
    assert "Traceback" not in ran.err
    (report,) = reports(broken)
    assert str(report) in ran.err
    said = report.read_text()
    assert "ictwg/cli/record.py" in said
    assert all(PRIVATE not in text for text in (ran.err, said))
    if sys.platform != "win32":
        assert report.stat().st_mode & 0o777 == 0o600


def test_each_failure_has_a_report_of_its_own(broken: Commands) -> None:
    for _ in range(3):
        broken("show", "A-2010-001")
    assert len(reports(broken)) == 3


def test_a_program_that_reads_json_is_told_in_json(broken: Commands) -> None:
    ran = broken("show", "A-2010-001", "--json")
    assert ran.code == CrashError.exit_code
    assert '"error"' in ran.err


def test_where_no_report_can_be_written_the_failure_is_told_all_the_same(
    broken: Commands,
) -> None:
    blocked = broken.path.parent / "home" / "data" / "crashes"
    blocked.write_text("in the way")
    ran = broken("show", "A-2010-001")
    assert ran.code == CrashError.exit_code
    assert "Could not write a report" in ran.err


FAILING = """
import sys
from ictwg.cli import main
from ictwg.ui.app import IctwgApp
from ictwg.ui.screens.today import TodayScreen

def broken(self):
    secret = {secret!r}
    raise KeyError(secret)

if {after_start}:
    IctwgApp.action_help = broken
else:
    TodayScreen.reload = broken
sys.exit(main(["--today", "2010-02-15"]))
"""


@pytest.mark.pty
@pytest.mark.skipif(sys.platform == "win32", reason="through a pseudo-terminal")
@pytest.mark.parametrize("after_start", [False, True])
def test_the_program_that_fails_leaves_the_terminal_with_a_sentence(group: Commands, after_start: bool) -> None:
    terminal_of = import_module("tests.pty_driver").Terminal
    source = FAILING.format(secret=PRIVATE, after_start=after_start)
    variables = {"ICTWG_HOME": str(group.path.parent / "home"), "ICTWG_FILE": str(group.path)}
    settings = group.path.parent / "home" / "config" / "settings.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text('user = "Ana"\n', encoding="utf-8")
    with terminal_of([sys.executable, "-c", source], environment=variables) as terminal:
        if after_start:
            terminal.wait_for("Today")
            terminal.settle()
            terminal.press("f1")
        terminal.wait_for("The program failed")
        assert "KeyError" in terminal.text
        assert terminal.wait_end() == CrashError.exit_code
        assert PRIVATE not in terminal.text
        assert "locals" not in terminal.text
    assert PRIVATE not in reports(group)[0].read_text()
    group.ok("check")
