"""Ten thousand broken files of each format: one clear sentence each, in time, and no file left anywhere.

    python -m tests.bench.broken_files [--count 10000] [--first 0] [--only docx,pdf] [--no-write]

Each is made of a small sound one, with numbers, tags and pieces changed at random (`tests/sources/broken.py`), read in
the child process as an import does, and its lines as minutes; texts also as lists. A finding is an exception, an answer
that no message of the program tells, signs that a terminal obeys, a file that takes longer than five seconds, and a
file that is left in the folder for temporary ones. Writes results/broken_files.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from tests.sources.broken import SAMPLES, TEXTS, broken, wrong_after

from ictwg.sources.reading import SourceReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RESULTS = Path(__file__).parent / "results" / "broken_files.md"
MOST = 10
HEADINGS = ("Format", "Files", "Findings", "Seconds", "Slowest, ms")


class Told(NamedTuple):
    row: tuple[str, ...]
    findings: list[str]


def tried(suffix: str, numbers: range, folder: Path) -> Told:
    """All files of a format, in one child as long as it lives."""
    path, findings, slowest = folder / f"a{suffix}", [], 0.0
    begun = perf_counter()
    with SourceReader() as reader:
        for number in numbers:
            path.write_bytes(broken(suffix, number))
            at = perf_counter()
            findings += [f"{suffix} {number}: {wrong}" for wrong in _wrong(reader, path)]
            took = perf_counter() - at
            slowest = max(slowest, took)
    path.unlink()
    findings += [f"{suffix} left {one}" for one in folder.rglob("*")]
    seconds = perf_counter() - begun
    row = (suffix, f"{len(numbers):,}", str(len(findings)), f"{seconds:.0f}", f"{slowest * 1000:.0f}")
    return Told(row, findings)


def _wrong(reader: SourceReader, path: Path) -> Iterator[str]:
    try:
        yield from wrong_after(reader, path)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        yield f"{type(error).__name__}: {error}"


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--no-write", action="store_true")
    args = parser.parse_args(argv)
    wanted = [f".{one}" for one in args.only.split(",") if one] or [*SAMPLES, *TEXTS]
    with tempfile.TemporaryDirectory() as place:
        os.environ["TMPDIR"] = tempfile.tempdir = place
        told = []
        for suffix in wanted:
            told.append(tried(suffix, range(args.first, args.first + args.count), Path(place)))
            print("  ".join(told[-1].row), *told[-1].findings[:MOST], sep="\n    ", flush=True)
    rows = [HEADINGS, ("---", *["---:"] * (len(HEADINGS) - 1)), *(one.row for one in told)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    findings = "\n".join(f"* {finding[:200]}" for one in told for finding in one.findings[:MOST]) or "No findings."
    now, python = datetime.now(UTC), platform.python_version()
    command = f"`python -m tests.bench.broken_files --count {args.count}`"
    if not args.no_write:
        head = f"# Broken files\n\n{now:%Y-%m-%d %H:%M}, {command}, Python {python}, {os.cpu_count()} cores."
        RESULTS.write_text(f"{head}\n\n{table}\n\n{findings}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
