"""Files that lie beside the group's file: named by a path that is good on every computer, and known by their content.

A path is relative to the folder of the shared file and written with `/`, also where it was typed on Windows.
"""

from __future__ import annotations

import hashlib
import os
from enum import StrEnum
from functools import lru_cache
from pathlib import Path, PureWindowsPath

from ictwg.errors import InvalidValueError
from ictwg.locales import t


class FileState(StrEnum):
    """What became of a file since it was named."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"


def relative_path(folder: str, text: str) -> str:
    """The path as it is kept.

    Raises:
        InvalidValueError: It leads out of the folder, where no colleague would find it.
    """
    typed = text.strip().strip('"').replace("\\", "/")
    whole, base = os.path.normpath(Path(folder, typed)), os.path.normpath(folder)
    elsewhere = PureWindowsPath(typed).drive and not Path(typed).is_absolute()
    if not typed or (not elsewhere and Path(whole).is_relative_to(base)):
        return Path(whole).relative_to(base).as_posix() if typed else ""
    raise InvalidValueError(t("files.outside", path=text), t("files.outside.hint", folder=folder))


def whole_path(folder: str, path: str) -> Path:
    """Where the file is on this computer.

    Raises:
        InvalidValueError: Something else than this program has named one outside of the folder.
    """
    return Path(folder, relative_path(folder, path))


def digest_of(folder: str, path: str) -> str:
    """The sha256 of a file; empty where there is none, or nobody may read it."""
    try:
        file = whole_path(folder, path)
        found = file.stat()
        return _digest(file, found.st_size, found.st_mtime_ns) if path else ""
    except (OSError, ValueError, InvalidValueError):
        return ""


@lru_cache(maxsize=256)
def _digest(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 - by these a change is known
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_state(folder: str, path: str, digest: str) -> FileState | None:
    """None where no file is named, or nobody knows what it was."""
    if not folder or not path:
        return None
    now = digest_of(folder, path)
    if not now:
        return FileState.MISSING
    return (FileState.SAME if now == digest else FileState.CHANGED) if digest else None
