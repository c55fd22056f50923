"""Removes redacted text from every file of this computer: replica, base, backups, quarantine, archive, journals."""

from __future__ import annotations

import os

from ictwg.errors import LockedError, NotReadyError
from ictwg.merge.redactions import RULES
from ictwg.store.format.codec import split_if_readable
from ictwg.store.local import journal
from ictwg.store.local.atomic import replace_file, sweep_folder
from ictwg.store.local.disk import saving
from ictwg.store.local.local import Local
from ictwg.store.local.replica import Replica
from ictwg.store.sync.archive import Archive
from ictwg.store.sync.shared_file import SharedFile


def scrub(local: Local, file: SharedFile) -> None:
    """Rewrites all local files without redacted text; the caller holds the lock.

    Journals that a process has open are recorded for the next time.
    """
    with saving():
        file.base.save()
        file.base.end_log()
    local.redact()
    local.fold()
    replica = local.replica
    with saving():
        _empty(replica)
        for folder in (replica.folder, replica.backups, replica.quarantine):
            sweep_folder(replica.disk, folder)
        for path in (replica.base_path, *replica.kept_files()):
            _rewrite(local, path)
        if local.memory.lines.header.was_encrypted:
            local.draft_files.rewrite()
    file.known.scrub, file.known.rules = journal.files(replica.disk, replica.journals), RULES
    Archive(local, file.path).scrub()
    file.base.forget()


def _empty(replica: Replica) -> None:
    """Removes copied text, which may be the redacted one, and is never the only copy."""
    for folder in (replica.scratch, replica.repaired):  # what is damaged cannot be cleaned, and may hold it
        for name in replica.disk.names(folder) if os.path.isdir(folder) else ():
            replica.disk.remove(os.path.join(folder, name))
    for name in replica.disk.names(replica.folder):
        if name.endswith(".damaged"):
            replica.disk.remove(os.path.join(replica.folder, name))


def _rewrite(local: Local, path: str) -> None:
    disk = local.replica.disk
    try:
        before = disk.read(path)
    except (FileNotFoundError, NotReadyError, LockedError):  # nothing in the plain stands in what cannot be opened
        return
    after, encrypted = local.keepable(before), local.memory.lines.header.was_encrypted
    if after != before:
        replace_file(disk, path, after)
    elif not encrypted and split_if_readable(before) is None:  # it cannot be cleaned, and may hold it
        disk.remove(path)
