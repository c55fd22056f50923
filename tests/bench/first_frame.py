"""From the command to the first useful frame, through a real terminal, beside `import textual.app` and other programs;
and how much memory the program has once it has read ahead all that it keeps.

    python -m tests.bench.first_frame [--records 1000,10000,100000] [--runs 20] [--beside BIN] [--folder FOLDER]
        [--no-write]

`--beside` is the `bin` of an environment with dooit and kanban-tui, which are opened empty. All are run in turn, so
that a busy moment of the machine falls on each of them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

from ictwg.locales import t

assert sys.platform != "win32"  # there are no pseudo-terminals to measure through

from tests.bench.big_group import make  # noqa: E402 - not to be read on Windows
from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

RESULTS = Path(__file__).parent / "results" / "first_frame.md"
ROOT = Path(__file__).parents[2]
LIMITS = {1000: 1.2, 10000: 1.2}
MEMORY = {10000: 150, 100000: 450}
"""Megabytes, of groups of so many records."""
IMPORT = "import textual.app"
OTHERS = {"dooit": (["dooit"], "Workspace"), "kanban-tui": (["kanban-tui"], "Boards")}


class Figure(NamedTuple):
    what: str
    times: list[float]
    limit: str = ""


def environment(home: Path) -> dict[str, str]:
    """Bytecode is written and read, as for everybody."""
    homes = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    return {"PYTHONDONTWRITEBYTECODE": "", "NO_COLOR": "", "ICTWG_HOME": str(home), "HOME": str(home), **homes}


def imported() -> float:
    """Python, started and ended, with nothing but `textual.app` imported."""
    start = time.perf_counter()
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", IMPORT], check=True, env=variables)
    return time.perf_counter() - start


def framed(command: Sequence[str], words: str, variables: Mapping[str, str]) -> float:
    """Until the words stand on the screen; the moment in which the terminal gets its size is not counted."""
    start = time.perf_counter() + 0.02
    with Terminal(command, environment=variables) as terminal:
        deadline = start + 60
        needle, seen = words.encode(), b""
        while needle not in seen:
            seen += terminal.read(0.05)
            if time.perf_counter() > deadline or (terminal.ended and not seen):
                raise SystemExit(f"{command[0]} never showed {words!r}:\n{terminal.text}")
        return time.perf_counter() - start


def command_on(records: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    """The program on a group of so many records, of whom somebody looked at it before; and its environment."""
    group = folder / f"group-{records}"
    if not (group / "group.json").exists():
        group.mkdir(parents=True, exist_ok=True)
        make(group, records)
    command = [sys.executable, "-m", "ictwg", "--file", str(group / "group.json"), "--no-share"]
    return command, environment(group / "home")


def own(records: int, folder: Path) -> Callable[[], float]:
    command, variables = command_on(records, folder)
    return lambda: framed(command, t("records.meeting.next_meeting"), variables)


def memory_of(records: int, folder: Path) -> tuple[int, int]:
    """Megabytes that it has once nothing is left to read ahead, and the most that it had on the way."""
    command, variables = command_on(records, folder)
    with Terminal(command, environment=variables) as terminal:
        terminal.wait_for(t("records.meeting.next_meeting"), timeout=60)
        before = -1.0
        while terminal.processor() - before > AT_REST:
            before = terminal.processor()
            terminal.settle(5)
        return terminal.memory()


AT_REST = 100
"""Milliseconds of the processor in five seconds: the clock, and a look at the shared file."""


def measured(records: Sequence[int], runs: int, folder: Path, beside: Path | None) -> list[Figure]:
    starts: dict[str, Callable[[], float]] = {IMPORT: imported}
    starts |= {f"ictwg, {count:,} records": own(count, folder) for count in records}
    with TemporaryDirectory() as home:
        for name, (command, words) in OTHERS.items() if beside else ():
            path = [str(Path(beside or "", command[0])), *command[1:]]
            starts[name] = lambda path=path, words=words: framed(path, words, environment(Path(home)))  # type: ignore[misc]
        times: dict[str, list[float]] = {name: [] for name in starts}
        for run in range(runs + 1):
            for name, start in starts.items():
                taken = start()
                if run:  # the first one fills the caches
                    times[name].append(taken)
    return [Figure(name, taken, _limit(name)) for name, taken in times.items()]


def _limit(name: str) -> str:
    return next((f"{limit:.2f}" for count, limit in LIMITS.items() if f" {count:,} " in name), "")


def table(figures: Sequence[Figure], held: Mapping[int, tuple[int, int]], command: str) -> str:
    base = median(figures[0].times)
    versions = f"Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
    lines = [
        "# From the command to the first useful frame",
        "",
        f"{datetime.now().astimezone():%Y-%m-%d}, `{command}`, {len(figures[0].times)} runs in turn, {versions}.",
        "",
        "| what | median ms | p95 ms | × `import textual.app` | limit |",
        "|---|---:|---:|---:|---:|",
    ]
    for what, times, limit in figures:
        p95 = quantiles(times, n=20)[-1]
        lines.append(
            f"| {what} | {median(times) * 1000:.0f} | {p95 * 1000:.0f} | {median(times) / base:.2f} | {limit} |"
        )
    lines += ["", "| records | MB at rest | at most | limit |", "|---:|---:|---:|---:|"]
    lines += [f"| {count:,} | {rests} | {most} | {MEMORY.get(count, '')} |" for count, (rests, most) in held.items()]
    return "\n".join((*lines, ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", default="1000,10000,100000")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "ictwg-bench")
    parser.add_argument("--no-write", action="store_true", help="only print")
    options = parser.parse_args()
    records = [int(count) for count in options.records.split(",")]
    figures = measured(records, options.runs, options.folder, options.beside)
    held = {count: memory_of(count, options.folder) for count in records}
    text = table(figures, held, "python -m tests.bench.first_frame" + (" --beside BIN" if options.beside else ""))
    print(text)
    if not options.no_write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
