"""Actor leases: the right to mint dots under one name, held by one process at a time.

    A dot is minted once. So a name is never reused by two: not after a restored backup, not on a cloned machine, not
    in two windows, not in a forked child (STORE.md §2).

A lease is one file in the runtime folder, locked while held; it keeps the last number minted. It is void in a copy of
that folder, after a restart of the computer, after a jump of the wall clock against the monotonic one (a resumed
snapshot), and unless the replica knows exactly this number: a higher one was minted elsewhere; a lower one means that
an older replica was restored, which must not claim to have seen what it lost. If files cannot be locked, or the leases
are inside the data and would be restored with it, each process is a new actor.

The number (n) of a dot is max(last + 1, now in ms, highest seen + 1 unless that is more than ten minutes ahead of our
clock): greater than any we know, and near the time. It only orders answers; what was seen is in the context. It is
always above the floor: what is below one counts as seen by everybody.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

from ictwg.__about__ import __version__
from ictwg.domain.clock import Clock
from ictwg.merge.dots import Context, Dot, dot_text
from ictwg.merge.values import Raw
from ictwg.store.local.disk import bearing, saving
from ictwg.store.local.home import is_inside, make_private_folder
from ictwg.store.local.journal import Journal
from ictwg.store.local.locks import Lock
from ictwg.store.local.replica import Replica
from ictwg.store.local.transactions import Transaction

AHEAD_MS = 600_000
ENCRYPTED = "encrypted"
CHANCE_DIGITS = 10  # 5 bits each
MAX_JUMP = 60.0
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_WIDTH = 160


class Lease:
    """The right to mint as one actor, until it ends.

    Args:
        actor: `slug~chance`.
        lock: The locked lease file; None for a lease of this process alone.
        last: The highest number that it minted.
        version: The program's version in its last log row.
    """

    __slots__ = ("_lock", "_pid", "_skew", "_where", "actor", "ended", "last", "version")

    def __init__(self, actor: str, lock: Lock | None, last: int, clock: Clock, version: str = "") -> None:
        self.actor = actor
        self.last = last
        self.version = version
        self.ended = False
        self._lock = lock
        self._pid = os.getpid()
        self._skew = skew(clock)
        self._where = "" if lock is None else f"{_place(lock.fd)} {boot_id()}"

    def valid(self, clock: Clock) -> bool:
        """Whether it may mint now."""
        if self._pid != os.getpid() or abs(skew(clock) - self._skew) > MAX_JUMP:
            self.ended = True
        return not self.ended

    def advance(self, n: int, clock: Clock) -> None:
        """Records that `n` is taken, before anything uses it: a crash between the two only wastes a number."""
        self.last = n
        if self._lock is not None:
            _write(self._lock.fd, f"{n} {skew(clock):.3f} {self._where} {self.version}".ljust(_WIDTH).encode())

    def end(self) -> None:
        """Ends the lease: nobody takes it again."""
        self.ended = True
        if self._lock is not None and self._pid == os.getpid():
            _forget(self._lock)
            self._lock = None

    def release(self) -> None:
        """Leaves the lease to the next process."""
        if self._lock is not None and self._pid == os.getpid():
            self._lock.release()
            self._lock = None


def take(folder: str, user: str, clock: Clock, seen: Mapping[str, int], *, again: bool = True) -> Lease:
    """A free lease of this user, or a new actor.

    Args:
        user: The name that the actor's slug is made of.
        seen: The context: the highest number known of every actor.
        again: Whether one that was held before may be held again.
    """
    try:
        make_private_folder(folder)
        return _taken(folder, slug(user), clock, seen, again=again)
    except OSError:
        return Lease(new_actor(slug(user)), None, 0, clock)


def is_free(leases: str) -> bool:
    """Whether no process has a lease; each one that edits has."""
    try:
        names = os.listdir(leases)
    except OSError:
        return True
    for name in names:
        lock = Lock(os.path.join(leases, name))
        try:
            if not lock.acquire():
                return False
        except OSError:
            continue
        finally:
            lock.release()
    return True


def slug(user: str) -> str:
    """A short readable name in ASCII: `Ana Maria` → `ana-maria`."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in user.lower())
    return "-".join(part for part in plain.split("-") if part)[:20] or "user"


def new_actor(stem: str) -> str:
    chance = int.from_bytes(os.urandom(8), "big")
    return stem + "~" + "".join(_ALPHABET[chance >> (5 * i) & 31] for i in range(CHANCE_DIGITS))


def skew(clock: Clock) -> float:
    return clock.now_ms() / 1000 - clock.monotonic()


def _taken(folder: str, stem: str, clock: Clock, seen: Mapping[str, int], *, again: bool) -> Lease:
    for actor in sorted(os.listdir(folder)):
        lock = Lock(os.path.join(folder, actor))
        if actor.startswith(stem + "~") and lock.acquire():
            noted = _noted(lock.fd, clock) if again else None
            if noted is not None and seen.get(actor, 0) == noted[0]:
                return Lease(actor, lock, noted[0], clock, noted[1])
            _forget(lock)
    actor = new_actor(stem)
    lock = Lock(os.path.join(folder, actor))
    held = lock.acquire()
    lease = Lease(actor, lock if held else None, 0, clock)
    lease.advance(0, clock)
    return lease


def _place(fd: int) -> str:
    """The device and inode of the file, which differ in a copy: a copied home has no valid leases."""
    status = os.fstat(fd)
    return f"{status.st_dev}:{status.st_ino}"


def _noted(fd: int, clock: Clock) -> tuple[int, str] | None:
    """The number and the program's version in the lease file; None if it is void."""
    os.lseek(fd, 0, os.SEEK_SET)
    words = os.read(fd, _WIDTH).decode("utf-8", "replace").split()
    boot = boot_id()
    try:
        n, before = int(words[0]), float(words[1])
    except (IndexError, ValueError):
        return None
    same_run = bool(boot) and words[2:4] == [_place(fd), boot] and abs(skew(clock) - before) <= MAX_JUMP
    return (n, "".join(words[4:5])) if same_run else None


def _write(fd: int, content: bytes) -> None:
    if sys.platform == "win32":
        os.lseek(fd, 0, os.SEEK_SET)
        os.write(fd, content)
    else:
        os.pwrite(fd, content, 0)


def _forget(lock: Lock) -> None:
    """Removes the lease while it is locked: a process that waits for it sees that it is gone."""
    if sys.platform == "win32":  # an open file cannot be removed there
        _write(lock.fd, b"void".ljust(_WIDTH))
        lock.release()
    with bearing():
        os.remove(lock.path)
    lock.release()


def boot_id() -> str:
    """Differs after every start of the computer."""
    if sys.platform == "win32":
        import ctypes

        ticks = ctypes.windll.kernel32.GetTickCount64
        ticks.restype = ctypes.c_ulonglong
        boot = f"up-{round((time.time() - ticks() / 1000) / 30)}"
    elif sys.platform == "darwin":
        import subprocess

        found = subprocess.run(["/usr/sbin/sysctl", "-n", "kern.boottime"], capture_output=True, check=False)
        boot = found.stdout.decode("ascii", "replace").partition("}")[0].replace(" ", "")
    else:
        boot = ""
        with suppress(OSError), open("/proc/sys/kernel/random/boot_id", encoding="utf-8") as file:
            boot = file.read().strip()
    return boot


class Mint:
    """Gives each transaction its dot, under a lease, journaled and synced before it counts."""

    def __init__(self, replica: Replica, folder: str, user: str, clock: Clock) -> None:
        self._replica = replica
        self._folder = folder
        self._user = user
        self._clock = clock
        self._lease: Lease | None = None
        self._journal: Journal | None = None
        # Whether the transaction that takes the last dot is to tell the program's version: it has changed.
        self.tells = False

    def dot(self, context: Context) -> str:
        """The next dot; it is used up even if its transaction fails."""
        lease = self._valid_lease(context)
        now, highest = self._clock.now_ms(), context.highest
        n = max(lease.last + 1, now, context.floor + 1, highest + 1 if highest <= now + AHEAD_MS else 0)
        self.tells = lease.version != __version__
        lease.version = __version__
        lease.advance(n, self._clock)
        return dot_text(Dot(n, lease.actor))

    def save(self, transaction: Transaction, meta: Mapping[str, Raw]) -> None:
        """Appends to the journal, durably; encrypted if the group is, by its `_sync`, which is `meta`.

        Raises:
            StorageError: It is not saved.
        """
        with saving():
            if self._journal is None:
                actor = self._lease.actor if self._lease is not None else ""
                self._journal = Journal(self._replica.disk, self._replica.journals, actor)
            entry = transaction.payload()
            if ENCRYPTED in meta:
                from ictwg.store.encryption.sealing import sealed_entry

                entry = sealed_entry(entry, meta, self._replica.disk.keys)
            self._journal.append(entry)

    def applied(self) -> None:
        """Notes that all transactions saved here are in memory, and need not be read from the journal."""
        if self._journal is not None:
            self._replica.applied(self._journal.name, self._journal.size)

    def rotate(self) -> None:
        """Starts a new journal, so that the current one can be removed once the replica covers it."""
        if self._journal is not None:
            with bearing():
                self._journal.rotate()

    def close(self) -> None:
        self._close_journal()
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def _valid_lease(self, context: Context) -> Lease:
        lease = self._lease
        if lease is not None and not (lease.valid(self._clock) and context.number_of(lease.actor) == lease.last):
            self._close_journal()
            lease.end()
            lease = None
        if lease is None:
            again = not is_inside(self._folder, os.path.dirname(os.path.dirname(self._replica.folder)))
            lease = self._lease = take(self._folder, self._user, self._clock, context.ctx, again=again)
        return lease

    def _close_journal(self) -> None:
        if self._journal is not None:
            with bearing():  # every line in it is synced already
                self._journal.close()
            self._journal = None
