"""What files that records name say: each is known by its content, so that a change is seen.

This is the only door to them; which may be opened at all says `named_files`.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from ictwg.domain.fields import FilePath
from ictwg.domain.schema import Record
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.records.named_files import FileProblemError, FileState, NamedFile, named_file

LARGEST = 1 << 30
"""Bytes; of a larger file nobody reads what it says."""

_PART = 1 << 22

_DIGESTS: dict[NamedFile, str] = {}
"""The sha256 of what was read already; empty where it could not be."""


class NotReadYetError(InvalidValueError):
    """What a file says is asked where nobody may wait for it: it is to be read in a thread first."""

    def __init__(self, file: NamedFile) -> None:
        super().__init__(t("files.reading", name=file.name, percent=0))
        self.file = file


def read(file: NamedFile, tell: Callable[[str], None] | None = None) -> None:
    """Learns what it says, which takes a while.

    Args:
        file: The file.
        tell: Told in words how far it is.
    """
    import hashlib

    from ictwg.store.local.disk import open_file

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


def paths_of(record: Record) -> tuple[str, ...]:
    """The paths of the files that it names."""
    return tuple(filter(None, (field.of(record) for field in type(record).fields() if isinstance(field, FilePath))))


def state_of_file(lookup: Lookup, record: Record, path: str) -> FileState | None:
    """What became of this file of a record; None where nobody knows what that was, and it is there."""
    return file_state(lookup, path, getattr(record, "digest", ""))


def file_words(lookup: Lookup, record: Record, path: str) -> str:
    """`changed since`, `missing`, `being read`; empty where all is well."""
    state = state_of_file(lookup, record, path)
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
