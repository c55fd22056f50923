"""The README's commands, typed as they stand, on the example group."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ictwg.exchange.reference_data import data_file

if TYPE_CHECKING:
    from tests.cli.conftest import Commands

README = Path(__file__).parents[2] / "README.md"
OPENS_THE_PROGRAM: list[str] = []


def typed() -> list[list[str]]:
    """The words of each indented command, without `ictwg` itself."""
    lines = re.findall(r"^    ictwg\b(.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def test_the_readme_shows_how_to_begin() -> None:
    assert [words[:1] for words in typed()] == [
        ["new"], ["import"], [], ["prepare"], ["export"], ["actions"], ["search"], ["report"],
    ]  # fmt: skip


@pytest.mark.parametrize("words", [words for words in typed() if words != OPENS_THE_PROGRAM], ids=" ".join)
def test_a_command_of_the_readme_works_on_the_example_group(run: Commands, words: list[str]) -> None:
    folder = run.path.parent
    example = folder / "example.json"
    example.write_bytes(data_file("example.json"))
    run.ok("export", "minutes", "all", "--to", str(folder / "minutes"), "--file", str(example))
    (folder / "members.csv").write_text(run.ok("members", "--csv").out, encoding="utf-8")
    run.ok(*words)


def test_the_meeting_that_the_readme_exports_is_the_next_one(run: Commands) -> None:
    run.path.write_bytes(data_file("example.json"))
    (exported,) = [words for words in typed() if words[:1] == ["export"]]
    told = run.ok(*exported, "--to", "-", "--file", str(run.path)).out
    assert "Framework of the plan" in told
    assert run.ok("show", exported[2], "--json").json["date"] == "2010-03-12"
    several = run("actions", "--meeting", "M-2009")
    assert several.code == 3
    assert "M-2009-01" in several.err


def test_the_example_group_is_in_order_and_knows_since_when_an_action_is_closed(run: Commands) -> None:
    run.path.write_bytes(data_file("example.json"))
    group = ("--file", str(run.path))
    assert "in order" in run.ok("check", *group).err
    closed = [one for one in run.ok("actions", "--json", *group).json if one["status"] == "done"]
    changed = json.loads(run.path.read_text(encoding="utf-8"))["status_changes"].values()
    assert closed
    assert {one["id"] for one in closed} <= {change["action"] for change in changed}
