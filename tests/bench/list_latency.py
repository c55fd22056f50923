"""How fluid the list is, through a real terminal: from the key to the last byte of what it changes.

    python tests/bench/list_latency.py [--rows 1000,10000,100000] [--no-write]

The limits: a cursor key 4 ms at the median at any number of rows, a page key 16 ms at the 95th percentile, a
keystroke in the filter 16 ms at 10,000 rows and 33 ms at 100,000, list and count in one frame.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

assert sys.platform != "win32"  # there are no pseudo-terminals to measure through

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.pty_driver import Terminal  # noqa: E402 - the path is set above

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "results" / "list_latency.md"
STAGE = ROOT / "tests" / "ui" / "stage_program.py"
QUERY = "draft the ref"


class Figure(NamedTuple):
    what: str
    rows: int
    samples: tuple[float, ...]
    limit: float
    at: float

    @property
    def value(self) -> float:
        """The percentile that the limit is for."""
        return percentile(self.samples, self.at)

    @property
    def row(self) -> str:
        verdict = "kept" if self.value <= self.limit else "MISSED"
        return (
            f"| {self.what} | {self.rows:,} | {median(self.samples):.1f} | {percentile(self.samples, 0.95):.1f} "
            f"| {max(self.samples):.1f} | ≤ {self.limit:g} (p{self.at * 100:.0f}) | {verdict} |"
        )


def percentile(samples: Sequence[float], at: float) -> float:
    if at == 0.5:
        return median(samples)
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * at))]


def measured(rows: int) -> list[Figure]:
    """One program with so many rows: 120 cursor keys, 60 page keys, a query typed and taken back four times."""
    environment = {"PYTHONPATH": str(ROOT), "NO_COLOR": "", "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, str(STAGE), str(rows)]
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for("A-0003", timeout=60)
        terminal.settle(1.0)
        terminal.watch(on=False)
        return [
            Figure("cursor key within the page", rows, _within(terminal), 4, 0.5),
            Figure("cursor key that scrolls", rows, _presses(terminal, "down", 60), 4, 0.5),
            Figure("page key", rows, _presses(terminal, "pagedown", 60), 16, 0.95),
            Figure("keystroke in the filter", rows, _filtered(terminal), 33 if rows > 10_000 else 16, 0.95),
        ]


def _within(terminal: Terminal) -> tuple[float, ...]:
    samples: list[float] = []
    for _ in range(4):
        samples += _presses(terminal, "down", 15)
        samples += _presses(terminal, "up", 15)
    terminal.press(*["down"] * 20)
    return tuple(samples)


def _presses(terminal: Terminal, key: str, times: int) -> tuple[float, ...]:
    return tuple(terminal.latency(key) for _ in range(times))


def _filtered(terminal: Terminal) -> tuple[float, ...]:
    terminal.press("/")
    terminal.settle(0.3)
    samples: list[float] = []
    for _ in range(4):
        samples += [terminal.latency(letter) for letter in QUERY]
        samples += [terminal.latency("backspace") for _ in QUERY]
    return tuple(samples)


def report(figures: Sequence[Figure]) -> str:
    """The table, with what it was measured on."""
    load = os.getloadavg()[0]
    where = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}"
    heads = "| what | rows | median ms | p95 ms | worst ms | limit | |\n|---|---:|---:|---:|---:|---:|---|"
    lines = "\n".join(figure.row for figure in figures)
    return (
        "# Latency of the list, through a pseudo-terminal\n\n"
        f"From the key to the last byte of output, 80×24. {where}. Made by `tests/bench/list_latency.py`.\n\n"
        f"{heads}\n{lines}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="1000,10000,100000")
    parser.add_argument("--no-write", action="store_true", help="only print")
    options = parser.parse_args()
    figures = [figure for rows in options.rows.split(",") for figure in measured(int(rows))]
    text = report(figures)
    print(text)
    if not options.no_write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
