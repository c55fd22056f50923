"""How fluid Follow-up is, in the program as it is started, through a real terminal: key to the last byte of output.

    python -m tests.bench.followup_latency [--rows 10000,100000] [--folder FOLDER] [--no-write]

The limits: a cursor key 4 ms at the median and flat in the number of rows, a page key 16 ms at the 95th percentile, a
keystroke in the filter 16 ms at 10,000 rows and 33 ms at 100,000, list and count in one frame.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from ictwg.locales import t

assert sys.platform != "win32"  # there are no pseudo-terminals to measure through

from tests.bench.big_group import make  # noqa: E402 - not to be read on Windows
from tests.bench.list_latency import Figure, report  # noqa: E402 - not to be read on Windows
from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "results" / "followup_latency.md"
ROOT = Path(__file__).parents[2]
TYPED = {
    "keystroke in the filter, words": "draft the",
    "keystroke in the filter, keyed": "owner:org1 is:overdue",
}


def measured(rows: int, folder: Path) -> list[Figure]:
    group = folder / f"group-{rows}"
    if not (group / "group.json").exists():
        group.mkdir(parents=True, exist_ok=True)
        make(group, rows)
    environment = {"PYTHONPATH": str(ROOT), "ICTWG_HOME": str(group / "home"), "NO_COLOR": ""}
    environment["PYTHONDONTWRITEBYTECODE"] = ""
    command = [sys.executable, "-m", "ictwg", "--file", str(group / "group.json"), "--no-share"]
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for(t("today.tasks"), timeout=120)
        terminal.settle(1.0)
        start = time.perf_counter()
        terminal.press("4")
        terminal.wait_for("A-2", timeout=120)
        print(f"{rows:,} rows: Follow-up opens in {time.perf_counter() - start:.2f} s")
        terminal.settle(2.0)
        terminal.watch(on=False)
        return [
            Figure("cursor key", rows, _presses(terminal, "down", 60), 4, 0.5),
            Figure("page key", rows, _presses(terminal, "pagedown", 60), 16, 0.95),
            *(Figure(what, rows, _typed(terminal, query), _limit(rows), 0.95) for what, query in TYPED.items()),
        ]


def _limit(rows: int) -> float:
    return 33 if rows > 10_000 else 16


def _presses(terminal: Terminal, key: str, times: int) -> tuple[float, ...]:
    return tuple(terminal.latency(key) for _ in range(times))


def _typed(terminal: Terminal, query: str) -> tuple[float, ...]:
    """Typed and taken back three times, the first keystrokes among them."""
    terminal.press("/")
    terminal.settle(0.3)
    samples: list[float] = []
    for _ in range(3):
        samples += [terminal.latency(letter) for letter in query]
        samples += [terminal.latency("backspace") for _ in query]
    terminal.press("escape")
    terminal.settle(0.3)
    return tuple(samples)


def table(figures: Sequence[Figure]) -> str:
    text = report(figures).replace("# Latency of the list", "# Latency of Follow-up")
    return text.replace("tests/bench/list_latency.py", "python -m tests.bench.followup_latency")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000")
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "ictwg-bench")
    parser.add_argument("--no-write", action="store_true", help="only print")
    options = parser.parse_args()
    text = table([figure for rows in options.rows.split(",") for figure in measured(int(rows), options.folder)])
    print(text)
    if not options.no_write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
