"""Replaces a file so that every reader finds the old bytes or the new ones, never a mixture.

    temp in the same folder → write → sync → close → is the target still what we read? → rename → sync the folder

A temp is made with O_EXCL|O_NOFOLLOW under an unguessable name, so that nothing planted there is written through.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress

from ictwg.store.local.disk import Disk, found, sync_folder, write_all
from ictwg.store.local.home import PRIVATE, mode_in

_WINDOWS_BUSY = frozenset({5, 32, 33})  # access denied, sharing violation, lock violation
_LADDER = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_CANNOT_RENAME = frozenset({errno.EXDEV, errno.ENOTSUP, errno.ENOSYS})
STALE_AFTER = 3600.0
_RANDOM = len(".01234567.tmp")
# One write that no disk tears.
_BEGINNING = 512


class TargetChangedError(Exception):
    """Somebody wrote the file since it was read: read it again, merge, try again."""


class RenameRefusedError(OSError):
    """This file system does not rename over a file."""


def replace_file(
    disk: Disk,
    path: str,
    data: bytes,
    *,
    durable: bool = True,
    private: bool = False,
    unchanged: Callable[[], bool] | None = None,
) -> None:
    """Writes `data` as the whole of `path`.

    Args:
        durable: Whether to sync before the rename; without that a power cut may leave the file empty.
        private: Whether only this user may read a new file, whatever the mode of its folder.
        unchanged: Called just before the rename; False leaves the target alone.

    Raises:
        TargetChangedError: `unchanged` returned False.
        RenameRefusedError: The file system cannot rename over it.
        OSError: The target still holds its old bytes.
    """
    temp = written_temp(disk, path, disk.sealed(data), durable=durable, private=private)
    try:
        _rename(disk, temp, path, unchanged)
    except BaseException:
        _discard(disk, temp)
        raise
    if durable:
        sync_folder(disk, os.path.dirname(path))


def write_in_place(disk: Disk, path: str, data: bytes, backup: str) -> None:
    """Overwrites the file, on file systems that refuse the rename; its old bytes are verified in `backup`.

    Raises:
        OSError: It failed; the old bytes were put back if the disk allowed it.
    """
    old = disk.read_raw(backup)
    new = disk.sealed(data)
    try:
        _overwrite(disk, path, new)
        _verify(disk, path, new)
    except OSError:
        _overwrite(disk, path, old)
        raise


def temp_name(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".~{name}.{os.urandom(4).hex()}.tmp")


def sweep(disk: Disk, path: str) -> None:
    """Removes temps that a crash left beside `path`, which was just written, once they are an hour older than it.

    Also those of files beside it that are named after it, such as the archive.

    Both times come from the disk, because the clock of this computer may be wrong.
    """
    folder, name = os.path.split(path)
    sweep_folder(disk, folder, before=disk.stat(path).st_mtime - STALE_AFTER, name=name)


def sweep_folder(disk: Disk, folder: str, *, before: float | None = None, name: str = "") -> None:
    """Removes all temps in the folder, or only those of one file, or last written before the given time."""
    for temp in found(disk.names, folder or ".") or ():
        is_temp = temp.startswith(".~") and temp.endswith(".tmp") and temp[-_RANDOM : -_RANDOM + 1] == "."
        if is_temp and _is_of(temp[2:-_RANDOM], name):
            stale = os.path.join(folder, temp)
            if before is None or os.lstat(stale).st_mtime < before:
                _discard(disk, stale)


def _is_of(name: str, own: str) -> bool:
    """Whether it is that file, or one of ours beside it: `ictwg.json`, `ictwg (ictwg archive).json`."""
    return not own or name == own or name.startswith(os.path.splitext(own)[0] + " (ictwg ")


def written_temp(disk: Disk, path: str, data: bytes, *, durable: bool = True, private: bool = False) -> str:
    """The path of a new file with this content beside the target; see `replace_file`."""
    temp = temp_name(path)
    fd = disk.create(temp)
    try:
        try:
            write_all(disk, fd, data)
            if not private:
                _give_mode(disk, path, temp)
            if durable:
                disk.sync(fd)
        finally:
            disk.close(fd)
    except BaseException:
        _discard(disk, temp)
        raise
    return temp


def _mode(disk: Disk, path: str) -> int:
    """The mode of the existing file, so that colleagues who could write it still can."""
    try:
        return stat.S_IMODE(disk.stat(path).st_mode)
    except OSError:
        return mode_in(disk.stat(os.path.dirname(path) or ".").st_mode)


def _give_mode(disk: Disk, path: str, temp: str) -> None:
    """Gives the temp, private until now, the mode of its target."""
    with suppress(OSError):
        if (mode := _mode(disk, path)) != PRIVATE:
            disk.chmod(temp, mode)


def _rename(disk: Disk, temp: str, path: str, unchanged: Callable[[], bool] | None) -> None:
    if unchanged is not None and not unchanged():
        raise TargetChangedError(path)
    for pause in _LADDER:
        try:
            disk.replace(temp, path)
        except OSError as error:
            if error.errno in _CANNOT_RENAME:
                raise RenameRefusedError(error.errno, error.strerror, path) from error
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY:
                raise
            disk.sleep(pause)
        else:
            return
    disk.replace(temp, path)


def _overwrite(disk: Disk, path: str, data: bytes) -> None:
    """Writes the beginning last: until then it is zeros, so that no reader mistakes a mixture for a file."""
    fd = disk.open_in_place(path)
    try:
        write_all(disk, fd, bytes(_BEGINNING))
        disk.sync(fd)
        write_all(disk, fd, data[_BEGINNING:])
        disk.truncate(fd, len(data))
        disk.sync(fd)
        disk.to_start(fd)
        write_all(disk, fd, data[:_BEGINNING])
        disk.sync(fd)
    finally:
        disk.close(fd)


def _verify(disk: Disk, path: str, data: bytes) -> None:
    if disk.read_raw(path) != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _discard(disk: Disk, path: str) -> None:
    with suppress(OSError):
        disk.remove(path)
