"""Seeds each bug of `tests/merge/mutations.py` into a copy of the sources and runs the law that must see it.

Run as a script: `python tests/bench/mutations.py [--store] [WORD]`; writes results/mutations.md when no WORD narrows
the list. With `--store` those of `tests/store/mutations.py`, into results/store_mutations.md.
A bug that its own law does not see is tried against all laws.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.merge.mutations import MUTATIONS, Mutation  # noqa: E402 - run as a script
from tests.store.mutations import STORE_MUTATIONS  # noqa: E402 - run as a script

RESULTS = Path(__file__).parent / "results"
EVERY_LAW = ("tests/merge", "tests/store/test_codec.py", "-k", "test_law")


class Seeds(NamedTuple):
    """A list of bugs, where they are, and in which file the result stands."""

    bugs: tuple[Mutation, ...]
    where: str
    results: str
    command: str


MERGE = Seeds(MUTATIONS, "merge", "mutations.md", "python tests/bench/mutations.py")
STORE = Seeds(STORE_MUTATIONS, "store", "store_mutations.md", "python tests/bench/mutations.py --store")


def main() -> int:
    words = [word for word in sys.argv[1:] if word != "--store"]
    seeds = MERGE if words == sys.argv[1:] else STORE
    chosen = [one for one in seeds.bugs if not words or words[0] in one.what]
    rows, survived = [], 0
    for mutation in chosen:
        start = time.perf_counter()
        killer = killed_by(mutation)
        survived += killer is None
        rows.append(f"| {mutation.what} | `{mutation.module}` | {killer or '**survives**'} |")
        print(f"{time.perf_counter() - start:5.1f} s  {killer or 'SURVIVES':60} {mutation.what}", flush=True)
    score = f"{len(chosen) - survived} of {len(chosen)} seeded bugs are seen by a law."
    print(score)
    if not words:
        head = f"# Bugs seeded into the {seeds.where}\n\n`{seeds.command}`, Hypothesis seed 0, 300 examples a law."
        table = ["| bug | module | law |", "|---|---|---|", *rows, ""]
        (RESULTS / seeds.results).write_text("\n".join([head, "", score, "", *table]), "utf-8")
    return survived


def killed_by(mutation: Mutation) -> str | None:
    """The law that fails, or None."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
        module = source / "ictwg" / mutation.module
        text = module.read_text("utf-8")
        if text.count(mutation.old) != 1:
            raise ValueError(f"{mutation.what}: its place is there {text.count(mutation.old)} times")
        module.write_text(text.replace(mutation.old, mutation.new), "utf-8")
        for tests in ((mutation.law,), EVERY_LAW):
            failed = first_failure(source, tests)
            if failed is not None:
                return failed
    return None


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
