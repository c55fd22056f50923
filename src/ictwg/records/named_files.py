"""Where a file that a record names may lie: in the shared folder, by a path from there.

The path is written with `/`, also where it was typed on Windows. What a colleague's record names may be anything:
nothing but a regular file in that folder, all links followed, may be opened.
"""

from __future__ import annotations

import os
import stat
from enum import StrEnum
from typing import NamedTuple

from ictwg.errors import InvalidValueError
from ictwg.locales import t


class FileState(StrEnum):
    """What became of a file since it was named."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    OUTSIDE = "outside"
    NO_FILE = "no_file"
    TOO_LARGE = "too_large"
    READING = "reading"


class NamedFile(NamedTuple):
    """A file that may be opened; by size and time, in nanoseconds, it is known that it has changed."""

    path: str
    size: int
    changed: int

    @property
    def name(self) -> str:
        return os.path.basename(self.path)  # noqa: PTH119 - a plain path in, a plain name out


class FileProblemError(InvalidValueError):
    """No file that may be opened."""

    def __init__(self, state: FileState, path: str, hint: str = "") -> None:
        super().__init__(t(f"files.{state}", path=path), hint)
        self.state = state


def relative_path(folder: str, text: str) -> str:
    """The path as it is kept.

    Raises:
        FileProblemError: It leads out of the folder, where no colleague would find it.
    """
    from pathlib import Path, PureWindowsPath

    typed = text.strip().strip('"').replace("\\", "/")
    whole, base = os.path.normpath(Path(folder, typed)), os.path.normpath(folder)
    elsewhere = PureWindowsPath(typed).drive and not Path(typed).is_absolute()
    if not typed:
        return ""
    if not elsewhere and all(Path(at(whole)).is_relative_to(at(base)) for at in (os.path.normpath, os.path.realpath)):
        return Path(whole).relative_to(base).as_posix()
    raise FileProblemError(FileState.OUTSIDE, text, t("files.outside.hint", folder=folder))


def named_file(folder: str, path: str) -> NamedFile:
    """The file that a record names, to be opened, read or copied.

    Raises:
        FileProblemError: There is none that may be.
    """
    whole = os.path.realpath(os.path.join(folder, relative_path(folder, path)))  # noqa: PTH118 - plain paths in
    try:
        found = os.stat(whole)  # noqa: PTH116 - a plain path in
    except (OSError, ValueError):
        raise FileProblemError(FileState.MISSING, path) from None
    if not stat.S_ISREG(found.st_mode):
        raise FileProblemError(FileState.NO_FILE, path)
    return NamedFile(whole, found.st_size, found.st_mtime_ns)
