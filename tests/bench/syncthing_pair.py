"""Two real Syncthing nodes on the loopback, two programs that edit at the same time; one node is stopped for a while.

    python -m tests.bench.syncthing_pair [--seconds 120] [--every 0.45] [--runs 1] [--no-write]

Must hold: every edit is there on both sides, both files are the same bytes, no copy is left, and the fields with
different answers are just those that the edits and what each had seen make.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.store.syncthing_nodes import Pair
from tests.store.together import together

RESULTS = Path(__file__).parent / "results" / "syncthing_pair.md"
SETTLES_WITHIN = 180.0
LEAST, LEAST_SAME = 400, 40

HEAD = ("# Two Syncthing nodes, two programs", "")
TABLE = (
    "",
    "One node is stopped for the middle third of the time. Conflicts are those computed from the edits and what each",
    "author had seen; anything else that the stores hold would stand under *wrong*.",
    "",
    "| run | edits | in fields of both | conflicts, all expected | s | wrong |",
    "|---:|---:|---:|---:|---:|---|",
)


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=float, default=120)
    asked.add_argument("--every", type=float, default=0.45, help="seconds between two edits of one program")
    asked.add_argument("--runs", type=int, default=1)
    asked.add_argument("--no-write", action="store_true")
    options = asked.parse_args()
    rows, failed = [], 0
    for number in range(options.runs):
        with tempfile.TemporaryDirectory() as name:
            start = time.monotonic()
            with Pair(Path(name)) as pair:
                judged = together(
                    pair, Path(name), seconds=options.seconds, every=options.every, settles_within=SETTLES_WITHIN,
                    seed=10 * number,
                )  # fmt: skip
            took = time.monotonic() - start
        enough = judged.edits >= LEAST and judged.same >= LEAST_SAME
        wrong = "; ".join(judged.wrong) or ("nothing" if enough else "too few edits")
        failed += bool(judged.wrong) or not enough
        rows.append(f"| {number + 1} | {judged.edits} | {judged.same} | {judged.conflicts} | {took:.0f} | {wrong} |")
        print(rows[-1], flush=True)
    version = subprocess.run(["syncthing", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    command = f"--seconds {options.seconds:g} --every {options.every:g} --runs {options.runs}"
    machine = f"Syncthing {version} · Python {platform.python_version()} · {platform.system()}, {os.cpu_count()} cores"
    head = f"`python -m tests.bench.syncthing_pair {command}` · {datetime.now(UTC):%Y-%m-%d} · {machine}"
    text = "\n".join([*HEAD, head, *TABLE, *rows, ""])
    if not options.no_write:
        RESULTS.write_text(text, encoding="utf-8")
    return failed


if __name__ == "__main__":
    sys.exit(main())
