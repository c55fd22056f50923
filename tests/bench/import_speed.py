"""How long `ictwg import` takes for three corpora of real minutes, beside markdown-it-py parsing the same files.

    python -m tests.bench.import_speed [--runs 20] [--corpus FOLDER] [--no-write]
    python -m tests.bench.import_speed --growth [--no-write]
    python -m tests.bench.import_speed --typos [--no-write]
    python -m tests.bench.import_speed --word [--no-write]

The command is the shipped one, in a process of its own, into a new store: reading, matching, the journal and the
shared file are in its figure, and so is starting Python. The yardstick is `MarkdownIt("commonmark")` with tables and
strike-through, in a process of its own too; of it only the parsing itself is counted. Both are run in turn. Limit:
4 x, CPU time (user and system).

`--typos` reads a list of actions and one of participants into a group of 200 organizations, as a dry run: with what is
on record, with 500 words that are not, and with another such word in each row.

`--word` imports 10 and 100 Word files of the same minutes, each with a draft: the whole command, and how long an answer
takes when all has been read.

`--growth` imports 25, 250 and 2,500 made-up files: of ten times as many files at most twelve times the time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

assert sys.platform != "win32"  # it does not tell what a process has used

import resource  # noqa: E402 - not to be read on Windows

from tests.bench.import_score import CORPUS  # noqa: E402 - after it

RESULTS = Path(__file__).parent / "results" / "import_speed.md"
FOLDERS = ("ambassador-groups", "aswf-tac", "openjs-cpc")
LIMIT = 4.0
GROWTH_RESULTS = RESULTS.with_name("import_growth.md")
SIZES = (25, 250, 2_500)
GROWTH_LIMIT = 12.0
TYPOS_RESULTS = RESULTS.with_name("import_typos.md")
WORD_RESULTS = RESULTS.with_name("import_word.md")
WORD_SIZES = (10, 100)
WORD_LIMIT = 60.0
"""Seconds, for the most files."""
ROWS = 20_000
TYPOS = {"on record": 0, "500 words that are not": 500, "another word in each row": ROWS}
TYPOS_LIMIT = 15.0
"""Seconds."""
YARDSTICK = """
import json, sys, time
from pathlib import Path
from markdown_it import MarkdownIt
texts = [path.read_text("utf-8") for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.md"))]
parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
wall, cpu = time.perf_counter(), time.process_time()
for text in texts:
    parser.parse(text)
print(json.dumps([time.process_time() - cpu, time.perf_counter() - wall, len(texts)]))
"""


class Spent(NamedTuple):
    cpu: float
    wall: float
    """Both in seconds."""


def variables(home: Path) -> dict[str, str]:
    """Bytecode is written and read, as for everybody."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "ICTWG_HOME": str(home)}


def imported(folders: Sequence[str], program: str) -> tuple[Spent, dict[str, int]]:
    """One import into a new store, and how many of its rows were new."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        environment, file = variables(home / "home"), str(home / "group.json")
        subprocess.run([program, "new", file, "--name", "Corpus"], env=environment, check=True, capture_output=True)
        said, spent = _timed([program, "--file", file, "import", *folders, "--json"], environment)
    told = json.loads(said)
    return spent, {name: told[name] for name in ("new", "doubtful", "skipped")}


def _timed(command: Sequence[str], environment: Mapping[str, str]) -> tuple[bytes, Spent]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    said = subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return said, Spent(cpu, wall)


def parsed(folders: Sequence[str]) -> tuple[Spent, int]:
    """markdown-it-py over the same files, and how many they are."""
    command = [sys.executable, "-c", YARDSTICK, *folders]
    said = subprocess.run(command, env=variables(Path()), check=True, capture_output=True).stdout
    cpu, wall, files = json.loads(said)
    return Spent(cpu, wall), files


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--runs", type=int, default=20)
    given.add_argument("--corpus", type=Path, default=CORPUS)
    given.add_argument("--growth", action="store_true")
    given.add_argument("--typos", action="store_true")
    given.add_argument("--word", action="store_true")
    given.add_argument("--no-write", action="store_true")
    args = given.parse_args()
    if args.typos or args.growth or args.word:
        place = TYPOS_RESULTS if args.typos else GROWTH_RESULTS if args.growth else WORD_RESULTS
        text, reached = typed() if args.typos else grown() if args.growth else of_word()
    else:
        place = RESULTS
        text, reached = beside_parsing(args.corpus, args.runs)
    print(text)
    if not args.no_write:
        place.write_text(text + "\n", encoding="utf-8")
    return 0 if reached else 1


def beside_parsing(corpus: Path, runs: int) -> tuple[str, bool]:
    folders = [str(corpus / name) for name in FOLDERS]
    program = str(Path(sys.executable).with_name("ictwg"))
    ours, theirs = [], []
    for _ in range(runs):
        spent, rows = imported(folders, program)
        ours.append(spent)
        alone, files = parsed(folders)
        theirs.append(alone)
    told = ", ".join(f"{count} {name}" for name, count in rows.items())
    return report(ours, theirs, f"{files} files; rows of the report: {told}")


def write_minutes(folder: Path, count: int) -> None:
    """So many minutes of one group, a day after the other: eight people, three items, six entries each."""
    for number in range(count):
        day = date(2015, 1, 1) + timedelta(days=number)
        people = "\n".join(f"- Ana {chr(65 + (number + n) % 26)}. Lee{n}, Office {n}" for n in range(8))
        items = "\n\n".join(
            f"## {n}. Subject {number}-{n}\n\nIt was discussed at length.\n\n"
            f"- Action: Office {n} to write paper {number}-{n} by {day + timedelta(days=14)}\n"
            f"- Decision: paper {n}-{number} is accepted"
            for n in range(1, 4)
        )
        text = f"# Water group, {day}\n\n## Present\n\n{people}\n\n{items}\n"
        (folder / f"{day}.md").write_text(text, encoding="utf-8")


def grown() -> tuple[str, bool]:
    program = str(Path(sys.executable).with_name("ictwg"))
    spent = []
    for size in SIZES:
        with TemporaryDirectory() as folder:
            write_minutes(Path(folder), size)
            spent.append(imported([folder], program)[0])
    times = [after.cpu / before.cpu for before, after in pairwise(spent)]
    lines = [
        "# Ten times as many files",
        "",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, `python -m tests.bench.import_speed --growth`.",
        "",
        "| files | CPU s | of the line above |",
        "|---:|---:|---:|",
        *(
            f"| {size:,} | {one.cpu:.2f} | {more} |"
            for size, one, more in zip(SIZES, spent, ["", *(f"{ratio:.1f} ×" for ratio in times)], strict=True)
        ),
        "",
        f"Limit {GROWTH_LIMIT:g} ×: **{'kept' if max(times) <= GROWTH_LIMIT else 'NOT KEPT'}**.",
    ]
    return "\n".join(lines), max(times) <= GROWTH_LIMIT


def write_word(folder: Path, count: int) -> None:
    """So many Word files: of each meeting the minutes and a draft, with the roll as a table."""
    from docx import Document

    for number in range(count):
        day, document = date(2015, 1, 1) + timedelta(days=7 * (number // 2)), Document()
        document.add_heading("Water group", 0)
        document.add_paragraph(f"Minutes of the meeting of {day:%d %B %Y}")
        document.add_heading("Attendance", 1)
        roll = document.add_table(rows=0, cols=3)
        for row in (
            ("Name", "Organization", "Status"),
            *((f"Ana Lee{n}", f"Office {n}", "Present") for n in range(12)),
        ):
            for cell, text in zip(roll.add_row().cells, row, strict=True):
                cell.text = text
        for n in range(1, 9):
            document.add_heading(f"{n}. Subject {number // 2}-{n}", 1)
            for _ in range(4):
                document.add_paragraph(
                    "It was discussed at length, and members asked for more figures of the districts."
                )
            document.add_paragraph(f"Decision: paper {n}-{number} is accepted")
            document.add_paragraph(f"Action: Office {n} to write paper {number // 2}-{n} by {day:%d %B %Y}")
        document.save(str(folder / f"{day} {'draft' if number % 2 else 'final'}.docx"))


def of_word() -> tuple[str, bool]:
    program = str(Path(sys.executable).with_name("ictwg"))
    spent, answered = [], []
    for size in WORD_SIZES:
        with TemporaryDirectory() as folder:
            write_word(Path(folder), size)
            spent.append(imported([folder], program)[0])
            answered.append(_answer(folder))
    ratio = spent[-1].cpu / spent[0].cpu
    reached = spent[-1].wall < WORD_LIMIT and ratio <= GROWTH_LIMIT
    lines = [
        "# A folder of Word files",
        "",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, `python -m tests.bench.import_speed --word`.",
        "",
        "| files | CPU s | wall s | an answer, wall s |",
        "|---:|---:|---:|---:|",
        *(
            f"| {size} | {one.cpu:.1f} | {one.wall:.1f} | {again:.1f} |"
            for size, one, again in zip(WORD_SIZES, spent, answered, strict=True)
        ),
        "",
        f"Ten times the files: {ratio:.1f} × CPU; limits {WORD_LIMIT:g} s and {GROWTH_LIMIT:g} ×.",
        f"**{'Kept' if reached else 'NOT KEPT'}**.",
    ]
    return "\n".join(lines), reached


def _answer(folder: str) -> float:
    """How long it takes to read a folder again that has been read, as after each answer on the screen."""
    from tests.ui.followup_group import group

    from ictwg.app.import_files import KeptFiles, found_files, make_plan

    with TemporaryDirectory() as home:
        session, kept = group(Path(home)), KeptFiles()
        for _ in range(2):
            began = time.perf_counter()
            make_plan(session, found_files(folder), "", lambda *_, **__: None, {}, kept)
        session.store.close()
    return time.perf_counter() - began


def write_list(place: Path, kind: str, words: int) -> None:
    """A list whose organizations, words of closed lists and districts are on record, or so many others."""
    heads = {"action": "Text,Responsible,Due,Status", "participant": "Name,Organization,District,Status"}
    lines = [heads[kind]]
    for number in range(ROWS):
        wrong = f"x{number % words}" if words else ""
        body = f"Office of Subject {number % 200}{wrong}"
        if kind == "action":
            lines.append(f"Write paper {number},{body},2010-05-0{1 + number % 9},{f'open{wrong}' if wrong else 'open'}")
        else:
            lines.append(f"Ana {number} Example,{body},Dili{wrong},{f'attended{wrong}' if wrong else 'attended'}")
    place.write_text("\n".join(lines) + "\n", encoding="utf-8")


def typed() -> tuple[str, bool]:
    program, spent = str(Path(sys.executable).with_name("ictwg")), {}
    with TemporaryDirectory() as folder:
        home = Path(folder)
        environment, begin = variables(home / "home"), [program, "--file", str(home / "group.json")]
        members, rows = home / "members.csv", home / "rows.csv"
        bodies = "".join(f"Office of Subject {n},OS{n},Person {n} Example\n" for n in range(200))
        members.write_text(f"Organization,Acronym,Name\n{bodies}", encoding="utf-8")
        new = [program, "new", str(home / "group.json"), "--name", "Typos"]
        course = [*begin, "add", "training", "--title", "Course"]
        for command in (new, [*begin, "import", str(members)], course):
            subprocess.run(command, env=environment, check=True, capture_output=True)
        for kind, of in (("action", ()), ("participant", ("--of", "Course"))):
            for name, words in TYPOS.items():
                write_list(rows, kind, words)
                command = [*begin, "import", str(rows), "--kind", kind, *of, "--dry-run", "--json"]
                spent[f"{kind}s: {name}"] = _timed(command, environment)[1]
    lines = [
        f"# A list of {ROWS:,} rows with words that are not on record",
        "",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, `python -m tests.bench.import_speed --typos`.",
        "A group of 200 organizations; a dry run.",
        "",
        "| list | CPU s | wall s |",
        "|---|---:|---:|",
        *(f"| {name} | {one.cpu:.1f} | {one.wall:.1f} |" for name, one in spent.items()),
    ]
    slowest = max(one.cpu for one in spent.values())
    lines += ["", f"Limit {TYPOS_LIMIT:g} s CPU: **{'kept' if slowest <= TYPOS_LIMIT else 'NOT KEPT'}**."]
    return "\n".join(lines), slowest <= TYPOS_LIMIT


def report(ours: list[Spent], theirs: list[Spent], what: str) -> tuple[str, bool]:
    ratio = median(own.cpu for own in ours) / median(other.cpu for other in theirs)
    each = sorted(own.cpu / other.cpu for own, other in zip(ours, theirs, strict=True))
    high = quantiles(each, n=20)[-1] if len(each) > 1 else each[0]
    walls = median(own.wall for own in ours) / median(other.wall for other in theirs)
    said = "kept" if ratio <= LIMIT else "NOT KEPT"
    lines = [
        "# Bringing in three corpora of real minutes, beside parsing them",
        "",
        _when(len(ours), what),
        "",
        "| | CPU s (median) | wall s (median) |",
        "|---|---:|---:|",
        f"| `ictwg import` of all files into a new store, the whole process | {_cpu(ours)} | {_wall(ours)} |",
        f"| markdown-it-py, the parsing alone | {_cpu(theirs)} | {_wall(theirs)} |",
        "",
        f"Limit {LIMIT:g} × CPU: **{ratio:.2f} ×** ({said}).",
        "",
        f"95th percentile of the pairs: {high:.2f} × CPU. Median of the wall clock: {walls:.2f} ×.",
    ]
    return "\n".join(lines), ratio <= LIMIT


def _when(runs: int, what: str) -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, `python -m tests.bench.import_speed`, {runs} runs; {what}."


def _cpu(spent: list[Spent]) -> str:
    return f"{median(one.cpu for one in spent):.2f}"


def _wall(spent: list[Spent]) -> str:
    return f"{median(one.wall for one in spent):.2f}"


if __name__ == "__main__":
    sys.exit(main())
