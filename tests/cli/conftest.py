"""A group's file and the commands on it, in this process: `run("actions", "--json")`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ictwg.cli import main

TODAY = "2010-02-15"


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """Runs commands on one file, on a day in the past."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def __call__(self, *words: str, today: str = TODAY) -> Ran:
        self._capsys.readouterr()
        code = main(["--today", today, *words])
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)

    def ok(self, *words: str, today: str = TODAY) -> Ran:
        """A command that must succeed."""
        ran = self(*words, today=today)
        assert ran.code == 0, ran
        return ran


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    """Commands without any group yet."""
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ICTWG_FILE", raising=False)
    monkeypatch.chdir(tmp_path)
    return Commands(tmp_path / "group.json", capsys)


@pytest.fixture
def group(run: Commands) -> Commands:
    """A small group: two organizations, a focal point, a meeting and an action."""
    run.ok("new", "group.json", "--name", "Test Group", "--acronym", "TG")
    run.ok("add", "organization", "Ministry of Justice", "--acronym", "MoJ", "--type", "government")
    run.ok("add", "organization", "National Police", "--acronym", "PNTL", "--type", "security")
    run.ok("add", "person", "Ana Example", "--organization", "MoJ", "--function", "focal_point")
    run.ok("add", "meeting", "Third meeting", "--date", "2010-03-12")
    run.ok(
        "add",
        "action",
        "Draft the SOP",
        "--owner",
        "MoJ",
        "--owner",
        "PNTL",
        "--due",
        "30 Mar",
        "--meeting",
        "M-2010-03-12",
    )
    return run
