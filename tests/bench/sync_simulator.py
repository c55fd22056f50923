"""Thousands of runs of several computers whose folders a sync program keeps alike: is anything ever lost?

    python -m tests.bench.sync_simulator [--seeds 3000] [--steps 120] [--folder FOLDER] [--no-write]

Each run is one seed of `tests/store/sync_world.py`: two to four computers, one program, edits, sharings and syncings in
any order, slow, half downloaded, put back, tidied away, both files renamed. In a third of the runs somebody leaves at
the end, and a second copy may be all that holds their last edits (not with Resilio, which writes its second copy over
the first). Wanted: nothing lost, one file, no copy left, and nothing written any more once nobody edits.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from tests.store.sync_world import STYLES, Result, World

RESULTS = Path(__file__).parent / "results" / "sync_simulator.md"
HEADINGS = ("program", "runs", "edits", "second copies", "lost", "not one file, or copies left", "published an edit")


def run(seed: int, steps: int, folder: Path) -> tuple[str, Result]:
    """One seed; the seed chooses the program, the number of computers and whether somebody leaves."""
    style = tuple(STYLES)[seed % len(STYLES)]
    root = Path(mkdtemp(dir=folder))
    try:
        return style, World(root, seed, style, 2 + seed % 3).run(steps, leaving=seed // len(STYLES) % 3 == 0)
    finally:
        shutil.rmtree(root)


def is_settled(result: Result) -> bool:
    return result.left == 0 and result.after == 0


def row(name: str, results: Sequence[Result]) -> str:
    edits = sum(result.edits for result in results)
    unsettled = sum(not is_settled(result) for result in results)
    published = sum(result.published for result in results)
    copies, lost = sum(result.copies for result in results), sum(len(result.lost) for result in results)
    return f"| {name} | {len(results):,} | {edits:,} | {copies:,} | {lost} | {unsettled} | {published / edits:.2f} |"


def table(found: dict[str, list[Result]]) -> str:
    everything = [result for results in found.values() for result in results]
    rows = [row(name, results) for name, results in found.items() if results]
    return "\n".join(
        (f"| {' | '.join(HEADINGS)} |", "|---|" + "--:|" * (len(HEADINGS) - 1), *rows, row("**all**", everything))
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--folder", default=gettempdir(), help="where the computers stand; in memory it is quick")
    parser.add_argument("--no-write", action="store_true")
    asked = parser.parse_args(arguments)
    found: dict[str, list[Result]] = {style: [] for style in STYLES}
    bad = 0
    for seed in range(asked.first, asked.first + asked.seeds):
        style, result = run(seed, asked.steps, Path(asked.folder))
        found[style].append(result)
        if result.lost or not is_settled(result):
            bad += 1
            print(f"seed {seed}, {style}: {result}", file=sys.stderr)
    told = table(found)
    print(told)
    if not asked.no_write:
        command = f"python -m tests.bench.sync_simulator --seeds {asked.seeds} --steps {asked.steps}"
        head = f"# Sync programs, simulated\n\n{datetime.now(UTC):%Y-%m-%d}, `{command}`.\n\n"
        RESULTS.write_text(head + told + "\n", encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
