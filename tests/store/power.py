"""A disk that loses at a power cut what was written and not synced: partly, torn at a sector, in any order.

The files are real ones, in memory; beside them stands what a platter would hold. A file's bytes are safe once the file
was synced, an entry of a folder (made, renamed, removed) once the folder was. What a failed sync did not write, no
later one does. At a cut everything else is decided by the seed, and the files are put so.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from tests.store.faults import READING, FaultyDisk, Killed

SECTOR = 512
FOLDER = -1
_CODES = {
    "create": (errno.ENOSPC, errno.EACCES, errno.EIO), "write": (errno.ENOSPC, errno.EIO),
    "replace": (errno.EACCES, errno.EIO, errno.ENOSPC, errno.EXDEV),
    "link": (errno.EACCES, errno.EIO), "remove": (errno.EACCES, errno.EIO), "open_in_place": (errno.EACCES, errno.EIO),
    "make_folder": (errno.ENOSPC, errno.EACCES),
}  # fmt: skip


class Write(NamedTuple):
    """Bytes at a place of a file, or, where there are none, a cut to that size."""

    at: int
    data: bytes | None
    failed: bool = False


class File:
    """What is safe of one file, and what was done to it since."""

    def __init__(self, safe: bytes = b"", waiting: Sequence[Write] = ()) -> None:
        self.safe = safe
        self.waiting = list(waiting)

    def sync(self) -> None:
        self.safe = _written(self.safe, [one for one in self.waiting if not one.failed])
        self.waiting = [one for one in self.waiting if one.failed]

    def fail(self) -> None:
        """Its sync was refused: the system may have thrown these pages away, and calls them clean."""
        self.waiting = [one._replace(failed=True) for one in self.waiting]

    def after(self, random: Random, fate: str) -> bytes:
        """What a cut leaves."""
        if fate == "all":
            return _written(self.safe, self.waiting)
        if fate == "none" or not self.waiting:
            return self.safe
        if fate == "in order":
            return _written(self.safe, self.waiting[: random.randrange(len(self.waiting) + 1)])
        kept = [part for one in self.waiting for part in _sectors(one) if random.random() < 0.5]
        content = _written(self.safe, kept)
        longest = len(_written(self.safe, self.waiting))
        return content.ljust(longest, b"\0") if random.random() < 0.5 else content  # how long it is, is written apart


class Entry(NamedTuple):
    """A name of a folder that was made or renamed, or, with no file, removed; `before` is the name that it had."""

    name: str
    file: int = 0
    before: str = ""


class Platter:
    """Args: root: A folder whose files are on this disk."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.files: dict[int, File] = {}
        self.safe: dict[str, dict[str, int]] = {}
        self.waiting: dict[str, list[Entry]] = {}
        self.settle()

    def settle(self) -> None:
        """All that is there now is safe."""
        self.files, self.waiting = {}, {}
        self.safe = {folder: _listed(folder) for folder, _, _ in os.walk(self.root)}
        for folder, names in self.safe.items():
            for name, file in names.items():
                if file != FOLDER:
                    self.files[file] = File(_read(os.path.join(folder, name)))

    def file(self, fd: int) -> File:
        return self.files.setdefault(os.fstat(fd).st_ino, File())

    def enter(self, path: str, file: int, before: str = "") -> None:
        folder, name = os.path.split(path)
        self.waiting.setdefault(folder, []).append(Entry(name, file, os.path.basename(before)))

    def sync_folder(self, folder: str) -> None:
        """All that the folder says now."""
        self.safe[folder] = _applied(self.safe.get(folder, {}), self.waiting.pop(folder, []))

    def cut(self, random: Random, fate: str = "") -> None:
        """The power goes and comes back; `fate` says what is left of that which was not synced."""
        fate = fate or random.choice(("none", "all", "in order", "any", "any"))
        live = {folder: _listed(folder) for folder, _, _ in os.walk(self.root)}
        tree = self._left(self.root, live, random, fate)
        inodes = {file for names in tree.values() for file in names.values() if file != FOLDER}
        stash = self.root + ".stash"
        os.mkdir(stash)
        for folder, names in live.items():  # a file keeps its inode, and its time, through the cut
            for name, file in names.items():
                if file in inodes and not os.path.exists(os.path.join(stash, str(file))):
                    os.link(os.path.join(folder, name), os.path.join(stash, str(file)))
        contents = {file: self._content(file, stash, random, fate) for file in sorted(inodes)}
        shutil.rmtree(self.root)
        for folder, names in tree.items():
            os.mkdir(folder, 0o700)
            for name, file in names.items():
                if file != FOLDER:
                    os.link(_put(stash, file, contents[file]), os.path.join(folder, name))
        shutil.rmtree(stash)
        self.settle()

    def _left(
        self, folder: str, live: dict[str, dict[str, int]], random: Random, fate: str
    ) -> dict[str, dict[str, int]]:
        """The names of this folder and those below it that are left."""
        safe, waiting = self.safe.get(folder, {}), self.waiting.get(folder, [])
        named = {*safe, *(entry.name for entry in waiting)}
        past = [Entry(name, file) for name, file in sorted(live.get(folder, {}).items()) if name not in named]
        entries = [*past, *waiting]  # made past `Disk`: locks, leases
        if fate == "none":
            entries = []
        elif fate == "in order":
            entries = entries[: random.randrange(len(entries) + 1)]
        elif fate == "any":
            entries = [entry for entry in entries if random.random() < 0.5]
        names = _applied(safe, entries)
        tree = {folder: names}
        for name in sorted(name for name, file in names.items() if file == FOLDER):
            tree |= self._left(os.path.join(folder, name), live, random, fate)
        return tree

    def _content(self, file: int, stash: str, random: Random, fate: str) -> bytes:
        known = self.files.get(file)
        if known is None:  # written past `Disk`
            path = os.path.join(stash, str(file))
            known = File(b"", [Write(0, _read(path))] if os.path.exists(path) else [])
        return known.after(random, fate)


class PowerDisk(FaultyDisk):
    """One computer's disk, which may refuse, write short, or lose its power at any call.

    Args:
        platter: What it is of.
        now: The time for what is written, in nanoseconds.
    """

    def __init__(self, platter: Platter, now: Callable[[], int]) -> None:
        super().__init__()
        self.platter = platter
        self.now = now
        self.random = Random(0)
        self.cut_in = 0
        self.refuses = 0.0
        self.dead = False
        self.fds: set[int] = set()

    def step(self, name: str, args: tuple[Any, ...]) -> None:
        if self.dead:
            raise Killed
        self.calls += 1
        if self.cut_in:
            self.cut_in -= name not in READING
            if not self.cut_in:
                self.dead = True
                self._half(name, args)
                raise Killed
        if self.refuses and name != "close" and self.random.random() < self.refuses:
            self._half(name, args)
            if name in ("sync", "sync_data"):
                self.platter.file(args[0]).fail()
            code = self.random.choice(_CODES.get(name, (errno.EIO,)))
            raise OSError(code, os.strerror(code))

    def _half(self, name: str, args: tuple[Any, ...]) -> None:
        """A part of it was done."""
        if name.startswith("write"):
            data = bytes(args[1]) if name == "write" else b"".join(args[1])
            self._write(args[0], data[: self.random.randrange(len(data) + 1)])

    def _write(self, fd: int, data: bytes) -> int:
        at = os.lseek(fd, 0, os.SEEK_CUR)
        os.write(fd, data)
        self.platter.file(fd).waiting.append(Write(at, data))
        self._touch(fd)
        return len(data)

    def _touch(self, what: int | str) -> None:
        now = self.now()
        os.utime(what, ns=(now, now))

    def _enter(self, path: str, before: str = "") -> None:
        self.platter.enter(path, os.lstat(path).st_ino, before)
        self._touch(os.path.dirname(path))

    def power_off(self) -> None:
        """Its program is gone, with all that it had open."""
        self.dead = True
        for fd in self.fds:
            os.close(fd)
        self.fds = set()

    def create(self, path: str, mode: int = 0o600) -> int:
        fd = super().create(path, mode)
        self.fds.add(fd)
        self._touch(fd)
        self._enter(path)
        return fd

    def open_in_place(self, path: str) -> int:
        new = not os.path.exists(path)
        fd = super().open_in_place(path)
        self.fds.add(fd)
        if new:
            self._enter(path)
        return fd

    def write(self, fd: int, data: bytes) -> int:
        self.step("write", (fd, data))
        short = self.refuses and len(data) > 1 and self.random.random() < 0.1
        return self._write(fd, bytes(data[: self.random.randrange(1, len(data))]) if short else bytes(data))

    def sync(self, fd: int) -> None:
        self.step("sync", (fd,))
        self.platter.file(fd).sync()

    def sync_data(self, fd: int) -> None:
        self.step("sync_data", (fd,))
        self.platter.file(fd).sync()

    def sync_folder(self, folder: str) -> None:
        self.step("sync_folder", (folder,))
        self.platter.sync_folder(folder)

    def truncate(self, fd: int, size: int) -> None:
        super().truncate(fd, size)
        self.platter.file(fd).waiting.append(Write(size, None))
        self._touch(fd)

    def close(self, fd: int) -> None:
        super().close(fd)
        self.fds.discard(fd)

    def names(self, folder: str) -> list[str]:
        return sorted(super().names(folder))

    def replace(self, source: str, target: str) -> None:
        super().replace(source, target)
        if os.path.exists(source):  # two names of one file: nothing was done
            return
        self._enter(target, source)

    def link(self, source: str, target: str) -> None:
        super().link(source, target)
        self._enter(target)

    def remove(self, path: str) -> None:
        super().remove(path)
        self.platter.enter(path, 0)
        self._touch(os.path.dirname(path))

    def make_folder(self, path: str) -> None:
        new = not os.path.isdir(path)
        above = os.path.dirname(path)
        if not os.path.isdir(above):
            self.make_folder(above)
        if new:
            self.platter.enter(path, FOLDER)  # before it is synced
        super().make_folder(path)

    def sleep(self, seconds: float) -> None:
        """Nobody waits here."""


def _written(content: bytes, writes: Sequence[Write]) -> bytes:
    if not writes:
        return content
    made = bytearray(content)
    for at, data, _ in writes:
        made.extend(bytes(max(0, at - len(made))))
        if data is None:
            del made[at:]
        else:
            made[at : at + len(data)] = data
    return bytes(made)


def _sectors(write: Write) -> list[Write]:
    if write.data is None:
        return [write]
    ends = [*range(SECTOR - write.at % SECTOR, len(write.data), SECTOR), len(write.data)]
    starts = [0, *ends[:-1]]
    return [Write(write.at + a, write.data[a:b]) for a, b in zip(starts, ends, strict=True)]


def _applied(names: dict[str, int], entries: Sequence[Entry]) -> dict[str, int]:
    made = dict(names)
    for name, file, before in entries:
        if before and made.get(before) == file:
            del made[before]
        if file:
            made[name] = file
        else:
            made.pop(name, None)
    return made


def _listed(folder: str) -> dict[str, int]:
    with os.scandir(folder) as found:
        return {entry.name: FOLDER if entry.is_dir() else entry.inode() for entry in found}


def _put(stash: str, file: int, content: bytes) -> str:
    path = os.path.join(stash, str(file))
    times = None
    if os.path.exists(path):
        if _read(path) == content:
            return path
        status = os.stat(path)
        times = (status.st_atime_ns, status.st_mtime_ns)
    with open(path, "r+b" if times else "wb") as out:
        out.truncate(0)
        out.write(content)
    if times:
        os.utime(path, ns=times)
    return path


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
