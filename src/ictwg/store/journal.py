r"""The journal: one line per transaction, appended and synced before anything counts as saved.

    <crc32 of the JSON, 8 hex digits> <JSON>\n

One file per lease holder, so that nobody ever appends to another's. A torn tail is ignored by readers and closed by
the next writer. Files are never cut: the holder goes on in the next one and the full one is removed once the replica
on disk covers it.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from typing import Any, NamedTuple

from ictwg.store.disk import Disk, write_all

SUFFIX = ".log"


class Parsed(NamedTuple):
    """The transactions of one journal file, and how far it was good."""

    payloads: tuple[dict[str, Any], ...]
    end: int
    damaged: int


class Journal:
    """The file that this process appends to.

    Args:
        disk: The disk.
        folder: The replica's journals.
        actor: Whose transactions they are.
    """

    def __init__(self, disk: Disk, folder: str, actor: str) -> None:
        self._disk = disk
        self._folder = folder
        self.actor = actor
        self.path = ""
        self._fd = -1
        self.size = 0

    def append(self, payload: dict[str, Any]) -> None:
        """Durable when it returns.

        Raises:
            OSError: Nothing counts as saved; the file is closed and the next append starts another.
        """
        line = line_of(payload)
        try:
            if self._fd < 0:
                self._open()
            write_all(self._disk, self._fd, line)
            self._disk.sync(self._fd)
        except OSError:
            self._withdraw()
            raise
        self.size += len(line)

    def rotate(self) -> None:
        """The next append goes to a new file, and this one can be removed once it is covered."""
        self.close()
        self.path = ""

    def close(self) -> None:
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            self._disk.close(fd)

    def _open(self) -> None:
        self._disk.make_folder(self._folder)
        self.path = os.path.join(self._folder, _next_name(self._disk.names(self._folder), self.actor))
        self._fd = self._disk.open_append(self.path)
        self.size = 0
        self._disk.sync_folder(self._folder)

    def _withdraw(self) -> None:
        """Takes back what a failed append left, if the disk lets us; readers ignore it in any case."""
        if self._fd < 0:
            return
        with contextlib.suppress(OSError):
            self._disk.truncate(self._fd, self.size)
        try:
            self.rotate()
        except OSError:
            self.path = ""


def line_of(payload: dict[str, Any]) -> bytes:
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def parse(data: bytes) -> Parsed:
    """The good lines. A torn tail is no damage; a bad line with good ones after it is counted."""
    payloads: list[dict[str, Any]] = []
    lines = data.split(b"\n")
    end = damaged = position = 0
    for line in lines[:-1]:
        position += len(line) + 1
        payload = _payload(line)
        if payload is None:
            damaged += bool(line)
        else:
            payloads.append(payload)
            end = position
    return Parsed(tuple(payloads), end, damaged)


def files(disk: Disk, folder: str) -> tuple[str, ...]:
    """The journal files there, in order of their names."""
    try:
        names = disk.names(folder)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(sorted(name for name in names if name.endswith(SUFFIX)))


def actor_of(name: str) -> str:
    return name.rpartition("+")[0]


def _payload(line: bytes) -> dict[str, Any] | None:
    try:
        if int(line[:8], 16) != zlib.crc32(line[9:]):
            return None
        found = json.loads(line[9:])
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _next_name(names: list[str], actor: str) -> str:
    taken = [int(name[len(actor) + 1 : -len(SUFFIX)], 16) for name in names if _is_of(name, actor)]
    return f"{actor}+{max(taken, default=0) + 1:06x}{SUFFIX}"


def _is_of(name: str, actor: str) -> bool:
    number = name[len(actor) + 1 : -len(SUFFIX)]
    return name.startswith(actor + "+") and name.endswith(SUFFIX) and number.isalnum()
