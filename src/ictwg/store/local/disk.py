"""Every touch of the disk, in one small object: tests hand in another one and let any call fail.

Nothing above this module calls `os` to write. Paths are strings made with `os.path`.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from ictwg.errors import LockedError, NotReadyError
from ictwg.store.modes import PRIVATE, make_private_folder

if TYPE_CHECKING:
    from ictwg.store.encryption.ring import Ring

# A part of the bytes of a file.
Piece = bytes | memoryview
# The parts of a whole file; the first of them holds the header.
Pieces = tuple[Piece, ...]
# A whole file: its bytes, or these in pieces, of which the first holds its first line.
Content = bytes | Sequence[Piece]

T = TypeVar("T")

# Windows opens in text mode without it; elsewhere it is 0.
_BINARY: int = getattr(os, "O_BINARY", 0)
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_NO_INHERIT: int = getattr(os, "O_CLOEXEC", getattr(os, "O_NOINHERIT", 0))
_NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)
_FOLDER: int = getattr(os, "O_DIRECTORY", 0)
_NO_TRACE: int = getattr(os, "O_NOATIME", 0)
_FLAGS = _BINARY | _NO_FOLLOW | _NO_INHERIT
_CHUNK = 1 << 20
_PART = 1 << 12
_FOLDER_SYNC_MAY_FAIL = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF})
_MOST_PIECES = 1024  # the least IOV_MAX of the systems that have the call
_FULL = 28  # ENOSPC: a disk that takes nothing is full
# How a file of a group begins, and what in its first line says that there is something of encryption in it.
_GROUP = b'{"_sync"'
_KEYS = b'"keys"'


@contextmanager
def _open(fd: int) -> Iterator[int]:
    """An open file, until the block ends."""
    try:
        yield fd
    finally:
        os.close(fd)


class Disk:
    """The real disk.

    A group's file that is encrypted is sealed on its way to it and opened on its way from it:
    `ictwg.store.encryption.sealing`.
    """

    ring: Ring | None = None
    shared = ""
    """The group's file: what is kept here under the key before is opened by way of the key that it has now."""

    @property
    def keys(self) -> Ring:
        """The data keys at hand: those of the process, unless a test gives others."""
        if self.ring is None:
            from ictwg.store.encryption.ring import RING

            return RING
        return self.ring

    def opened(self, data: bytes) -> bytes:
        """What a file says, where it is a group's that may be encrypted.

        Raises:
            LockedError: The passphrase is missing, or another one.
            NotReadyError: It is damaged.
        """
        if not may_be_sealed(data):
            return data
        from ictwg.store.encryption.sealing import header_in, opened

        try:
            return opened(data, self.keys)
        except LockedError:
            theirs = header_in(self.read_raw(self.shared)) if self.shared and os.path.isfile(self.shared) else None
            if theirs is None or not self.keys.learn(theirs.meta):
                raise
        return opened(data, self.keys)

    def sealed(self, data: Content) -> Content:
        """As it is to be kept.

        Raises:
            LockedError: The passphrase is missing.
        """
        if not may_be_sealed(data if isinstance(data, bytes) else bytes(data[0]) if data else b""):
            return data
        from ictwg.store.encryption.sealing import sealed

        return sealed(data if isinstance(data, bytes) else b"".join(data), self.keys)

    def stat(self, path: str) -> os.stat_result:
        return os.stat(path)

    def read(self, path: str) -> bytes:
        """What the whole file says.

        Raises:
            LockedError: It is encrypted, and the passphrase is missing or another one.
            NotReadyError: It is encrypted, and damaged.
        """
        return self.opened(self.read_raw(path))

    def read_raw(self, path: str) -> bytes:
        """All its bytes, straight from the system: no buffer between."""
        with _open(open_file(path)) as fd:
            return self.read_rest(fd, os.fstat(fd).st_size)

    def lstat(self, path: str) -> os.stat_result:
        """Of the name itself, also where it is a link."""
        return os.lstat(path)

    def read_plain(self, path: str, most: int) -> bytes:
        """At most so many bytes of a real file; never through a link, and waiting for nobody.

        Raises:
            OSError: It is a link, a pipe or a device, or cannot be read.
        """
        with _open(open_file(path, _NO_FOLLOW)) as fd:
            return self.read_exactly(fd, min(most, os.fstat(fd).st_size))

    def read_from(self, path: str, offset: int, *, end: bytes = b"") -> bytes:
        """What stands from `offset` on, up to a part that has `end` at its end; empty where the file is shorter."""
        with _open(open_file(path)) as fd:
            os.lseek(fd, offset, os.SEEK_SET)
            if end:
                first = os.read(fd, _PART)
                return first if first.endswith(end) else b"".join((first, *self._parts(fd, end)))
            return self.read_rest(fd, max(0, os.fstat(fd).st_size - offset))

    def _parts(self, fd: int, end: bytes) -> Iterator[bytes]:
        while part := os.read(fd, _PART):
            yield part
            if part.endswith(end):
                return

    def read_rest(self, fd: int, expected: int) -> bytes:
        # One byte more than expected: a file that grew is read to its new end, any other has ended there.
        first = os.read(fd, expected + 1)
        if len(first) == expected:
            return first
        parts = [first]
        while parts[-1]:
            parts.append(os.read(fd, _CHUNK))
        return b"".join(parts)

    def holds(self, path: str, pieces: Sequence[Piece]) -> bool:
        """Whether the file says just this; stops at the first that differs.

        Args:
            path: The file.
            pieces: Its bytes, if it says this.
        """
        if pieces and may_be_sealed(bytes(pieces[0])):
            return self._says(path, b"".join(pieces))
        with _open(open_file(path)) as fd:
            if os.fstat(fd).st_size != sum(map(len, pieces)):
                return False
            # `==` would look at a view byte by byte.
            return all(self.read_exactly(fd, len(piece)).startswith(piece) for piece in pieces) and not os.read(fd, 1)

    def _says(self, path: str, data: bytes) -> bool:
        try:
            return self.read(path) == data
        except NotReadyError:
            return False

    def read_exactly(self, fd: int, size: int) -> bytes:
        """So many bytes; fewer where the file ends."""
        data = os.read(fd, size)
        while len(data) < size and (more := os.read(fd, size - len(data))):
            data += more
        return data

    def names(self, folder: str) -> list[str]:
        if not _NO_TRACE:
            return os.listdir(folder)
        with _open(_open_to_read(folder, _FOLDER | _NO_INHERIT)) as fd:
            try:
                return os.listdir(fd)
            except OSError as error:
                error.filename = folder
                raise

    def make_folder(self, path: str) -> None:
        """With those above it, each name durable: what is synced in a folder is lost where the folder's own name is."""
        if os.path.isdir(path):
            return
        above = os.path.dirname(path)
        if above not in ("", path):
            self.make_folder(above)
        make_private_folder(path)
        try:
            sync_folder(self, above)
        except OSError:
            with suppress(OSError):  # who comes next would take it for durable
                os.rmdir(path)
            raise

    def create(self, path: str, mode: int = PRIVATE) -> int:
        """A new file that was not there, never through a link."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, mode)

    def open_in_place(self, path: str) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, PRIVATE)

    def write(self, fd: int, data: bytes) -> int:
        return os.write(fd, data)

    def write_pieces(self, fd: int, pieces: Sequence[Piece]) -> int:
        """By one call where the system has one: a file written in odd sizes is slower to write, and to sync."""
        if sys.platform == "win32":
            return os.write(fd, pieces[0])
        else:  # noqa: RET505 - the type checker reads only one of the two
            return os.writev(fd, pieces[:_MOST_PIECES])

    def sync(self, fd: int) -> None:
        """To the platter: on macOS `fsync` alone stops at the drive's cache."""
        if sys.platform == "darwin":
            import fcntl

            try:
                fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            except OSError:  # network volumes do not know it
                os.fsync(fd)
        else:
            os.fsync(fd)

    def sync_data(self, fd: int) -> None:
        """What was written, and how long the file is; not when."""
        if sys.platform == "linux":
            os.fdatasync(fd)
        else:
            self.sync(fd)

    def reserve(self, fd: int, at: int, size: int) -> None:
        """Zeros from `at` on, which is where the next write goes, whether there was room for all of them or not."""
        try:
            write_all(self, fd, bytes(size))
        finally:
            os.lseek(fd, at, os.SEEK_SET)

    def sync_folder(self, folder: str) -> None:
        """Makes a rename durable; Windows has no such call."""
        if sys.platform != "win32":
            with _open(os.open(folder, os.O_RDONLY | _NO_INHERIT)) as fd:
                os.fsync(fd)

    def to_start(self, fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)

    def truncate(self, fd: int, size: int) -> None:
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        os.close(fd)

    def chmod(self, path: str, mode: int) -> None:
        os.chmod(path, mode)

    def replace(self, source: str, target: str) -> None:
        os.replace(source, target)

    def link(self, source: str, target: str) -> None:
        os.link(source, target)

    def remove(self, path: str) -> None:
        os.remove(path)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def open_file(path: str, flags: int = 0) -> int:
    """To read; nobody waits here for what a pipe or a device has to say, which is without end.

    Raises:
        OSError: There is none, or it is no regular file.
    """
    fd = _open_to_read(path, _BINARY | _NO_INHERIT | _NO_WAIT | flags)
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return fd
    os.close(fd)
    code = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    raise OSError(code, os.strerror(code), path)


def _open_to_read(path: str, flags: int) -> int:
    """Leaves no note of when that was, where the system has one: it is written to the disk, and waited for, like any.

    Only whoever owns a file may look at it so.
    """
    if _NO_TRACE:
        try:
            return os.open(path, os.O_RDONLY | _NO_TRACE | flags)
        except PermissionError:
            pass
    return os.open(path, os.O_RDONLY | flags)


def may_be_sealed(data: bytes) -> bool:
    """Whether it is a group's file that holds data keys: told by its first line, or as a script has laid it out."""
    if data[: len(_GROUP)] != _GROUP:
        return _KEYS in data[:_CHUNK] and _GROUP[1:] in data[:_PART]
    end = data.find(b"\n")
    return data.find(_KEYS, 0, end if end >= 0 else len(data)) >= 0


def write_all(disk: Disk, fd: int, data: bytes) -> None:
    """Goes on after short writes.

    Raises:
        OSError: Nothing more can be written.
    """
    written = disk.write(fd, data)
    while written < len(data):
        more = disk.write(fd, data[written : written + _CHUNK])
        if more <= 0:
            raise OSError(_FULL, os.strerror(_FULL))
        written += more


def sync_folder(disk: Disk, folder: str) -> None:
    """Durable names; some network file systems refuse, and nothing more can be done there."""
    try:
        disk.sync_folder(folder or ".")
    except OSError as error:
        if error.errno not in _FOLDER_SYNC_MAY_FAIL:
            raise


def overwrite(disk: Disk, path: str, content: Content, *, durable: bool = False) -> None:
    """In place, by one write, not synced unless that is asked for: for what is read only where it is whole."""
    fd = disk.open_in_place(path)
    try:
        size = write_content(disk, fd, content)
        if os.fstat(fd).st_size > size:
            disk.truncate(fd, size)
        if durable:
            disk.sync(fd)
    finally:
        disk.close(fd)


def write_content(disk: Disk, fd: int, content: Content) -> int:
    """All of it; returns its size."""
    if isinstance(content, bytes):
        write_all(disk, fd, content)
        return len(content)
    write_all_pieces(disk, fd, content)
    return sum(map(len, content))


def write_all_pieces(disk: Disk, fd: int, pieces: Sequence[Piece]) -> None:
    """The same for bytes in pieces.

    Raises:
        OSError: Nothing more can be written.
    """
    at = 0
    while at < len(pieces):
        written = disk.write_pieces(fd, pieces[at:])
        if written <= 0 and pieces[at]:
            raise OSError(_FULL, os.strerror(_FULL))
        while at < len(pieces) and written >= len(pieces[at]):
            written -= len(pieces[at])
            at += 1
        if written:
            write_all(disk, fd, bytes(pieces[at][written:]))
            at += 1


@lru_cache(maxsize=256)
def folder_and_name(path: str) -> tuple[str, str]:
    """As `os.path.split`, which takes as long as a call to the system; the paths are the same few again and again."""
    return os.path.split(path)


def found(call: Callable[[str], T], path: str) -> T | None:
    """What `call` reads, or None where there is no such file."""
    try:
        return call(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
