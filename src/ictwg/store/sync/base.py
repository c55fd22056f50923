"""The merge base: the shared file as it was last read or written here, from which outside edits differ (STORE.md §5).

base.json   all of it, or a second name of replica.json where that says the same

Nothing here is synced: after a power cut the digest tells that it is no good, and no edit rests on it.
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
    """Args: replica: In whose folder it is."""

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
        """Another process has written it."""
        self._pieces = None
        self._unsaved = False

    @property
    def pieces(self) -> Pieces | None:
        """All bytes; None where nothing is known."""
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
        """The file that holds just these bytes; empty where there is none."""
        return self._path if self._pieces is not None and not self._unsaved else ""

    def lines(self) -> Lines | None:
        """Its rows; None where nothing is known or a power cut has damaged it."""
        try:
            lines = codec.split(self.data, verify=True)
        except NotReadyError:
            return None
        return lines if lines.digest_ok else None

    def read(self, data: bytes) -> None:
        """These bytes were found in the shared folder; `save` keeps them, unless ours went over them before."""
        self._pieces, self._unsaved = (data,), True

    def wrote(self, pieces: Pieces, *, same_as_replica: bool) -> None:
        """This was published; `same_as_replica` says whether replica.json holds just these bytes."""
        self._pieces, self._unsaved = pieces, True
        with suppress(OSError):
            self.save(linked=same_as_replica)

    def save(self, *, linked: bool = False) -> None:
        """What was read or written last is on this disk too.

        Raises:
            OSError: The disk refuses.
        """
        if self._unsaved and self._pieces is not None:
            if not (linked and self._replica.link_base()):
                self._write(self._pieces)
            self.end_log()
            self._unsaved = False

    def _write(self, pieces: Pieces) -> None:
        """Over the file that this process made, while it has no other name: a new one costs as much as publishing."""
        if found(self._look, self._path) == self._made:
            overwrite(self._disk, self._path, self._disk.sealed(pieces))
        else:
            replace_file(self._disk, self._path, pieces, durable=False)
        self._made = self._look(self._path)

    def _look(self, path: str) -> tuple[int, ...]:
        now = self._disk.stat(path)
        return now.st_nlink, now.st_size, now.st_mtime_ns, now.st_ino

    def end_log(self) -> None:
        """What version 0.1 kept beside it, each publishing by its lines.

        Raises:
            OSError: It is still there.
        """
        with suppress(FileNotFoundError):
            self._disk.remove(self._log_path)

    def _is_followed(self) -> bool:
        """Whether such a log continues it, so that base.json alone is not the last state any more."""
        return found(self._disk.stat, self._log_path) is not None
