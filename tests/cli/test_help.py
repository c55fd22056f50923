"""The help of every command, and that the manual knows all of them and every key."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ictwg.cli import COMMANDS
from ictwg.cli.careful import make_parser
from ictwg.cli.parsing import overview

if TYPE_CHECKING:
    from tests.cli.conftest import Commands

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    parser = make_parser(import_module(f"ictwg.cli.{COMMANDS[name]}"), name)
    told = parser.format_help()
    assert f"ictwg {name}" in told
    assert "Examples:" in told


def test_the_overview_names_every_command() -> None:
    assert [name for name in COMMANDS if f"  {name} " not in overview()] == []


def test_the_manual_names_every_command_and_every_key(run: Commands) -> None:
    from ictwg.ui.keys import KEYS

    told = run.ok("manual").out
    assert [name for name in COMMANDS if f"### ictwg {name}" not in told] == []
    assert [key for key in KEYS if f"`{key}`" not in told] == []


def test_the_examples_of_the_help_are_commands_that_exist() -> None:
    for name, module in COMMANDS.items():
        parser = make_parser(import_module(f"ictwg.cli.{module}"), name)
        named = re.findall(r"^  ictwg (\w+)", str(parser.epilog), re.MULTILINE)
        assert set(named) <= set(COMMANDS)


def test_the_readme_has_two_commands_for_a_fresh_machine() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    assert "ictwg demo" in blocks[0]
    assert "pytest" in blocks[1]


def test_help_leaves_with_zero(run: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("actions", "--help")
    assert left.value.code == 0
    assert "--overdue" in capsys.readouterr().out
