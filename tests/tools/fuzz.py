"""Changes the example group's file at random, its digest right, and runs the program on it.

    python -m tests.tools.fuzz                          2,000 files x 15 commands x a new and an old device
    python -m tests.tools.fuzz --screens --count 100    all screens on each of 100 files

Each number makes the same file every time. In every fourth file the header, a table or a row is damaged as well: that
one may be refused, in a sentence. A finding is a command that fails in the program itself, ends with 0 after a
failure, does not do what it is asked or shows fewer records than are sound, or a screen that ends the program. The
outcome goes into `tests/bench/results/fuzz.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb

from tests.bad_values import COMMANDS, EXAMPLE, Bad, Ran, damage, mutate

from ictwg.errors import CrashError, IctwgError

RESULTS = Path(__file__).parents[1] / "bench" / "results" / "fuzz.md"
DEVICES = ("new", "old")
RUN = (*COMMANDS[:14], COMMANDS[18])
"""Fifteen: every list, search, show, history, reports, conflicts, trash, and one that adds."""
LISTS = COMMANDS[:6]
AT_ONCE = (1, 1, 2, 5)
DAMAGED = 4
"""Every so many-th file is."""


def changed(bad: Bad, number: int) -> tuple[str, ...]:
    """Puts the file of this number; what was changed in it."""
    rng = random.Random(number)
    kinds = [mutate] * rng.choice(AT_ONCE) + [damage] * (number % DAMAGED == 0)
    what: list[str] = []
    bad.put(lambda document: what.extend(change(rng, document) for change in kinds))
    return tuple(what)


def commands(bad: Bad, number: int, sound: dict[tuple[str, ...], int]) -> list[str]:
    """The findings of one file."""
    found = []
    what = changed(bad, number)
    content = bad.path.read_bytes()
    for device in DEVICES:
        for words in RUN:
            bad.path.write_bytes(content)
            ran = bad.run(device, *words)
            if _failed(ran) or (number % DAMAGED and _in_the_way(ran, sound.get(words, 0) - len(what))):
                found.append(f"{device}: {' '.join(words)}: {ran.code} {ran.err[:200]!r} after {what}")
    return found


def _failed(ran: Ran) -> bool:
    return ran.code == CrashError.exit_code or "Traceback" in ran.err or ("ictwg: " in ran.err and not ran.code)


def _in_the_way(ran: Ran, least: int) -> bool:
    """Whether a wrong value hinders what has nothing to do with it; `conflicts` ends with 1 where there are some."""
    return ran.code not in ({0, 1} if ran.words[0] == "conflicts" else {0}) or shown(ran) < least


def shown(ran: Ran) -> int:
    """So many records, or lines, a listing has."""
    return len(json.loads(ran.out)) if "--json" in ran.words and not ran.code else len(ran.out.splitlines())


def screens(bad: Bad, number: int) -> list[str]:
    """Likewise, of all screens on a new device; a file that is refused in a sentence shows none."""
    from tests.ui.every_screen import show_all

    changed(bad, number)
    try:
        session = bad.session("new")
    except IctwgError:
        return []
    try:
        asyncio.run(show_all(session))
    except Exception as error:  # noqa: BLE001 - any is a finding
        frame = extract_tb(error.__traceback__)[-1]
        return [f"screens: {error!r} at {frame.filename}:{frame.lineno}"]
    finally:
        session.store.close()
    return []


def main() -> int:
    parser = argparse.ArgumentParser(description="See the module's first lines.")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--screens", action="store_true")
    args = parser.parse_args()
    began, findings = time.monotonic(), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        bad = Bad(Path(folder), EXAMPLE.read_bytes())
        sound: dict[tuple[str, ...], int] = {words: shown(bad.run("old", *words)) for words in LISTS}
        shutil.copytree(bad.folder / "old", bad.folder / "before")
        for number in range(args.first, args.first + args.count):
            for device in DEVICES:
                bad.again(device)
            shutil.copytree(bad.folder / "before", bad.folder / "old")
            for finding in screens(bad, number) if args.screens else commands(bad, number, sound):
                findings[finding] += 1
                print(f"{number}: {finding}", flush=True)
    _tell(args, findings, time.monotonic() - began)
    return 1 if findings else 0


def _tell(args: argparse.Namespace, findings: Counter[str], seconds: float) -> None:
    what = "all screens, a new device" if args.screens else f"{len(RUN)} commands, a new and an old device"
    words = "python -m tests.tools.fuzz " + " ".join(sys.argv[1:])
    last = args.first + args.count - 1
    line = f"| {datetime.now(UTC):%Y-%m-%d} | `{words.strip()}` | {args.first} to {last} | {what} | "
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(line + f"{sum(findings.values())} | {seconds:.0f} s |\n")


if __name__ == "__main__":
    sys.exit(main())
