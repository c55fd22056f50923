"""One replica folder: everything of the group that this computer holds.

binding.json        which file it mirrors
replica.json        the whole content, in the format of the shared file
journals/*.log      transactions since then
base.json           the shared file as last read or written here
share.json          what is known of the shared file
copies.json         what is known of the files beside it
archive.json        old log rows, including those of the archive beside the shared file
backups/            the shared file before it was replaced
quarantine/         conflict copies that were merged and removed from the shared folder, for thirty days
repaired/           damaged files, as they were
begun/              drafts: lines of minutes typed and not entered
scratch/            the last copied text, for terminals without a clipboard
compaction.lock     its holder writes replica.json, base.json, share.json and copies.json and removes journals

Journals are read before replica.json, and removed only after replica.json covers them: so a reader without any
lock sees every transaction in the one or the other.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ictwg.errors import LockedError, NotReadyError
from ictwg.store.format.codec import split
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Disk, found

if TYPE_CHECKING:
    from datetime import datetime

    from ictwg.store.local.locks import Lock
    from ictwg.store.local.transactions import Transaction


Stamp = tuple[int, int, int]
NO_STAMP = (-1, -1, -1)
UNREAD = (-2, -2, -2)


class Replica:
    """The files of one replica, as bytes and transactions."""

    def __init__(self, disk: Disk, folder: str) -> None:
        self.disk = disk
        self.folder = folder
        self.name = os.path.basename(folder)
        self.journals = os.path.join(folder, "journals")
        self.backups = os.path.join(folder, "backups")
        self.quarantine = os.path.join(folder, "quarantine")
        self.begun = os.path.join(folder, "begun")
        self.scratch = os.path.join(folder, "scratch")
        self.path = os.path.join(folder, "replica.json")
        self.repaired = os.path.join(folder, "repaired")
        self.archive_path = os.path.join(folder, "archive.json")
        self.base_path = os.path.join(folder, "base.json")
        self.damaged = 0
        self._read: dict[str, int] = {}
        self._stamp: Stamp = NO_STAMP
        self._sound: bool | None = None

    @cached_property
    def lock(self) -> Lock:
        from ictwg.store.local.locks import Lock

        return Lock(os.path.join(self.folder, "compaction.lock"), by_name=True)

    def load(self) -> tuple[tuple[Transaction, ...], bytes | None]:
        """All transactions in the journals, and the replica's bytes."""
        transactions = self.transactions()
        stamp = stamp_of(self.disk, self.path)
        data = found(self.disk.read, self.path)
        self._stamp = stamp
        return transactions, data

    def unread(self) -> None:
        """Makes the next look read all again: what was read now is not in the memory."""
        self._stamp = UNREAD

    def transactions(self) -> tuple[Transaction, ...]:
        """All in the journals, in the order of their dots."""
        self._read = {}
        self.damaged = 0
        return self.news()

    def replaced(self) -> bool:
        """Whether another process has written replica.json since it was loaded."""
        return stamp_of(self.disk, self.path) != self._stamp

    def news(self) -> tuple[Transaction, ...]:
        """The transactions appended to any journal since the last look, in the order of their dots.

        Raises:
            OSError: One cannot be read. None counts as read: a fold would remove what nobody has applied.
        """
        names = found(self.disk.names, self.journals)
        if not names:
            return ()
        from ictwg.store.local.journal import SUFFIX, parse
        from ictwg.store.local.transactions import number_of, transaction

        payloads: list[dict[str, Any]] = []
        read, damaged = dict(self._read), self.damaged
        for name in sorted([name for name in names if name.endswith(SUFFIX)]):
            added = self._added(name)
            if not added:
                read.setdefault(name, 0)
                continue
            parsed = parse(added)
            payloads += map(self._opened, parsed.payloads)
            read[name] = read.get(name, 0) + parsed.end
            damaged += parsed.damaged
        self._read, self.damaged = read, damaged
        read_now = [t for t in map(transaction, payloads) if t is not None]
        return tuple(sorted(read_now, key=number_of) if len(read_now) > 1 else read_now)

    def applied(self, name: str, size: int) -> None:
        """Notes how much of this process's own journal is in memory, and need not be read again."""
        self._read[name] = size

    def journaled(self) -> int:
        """The size of the journals that were read, in bytes."""
        return sum(self._read.values())

    @property
    def is_sound(self) -> bool:
        """Whether the replica on disk is undamaged, or encrypted and cannot be opened now; verified once."""
        if self._sound is None:
            try:
                data = found(self.disk.read, self.path)
                self._sound = data is None or split(data, verify=True).digest_ok is True
            except LockedError:
                self._sound = True
            except NotReadyError:
                self._sound = False
        return self._sound

    def write(self, data: bytes) -> None:
        """Replaces replica.json, durably; the caller holds the lock.

        Raises:
            OSError: The old content is still there.
        """
        replace_file(self.disk, self.path, data)
        for cache in ("layout.json", "hashes"):  # of version 0.1: the offsets of lines, and their hashes
            with suppress(OSError):
                self.disk.remove(os.path.join(self.folder, cache))
        self._sound = True
        self._stamp = stamp_of(self.disk, self.path)

    def keep_damaged(self, path: str, at: datetime) -> str:
        """A copy of a damaged file for a person to read; returns where it is."""
        self.disk.make_folder(self.repaired)
        name = f"{at:%Y%m%dT%H%M%S}-{os.urandom(3).hex()}-{os.path.basename(path)}"
        kept = os.path.join(self.repaired, name)
        replace_file(self.disk, kept, found(self.disk.read_raw, path) or b"")
        return kept

    def kept_files(self) -> list[str]:
        """The paths of the backups and of the conflict copies in quarantine."""
        from ictwg.store.local.backups import listed

        folders = (self.backups, self.quarantine)
        return [os.path.join(folder, name) for folder in folders for name in listed(self.disk, folder)]

    def drop_journals(self) -> None:
        """Removes the journals that were read to the end and are closed; the replica on disk covers them."""
        from ictwg.store.local import journal

        for name, size in list(self._read.items()):
            with suppress(OSError):
                if journal.remove(self.disk, self.journals, name, size):
                    del self._read[name]

    def _opened(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The decrypted payload of a journal line."""
        if "_e" not in payload:
            return payload
        from ictwg.store.encryption.sealing import opened_entry

        if self.disk.keys.find(str(payload.get("_k", ""))) is None:
            found(self.disk.read, self.path)  # its key comes with the replica
        return opened_entry(payload, self.disk.keys)

    def _added(self, name: str) -> bytes:
        """The bytes added to a journal since it was read."""
        path, start = os.path.join(self.journals, name), self._read.get(name, 0)
        try:
            grown = start == 0 or self.disk.stat(path).st_size > start
            return self.disk.read_from(path, start) if grown else b""
        except FileNotFoundError:  # folded and removed since the folder was listed
            return b""


def stamp_in(values: list[Any]) -> Stamp:
    """A stamp from its JSON form."""
    size, changed, inode = map(int, values)
    return size, changed, inode


def stamp_of(disk: Disk, path: str) -> Stamp:
    """Size, time and inode, which change whenever the file is written; (-1, -1, -1) if there is no file."""
    try:
        return stamp_in_status(disk.stat(path))
    except (FileNotFoundError, NotADirectoryError):
        return NO_STAMP


def stamp_in_status(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ino
