"""The papers of years ago: kept, searched and printed, and followed up only where somebody takes something up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Commands

MINUTES = """# Board, {day}

Present: Ana Dias (MoJ), Rui Sá (IOM)

## Training

Decision: to train {count} officers

Action: IOM to write to the police by {day}
"""

DAYS = ("3 May 2006", "4 June 2007", "5 July 2008", "6 August 2009")


def _papers(folder: Path) -> Path:
    folder.mkdir()
    for count, day in enumerate(DAYS):
        (folder / f"{count}.md").write_text(MINUTES.format(day=day, count=count), encoding="utf-8")
    return folder


def test_a_new_group_is_asked_once_from_when_on_it_follows_up(group: Commands, tmp_path: Path) -> None:
    papers = str(_papers(tmp_path / "papers"))
    told = group.ok("import", papers, "--dry-run", "--json").json
    (asked,) = (doubt for row in told["rows"] for doubt in row["doubts"] if doubt["kind"] == "history")
    assert asked["choices"] == ["2008-07-05", "2009-08-06", "followed_up"]
    group.ok("import", papers, "--answer", f"{asked['id']}=1")
    statuses = [one["status"] for one in sorted(group.ok("actions", "--json").json, key=lambda one: one["given_on"])]
    assert statuses == [*["not_followed_up"] * 2, "open", "open", "open"]  # the last one is of the meeting of 2010
    assert [one["status"] for one in group.ok("decisions", "--json").json].count("not_tracked") == 2
    assert group.ok("report", "followup", "--from", "2005-01-01", "--format", "md").out.count("A-2006") == 0
    (tmp_path / "more.md").write_text(MINUTES.format(day="7 March 2005", count=9), encoding="utf-8")
    told = group.ok("import", str(tmp_path / "more.md"), "--json").json
    assert not [doubt for row in told["rows"] for doubt in row["doubts"] if doubt["kind"] == "history"]
    oldest = min(group.ok("actions", "--json").json, key=lambda one: one["given_on"])
    assert oldest["status"] == "not_followed_up"


def test_unless_somebody_says_so_everything_is_followed_up(group: Commands, tmp_path: Path) -> None:
    group.ok("import", str(_papers(tmp_path / "papers")))
    assert {one["status"] for one in group.ok("actions", "--json").json} == {"open"}
