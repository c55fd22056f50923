"""Real faults, all of them: each point, each error, each storm (STORE.md §8). The small forms are in the test suite.

    python -m tests.bench.faults [--only kill,command,errors,storm,kills,big] [--scene edit] [--runs 3] [--no-write]

Needs Linux with `strace`. Writes results/faults.md; a part that is not asked for keeps what was measured last.
"""

from __future__ import annotations

import argparse
import errno
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.store import victim
from tests.store.killing import CHANGING, Nursery, Tried, killed_command
from tests.store.office import memory
from tests.store.refusals import CODES, calls_of, refused
from tests.store.storming import storm, storm_of_kills

assert sys.platform != "win32"  # signals are POSIX's

RESULTS = Path(__file__).parent / "results" / "faults.md"
PROCESSES, EDITS = 8, 200
COMMAND_CALLS = (
    "fdatasync", "fsync", "write", "pwrite64", "writev", "rename", "unlink", "ftruncate", "link", "mkdir", "flock",
    "close",
)  # fmt: skip
KILLING_SECONDS = 15.0
BIG_RUNS = 20
LOCKS = ("working", "failing", "stale", "failing and stale")

Table = tuple[list[str], int]
"""Lines of a part, and how much of it does not hold."""


def kill(options: argparse.Namespace) -> Table:
    """Killed on entering every call between the marks."""
    lines = [
        "| scene | calls | of them changing the disk | killed | corrupt or lost | s |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    failed = 0
    for scene in (*victim.SCENES, *victim.MAKES):
        if options.scene not in scene:
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory(dir=memory()) as name, Nursery(Path(name)) as nursery:
            points = nursery.points(scene)
            tried = [nursery.killed(scene, point) for point in points]
        bad = [one for one in tried if one.wrong]
        changing = sum(point.call in CHANGING for point in points)
        killed = sum(one.hit for one in tried)
        took = time.monotonic() - start
        lines.append(f"| {scene} | {len(points)} | {changing} | {killed} | {len(bad)} | {took:.0f} |")
        print(lines[-1], *_described(bad), sep="\n", flush=True)
        lines += _described(bad)
        failed += len(bad) + len(points) - killed
    return [*lines, "", "The migration is one that the test declares: the format has taken no step yet."], failed


def command(_: argparse.Namespace) -> Table:
    """`ictwg add action` from its start to its end, killed at each such call; imports and all."""
    lines = ["| call | killed at | corrupt or lost |", "|---|---:|---:|"]
    failed = 0
    for call in COMMAND_CALLS:
        with tempfile.TemporaryDirectory(dir=memory()) as name:
            wrong = killed_command(Path(name), call)
        bad = [what for what in wrong if what]
        lines.append(f"| {call} | {len(wrong)} | {len(bad)} |")
        print(lines[-1], *bad[:5], flush=True)
        failed += len(bad)
    return lines, failed


def _described(bad: Iterable[Tried]) -> list[str]:
    return [f"| ↳ {one.point.call} {one.point.n} | | | | {'; '.join(one.wrong)[:300]} | |" for one in list(bad)[:10]]


def errors(_: argparse.Namespace) -> Table:
    """Every error at every call that goes through the disk, once and for ever; reading and writing."""
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        calls = calls_of(Path(name))
    told = Counter(calls)
    lines = ["| error | calls | once: wrong | for ever: wrong |", "|---|---:|---:|---:|"]
    failed = 0
    for code in CODES:
        wrong = [_refused_everywhere(len(calls), code, forever=forever) for forever in (False, True)]
        failed += sum(map(len, wrong))
        lines.append(f"| {errno.errorcode[code]} | {len(calls)} | {len(wrong[0])} | {len(wrong[1])} |")
        print(lines[-1], *(wrong[0] + wrong[1])[:5], flush=True)
    which = ", ".join(f"{name} {count}" for name, count in told.most_common())
    return [*lines, "", f"Calls: {which}."], failed


def _refused_everywhere(calls: int, code: int, *, forever: bool) -> list[str]:
    wrong = []
    for at in range(1, calls + 1):
        with tempfile.TemporaryDirectory(dir=memory()) as name:
            tried = refused(Path(name), at, code, forever=forever)
        wrong += [f"{tried.call} {at}: {what}" for what in tried.wrong]
    return wrong


def storms(options: argparse.Namespace) -> Table:
    """Eight processes with two hundred edits each, on one shared file."""
    lines = [
        "| homes | locks | run | edits present | files identical | rounds until quiet | wrong | s |",
        "|---:|---|---:|---:|---|---:|---|---:|",
    ]
    failed = 0
    for homes in (PROCESSES, 1):
        for locks in LOCKS:
            if options.scene not in f"{homes} {locks}":
                continue
            for run in range(options.runs):
                start = time.monotonic()
                with tempfile.TemporaryDirectory() as name:
                    found = storm(Path(name), processes=PROCESSES, edits=EDITS, homes=homes, locks=locks)
                took = time.monotonic() - start
                present = f"{found.present:,} of {found.expected:,}"
                wrong = "; ".join(found.wrong)[:300] or "nothing"
                cells = (homes, locks, run + 1, present, found.identical, found.rounds, wrong, f"{took:.0f}")
                lines.append(f"| {' | '.join(map(str, cells))} |")
                print(lines[-1], flush=True)
                failed += bool(found.wrong) or not found.identical or found.present < found.expected
    return lines, failed


def kills(options: argparse.Namespace) -> Table:
    """Eight programs at a time in a storm, each killed within a second and followed by another."""
    lines = [
        "| homes | locks | programs killed | edits acknowledged | of them present | files identical | wrong |",
        "|---:|---|---:|---:|---:|---|---|",
    ]
    failed = 0
    for homes, locks in ((PROCESSES, "working"), (1, "working"), (1, "failing"), (3, "failing")):
        if options.scene not in f"{homes} {locks}":
            continue
        with tempfile.TemporaryDirectory(dir=memory()) as name:
            killed, found = storm_of_kills(
                Path(name), processes=PROCESSES, seconds=KILLING_SECONDS, homes=homes, locks=locks
            )
        wrong = "; ".join(found.wrong)[:300] or "nothing"
        cells = (homes, locks, killed, f"{found.expected:,}", f"{found.present:,}", found.identical, wrong)
        lines.append(f"| {' | '.join(map(str, cells))} |")
        print(lines[-1], flush=True)
        failed += bool(found.wrong) or not found.identical or found.present < found.expected
    return lines, failed


def big(_: argparse.Namespace) -> Table:
    """A file of twenty years, by the yardsticks of `store_speed`."""
    from tests.bench.crowded import crowded_lines

    with tempfile.TemporaryDirectory() as name:
        stage, found = crowded_lines(Path(name) / "crowded", BIG_RUNS)
        size = f"{stage.shared.stat().st_size / 1e6:.0f} MB"
    lines = [
        f"{size}, 200,000 log rows, {stage.actors:,} actors in the context, {stage.conflicts} open conflicts.",
        "",
        "| records | what | ms | p95 | CPU ms | ratio | p95 | CPU ratio | limit | |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|---|",
        *map(str, found),
    ]
    print("\n".join(lines), flush=True)
    return lines, sum("MISSED" in str(line) for line in found)


PARTS: dict[str, Callable[[argparse.Namespace], Table]] = {
    "kill": kill,
    "command": command,
    "errors": errors,
    "storm": storms,
    "kills": kills,
    "big": big,
}


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--only", default=",".join(PARTS))
    asked.add_argument("--scene", default="", help="only scenes, or homes and locks, whose name holds this")
    asked.add_argument("--runs", type=int, default=3, help="of each storm")
    asked.add_argument("--no-write", action="store_true")
    options = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    failed = 0
    parts = _kept()
    for name in options.only.split(","):
        start = time.monotonic()
        lines, wrong = PARTS[name](options)
        failed += wrong
        verdict = "Everything holds." if not wrong else f"**{wrong} do not hold.**"
        took = f"{time.monotonic() - start:.0f} s"
        asked_for = (
            f"`python -m tests.bench.faults --only {name}` · {datetime.now(UTC):%Y-%m-%d} · {_machine()} · {took}"
        )
        parts[name] = "\n".join([asked_for, "", PARTS[name].__doc__ or "", verdict, "", *lines, ""])
        if not (options.no_write or options.scene):
            _write(parts)
    return failed


def _kept() -> dict[str, str]:
    """The parts of the results as they stand."""
    if not RESULTS.exists():
        return {}
    found = re.split(r"^## (\w+)\n\n", RESULTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def _write(parts: dict[str, str]) -> None:
    text = "".join(f"## {name}\n\n{parts[name].rstrip()}\n\n" for name in PARTS if name in parts)
    RESULTS.write_text(f"# Real faults\n\n{text}".rstrip() + "\n", encoding="utf-8")


def _machine() -> str:
    strace = subprocess.run(["strace", "--version"], capture_output=True, text=True, check=False).stdout.split("\n")[0]
    return f"Python {platform.python_version()} · {platform.system()}, {os.cpu_count()} cores · {strace}"


if __name__ == "__main__":
    sys.exit(min(main(), 100))
