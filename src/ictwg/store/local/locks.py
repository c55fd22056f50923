"""Exclusive locks on the local disk, by the system's own calls.

The same calls as in `filelock` (`flock`, `msvcrt.locking`), without its import, which doubles the time of a command. A
lock ends with its process, so there are no stale ones. Some file systems have no locks: a lock that is needed there all
the same is an abstract socket name, which Linux gives to one process of the computer at a time.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from typing import Self

from ictwg.errors import BusyError
from ictwg.locales import t
from ictwg.store.local.disk import bearing

# Far behind the content, so that Windows, where a lock also bars reading, leaves the content readable.
_LOCKED_BYTE = 1 << 30
_PAUSE = 0.02
TIMEOUT, FOR_AN_ANSWER = 10.0, 2.0
"""Seconds; a person waits where an answer is to be noted."""
_FLAGS: int = (
    os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})


class Lock:
    """A lock file, held by one process (and by one holder in it) at a time.

    Args:
        by_name: Whether to use a socket name if the file system has no locks.
    """

    def __init__(self, path: str, *, by_name: bool = False) -> None:
        self.path = path
        self.fd = -1
        self._by_name = by_name
        self._named = False

    @property
    def held(self) -> bool:
        return self.fd >= 0

    def acquire(self, timeout: float = 0.0) -> bool:
        """Takes the lock, waiting up to `timeout` seconds; returns whether it is ours.

        Raises:
            OSError: The file cannot be made, or the file system has no locks.
        """
        deadline = time.monotonic() + timeout
        while not self._try():
            if time.monotonic() >= deadline:
                return False
            time.sleep(_PAUSE)
        return True

    def taken(self, timeout: float = TIMEOUT) -> Self:
        """For `with`: held until the end of the block.

        Raises:
            BusyError: Another process holds it for longer than that.
        """
        if not self.acquire(timeout):
            raise BusyError(t("store.busy"), t("store.busy_hint"))
        return self

    def release(self) -> None:
        if self.fd >= 0:
            fd, self.fd = self.fd, -1
            if not self._named:
                _unlock(fd)
            os.close(fd)

    def __del__(self) -> None:
        """Only closes the file: a forked child that drops its copy must not unlock its parent's."""
        fd, self.fd = self.fd, -1
        if fd >= 0:
            with bearing():  # closed already, by whoever closed everything
                os.close(fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _try(self) -> bool:
        fd = os.open(self.path, _FLAGS, 0o600)
        try:
            ours = _lock(fd) and _still_there(fd, self.path)
        except OSError as error:
            os.close(fd)
            if not self._by_name or error.errno not in _NO_LOCKS:
                raise
            self.fd = _named(self.path)
            self._named = self.held
            return self.held
        if not ours:
            os.close(fd)
            return False
        self.fd = fd
        return True


def lock_open_file(fd: int, path: str) -> bool:
    """Locks an open file until it is closed; False if another process has locked or removed it."""
    try:
        return _lock(fd) and _still_there(fd, path)
    except OSError:  # a file system without locks: whoever would remove the file gets no lock either
        return True


def _still_there(fd: int, path: str) -> bool:
    """Whether the locked file still has its name: the last holder may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(fd), os.stat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _named(path: str) -> int:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), path)

    def _lock(fd: int) -> bool:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(fd: int) -> None:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)

    def _named(path: str) -> int:
        """A socket named by the path, in no file system and gone with its process; -1 where another has it."""
        from hashlib import sha256
        from socket import AF_UNIX, socket

        holder = socket(AF_UNIX)
        try:
            holder.bind(f"\0ictwg-{sha256(os.fsencode(os.path.realpath(path))).hexdigest()}")
        except OSError as error:
            holder.close()
            if error.errno != errno.EADDRINUSE:  # such names are Linux's alone
                raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), path) from error
            return -1
        return holder.detach()
