"""Several processes edit one group at the same moment: in homes of their own, or in one.

    python -m tests.store.storming SHARED HOME NAME EDITS [failing]

`failing`: the file system of this computer knows no locks (ENOLCK).
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.store.office import Office, add_action, texts

from ictwg.store.author import Author
from ictwg.store.clock import Clock
from ictwg.store.home import Home
from ictwg.store.reports import Outcome
from ictwg.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SHARE_EVERY = 20
ROUNDS = 60
DEAD = 2**22 + 1  # no process of Linux has this number


class Stormed(NamedTuple):
    """What came of it: edits acknowledged and present everywhere, rounds until nobody had anything to say."""

    expected: int
    present: int
    identical: bool
    rounds: int
    wrong: tuple[str, ...]


def storm(folder: Path, *, processes: int, edits: int, homes: int, locks: str) -> Stormed:
    """All at once, then sharing in turn until nothing changes any more.

    Args:
        folder: An empty folder.
        processes: How many.
        edits: Of each.
        homes: How many homes they have between them.
        locks: `working`, `failing`, `stale` where killed programs have left theirs, or `failing and stale`.
    """
    office = Office(folder)
    office.create("h0").close()
    owners = [f"h{number}" for number in range(homes)]
    for owner in owners:
        office.open(owner).close()
    if "stale" in locks:
        _leave_locks(folder)
    running = [_start(office, owners[n % homes], f"p{n}", edits, locks) for n in range(processes)]
    wrong = []
    for process in running:
        said, problems = process.communicate(timeout=600)
        if process.returncode or len(said.split()) != edits:
            wrong.append(f"ended {process.returncode} after {len(said.split())} edits: {problems[-500:]}")
    stores = [office.open(owner) for owner in owners]
    rounds = _settled(stores, office.shared)
    expected = {f"p{n} {number}" for n in range(processes) for number in range(edits)}
    files = {office.shared.read_bytes(), *(store._local.encoded() for store in stores)}
    found = set.intersection(*(set(texts(store)) for store in stores))
    wrong += [f"check: {finding}" for store in stores for finding in store.check()[:3]]
    doubles = [text for store in stores for text in _twice(texts(store))]
    wrong += [f"twice: {text}" for text in doubles[:3]]
    for store in stores:
        store.close()
    return Stormed(len(expected), len(expected & found), len(files) == 1, rounds, tuple(wrong))


def _settled(stores: list[Store], shared: Path) -> int:
    """So many rounds of sharing until one changed nothing."""
    for number in range(1, ROUNDS):
        before = shared.read_bytes()
        outcomes = {store.share().outcome for store in stores}
        if outcomes == {Outcome.SHARED} and shared.read_bytes() == before:
            return number
    return ROUNDS


def _twice(found: list[str]) -> Iterator[str]:
    return (text for text, times in Counter(found).items() if times > 1)


def _leave_locks(folder: Path) -> None:
    """What programs that were killed may leave: locks by a dead process, and a lease that says nothing."""
    for replica in folder.glob("*/data/replicas/*"):
        (replica / "compaction.lock").write_text("left")
        (replica / "compaction.lock.held").write_text(f"{DEAD} another-start")
        leases = replica.parents[2] / "run" / "leases" / replica.name
        leases.mkdir(parents=True, exist_ok=True)
        (leases / "p0~aaaaaaaaaa").write_text("garbage")


def _start(office: Office, home: str, name: str, edits: int, locks: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.store.storming", str(office.shared), str(office.folder / home), name]
    words += [str(edits), *(["failing"] if "failing" in locks else [])]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def _without_locks() -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    if sys.platform != "win32":
        import fcntl

        fcntl.flock = refuse


def main() -> None:
    path, home, name, edits, *failing = sys.argv[1:]
    if failing:
        _without_locks()
    store = Store.open(path, home=Home.at(home), clock=Clock(), author=Author(name, "desk"))
    for number in range(int(edits)):
        add_action(store, f"{name} {number}")
        print(number, flush=True)
        if number % SHARE_EVERY == SHARE_EVERY - 1:
            store.share()
    store.share()
    store.close()


if __name__ == "__main__":
    main()
