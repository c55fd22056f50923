"""This computer's copy made again from the shared file, where its own disk no longer gives back what was written.

A line that has changed on the disk, or is gone, stands in a copy that claims to have seen it: shared so, it would be
taken for superseded, and vanish everywhere. So the copy is read through once before anybody gets anything of it. One
that is damaged is kept for a person to read, and in its place comes, by one writing, the shared file with all that can
still be read of the copy and of the journals (`salvaging`).
"""

from __future__ import annotations

from datetime import datetime

from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.store.format import codec
from ictwg.store.format.lines import Lines
from ictwg.store.local.disk import found
from ictwg.store.local.local import REDACTIONS, Local
from ictwg.store.local.replica import Replica
from ictwg.store.local.salvaging import salvaged
from ictwg.store.local.saving import saving
from ictwg.store.sync import known as knowing
from ictwg.store.sync.known import Known
from ictwg.store.sync.shared_file import SharedFile


def renew(local: Local, file: SharedFile) -> None:
    """The caller holds the lock.

    Raises:
        NotReadyError: The shared file cannot stand in for it now; nothing was changed.
        StorageError: This computer's own disk fails.
    """
    theirs = shared_lines(local, file.path)
    if theirs is None:
        raise NotReadyError(t("store.replica_damaged"), t("store.copy_damaged_hint"))
    local.rotate()
    make_again(local.replica, theirs, file.known, local.clock.now())
    file.base.forget()
    local.start_anew()


def make_again(replica: Replica, theirs: Lines, known: Known, now: datetime) -> None:
    """The same for one that need not even open; the caller holds the lock.

    Args:
        replica: The damaged one.
        theirs: The shared file, in good order.
        known: What is known of it here.
        now: When.
    """
    lines = salvaged(replica, theirs)
    with saving():
        if REDACTIONS in lines.tables:  # also what is kept of the damaged one goes through it
            known.scrub = known.scrub or ("",)
            knowing.save(replica.disk, replica.folder, known, durable=True)
        replica.keep_damaged(replica.path, now)
        replica.write(codec.encode_file(lines))
        replica.drop_journals()


def shared_lines(local: Local, path: str) -> Lines | None:
    """The shared file, where it can be read, is in good order, and is this group's."""
    try:
        data = found(local.replica.disk.read, path)
        lines = None if data is None else codec.split(data, verify=True)
    except (OSError, NotReadyError):
        return None
    return lines if lines is not None and lines.digest_ok and lines.db == local.memory.lines.db else None
