"""The first evening: a folder of papers as a secretariat has it, brought in by one command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.app import import_files
from ictwg.sources.reading import SourceReader

MINUTES = """# Board, {day}

Present: Ana Dias (MoJ), Rui Sá (IOM)

## Training

Decision: to train {count} officers

Action: IOM to write to the police by {day}
"""


def test_an_answer_reads_no_file_again(group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers, read, before = tmp_path / "papers", list[str](), import_files._content

    def content(file: Path, reader: SourceReader) -> object:
        read.append(file.name)
        return before(file, reader)

    monkeypatch.setattr(import_files, "_content", content)
    papers.mkdir()
    for count, day in enumerate(("3 May 2006", "4 June 2007", "5 July 2008")):
        (papers / f"{count}.md").write_text(MINUTES.format(day=day, count=count), encoding="utf-8")
    told = group.ok("import", str(papers), "--dry-run", "--json").json
    (asked,) = (doubt["id"] for row in told["rows"] for doubt in row["doubts"] if doubt["kind"] == "history")
    assert read == ["0.md", "1.md", "2.md"]
    read.clear()
    group.ok("import", str(papers), "--answer", f"{asked}=1", "--yes")
    assert read == ["0.md", "1.md", "2.md"], "the answer was applied to what had been read"


def _folder(tmp_path: Path, days: int) -> str:
    """For each day a draft, the final text and an agenda; and a list of members."""
    papers = tmp_path / "papers"
    for at in range(days):
        day = f"{at + 1} May 20{at + 10:02}"
        folder = papers / f"Meeting {day}"
        folder.mkdir(parents=True)
        text = MINUTES.format(day=day, count=at)
        (folder / "minutes final.md").write_text(text, encoding="utf-8")
        (folder / "minutes draft.md").write_text(text.replace("officers", "people"), encoding="utf-8")
        (folder / "agenda.md").write_text(f"# Agenda of the board\n\nDate: {day}\n\n1. Training\n", encoding="utf-8")
    return str(papers)


def test_a_folder_asks_one_question_of_a_kind_and_nothing_twice(run: Commands, tmp_path: Path) -> None:
    run.ok("new", "group.json", "--name", "Test Group")
    papers = _folder(tmp_path, 9)
    told = run.ok("import", papers, "--dry-run")
    asked = ("which_text (9)", "history (1)", "paper (9)", "unknown_organization_new (2)")
    assert [line.split(":")[0].strip() for line in told.out.splitlines() if "): " in line][-len(asked) :] == [*asked]
    assert run("import", papers, "--answer", "paper=typed").code != 0
    answers = ("--answer", "which_text=proposed", "--answer", "paper=annex")
    run.ok("import", papers, *answers, "--answer", "history=1")
    left = run.ok("import", papers, "--json").json
    assert (left["unsure"], left["new"], left["updated"]) == (2, 0, 0), "what the two organizations are"
    run.ok("import", papers, "--answer", "unknown_organization_new=proposed")
    meetings = [one for one in run.ok("meetings", "--json").json if one["date"] < "2010-03" or one["date"] > "2010-04"]
    assert len(meetings) == 9
    again = run.ok("import", papers, "--json").json
    assert (again["unsure"], again["new"], again["updated"]) == (0, 0, 0)


def test_what_waits_is_listed_on_this_computer_and_an_answer_settles_it(group: Commands, tmp_path: Path) -> None:
    papers = _folder(tmp_path, 2)
    group.ok("import", papers, "--answer", "which_text=proposed")
    (kept,) = (tmp_path / "home").rglob("import.json")
    assert list(json.loads(kept.read_text())["open"].values()) == [3], "the agendas wait, and an organization"
    assert not re.search("board|minutes |final|agenda", kept.read_text()), "no word of any paper is in it"
    group.ok("import", papers, "--answer", "paper=annex", "--answer", "unknown_organization_new=proposed")
    assert json.loads(kept.read_text())["open"] == {}
