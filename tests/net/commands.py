"""What ten commands put out on the example: those that lay out what no other test reads as a whole.

A transcript for each: `$` the command, its standard output, `!` before a line of standard error, `=` the exit code.
Messages stand as their ids; what is printed for others, and JSON and CSV, as they are.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.bad_values import EXAMPLE, Bad

LOOKS = (
    "list",
    "show A-2009-001",
    "show M-DS-2010-02",
    "history --limit 8",
    "agenda M-2010-03-12",
    "search draft",
    "prepare --dry-run",
    "report followup",
    "check",
    "conflicts",
)

MASKS = (
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?"), "STAMP"),
    (re.compile(r"(?<=at=)\d{4}-\d\d-\d\d \d\d:\d\d\b"), "STAMP"),
    (re.compile(r"\b[0-9a-hjkmnp-tv-z]{26}\b", re.IGNORECASE), "ID"),
)


def of_the_example(folder: Path) -> str:
    bad = Bad(folder, EXAMPLE.read_bytes())
    return "\n".join(_masked(line, folder) for command in LOOKS for line in _ran(bad, command)) + "\n"


def _ran(bad: Bad, command: str) -> Iterator[str]:
    ran = bad.run("old", *shlex.split(command))
    yield f"$ ictwg {command}"
    yield from ran.out.splitlines()
    yield from (f"! {line}" for line in ran.err.splitlines())
    yield f"= {ran.code}\n"


def _masked(line: str, folder: Path) -> str:
    line = line.replace(str(folder), "FOLDER").rstrip()
    for mask, instead in MASKS:
        line = mask.sub(instead, line)
    return line
