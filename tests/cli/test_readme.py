"""The README's commands, typed as they stand, on the example group."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.__about__ import __version__
from ictwg.locales import t
from ictwg.manual import written
from ictwg.records.reference_data import data_file

README = Path(__file__).parents[2] / "README.md"
OPENS_THE_PROGRAM: list[str] = []


def typed() -> list[list[str]]:
    """The words of each indented command, without `ictwg` itself."""
    lines = re.findall(r"^    ictwg\b(.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def test_the_readme_shows_how_to_begin() -> None:
    assert [words[:1] for words in typed()] == [
        ["new"], ["import"], [], ["prepare"], ["export"], ["export"], ["actions"], ["search"], ["import"], ["report"],
    ]  # fmt: skip


@pytest.mark.parametrize("words", [words for words in typed() if words != OPENS_THE_PROGRAM], ids=" ".join)
def test_a_command_of_the_readme_works_on_the_example_group(run: Commands, words: list[str]) -> None:
    folder = run.path.parent
    example = folder / "example.json"
    example.write_bytes(data_file("example.json"))
    run.ok("export", "minutes", "all", "--to", str(folder / "minutes"), "--file", str(example))
    table = folder / "plan.csv"
    table.write_text("Activity,Responsible,Timeframe\nPosters in markets,MoJ,Q2 2010\n", encoding="utf-8")
    plan = "National Plan of Action (invented) (first version)"
    meant = {"FOLDER": str(folder / "minutes"), "PLAN": plan, table.name: str(table), ".": str(folder)}
    run.ok(*(meant.get(word, word) for word in words))


def blocks(kind: str) -> list[str]:
    """The lines of the README's blocks of one kind."""
    found = re.findall(rf"^```{kind}\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return "".join(found).splitlines()


def test_what_the_lines_for_each_system_name_is_what_pip_installs() -> None:
    scripts = tomllib.loads((README.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    installed = {*scripts, "pip", "python"}
    named = {
        "console": re.findall(r"\.venv/bin/(\w+)", "\n".join(blocks("console"))),
        "powershell": re.findall(r"\.venv\\Scripts\\(\w+)", "\n".join(blocks("powershell"))),
        "sh": re.findall(r"\.venv/bin/(\w+)", "\n".join(blocks("sh"))),
        "guide": re.findall(r"\.venv(?:/bin/|\\Scripts\\)(\w+)", written("guide")),
    }
    assert all(named.values())
    assert {word for words in named.values() for word in words} <= installed


@pytest.mark.pty
@pytest.mark.skipif(sys.platform == "win32", reason="for the shells of Linux and macOS")
def test_after_the_lines_for_linux_every_terminal_knows_the_program(tmp_path: Path) -> None:
    folder, home = tmp_path / "program", tmp_path / "home"
    (folder / ".venv/bin").mkdir(parents=True)
    home.mkdir()
    (folder / ".venv/bin/ictwg").symlink_to(Path(sys.executable).parent / "ictwg")
    linux = "\n".join(line for line in blocks("console") if "macOS only" not in line)
    said = {"HOME": str(home), "PATH": f"{home}/.local/bin:{os.environ['PATH']}", "ICTWG_HOME": str(home / "ictwg")}
    asked = f"{linux}\ncd / && ictwg --version"
    told = subprocess.run(["sh", "-ec", asked], cwd=folder, env=said, capture_output=True, text=True, check=True)
    assert told.stdout == f"ictwg {__version__}\n"


def test_the_meeting_that_the_readme_exports_is_the_next_one(run: Commands) -> None:
    run.path.write_bytes(data_file("example.json"))
    (exported,) = [words for words in typed() if words[:2] == ["export", "minutes"]]
    told = run.ok(*exported[:3], "--to", "-", "--file", str(run.path)).out
    assert "Framework of the plan" in told
    assert run.ok("show", exported[2], "--json").json["date"] == "2010-03-12"
    several = run("actions", "--meeting", "M-2009")
    assert several.code == 3
    assert "M-2009-01" in several.err


def test_the_example_group_is_in_order_and_knows_since_when_an_action_is_closed(run: Commands) -> None:
    run.path.write_bytes(data_file("example.json"))
    group = ("--file", str(run.path))
    assert t("cli.check.fine") in run.ok("check", *group).err
    closed = [one for one in run.ok("actions", "--json", *group).json if one["status"] == "done"]
    changed = json.loads(run.path.read_text(encoding="utf-8"))["status_changes"].values()
    assert closed
    assert {one["id"] for one in closed} <= {change["action"] for change in changed}
