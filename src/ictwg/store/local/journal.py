r"""The journal: one line per transaction, appended and synced before anything counts as saved.

    <crc32 of the JSON, 8 hex digits> <JSON>\n

One file per run of a lease holder, locked while it is open, so that nobody ever appends to another's or removes one
that may still grow. A torn tail is ignored; nothing is ever appended behind one. Files are never cut: the holder goes
on in the next one, and the full one is removed once the replica on disk covers it. File names are never reused: readers
remember by name how far they have read.

After its first line a file is filled with zeros in advance: overwriting them does not change its length, and is synced
in two thirds of the time.
"""

from __future__ import annotations

import errno
import os
import sys
import zlib
from typing import Any, NamedTuple

from ictwg.domain.text import dumps, loads
from ictwg.store.local.disk import Disk, bearing, found, sync_folder, write_all

SUFFIX = ".log"
ROOM = 1 << 16
_DIGITS = 6
_TRIES = 5
_CHECK = 8


class Parsed(NamedTuple):
    """The transactions of one journal file, and how far it was good."""

    payloads: tuple[dict[str, Any], ...]
    end: int
    damaged: int


class Journal:
    """The file that this process appends to."""

    def __init__(self, disk: Disk, folder: str, actor: str) -> None:
        self._disk = disk
        self._folder = folder
        self.actor = actor
        self.path = self.name = ""
        self._fd = -1
        self.size = 0
        self._room = 0
        self._process = os.getpid()

    def append(self, payload: dict[str, Any]) -> None:
        """Appends a transaction; it is durable when this returns.

        Raises:
            OSError: Nothing counts as saved; the file is closed and the next append starts another.
        """
        line = line_of(payload)
        try:
            if self._fd < 0:
                self._open()
            elif self.size + len(line) > self._room:
                self._make_room()
            write_all(self._disk, self._fd, line)
            self._disk.sync_data(self._fd)
        except BaseException:
            self._withdraw()
            raise
        self.size += len(line)

    def rotate(self) -> None:
        """Closes the file: the next append starts a new one, and this one can be removed once the replica covers it."""
        self.path = self.name = ""
        self.close()

    def close(self) -> None:
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            if self._room and self._process == os.getpid():  # a forked child would cut what its parent wrote since
                with bearing():
                    self._disk.truncate(fd, self.size)
            self._disk.close(fd)

    def _make_room(self) -> None:
        with bearing():  # a disk that has no room says so when the line is written
            self._disk.reserve(self._fd, self.size, ROOM)
            self._room = self.size + ROOM

    def _open(self) -> None:
        from ictwg.store.local.locks import lock_open_file

        self._disk.make_folder(self._folder)
        for _ in range(_TRIES):
            self._create()
            if lock_open_file(self._fd, self.path):
                break
            self._withdraw()  # whoever tidies up saw it empty and unlocked, and takes it away
        else:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), self._folder)
        sync_folder(self._disk, self._folder)

    def _create(self) -> None:
        self.name = _next_name(self._disk.names(self._folder), self.actor)
        self.path = os.path.join(self._folder, self.name)
        self._fd = self._disk.create(self.path)
        self.size = self._room = 0

    def _withdraw(self) -> None:
        """Removes the remains of a failed append, if the disk allows it; readers ignore them in any case."""
        if self._fd < 0:
            return
        with bearing():
            self._disk.truncate(self._fd, self.size)
        with bearing():
            self.rotate()


def line_of(payload: dict[str, Any]) -> bytes:
    text = dumps(payload).encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def parse(data: bytes) -> Parsed:
    """The good lines. A torn tail, or zeros after them, is not damage; a bad line before a good one is counted."""
    payloads: list[dict[str, Any]] = []
    lines = data.split(b"\n")
    end = damaged = bad = position = 0
    for line in lines[:-1]:
        position += len(line) + 1
        payload = _payload(line)
        if payload is None:
            bad += bool(line)
        else:
            payloads.append(payload)
            damaged, bad, end = damaged + bad, 0, position
    return Parsed(tuple(payloads), end, damaged)


def remove(disk: Disk, folder: str, name: str, size: int) -> bool:
    """Removes a journal file if no process has it open and all its transactions have been read."""
    from ictwg.store.local.locks import Lock

    path = os.path.join(folder, name)
    with Lock(path) as lock:
        if not lock.acquire() or parse(disk.read_from(path, size)).payloads:
            return False
        if sys.platform == "win32":  # an open file cannot be removed there
            lock.release()
        disk.remove(path)
    return True


def files(disk: Disk, folder: str) -> tuple[str, ...]:
    """The journal files in the folder, sorted by name."""
    return tuple(sorted(name for name in found(disk.names, folder) or () if name.endswith(SUFFIX)))


def _payload(line: bytes) -> dict[str, Any] | None:
    try:
        if int(line[:_CHECK], 16) != zlib.crc32(line[9:]):
            return None
        payload = loads(line[9:])
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None


def _next_name(names: list[str], actor: str) -> str:
    """A name that no file ever had."""
    taken = [int(name[len(actor) + 1 : -len(SUFFIX)][:_DIGITS], 16) for name in names if _is_of(name, actor)]
    return f"{actor}+{max(taken, default=0) + 1:0{_DIGITS}x}{os.urandom(4).hex()}{SUFFIX}"


def _is_of(name: str, actor: str) -> bool:
    number = name[len(actor) + 1 : -len(SUFFIX)]
    return name.startswith(actor + "+") and name.endswith(SUFFIX) and number.isalnum()
