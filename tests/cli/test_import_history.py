"""The papers of years ago: kept, searched and printed, and followed up only where somebody takes something up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
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


NEW = MINUTES.replace("Decision: to train {count} officers", "Decision: to print {count} leaflets")
REPORTS = ("followup", "decisions", "attendance", "programme", "presence", "ageing", "calendar", "work_plan", "annual")
PAPERS = ("action-points", "agenda", "chair-copy", "action-list", "organization")


def _told(run: Commands, audience: str) -> Iterator[tuple[str, str]]:
    """All that reminds of something, counts or lists what is to be done."""
    period = ("--from", "2005-01-01", "--until", "2010-12-31", "--audience", audience, "--format", "md", "--to", "-")
    for name in REPORTS:
        yield f"report {name}", run("report", name, *period).out
    for name in PAPERS:
        what = ("MoJ",) if name == "organization" else ("M-2010-03-12",) if name != "action-list" else ()
        form = "html" if name == "organization" else "md"
        yield f"export {name}", run("export", name, *what, "--audience", audience, "--format", form, "--to", "-").out
    for words in (("actions", "--open"), ("actions", "--overdue"), ("actions", "is:overdue"), ("decisions", "--open")):
        yield " ".join(words), run(*words, "--audience", audience).out
    for line in ("prepare --dry-run", "check", "members", "tasks"):
        ran = run(*line.split())
        yield line, f"{ran.out}{ran.err}"


@pytest.mark.parametrize("audience", ["members", "secretariat"])
def test_history_is_in_no_count_list_or_reminder(run: Commands, tmp_path: Path, audience: str) -> None:
    """Whatever is told is the same where the old papers promise and decide, and where they only note it."""
    told: list[dict[str, str]] = []
    for old in (MINUTES, MINUTES.replace("Decision: ", "Noted: ").replace("Action: IOM to write", "Noted: IOM wrote")):
        folder = tmp_path / str(len(told))
        papers = folder / "papers"
        papers.mkdir(parents=True)
        for count, day in enumerate(DAYS):
            text = (old if count < 2 else NEW).format(day=day, count=count)
            (papers / f"{count}.md").write_text(text, encoding="utf-8")
        run.ok("new", str(folder / "group.json"), "--name", "Test Group")
        found = run.ok("import", str(papers), "--dry-run", "--json").json
        (asked,) = (doubt["id"] for row in found["rows"] for doubt in row["doubts"] if doubt["kind"] == "history")
        run.ok("import", str(papers), "--answer", f"{asked}=1")
        run.ok("add", "meeting", "Third meeting", "--date", "2010-03-12")
        told.append(dict(_told(run, audience)))
    for name, text in told[0].items():
        assert text.replace("A-2008-001", "A") == told[1][name].replace("A-2008-001", "A"), name
    assert sum(map(bool, told[0].values())) > len(REPORTS), "something is told"
