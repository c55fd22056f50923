"""Removes a group from this computer: its replica, its leases, and the pointer to it.

The shared file is not touched. The group stays while an edit is not synced yet, or another process has it open.
"""

from __future__ import annotations

import os
import shutil

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.store.local import binding as bindings
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import Home
from ictwg.store.local.locks import Lock
from ictwg.store.local.saving import bearing


def forget(home: Home, disk: Disk, path: str) -> tuple[str, ...]:
    """Removes everything that this computer has of the group in the shared file at `path`.

    Returns:
        The paths that could not be removed; nothing else is left of the group here.

    Raises:
        IctwgError: Another program on this computer has it open; nothing was removed.
    """
    bound = bindings.bound(home, disk, path)
    if bound is None:
        return ()
    leases = home.leases(bound.name)
    if not is_free(leases):
        raise IctwgError(t("encryption.in_use"), t("leaving.in_use.hint"))
    left = [*_removed(bound.folder), *_removed(leases)]
    _forget_pointers(home, disk, bound.name)
    with bearing():
        if home.last_used() and bindings.same_file(home.last_used(), path):
            os.remove(os.path.join(home.data, "last"))
    if not bindings.every(home, disk):  # the last group: nobody of this program is at home here any more
        left += _removed(home.config)
    return tuple(left)


def is_free(leases: str) -> bool:
    """Whether no process has a lease; each one that edits has."""
    try:
        names = os.listdir(leases)
    except OSError:
        return True
    for name in names:
        lock = Lock(os.path.join(leases, name))
        try:
            if not lock.acquire():
                return False
        except OSError:
            continue
        finally:
            lock.release()
    return True


def _removed(folder: str) -> list[str]:
    """Removes the folder; returns what could not be removed."""
    shutil.rmtree(folder, ignore_errors=True)
    return [os.path.join(place, name) for place, _, files in os.walk(folder) for name in files]


def _forget_pointers(home: Home, disk: Disk, name: str) -> None:
    try:
        pointers = disk.names(home.pointers)
    except OSError:
        return
    for pointer in pointers:
        path = os.path.join(home.pointers, pointer)
        with bearing():
            if disk.read(path).decode("utf-8", "replace").strip() == name:
                disk.remove(path)
