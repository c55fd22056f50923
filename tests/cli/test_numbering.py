"""Several people or programs on one computer that add to one file at once: no reference is given twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.locales import t

WRITERS, EACH = 6, 5
WRITE = """
import os, sys
from ictwg.cli import main
for number in range(int(sys.argv[2])):
    assert main(["--file", sys.argv[1], "add", "action", f"{os.getpid()} {number}"]) == 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the runtime folder is named by Linux's variable")
def test_six_writers_without_a_pause_give_no_reference_twice(tmp_path: Path) -> None:
    """Each has a home of its own, as six people on one computer have."""
    path = str(tmp_path / "group.json")

    def home(name: int) -> dict[str, str]:
        return {**os.environ, "ICTWG_HOME": str(tmp_path / f"home {name}"), "XDG_RUNTIME_DIR": str(tmp_path / "run")}

    run = [sys.executable, "-c"]
    new = "import sys; from ictwg.cli import main; sys.exit(main(['new', sys.argv[1], '--name', 'Group']))"
    subprocess.run([*run, new, path], env=home(0), check=True, capture_output=True)
    writers = [
        subprocess.Popen([*run, WRITE, path, str(EACH)], env=home(n), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for n in range(WRITERS)
    ]
    assert [(one.wait(), one.communicate()[1])[0] for one in writers] == [0] * WRITERS
    listed = "import sys; from ictwg.cli import main; sys.exit(main(['--file', sys.argv[1], 'actions', '--json']))"
    said = subprocess.run([*run, listed, path], env=home(0), check=True, capture_output=True).stdout
    given = Counter(one["reference"] for one in json.loads(said))
    assert (len(given), max(given.values())) == (WRITERS * EACH, 1)


@pytest.fixture
def apart(group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Two computers have each added an action and a decision without having seen the other's."""
    group.ok("add", "action", "First", "--no-share")
    group.ok("add", "decision", "One", "--no-share")
    monkeypatch.setenv("ICTWG_FILE", str(group.path))
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "of-rui"))
    group.ok("add", "action", "Second")
    group.ok("add", "decision", "Two")
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "home"))
    group.ok("actions")
    return group


def test_what_computers_gave_twice_is_to_decide_and_renumbered_at_once(apart: Commands) -> None:
    found = apart.ok("check", "--json").json
    assert {one["mends"] for one in found} == {"decide"}
    assert len(found) == 2, "a line for each type, however many there are"
    assert t("check.mends.decide") in apart.ok("check").out
    assert len(apart.ok("renumber", "--dry-run", "--json").json["renumbered"]) == 2
    told = apart.ok("renumber", "--json").json["renumbered"]
    assert [one["new"] for one in told] == ["A-2010-003", "D-2010-02"]
    given = Counter(one["reference"] for kind in ("actions", "decisions") for one in apart.ok(kind, "--json").json)
    assert max(given.values()) == 1
    assert apart.ok("check", "--json").json == []
    assert t("cli.renumber.nothing") in apart.ok("renumber").err
    apart.ok("undo")
    assert len(apart.ok("check", "--json").json) == 2
