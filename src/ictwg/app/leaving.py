"""Leaving a group, and looking whether a colleague has started one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.store.second_copies.copy_names import hint_of
from ictwg.store.shared.neighbours import ARCHIVE
from ictwg.store.shared.reports import Outcome
from ictwg.store.upkeep.forgetting import forget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.store.store import Store
    from ictwg.store.this_computer.disk import Disk
    from ictwg.store.this_computer.home import Home


class Leftovers(NamedTuple):
    """What is still there: files that this computer would not remove, and what nobody here can reach."""

    files: tuple[str, ...]
    elsewhere: tuple[str, ...]


def leave(store: Store, home: Home, disk: Disk) -> Leftovers:
    """Shares what waits, closes the store, and removes all that this computer holds of the group.

    Raises:
        IctwgError: Not everything is in the shared folder, or another program has the group open; nothing was removed.
    """
    report = store.share()
    status = store.status()
    if report.outcome is not Outcome.SHARED or status.pending:
        why = report.problem or t("leaving.pending", count=status.pending)
        raise IctwgError(t("leaving.not_shared", why=why), t("leaving.not_shared.hint"))
    if waiting := status.held + status.restored:
        raise IctwgError(t("leaving.held", count=waiting), t("leaving.held.hint"))
    store.close()
    files = forget(home, disk, store.path)
    elsewhere = (*ELSEWHERE, "passphrase") if store.encrypted else ELSEWHERE
    return Leftovers(files, tuple(t(f"leaving.elsewhere.{where}", path=store.path) for where in elsewhere))


ELSEWHERE = ("shared", "exports", "mails", "versions")


SHARED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "My Drive", "Nextcloud", "ownCloud", "Seafile", "Sync")


ALSO = ("Documents", "Desktop", "Public")


DEEP = 3


MOST = 8
"""So many leave room for the other ways to begin on a screen of 24 lines."""


MOST_ENTRIES = 3000


HEAD = 400


MARK = b'"format":"ictwg"'


def likely_files(home: Path | None = None) -> tuple[str, ...]:
    """Files of working groups in the usual shared folders and beside us; a short look, never a search of the disk.

    A conflict copy that a sync program has left beside the file is not among them: whoever took it for the group's file
    would share with nobody. What was written last comes first: a copy that somebody has put aside is older.
    """
    folders = [Path.cwd(), *_shared_folders(home or Path.home())]
    found = dict.fromkeys(path.resolve() for folder in folders for path in _json_files(folder) if _is_group(path))
    own = (path for path in found if not any(_is_copy_of(path, other) for other in found))
    return tuple(map(str, sorted(own, key=_age)))[:MOST]


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0


def _is_copy_of(path: Path, other: Path) -> bool:
    return path.parent == other.parent and path != other and hint_of(path.name, other.name).sure


def _shared_folders(home: Path) -> list[Path]:
    try:
        return sorted(folder for folder in home.iterdir() if folder.name.startswith((*SHARED, *ALSO)))
    except OSError:
        return []


def _json_files(folder: Path) -> Iterator[Path]:
    left = MOST_ENTRIES
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = [] if depth >= DEEP else sorted(name for name in folders if not name.startswith("."))
        left -= len(files) + len(folders)
        if left < 0:
            return
        yield from (Path(place, name) for name in sorted(files) if name.endswith(".json") and ARCHIVE not in name)


def _is_group(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return MARK in file.read(HEAD).replace(b" ", b"")
    except OSError:
        return False
