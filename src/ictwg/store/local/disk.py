"""All access to the disk in one small object: tests pass another one, in which any call can fail.

Nothing above this module calls `os` to write. Paths are strings made with `os.path`. What the disk refuses is raised as
one StorageError (`saving`, `answering`), or ignored (`bearing`).
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from ictwg.errors import LockedError, NotReadyError, StorageError
from ictwg.locales import t
from ictwg.store.format.codec import split_if_readable
from ictwg.store.local.home import PRIVATE, make_private_folder

if TYPE_CHECKING:
    from ictwg.store.encryption.keys import Ring


FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def hint_about(error: OSError) -> str:
    """The hint for an error of this computer's disk."""
    if error.errno in FULL:
        return t("store.not_saved_hint")
    return t("store.may_not_write_hint" if error.errno in REFUSED else "store.disk_fails_hint")


@contextmanager
def saving() -> Iterator[None]:
    """Turns an error of the disk while writing into a StorageError.

    Raises:
        StorageError: The disk failed inside the block.
    """
    try:
        yield
    except OSError as error:
        raise StorageError(t("store.not_saved", reason=error.strerror), hint_about(error)) from error


@contextmanager
def answering() -> Iterator[None]:
    """Turns any other error of the disk, such as while reading, into a StorageError; also as a decorator.

    Raises:
        StorageError: The disk failed inside the block.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        message = t("store.refused", path=error.filename, reason=reason) if error.filename else ""
        raise StorageError(message or t("store.no_answer", reason=reason), t("store.no_answer_hint")) from error


def bearing() -> suppress:
    """Ignores errors of the disk in the block, which is not essential."""
    return suppress(OSError, StorageError)


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
_FULL = 28  # ENOSPC: a disk that takes nothing is full
# How a file of a group begins, and what in its first line says that there is something of encryption in it.
_GROUP = b'{"_sync"'
_KEYS = b'"keys"'


@contextmanager
def _open(fd: int) -> Iterator[int]:
    """Closes an open file at the end of the block."""
    try:
        yield fd
    finally:
        os.close(fd)


class Disk:
    """The real disk.

    The files of an encrypted group are encrypted when written and decrypted when read
    (`ictwg.store.encryption.sealing`).
    """

    ring: Ring | None = None
    shared = ""
    """The group's file: its current key opens local files that still have an older key."""

    @property
    def keys(self) -> Ring:
        """The data keys of the process, unless a test passes others."""
        if self.ring is None:
            from ictwg.store.encryption.keys import RING

            return RING
        return self.ring

    def opened(self, data: bytes) -> bytes:
        """The decrypted bytes of a file; unchanged if it is not encrypted.

        Raises:
            LockedError: The passphrase is missing, or another one.
            NotReadyError: It is damaged.
        """
        if not may_be_sealed(data):
            return data
        from ictwg.store.encryption.sealing import opened

        try:
            return opened(data, self.keys)
        except LockedError:
            readable = self.shared and os.path.isfile(self.shared)
            theirs = split_if_readable(self.read_raw(self.shared)) if readable else None
            if theirs is None or not self.keys.learn(theirs.header.meta):
                raise
        return opened(data, self.keys)

    def sealed(self, data: bytes) -> bytes:
        """The bytes to write: encrypted if the group is.

        Raises:
            LockedError: The passphrase is missing.
        """
        if not may_be_sealed(data):
            return data
        from ictwg.store.encryption.sealing import sealed

        return sealed(data, self.keys)

    def stat(self, path: str) -> os.stat_result:
        return os.stat(path)

    def read(self, path: str) -> bytes:
        """The whole file, decrypted.

        Raises:
            LockedError: It is encrypted, and the passphrase is missing or another one.
            NotReadyError: It is encrypted, and damaged.
        """
        return self.opened(self.read_raw(path))

    def read_raw(self, path: str) -> bytes:
        """The whole file as it is on the disk, read without a buffer."""
        with _open(open_file(path)) as fd:
            return self.read_rest(fd, os.fstat(fd).st_size)

    def lstat(self, path: str) -> os.stat_result:
        """`os.lstat`: of a link, not of its target."""
        return os.lstat(path)

    def read_plain(self, path: str, most: int) -> bytes:
        """At most `most` bytes of a regular file; never follows a link, and never blocks.

        Raises:
            OSError: It is a link, a pipe or a device, or cannot be read.
        """
        with _open(open_file(path, _NO_FOLLOW)) as fd:
            return self.read_exactly(fd, min(most, os.fstat(fd).st_size))

    def read_from(self, path: str, offset: int) -> bytes:
        """The bytes from `offset` on; empty if the file is shorter."""
        with _open(open_file(path)) as fd:
            os.lseek(fd, offset, os.SEEK_SET)
            return self.read_rest(fd, max(0, os.fstat(fd).st_size - offset))

    def read_rest(self, fd: int, expected: int) -> bytes:
        # One byte more than expected: a file that grew is read to its new end, any other has ended there.
        first = os.read(fd, expected + 1)
        if len(first) == expected:
            return first
        parts = [first]
        while parts[-1]:
            parts.append(os.read(fd, _CHUNK))
        return b"".join(parts)

    def holds(self, path: str, data: bytes) -> bool:
        """Whether the file has exactly this content, encrypted or not."""
        if may_be_sealed(data):
            try:
                return self.read(path) == data
            except NotReadyError:
                return False
        with _open(open_file(path)) as fd:
            starts = range(0, len(data), _CHUNK)
            same = (self.read_exactly(fd, _CHUNK) == data[at : at + _CHUNK] for at in starts)
            return os.fstat(fd).st_size == len(data) and all(same)

    def read_exactly(self, fd: int, size: int) -> bytes:
        """`size` bytes, or fewer at the end of the file."""
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
        """Makes a folder and its parents and syncs their names, without which all that is synced in them is lost."""
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
        """Creates a new file; fails if there is one, or a link."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, mode)

    def open_in_place(self, path: str) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, PRIVATE)

    def write(self, fd: int, data: bytes) -> int:
        return os.write(fd, data)

    def sync(self, fd: int) -> None:
        """Syncs to the platter: on macOS `fsync` alone stops at the drive's cache."""
        if sys.platform == "darwin":
            import fcntl

            try:
                fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            except OSError:  # network volumes do not know it
                os.fsync(fd)
        else:
            os.fsync(fd)

    def sync_data(self, fd: int) -> None:
        """Syncs the content and the length of the file, not its times."""
        if sys.platform == "linux":
            os.fdatasync(fd)
        else:
            self.sync(fd)

    def reserve(self, fd: int, at: int, size: int) -> None:
        """Fills the file with zeros from `at` on as far as there is room; the next write starts at `at`."""
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
    """Opens a regular file to read; never blocks on a pipe or a device.

    Raises:
        OSError: There is none, or it is not a regular file.
    """
    fd = _open_to_read(path, _BINARY | _NO_INHERIT | _NO_WAIT | flags)
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return fd
    os.close(fd)
    code = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    raise OSError(code, os.strerror(code), path)


def _open_to_read(path: str, flags: int) -> int:
    """Opens without updating the access time, if the system can: that would be one more write to sync.

    Only the owner of a file may do so.
    """
    if _NO_TRACE:
        try:
            return os.open(path, os.O_RDONLY | _NO_TRACE | flags)
        except PermissionError:
            pass
    return os.open(path, os.O_RDONLY | flags)


def may_be_sealed(data: bytes) -> bool:
    """Whether it is a group's file with data keys, by its first line or in a script's layout."""
    if data[: len(_GROUP)] != _GROUP:
        return _KEYS in data[:_CHUNK] and _GROUP[1:] in data[:_PART]
    end = data.find(b"\n")
    return data.find(_KEYS, 0, end if end >= 0 else len(data)) >= 0


def write_all(disk: Disk, fd: int, data: bytes) -> None:
    """Writes all the data, also after short writes.

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
    """Syncs the names in a folder; ignores network file systems that cannot."""
    try:
        disk.sync_folder(folder or ".")
    except OSError as error:
        if error.errno not in _FOLDER_SYNC_MAY_FAIL:
            raise


def overwrite(disk: Disk, path: str, data: bytes, *, durable: bool = False) -> None:
    """Overwrites a file in place by one write, for files whose readers notice half a write."""
    fd = disk.open_in_place(path)
    try:
        write_all(disk, fd, data)
        if os.fstat(fd).st_size > len(data):
            disk.truncate(fd, len(data))
        if durable:
            disk.sync(fd)
    finally:
        disk.close(fd)


def found(call: Callable[[str], T], path: str) -> T | None:
    """What `call` returns, or None if there is no such file."""
    try:
        return call(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
