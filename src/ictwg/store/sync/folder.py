"""The shared folder: when to list it, and which files in it may be conflict copies, by their names.

It is listed when its time has changed, and every fifteen seconds in any case, because on some shares the time does not
change (STORE.md §4).
"""

from __future__ import annotations

import os
from functools import lru_cache

from ictwg.store.local.disk import Disk, folder_and_name
from ictwg.store.sync.sync_state import SyncState

LOOK_EVERY_MS = 15_000
ARCHIVE = " (ictwg archive)"
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".lock", ".lck", ".bak", ".icloud", ".swp")
_HIDDEN = (".~", "~$", ".syncthing.", "~syncthing~", ".#", "._")


def is_due(disk: Disk, known: SyncState, path: str, now_ms: int) -> bool:
    """Whether to list it; one `stat`."""
    if not known.looked <= now_ms < known.looked + LOOK_EVERY_MS:
        return True
    return _changed_at(disk, path) != known.folder


def candidates(disk: Disk, path: str, known: SyncState, now_ms: int) -> tuple[str, ...] | None:
    """The names that may be conflict copies; None if the folder does not answer, or there is nothing to do.

    If there never was any, no other module about conflict copies is imported.
    """
    folder = _changed_at(disk, path)
    try:
        names = _beside(disk, path)
    except OSError:  # whoever reads the shared file reports it
        return None
    known.looked, known.folder = now_ms, folder
    return names if names or known.copies else None


def _changed_at(disk: Disk, path: str) -> int:
    """The folder's time, which changes when a file is added or removed; 0 if it has none."""
    try:
        return disk.stat(folder_and_name(path)[0] or ".").st_mtime_ns
    except OSError:
        return 0


def _beside(disk: Disk, path: str) -> tuple[str, ...]:
    """The names that may be conflict copies of the file at `path`, in a fixed order.

    Raises:
        OSError: The folder does not answer.
    """
    folder, own = folder_and_name(path)
    extension = os.path.splitext(own)[1].casefold()
    names = (name for name in disk.names(folder or ".") if name != own and may_be_copy(name, own, extension))
    return tuple(sorted(name for name in names if not _is_own(disk, folder, name, own)))


def _is_own(disk: Disk, folder: str, name: str, own: str) -> bool:
    """Whether it is the shared file itself, in a file system that ignores case."""
    if name.casefold() != own.casefold():
        return False
    try:
        there, here = (disk.lstat(os.path.join(folder, one)) for one in (name, own))
    except OSError:
        return False
    return os.path.samestat(there, here)


def may_be_copy(name: str, own: str, extension: str) -> bool:
    """Whether the file may be read: not one that a program is still writing, or a hidden one.

    Args:
        name: A name in the folder.
        own: The name of the shared file.
        extension: Its extension, in lower case.
    """
    folded = name.casefold()
    if folded.startswith(_HIDDEN) or folded.endswith(_UNFINISHED) or is_archive(name, own):
        return False
    if not extension:
        return folded.startswith(own.casefold())
    return folded.endswith(extension) or f"{extension}.conflict" in folded or f"{extension}..path" in folded


def archive_name(own: str) -> str:
    """The name of the archive of the log beside the shared file `own`."""
    stem, extension = os.path.splitext(own)
    return f"{stem}{ARCHIVE}{extension}"


def is_archive(name: str, own: str) -> bool:
    """Whether it is that archive or a conflict copy of it, and so not a conflict copy of the shared file."""
    folded = name.casefold()
    return folded.startswith(_archive_beginning(own)) and not folded.endswith(_UNFINISHED)


@lru_cache(maxsize=64)
def _archive_beginning(own: str) -> str:
    return f"{os.path.splitext(own)[0]}{ARCHIVE}".casefold()
