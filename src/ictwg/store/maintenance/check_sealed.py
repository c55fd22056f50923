"""Checks that all files of an encrypted group are encrypted: shared file, archive, and the replica's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from ictwg.store.encryption.sealing import FIELD, holds_plain
from ictwg.store.local import backups, journal
from ictwg.store.local.local import Local
from ictwg.store.sync.archive import Archive


def in_the_plain(local: Local, shared: str) -> Iterator[str]:
    """The files with a record in plain text; a file that cannot be read now is skipped."""
    disk, db = local.replica.disk, local.memory.lines.db
    for path in _files(local, shared):
        with suppress(OSError):
            if holds_plain(disk.read_raw(path), db):
                yield path
    for path in _journals(local):
        with suppress(OSError):
            if any(FIELD not in payload for payload in journal.parse(disk.read_raw(path)).payloads):
                yield path


def _files(local: Local, shared: str) -> Iterator[str]:
    replica, archive = local.replica, Archive(local, shared)
    yield from (shared, replica.path, replica.base_path, archive.here, archive.path)
    for folder in (replica.backups, replica.quarantine):
        yield from (os.path.join(folder, name) for name in backups.listed(replica.disk, folder))


def _journals(local: Local) -> Iterator[str]:
    folder = local.replica.journals
    yield from (os.path.join(folder, name) for name in journal.files(local.replica.disk, folder))
