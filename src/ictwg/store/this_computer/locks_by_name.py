"""A lock where the file system knows none (ENOLCK): a file beside it that names the process that holds it.

    compaction.lock.held        `process start-of-the-computer start-of-the-process`
    compaction.lock.held.claim  for the moment in which somebody takes away what a dead process has left

Only between processes of one computer, as every lock here. What a dead process holds is nobody's.
"""

from __future__ import annotations

import os
import time

from ictwg.store.this_computer.leases import boot_id
from ictwg.store.this_computer.saving import bearing

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
# A process number may be another's by now: where the system does not say since when a process runs, for so long.
_BELIEVED = 600.0
# Longer than anybody needs to write a line, or to take a file away.
_MOMENT = 10.0


def take(path: str) -> int:
    """The open file that says that it is ours; -1 where another process holds it.

    Raises:
        OSError: No file can be made there.
    """
    held = _held(path)
    try:
        fd = os.open(held, _FLAGS, 0o600)
    except FileExistsError:
        _clear(held)
        return -1
    os.write(fd, _name(os.getpid()).encode())
    return fd


def give_back(path: str, fd: int) -> None:
    os.close(fd)
    with bearing():
        os.remove(_held(path))


def _held(path: str) -> str:
    return path + ".held"


def _clear(held: str) -> None:
    """Takes away what a dead process has left; the next try finds it gone."""
    claim = held + ".claim"
    try:
        fd = os.open(claim, _FLAGS, 0o600)
    except FileExistsError:
        if _age(claim) > _MOMENT:
            os.remove(claim)
        return
    try:
        if not _is_alive(held):
            os.remove(held)
    finally:
        os.close(fd)
        os.remove(claim)


def _is_alive(held: str) -> bool:
    try:
        with open(held, encoding="ascii") as file:
            name = file.read()
        process = int(name.partition(" ")[0])
    except FileNotFoundError:
        return True  # nothing to take away
    except ValueError:
        return _age(held) < _MOMENT  # being written, or cut off by a crash
    return name == _name(process) and (not name.endswith(" ") or _age(held) < _BELIEVED)


def _name(process: int) -> str:
    return f"{process} {boot_id()} {_started(process)}"


def _started(process: int) -> str:
    """When it was started, in ticks of the system; nothing where that is not told, `gone` where there is none."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return "gone"
    except PermissionError:
        pass
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _age(path: str) -> float:
    try:
        return time.time() - os.stat(path).st_mtime
    except FileNotFoundError:
        return 0.0
