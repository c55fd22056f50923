"""How long a command takes beside an empty Python, taskwarrior and todoman, in interleaved runs.

    python -m tests.bench.commands [--runs 20] [--records 10000] [--no-write]

Limits (STORE.md §9): a listing of 20 of 10,000 records at most 0.75 x taskwarrior's `list limit:20` and 0.15
x todoman's; adding without sharing at most 2.5 x taskwarrior's `add`. Programs that are not installed are left
out (todoman is `todo` where pip installed it and `todoman` in Debian; it knows no limit and lists all). A command that
fails or prints less than it should ends the bench.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.big_group import make

RESULTS = Path(__file__).parent / "results" / "commands.md"


class Contender(NamedTuple):
    """A command, and how many lines it must print at least to count as having done its work."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    lines: int = 0


class Limit(NamedTuple):
    """`name` may take so many times what `beside` takes."""

    name: str
    beside: str
    ratio: float


SHOWN = 20
LISTINGS = ("actions --open --owner --limit 20", "actions --open --limit 20", "actions --limit 20")
LIMITS = (
    *(Limit(listing, "task list limit:20", 0.75) for listing in LISTINGS),
    *(Limit(listing, "todoman list", 0.15) for listing in LISTINGS),
    Limit("add --no-share", "task add", 2.5),
)


def contenders(folder: Path, records: int) -> list[Contender]:
    """Everything that is measured, on the same number of records."""
    path = make(folder / "group", records)
    ours = {"ICTWG_HOME": str(path.parent / "home"), "ICTWG_FILE": str(path)}
    program = str(Path(sys.executable).with_name("ictwg"))
    found = [
        Contender("python -c pass", (sys.executable, "-c", "pass"), {}),
        Contender(LISTINGS[0], (program, "actions", "--open", "--owner", "ORG3", "--limit", str(SHOWN)), ours, SHOWN),
        Contender(LISTINGS[1], (program, "actions", "--open", "--limit", str(SHOWN)), ours, SHOWN),
        Contender(LISTINGS[2], (program, "actions", "--limit", str(SHOWN)), ours, SHOWN),
        Contender("add --no-share", (program, "add", "action", "One more", "--no-share"), ours, 1),
        Contender("add", (program, "add", "action", "One more"), ours, 1),
    ]
    return found + _taskwarrior(folder, records) + _todoman(folder, records)


def _taskwarrior(folder: Path, records: int) -> list[Contender]:
    if shutil.which("task") is None:
        return []
    rc = folder / "taskrc"
    rc.write_text(f"data.location={folder}\nconfirmation=off\nnews.version=99.0.0\nverbose=nothing\n", encoding="utf-8")
    environment = {"TASKRC": str(rc)}
    rows = [
        {"description": f"draft chapter {n}", "project": f"ORG{n % 20}", "status": "pending"} for n in range(records)
    ]
    given = "\n".join(map(json.dumps, rows))
    run = {"env": {**os.environ, **environment}, "input": given, "text": True, "capture_output": True}
    subprocess.run(["task", "import", "-"], check=True, **run)  # type: ignore[call-overload]  # the keywords are run's
    return [
        Contender("task list limit:20", ("task", "list", f"limit:{SHOWN}"), environment, SHOWN),
        Contender("task add", ("task", "add", "One more"), environment),
    ]


def _todoman(folder: Path, records: int) -> list[Contender]:
    program = shutil.which("todoman") or shutil.which("todo")
    if program is None:
        return []
    calendar, config = folder / "todos" / "list", folder / "todoman.py"
    calendar.mkdir(parents=True)
    config.write_text(
        f'path = "{folder}/todos/*"\ndefault_list = "list"\ncache_path = "{folder}/todoman.sqlite"\n', encoding="utf-8"
    )
    for number in range(records):
        (calendar / f"{number}.ics").write_text(TODO.format(number=number), encoding="utf-8", newline="\r\n")
    return [Contender("todoman list", (program, "-c", str(config), "list"), {}, records)]


TODO = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:bench
BEGIN:VTODO
UID:{number}
DTSTAMP:20260101T000000Z
SUMMARY:draft {number}
STATUS:NEEDS-ACTION
END:VTODO
END:VCALENDAR
"""


def timed(contender: Contender) -> float:
    """Milliseconds of one run.

    Raises:
        RuntimeError: It did not do its work.
    """
    environment = {**os.environ, **contender.environment}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(contender.command, env=environment, capture_output=True, check=False)
    spent = (time.perf_counter() - start) * 1000
    if done.returncode or done.stdout.count(b"\n") < contender.lines:
        raise RuntimeError(f"{contender.name}: {done.returncode} {done.stdout[-300:]!r} {done.stderr[-300:]!r}")
    return spent


def measured(found: list[Contender], runs: int) -> dict[str, list[float]]:
    """Milliseconds of each run, the contenders in turn, after one run each that does not count."""
    for contender in found:
        timed(contender)
    times: dict[str, list[float]] = {contender.name: [] for contender in found}
    for _ in range(runs):
        for contender in found:
            times[contender.name].append(timed(contender))
    return times


def version_of(program: str) -> str:
    if shutil.which(program) is None:
        return ""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.split()
    return f"{program} {told[-1]}" if told else program


def report(times: dict[str, list[float]], records: int, runs: int) -> str:
    now = datetime.now(UTC).date().isoformat()
    lines = [
        f"# Commands on {records} records",
        "",
        f"{now} · `python -m tests.bench.commands --records {records} --runs {runs}` · Python {sys.version.split()[0]}"
        + "".join(f" · {version}" for version in map(version_of, ("task", "todoman")) if version),
        "",
        "| command | median ms | p95 ms |",
        "|---|---|---|",
    ]
    lines += [
        f"| {name} | {median(ms):.1f} | {sorted(ms)[int(len(ms) * 0.95) - 1]:.1f} |" for name, ms in times.items()
    ]
    lines += ["", "| what | beside | ratio | limit | |", "|---|---|---|---|---|"]
    for limit in LIMITS:
        if limit.name in times and limit.beside in times:
            ratio = median(times[limit.name]) / median(times[limit.beside])
            verdict = "within" if ratio <= limit.ratio else "over"
            lines.append(f"| {limit.name} | {limit.beside} | {ratio:.2f} | {limit.ratio} | {verdict} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--no-write", action="store_true", help="print the table, keep the one that stands")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = measured(contenders(Path(folder), args.records), args.runs)
    told = report(times, args.records, args.runs)
    print(told)
    if not args.no_write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
