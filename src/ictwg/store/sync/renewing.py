"""Rebuilds this computer's copy from the shared file if its own disk has damaged it.

The context of a damaged copy covers its lost lines: if it were published, they would count as deleted, and vanish
everywhere. So the copy is verified once before it is used. A damaged one is kept for a person to read, and replaced, by
one write, by the shared file merged with all that is readable in the copy and the journals (`salvaging`).
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
    """Rebuilds the copy; the caller holds the lock.

    Raises:
        NotReadyError: The shared file cannot be used for it now; nothing was changed.
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
    """Rebuilds a replica, which need not open; the caller holds the lock.

    Args:
        replica: The damaged replica.
        theirs: The shared file, with a valid digest.
        known: What is known of the shared file.
        now: The current time.
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
    """The shared file, if it can be read, has a valid digest, and is this group's."""
    try:
        data = found(local.replica.disk.read, path)
        lines = None if data is None else codec.split(data, verify=True)
    except (OSError, NotReadyError):
        return None
    return lines if lines is not None and lines.digest_ok and lines.db == local.memory.lines.db else None
