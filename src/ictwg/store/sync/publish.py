"""Putting the file into the shared folder: atomically, over exactly the bytes that were read, with a way out.

rename refused  → backup, write in place, verify, put back on failure
file read-only  → after a minute a *pending* file beside it, which every program treats as a copy
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from ictwg.store.local import binding
from ictwg.store.local.atomic import STALE_AFTER, RenameRefusedError, replace_file, sweep, write_in_place
from ictwg.store.local.disk import Content, Disk, Piece
from ictwg.store.local.replica import NO_STAMP, Replica, Stamp, stamp_of
from ictwg.store.local.saving import bearing, saving
from ictwg.store.maintenance import backups


class Old(NamedTuple):
    """What goes.

    Attributes:
        data: Its bytes, where they are asked for.
        twin: A file on this computer that holds just them; a second name for it costs no copy.
    """

    data: Callable[[], bytes]
    twin: str = ""


class Publisher:
    """Writes one shared file.

    Args:
        replica: Where the backups go.
        path: The shared file.
    """

    def __init__(self, replica: Replica, path: str) -> None:
        self._replica = replica
        self._disk: Disk = replica.disk
        self.path = path
        self._backed_up = False

    def publish(
        self,
        data: Content,
        read: Stamp,
        old: Old | None,
        *,
        foreign: bool,
        now: Callable[[], datetime],
    ) -> None:
        """Replaces the file, if it is still what was read.

        Args:
            data: The new bytes.
            read: The stamp of the file when it was read.
            old: What was read; None where there was no file.
            foreign: Whether `old` is what somebody else wrote.
            now: Tells the moment, for the name of a backup.

        Raises:
            TargetChangedError: Somebody wrote it meanwhile.
            StorageError: The backup could not be made here, so nothing was tried there.
            OSError: The old bytes are still there.
        """
        backup = ""
        if old is not None and (foreign or not self._backed_up):
            backup = self._back_up(old, now())
        try:
            replace_file(
                self._disk,
                self.path,
                data,
                unchanged=lambda: stamp_of(self._disk, self.path) == read and not os.path.islink(self.path),
            )
        except RenameRefusedError:
            if old is None:
                raise
            write_in_place(self._disk, self.path, data, backup or self._back_up(old, now()))
        if not self._backed_up and read != NO_STAMP:
            self._sweep(now())
        self._backed_up = True

    def leave_beside(self, data: Content, user: str, device: str) -> str:
        """Where the file itself cannot be written: the same content beside it, under a name that says so.

        Written once: each writing would go round to everybody.
        """
        stem, extension = os.path.splitext(self.path)
        beside = f"{stem} (ictwg pending {_name_part(user)}-{_name_part(device)}){extension}"
        if not self._holds(beside, [data] if isinstance(data, bytes) else data):
            replace_file(self._disk, beside, data)
        return beside

    def _holds(self, path: str, pieces: Sequence[Piece]) -> bool:
        try:
            return self._disk.holds(path, pieces)
        except OSError:
            return False

    def _back_up(self, old: Old, now: datetime) -> str:
        with saving():
            return backups.keep(self._disk, self._replica.backups, old.data(), now, old.twin)

    def _sweep(self, now: datetime) -> None:
        """What a crash has left half written."""
        with bearing():
            sweep(self._disk, self.path)
            binding.sweep(self._disk, self._replica.folder, now.timestamp() - STALE_AFTER)


def _name_part(text: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in text)[:20] or "x"
