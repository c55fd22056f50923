"""The merge base: the shared file as last read or written here, to find edits by scripts (STORE.md §5).

base.json   its bytes, or a hard link to replica.json if that has the same bytes

Nothing here is synced to disk: after a power cut the digest shows that it is damaged, and no edit depends on it.
"""

from __future__ import annotations

import os
from contextlib import suppress

from ictwg.errors import LockedError, NotReadyError
from ictwg.store.format import codec
from ictwg.store.format.lines import Lines
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Pieces, found, overwrite
from ictwg.store.local.replica import Replica


class Base:
    """Args: replica: The replica."""

    def __init__(self, replica: Replica) -> None:
        self._disk = replica.disk
        self._replica = replica
        self._path = replica.base_path
        self._log_path = os.path.splitext(replica.base_path)[0] + ".log"
        self._pieces: Pieces | None = None
        self._unsaved = False
        # What the file is like that this process has made under that name.
        self._made: tuple[int, ...] = ()

    def forget(self) -> None:
        """Drops the cached bytes: another process has written it."""
        self._pieces = None
        self._unsaved = False

    @property
    def pieces(self) -> Pieces | None:
        """The bytes; None if they are unknown."""
        if self._pieces is None:
            with suppress(OSError, NotReadyError, LockedError):
                data = None if self._is_followed() else found(self._disk.read, self._path)
                self._pieces = None if data is None else (data,)
        return self._pieces

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces or ())

    @property
    def twin(self) -> str:
        """The path of a file with exactly these bytes; empty if there is none."""
        return self._path if self._pieces is not None and not self._unsaved else ""

    def lines(self) -> Lines | None:
        """Its lines; None if they are unknown or damaged by a power cut."""
        try:
            lines = codec.split(self.data, verify=True)
        except NotReadyError:
            return None
        return lines if lines.digest_ok else None

    def read(self, data: bytes) -> None:
        """Notes that these bytes were read; `save` writes them, unless ours were published before."""
        self._pieces, self._unsaved = (data,), True

    def wrote(self, pieces: Pieces, *, same_as_replica: bool) -> None:
        """Notes that these bytes were published; `same_as_replica`: whether replica.json has the same."""
        self._pieces, self._unsaved = pieces, True
        with suppress(OSError):
            self.save(linked=same_as_replica)

    def save(self, *, linked: bool = False) -> None:
        """Writes to this disk what was last read or published.

        Raises:
            OSError: The disk fails.
        """
        if self._unsaved and self._pieces is not None:
            if not (linked and self._replica.link_base()):
                self._write(self._pieces)
            self.end_log()
            self._unsaved = False

    def _write(self, pieces: Pieces) -> None:
        """Overwrites the file if this process made it and it has no other link: a new one is as slow as publishing."""
        if found(self._look, self._path) == self._made:
            overwrite(self._disk, self._path, self._disk.sealed(pieces))
        else:
            replace_file(self._disk, self._path, pieces, durable=False)
        self._made = self._look(self._path)

    def _look(self, path: str) -> tuple[int, ...]:
        now = self._disk.stat(path)
        return now.st_nlink, now.st_size, now.st_mtime_ns, now.st_ino

    def end_log(self) -> None:
        """Removes the log of version 0.1, with the lines of each publishing.

        Raises:
            OSError: It cannot be removed.
        """
        with suppress(FileNotFoundError):
            self._disk.remove(self._log_path)

    def _is_followed(self) -> bool:
        """Whether there is such a log, so that base.json is not the last state."""
        return found(self._disk.stat, self._log_path) is not None
