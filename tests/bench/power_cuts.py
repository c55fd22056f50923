"""Thousands of weeks in an office where the power fails, disks refuse and the sync program is late: is anything lost?

    python -m tests.bench.power_cuts [--seeds 10000] [--first 0] [--steps 60] [--years 20] [--bugs] [--no-write]

Each week is one seed of `tests/store/office_weeks.py`: five computers, one sync program. A year has ten and ten times
the steps. `--bugs` seeds the bugs of `tests/store/power_mutations.py`, one at a time, and prints by which seed each is
found. A seed that fails is told with the fewest steps that show it.

Not tried: a program that is killed between the write of an edit and its sync, and the power that fails within the
seconds that the system takes to write it. What the next program has shown meanwhile was never told to be saved.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.store.office_weeks import Week, shortest, week
from tests.store.power_mutations import POWER_MUTATIONS

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results" / "power_cuts.md"
YEAR = 600
HEADINGS = ("", "seeds", "steps", "computers", "edits", "power cuts", "refused", "lost", "seeds a second")


def many(seeds: Sequence[int], steps: int, computers: int) -> tuple[list[Week], float]:
    """Each of these seeds; tells those in which something is wrong."""
    start = time.perf_counter()
    found = []
    for seed in seeds:
        found.append(week(seed, range(steps), computers=computers)[0])
        if found[-1].lost:
            failed = shortest(seed, range(steps), computers=computers)
            told = failed or found[-1]
            print(f"seed {seed}, {computers} computers:", *told, sep="\n  ", file=sys.stderr, flush=True)
        if len(found) % 500 == 0:
            print(f"{len(found)} seeds, {sum(bool(one.lost) for one in found)} wrong", flush=True)
    return found, time.perf_counter() - start


def row(name: str, weeks: Sequence[Week], steps: int, computers: int, seconds: float) -> str:
    edits, cuts, refused = [sum(numbers) for numbers in zip(*(one[:3] for one in weeks), strict=True)]
    lost = sum(bool(one.lost) for one in weeks)
    cells = (name, f"{len(weeks):,}", steps, computers, f"{edits:,}", f"{cuts:,}", f"{refused:,}", lost)
    return f"| {' | '.join(map(str, cells))} | {len(weeks) / seconds:.2f} |"


def first_seed(steps: int, most: int) -> int | None:
    """The first seed in which something is wrong."""
    return next((seed for seed in range(most) if week(seed, range(steps))[0].lost), None)


def bugs() -> list[str]:
    """By which seed each of the seeded bugs is found."""
    rows = []
    for bug in POWER_MUTATIONS:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "src"
            shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
            module = source / "ictwg" / bug.module
            module.write_text(bug.seeded(module.read_text("utf-8")), "utf-8")
            command = [sys.executable, "-m", "tests.bench.power_cuts", "--until-wrong"]
            environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        rows.append(f"| {bug.what} | `{bug.module}` | {done.stdout.strip() or done.stderr[-200:]} |")
        print(rows[-1], flush=True)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--bugs", action="store_true")
    parser.add_argument("--until-wrong", action="store_true", help="only the first seed in which something is wrong")
    parser.add_argument("--no-write", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.until_wrong:
        print(first_seed(asked.steps, 300))
        return 0
    if asked.bugs:
        return sum(line.endswith("| None |") for line in bugs())
    rows, bad = [], 0
    for name, count, steps, computers in (("weeks", asked.seeds, asked.steps, 5), ("years", asked.years, YEAR, 10)):
        if count:
            weeks, seconds = many(range(asked.first, asked.first + count), steps, computers)
            rows.append(row(name, weeks, steps, computers, seconds))
            bad += sum(bool(one.lost) for one in weeks)
    told = "\n".join((f"| {' | '.join(HEADINGS)} |", "|---|" + "--:|" * (len(HEADINGS) - 1), *rows))
    print(told)
    if not asked.no_write:
        command = f"python -m tests.bench.power_cuts --seeds {asked.seeds} --first {asked.first} --years {asked.years}"
        head = f"# Power cuts, simulated\n\n{datetime.now(UTC):%Y-%m-%d}, `{command}`.\n\n"
        RESULTS.write_text(head + told + "\n", encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
