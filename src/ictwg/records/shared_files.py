"""Files that records name: each lies in the shared folder, and is known by its content. This is the only door to them.

A path is relative to the folder of the shared file and written with `/`, also where it was typed on Windows. What a
colleague's record names may be anything: nothing but a regular file in that folder, all links followed, is opened.
"""

from __future__ import annotations

import os
import stat
from enum import StrEnum
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.fields import FilePath
from ictwg.errors import InvalidValueError
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.schema import Record
    from ictwg.records.lookup import Lookup


class FileState(StrEnum):
    """What became of a file since it was named."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    OUTSIDE = "outside"
    NO_FILE = "no_file"
    TOO_LARGE = "too_large"
    READING = "reading"


LARGEST = 1 << 30
"""Bytes; of a larger file nobody reads what it says."""


_PART = 1 << 22


class NamedFile(NamedTuple):
    """A file that may be opened; by size and time, in nanoseconds, it is known that it has changed."""

    path: str
    size: int
    changed: int

    @property
    def name(self) -> str:
        return os.path.basename(self.path)  # noqa: PTH119 - a plain path in, a plain name out


_DIGESTS: dict[NamedFile, str] = {}
"""The sha256 of what was read already; empty where it could not be."""


class FileProblemError(InvalidValueError):
    """No file that may be opened."""

    def __init__(self, state: FileState, path: str, hint: str = "") -> None:
        super().__init__(t(f"files.{state}", path=path), hint)
        self.state = state


class NotReadYetError(InvalidValueError):
    """What a file says is asked where nobody may wait for it: it is to be read in a thread first."""

    def __init__(self, file: NamedFile) -> None:
        super().__init__(t("files.reading", name=file.name, percent=0))
        self.file = file


def relative_path(folder: str, text: str) -> str:
    """The path as it is kept.

    Raises:
        FileProblemError: It leads out of the folder, where no colleague would find it.
    """
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
    whole = os.path.realpath(Path(folder, relative_path(folder, path)))
    try:
        found = os.stat(whole)  # noqa: PTH116 - a plain path in
    except (OSError, ValueError):
        raise FileProblemError(FileState.MISSING, path) from None
    if not stat.S_ISREG(found.st_mode):
        raise FileProblemError(FileState.NO_FILE, path)
    return NamedFile(whole, found.st_size, found.st_mtime_ns)


def read(file: NamedFile, tell: Callable[[str], None] | None = None) -> None:
    """Learns what it says, which takes a while.

    Args:
        file: The file.
        tell: Told in words how far it is.
    """
    import hashlib

    from ictwg.store.this_computer.disk import open_file

    digest, done = hashlib.sha256(), 0
    try:
        with os.fdopen(open_file(file.path), "rb", buffering=0) as opened:
            while done <= LARGEST and (part := opened.read(_PART)):
                digest.update(part)
                done += len(part)
                if tell is not None:
                    tell(t("files.reading", name=file.name, percent=min(100, 100 * done // max(1, file.size))))
    except OSError:
        _DIGESTS[file] = ""
    else:
        _DIGESTS[file] = digest.hexdigest()


def digest_of(lookup: Lookup, path: str) -> str:
    """The sha256 of a file that is named now; empty where it is still to come, or too large to be read.

    Raises:
        FileProblemError: It is something else than a file.
        NotReadYetError: It is to be read in a thread first.
    """
    if not path or not lookup.folder:
        return ""
    try:
        file = named_file(lookup.folder, path)
    except FileProblemError as problem:
        if problem.state is FileState.MISSING:
            return ""
        raise
    if file not in _DIGESTS and file.size <= LARGEST:
        if lookup.read_later is not None:
            raise NotReadYetError(file)
        read(file)
    return _DIGESTS.get(file, "")


def file_state(lookup: Lookup, path: str, digest: str) -> FileState | None:
    """None where no file is named, or nobody knows what it was."""
    if not lookup.folder or not path:
        return None
    try:
        file = named_file(lookup.folder, path)
    except FileProblemError as problem:
        return problem.state
    return _compared(lookup, file, digest) if digest else None


def names_file(kind: type[Record]) -> bool:
    """Whether its records have room for the path of one."""
    return any(isinstance(field, FilePath) for field in kind.fields())


def path_of(record: Record) -> str:
    """The path of the file that it names; empty where it names none."""
    return next((field.of(record) for field in type(record).fields() if isinstance(field, FilePath)), "")


def state_of_file(lookup: Lookup, record: Record) -> FileState | None:
    """What became of the file that it names; None where nobody knows what that was, and it is there."""
    return file_state(lookup, path_of(record), getattr(record, "digest", ""))


def file_words(lookup: Lookup, record: Record) -> str:
    """`changed since`, `missing`, `being read`; empty where all is well."""
    state = state_of_file(lookup, record)
    return "" if state in (None, FileState.SAME) else t(f"documents.file.{state}")


def _compared(lookup: Lookup, file: NamedFile, digest: str) -> FileState:
    if file not in _DIGESTS:
        if file.size > LARGEST:
            return FileState.TOO_LARGE
        if lookup.read_later is not None:
            lookup.read_later(file)
            return FileState.READING
        read(file)
    now = _DIGESTS.get(file, "")
    return (FileState.SAME if now == digest else FileState.CHANGED) if now else FileState.MISSING
