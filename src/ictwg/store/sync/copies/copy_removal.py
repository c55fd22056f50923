"""Removes a merged conflict copy, once nothing of it can be lost (STORE.md §5).

    the shared file on the disk covers all that the copy covers
    its bytes, without redacted text, are in this computer's quarantine, for thirty days
    it has not changed since it was merged

Only then is it removed. If somebody else has removed it first, that is fine.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from ictwg.merge.dots import Context
from ictwg.store.format import codec
from ictwg.store.local import backups
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Disk
from ictwg.store.local.local import Local
from ictwg.store.local.saving import REFUSED, saving
from ictwg.store.sync.copies.copy_names import Client
from ictwg.store.sync.copies.copy_reading import Reader, hash_of
from ictwg.store.sync.copies.copy_record import CopyEntry

KEPT_DAYS = 30
MOST = 50
STAY = frozenset({Client.RESILIO})
"""Removing one of these removes the file itself on another computer, according to Resilio's help."""
_BUSY = frozenset({32, 33})  # Windows: another program has it open, or locked


class Removal(StrEnum):
    """The result. LATER: the shared file does not cover the copy yet, or another program has it open."""

    REMOVED = "removed"
    GONE = "gone"
    CHANGED = "changed"
    LATER = "later"
    REFUSED = "refused"


def remove(local: Local, reader: Reader, name: str, entry: CopyEntry, shared: Context) -> Removal:
    """Removes one copy, if it may be removed.

    Args:
        local: This computer's copy.
        reader: Reads files in the folder.
        name: The name of the copy.
        entry: The entry of the merged copy.
        shared: The context of the shared file, read just now.

    Raises:
        StorageError: The quarantine cannot be written.
    """
    try:
        data = reader.bytes_of(name)
    except FileNotFoundError:
        return Removal.GONE
    except OSError:
        return Removal.LATER
    if hash_of(data) != entry.hash:
        return Removal.CHANGED
    seen = codec.split(data).context
    if not shared.covers_all(seen):
        # A replica that was made anew since then has lost what had come in: it is read once more.
        return Removal.LATER if local.memory.context.covers_all(seen) else Removal.CHANGED
    disk = local.replica.disk
    with saving():
        put_away(disk, local.replica.quarantine, _clean(local, data), entry.hash, local.clock.now())
    if reader.stamp(name) != entry.stamp:
        return Removal.CHANGED
    return _removed(disk, reader.path_of(name))


def put_away(disk: Disk, folder: str, data: bytes, mark: str, now: datetime) -> None:
    """Saves the bytes in the quarantine, durably; equal bytes only once."""
    disk.make_folder(folder)
    ending = f"-{mark}.json"
    if not any(name.endswith(ending) for name in backups.listed(disk, folder)):
        replace_file(disk, os.path.join(folder, backups.moment(now) + ending), data)


def sweep(disk: Disk, folder: str, now: datetime) -> None:
    """Removes files that are more than thirty days old."""
    limit = backups.moment(now - timedelta(days=KEPT_DAYS))
    with suppress(OSError):
        for name in backups.listed(disk, folder):
            if name < limit:
                disk.remove(os.path.join(folder, name))


def _removed(disk: Disk, path: str) -> Removal:
    try:
        disk.remove(path)
    except FileNotFoundError:
        return Removal.GONE
    except OSError as error:
        busy = getattr(error, "winerror", None) in _BUSY
        return Removal.REFUSED if error.errno in REFUSED and not busy else Removal.LATER
    return Removal.REMOVED


def _clean(local: Local, data: bytes) -> bytes:
    return local.keepable(local.replica.disk.opened(data))
