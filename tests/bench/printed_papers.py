"""Compares what is read of papers with what is read of them printed as PDF by LibreOffice.

    python -m tests.bench.printed_papers [-v] [--untagged] [FILE ...]

A record is a person with state, an action with its owners and day, or a decision. The ratio is twice the records that
both have, of the records of both. Without files: the papers of the field (its markdown first becomes Word by pandoc,
where that is installed), those in the manner of ministries, as text and as Word, and our own minutes. `-v` tells what
differs: `-` stands in the paper alone, `+` in its PDF alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile, which
from tempfile import TemporaryDirectory

from tests.bench.import_score import key
from tests.example_group import TODAY, example_group

from ictwg.app.catalogue import PAPERS
from ictwg.domain.values import Audience, EntryType
from ictwg.exports.meeting_papers import exportable
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.forms import WORD
from ictwg.sources.formats import READERS
from ictwg.sources.formats import read as read_document
from ictwg.sources.lines import lines_of

TESTS = Path(__file__).parents[1]
FIELD = TESTS.parents[1] / "shared" / "corpus" / "field" / "papers"
MINISTRY = TESTS / "imports" / "ministry"
MOST = 12
"""Minutes of our own."""

Found = Counter[tuple[str, ...]]


def records_of(path: Path) -> Found:
    """What is read of one file."""
    if path.suffix in READERS:
        lines = lines_of(read_document(path.name, path.read_bytes()).blocks)
        read = read_minutes("\n".join(line.text for line in lines), path.name, {}, [line.place for line in lines])
    else:
        read = read_minutes(path.read_text("utf-8"), path.name)
    return Counter(one for meeting in read.meetings for one in _records(meeting))


def alike(wanted: Found, found: Found) -> float:
    """The ratio; 1 where both have nothing."""
    whole = wanted.total() + found.total()
    return 2 * (wanted & found).total() / whole if whole else 1.0


def _records(meeting: ReadMeeting) -> Iterator[tuple[str, ...]]:
    yield "meeting", str(meeting.date), meeting.start, meeting.end, key(meeting.chair), str(meeting.next_meeting)
    for one in meeting.attendees:
        yield "person", key(one.name), key(one.organization), one.state
    for entry in meeting.entries():
        if entry.type is EntryType.ACTION:
            yield "action", key(entry.text), *sorted(map(key, entry.owners)), str(entry.due)
        elif entry.type is EntryType.DECISION:
            yield "decision", key(entry.text)


UNTAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'


def printed(papers: list[Path], folder: Path, form: str) -> dict[Path, Path]:
    """Each paper with its PDF, in one call for the texts and one for the others."""
    of = {paper: folder / f"{at}{paper.suffix}" for at, paper in enumerate(papers)}
    for paper, copy in of.items():
        copyfile(paper, copy)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for is_text, more in ((True, ["--infilter=Text (encoded):UTF8"]), (False, [])):
        files = [str(copy) for copy in of.values() if (copy.suffix == ".txt") is is_text]
        command = ["soffice", profile, "--headless", *more, "--convert-to", form, "--outdir", str(folder), *files]
        if files:
            subprocess.run(command, check=True, capture_output=True)
    return {paper: copy.with_suffix(".pdf") for paper, copy in of.items()}


def usual_papers(folder: Path) -> Iterator[Path]:
    """See above."""
    yield from sorted(FIELD.glob("*.txt"))
    for file in sorted(FIELD.glob("*.md")) if which("pandoc") else ():
        made = folder / f"{file.stem}.docx"
        subprocess.run(["pandoc", str(file), "-o", str(made)], check=True)
        yield made
    yield from sorted(file for file in MINISTRY.iterdir() if file.suffix in {".txt", ".docx"})
    state, reader = example_group().state, Audience.SECRETARIAT
    minutes = next(paper for paper in PAPERS if paper.name == "minutes")
    for meeting in exportable(state, reader)[-MOST:]:
        for document in minutes.build(PaperRequest(state, TODAY, reader, meeting, "en", tabular=False)):
            own = folder / f"our-{meeting.id}.docx"
            own.write_bytes(WORD.write(document))
            yield own


def main(arguments: list[str]) -> None:
    """Prints the ratio of each paper and of all."""
    told, form = "-v" in arguments, UNTAGGED if "--untagged" in arguments else "pdf"
    both, of_both = 0.0, 0
    with TemporaryDirectory() as place:
        folder = Path(place)
        papers = [Path(one) for one in arguments if not one.startswith("-")] or [*usual_papers(folder)]
        for paper, pdf in printed(papers, folder, form).items():
            wanted, found = records_of(paper), records_of(pdf)
            whole = wanted.total() + found.total()
            both, of_both = both + alike(wanted, found) * whole, of_both + whole
            print(f"{alike(wanted, found):.2f}  {wanted.total():4}  {found.total():4}  {paper.name}")
            for sign, more in (("-", wanted - found), ("+", found - wanted)) if told else ():
                for one in sorted(more.elements()):
                    print(f"    {sign} {' | '.join(one)}")
    print(f"{both / of_both if of_both else 1:.3f}  of all")


if __name__ == "__main__":
    main(sys.argv[1:])
