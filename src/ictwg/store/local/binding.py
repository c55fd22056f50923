"""Which replica belongs to which shared file.

    paths/<remainder of the path as a number>  → name of a replica folder
    replicas/<name>/binding.json = {"db", "path"}

A replica is bound to a group's file *at a path*. The same file at another path may be a copy, so it is opened only
after one question. One file under two names (a link, a drive letter and its UNC name) is recognised as one.

`forget` removes a group from this computer; the shared file is not touched.
"""

from __future__ import annotations

import json
import os
from typing import NamedTuple

from ictwg.domain.text import loads
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.store.local.atomic import replace_file, sweep_folder
from ictwg.store.local.disk import Disk, bearing, found
from ictwg.store.local.home import Home

_FILE = "binding.json"
_POINTERS = "paths"
_OF_FILES = ("backups", "quarantine", "repaired")
_PRIME = (1 << 61) - 1


class Binding(NamedTuple):
    """A replica folder and the file that it mirrors.

    Attributes:
        real: The path with links resolved when they were bound; empty if an earlier version bound them.
    """

    folder: str
    db: str
    path: str
    real: str = ""

    @property
    def leads_elsewhere(self) -> bool:
        """Whether the file, or a folder above it, has been replaced by a link since they were bound."""
        return bool(self.real) and canonical(self.real) != self.real

    @property
    def name(self) -> str:
        return os.path.basename(self.folder)


def bound(home: Home, disk: Disk, path: str) -> Binding | None:
    """The replica of the file at `path`, if there is one."""
    pointer = found(disk.read, _pointer(home, path))
    if pointer is not None:
        binding = _read(disk, os.path.join(home.replicas, pointer.decode().strip()))
        if binding is not None and same_file(binding.path, path):
            return binding
    for binding in every(home, disk):
        if same_file(binding.path, path):
            _point(home, disk, binding, path)
            return binding
    return None


def bind(home: Home, disk: Disk, db: str, path: str) -> Binding:
    """A new, empty replica."""
    binding = Binding(os.path.join(home.replicas, os.urandom(6).hex()), db, os.path.abspath(path), canonical(path))
    disk.make_folder(binding.folder)
    _write(home, disk, binding)
    return binding


def rebind(home: Home, disk: Disk, binding: Binding, path: str) -> Binding:
    """Binds the replica of a file that was moved to its new path."""
    moved = binding._replace(path=os.path.abspath(path), real=canonical(path))
    _write(home, disk, moved)
    return moved


def every(home: Home, disk: Disk) -> tuple[Binding, ...]:
    try:
        names = sorted(disk.names(home.replicas))
    except OSError:
        return ()
    read = (_read(disk, os.path.join(home.replicas, name)) for name in names)
    return tuple(binding for binding in read if binding is not None)


def sweep(disk: Disk, folder: str, before: float) -> None:
    """Removes temps left by crashes before this time: here, in other replicas and among the pointers."""
    replicas = os.path.dirname(folder)
    held = [os.path.join(replicas, name) for name in disk.names(replicas)]
    own = [os.path.join(folder, name) for name in _OF_FILES]
    for each in (*held, *own, os.path.join(os.path.dirname(replicas), _POINTERS)):
        with bearing():
            sweep_folder(disk, each, before=before)


def same_file(a: str, b: str) -> bool:
    """Whether two paths are one file; compares the names if it cannot be reached."""
    if canonical(a) == canonical(b):
        return True
    try:
        return os.path.samefile(a, b)
    except OSError:
        return False


def canonical(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))


def number_of(path: str) -> str:
    """The name under which data about a path is kept; very rarely two paths have the same."""
    number = int.from_bytes(canonical(path).encode("utf-8", "surrogateescape"), "big")
    return f"{number % _PRIME:016x}"


def _pointer(home: Home, path: str) -> str:
    # Two paths with one number only send each other the long way: the binding itself says which path it is for.
    return os.path.join(home.pointers, number_of(path))


def _write(home: Home, disk: Disk, binding: Binding) -> None:
    content = json.dumps({"db": binding.db, "path": binding.path, "real": binding.real}, indent=1)
    replace_file(disk, os.path.join(binding.folder, _FILE), content.encode("utf-8", "surrogatepass"))
    _point(home, disk, binding, binding.path)


def _point(home: Home, disk: Disk, binding: Binding, path: str) -> None:
    disk.make_folder(home.pointers)
    replace_file(disk, _pointer(home, path), binding.name.encode())


def _read(disk: Disk, folder: str) -> Binding | None:
    content = found(disk.read, os.path.join(folder, _FILE))
    try:
        read = loads(content or b"")
        return Binding(folder, str(read["db"]), str(read["path"]), str(read.get("real", "")))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def forget(home: Home, disk: Disk, path: str) -> tuple[str, ...]:
    """Removes everything that this computer has of the group in the shared file at `path`.

    Returns:
        The paths that could not be removed; nothing else is left of the group here.

    Raises:
        IctwgError: Another program on this computer has it open; nothing was removed.
    """
    from ictwg.store.local.leases import is_free

    held = bound(home, disk, path)
    if held is None:
        return ()
    leases = home.leases(held.name)
    if not is_free(leases):
        raise IctwgError(t("encryption.in_use"), t("leaving.in_use.hint"))
    left = [*_removed(held.folder), *_removed(leases)]
    _forget_pointers(home, disk, held.name)
    with bearing():
        if home.last_used() and same_file(home.last_used(), path):
            os.remove(os.path.join(home.data, "last"))
    if not every(home, disk):  # the last group: nobody of this program is at home here any more
        left += _removed(home.config)
    return tuple(left)


def _removed(folder: str) -> list[str]:
    """Removes the folder; returns what could not be removed."""
    import shutil

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
