"""Several processes edit one group at the same moment: in homes of their own, or in one.

    python -m tests.store.storming SHARED HOME NAME EDITS [failing]

`failing`: the file system of this computer knows no locks (ENOLCK).
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Thread, Timer
from typing import NamedTuple

from tests.store.office import Office, add_action, texts

from ictwg.domain.author import Author
from ictwg.domain.clock import Clock
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome

ROOT = Path(__file__).parents[2]
SHARE_EVERY = 20
ENDLESS = 100_000
ROUNDS = 60


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
    expected = {f"p{n} {number}" for n in range(processes) for number in range(edits)}
    return _judged(office, owners, expected, wrong)


def storm_of_kills(
    folder: Path, *, processes: int, seconds: float, homes: int, locks: str, seed: int = 1
) -> tuple[int, Stormed]:
    """So many at a time, each killed within a second of its first edit and followed by another.

    Returns:
        How many were killed, and what came of it: expected is what they have acknowledged.
    """
    office = Office(folder)
    office.create("h0").close()
    owners = [f"h{number}" for number in range(homes)]
    for owner in owners:
        office.open(owner).close()
    end = time.monotonic() + seconds
    places = [Place(office, owners[n % homes], f"p{n}", locks, Random(f"{seed} {n}")) for n in range(processes)]
    threads = [Thread(target=place.work, args=(end,)) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = {text for place in places for text in place.saved}
    wrong = [problem for place in places for problem in place.problems]
    return sum(place.kills for place in places), _judged(office, owners, expected, wrong)


class Place:
    """One place at which a program is started, killed, and started again."""

    def __init__(self, office: Office, home: str, name: str, locks: str, random: Random) -> None:
        self._office, self._home, self._locks = office, home, locks
        self._name = name
        self._random = random
        self.kills = 0
        self.saved: set[str] = set()
        self.problems: list[str] = []

    def work(self, end: float) -> None:
        while time.monotonic() < end:
            self.kills += 1
            name = f"{self._name}x{self.kills}"
            with _start(self._office, self._home, name, ENDLESS, self._locks) as program:
                assert program.stdout is not None
                assert program.stderr is not None
                said = program.stdout.readline()  # it is at work now
                timer = Timer(self._random.uniform(0.0, 0.7), program.kill)
                timer.start()
                said += program.stdout.read()
                problems = program.stderr.read()
            timer.cancel()
            self.saved |= {f"{name} {number}" for number in said.split("\n")[:-1]}
            if program.returncode >= 0:
                self.problems.append(f"ended {program.returncode}: {problems[-500:]}")


def _judged(office: Office, owners: list[str], expected: set[str], wrong: list[str]) -> Stormed:
    stores = [office.open(owner) for owner in owners]
    rounds = _settled(stores, office.shared)
    files = {office.shared.read_bytes(), *(store.local.encoded() for store in stores)}
    found = set.intersection(*(set(texts(store)) for store in stores))
    wrong += [f"check: {finding}" for store in stores for finding in store.maintenance.check()[:3]]
    doubles = [text for store in stores for text in _twice(texts(store))]
    wrong += [f"twice: {text}" for text in doubles[:3]]
    for store in stores:
        store.close()
    return Stormed(len(expected), len(expected & found), len(files) == 1, rounds, tuple(wrong))


def _settled(stores: list[Store], shared: Path) -> int:
    """So many rounds of sharing until one changed nothing."""
    for number in range(1, ROUNDS):
        before = shared.read_bytes()
        outcomes = {store.sync.share().outcome for store in stores}
        if outcomes == {Outcome.SHARED} and shared.read_bytes() == before:
            return number
    return ROUNDS


def _twice(found: list[str]) -> Iterator[str]:
    return (text for text, times in Counter(found).items() if times > 1)


def _leave_locks(folder: Path) -> None:
    """What programs that were killed may leave: locks by a dead process, and a lease that says nothing."""
    for replica in folder.glob("*/data/replicas/*"):
        (replica / "compaction.lock").write_text("left")
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
            store.sync.share()
    store.sync.share()
    store.close()


if __name__ == "__main__":
    main()
