"""The first evening: a folder of papers as a secretariat has it, brought in by one command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.app import import_files

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.cli.conftest import Commands

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
