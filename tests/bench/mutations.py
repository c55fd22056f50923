"""Seeds bugs into copies of the sources, one at a time, and prints how many a law sees: killed/all.

    python -m tests.bench.mutations [--ten] [WORD]

All of `tests/merge/mutations.py` and `tests/store/mutations.py`, or those whose words hold WORD; with `--ten` those
ten that `.ci/run` tries, each of another law. Hypothesis has seed 0; a bug that its own law does not see is tried
against all laws. The whole lists are kept in results/mutations.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.merge.mutations import MUTATIONS, Mutation
from tests.store.mutations import STORE_MUTATIONS

ROOT = Path(__file__).parents[2]
RESULT = Path(__file__).parent / "results" / "mutations.md"
EVERY_LAW = ("tests/merge", "tests/store/test_codec.py", "-k", "test_law")
TEN = frozenset({
    "contexts join by the lower number", "a damaged line is read", "an edit is not synced",
    "a colleague's file is written over", "many removals are taken", "a wrong digest is trusted",
    "leases are put back with the data", "undo takes back what a colleague did", "backups keep what is redacted",
    "encryption is turned off without the key",
})  # fmt: skip
"""Of each part of the merge and the store one that its law sees within seconds."""


def main() -> int:
    words = [word for word in sys.argv[1:] if word != "--ten"]
    bugs = [*MUTATIONS, *STORE_MUTATIONS]
    if "--ten" in sys.argv:
        bugs = [bug for bug in bugs if bug.what in TEN]
    bugs = [bug for bug in bugs if not words or words[0] in bug.what]
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(tried, bugs))
    killed = sum(killer is not None for killer, _ in rows)
    print(f"killed {killed}/{len(bugs)}")
    if len(sys.argv) == 1:
        head = "# Bugs seeded into the merge and the store\n\n`python -m tests.bench.mutations`, Hypothesis seed 0."
        table = ["| bug | module | law |", "|---|---|---|", *(row for _, row in rows), ""]
        RESULT.write_text("\n".join([head, "", f"killed {killed}/{len(bugs)}", "", *table]), "utf-8")
    return len(bugs) - killed


def tried(bug: Mutation) -> tuple[str | None, str]:
    """The law that sees it, or None, and its row of the result."""
    start = time.perf_counter()
    killer = killed_by(bug)
    print(f"{time.perf_counter() - start:5.1f} s  {killer or 'SURVIVES':60} {bug.what}", flush=True)
    return killer, f"| {bug.what} | `{bug.module}` | {killer or '**survives**'} |"


def killed_by(bug: Mutation) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
        module = source / "ictwg" / bug.module
        module.write_text(bug.seeded(module.read_text("utf-8")), "utf-8")
        return first_failure(source, (bug.law,)) or first_failure(source, EVERY_LAW)


def first_failure(source: Path, tests: tuple[str, ...]) -> str | None:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *tests]
    environment = {**os.environ, "PYTHONPATH": str(source), "LAWS_UNSHRUNK": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    failed = [line.split()[1] for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if done.returncode != 1 or not failed:
        raise RuntimeError(done.stdout + done.stderr)
    return failed[0].partition("::test_law_")[2] or failed[0].partition("::test_")[2] or failed[0]


if __name__ == "__main__":
    sys.exit(main())
