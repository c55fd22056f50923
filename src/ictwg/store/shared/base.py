"""The shared file as it was last read or written here: what outside edits are told from (STORE.md §5).

base.json   the whole, or a second name of replica.json where that says the same
base.log    what was published since: its first line names the base.json that it follows, each further line holds the
            header and the changed lines of one publishing

Nothing here is synced: after a power cut the digest tells that it is no good, and no edit rests on it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ictwg.domain.text import dumps
from ictwg.errors import LockedError, NotReadyError
from ictwg.merge.encryption import key_in_use
from ictwg.store.format import codec
from ictwg.store.format.codec_header import header_of
from ictwg.store.format.image import Written
from ictwg.store.format.lines import Lines
from ictwg.store.this_computer.atomic import replace_file
from ictwg.store.this_computer.disk import found, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ictwg.store.format.image import Pieces
    from ictwg.store.format.lines import Place
    from ictwg.store.this_computer.replica import Replica

# A log longer than this, and than this part of the file, is no saving any more.
LONG = 8192
PART = 8


class Base:
    """Args: replica: Where it stands."""

    def __init__(self, replica: Replica) -> None:
        self._disk = replica.disk
        self._replica = replica
        self._path = replica.base_path
        self._log_path = os.path.splitext(replica.base_path)[0] + ".log"
        self._pieces: Pieces | None = None
        # What this process wrote or will: the digest, where it is right, and the bytes of the log.
        self._digest = ""
        self._logged = 0
        self._unsaved = False
        self._single = False
        self._foreseen = "", b""

    def forget(self) -> None:
        """Another process has written it."""
        self._pieces = None
        self._digest = ""
        self._unsaved = self._single = False

    @property
    def pieces(self) -> Pieces | None:
        """All bytes; None where nothing is known."""
        if self._pieces is None:
            with suppress(OSError, NotReadyError, LockedError):
                self._pieces = self._stored()
        return self._pieces

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces or ())

    @property
    def twin(self) -> str:
        """The file that holds just these bytes; empty where no single one does."""
        return self._path if self._single and not self._unsaved else ""

    def lines(self) -> Lines | None:
        """What it said; None where nothing is known or a power cut has damaged it."""
        try:
            lines = codec.split(self.data, verify=True)
        except NotReadyError:
            return None
        return lines if lines.digest_ok else None

    def read(self, data: bytes, lines: Lines, changed: Iterable[Place] | None) -> None:
        """These bytes were found in the shared folder; `save` keeps them, unless ours went over them before.

        Args:
            data: All of them.
            lines: The same as lines.
            changed: Where they differ from the base before; None where that is not known.
        """
        written = Written((data,), lines.header.digest if lines.digest_ok else "")
        kept = False
        if self._stored_digest and changed is not None:
            with suppress(OSError):
                kept = self._append(self._stored_digest, written, lines, lambda: changed)
        self._pieces, self._digest, self._unsaved = written.pieces, written.digest, not kept

    @property
    def _stored_digest(self) -> str:
        """That of the files here."""
        return "" if self._unsaved else self._digest

    def save(self) -> None:
        """What was read last is on this disk too."""
        if self._unsaved:
            self.whole()

    def wrote(
        self, written: Written, lines: Lines, changed: Callable[[], Iterable[Place] | None], *, same_as_replica: bool
    ) -> None:
        """This was published.

        Args:
            written: All of it.
            lines: The same as lines.
            changed: Tells where they differ from the base before, if that was not foreseen; None where it is not known.
            same_as_replica: Whether replica.json holds just these bytes.
        """
        before, self._digest = self._stored_digest, ""
        self._pieces, self._unsaved = written.pieces, False
        try:
            if same_as_replica and self._replica.link_base():
                self._drop_log()
                self._single = True
            elif not before or not self._append(before, written, lines, changed):
                self._replace(written.pieces)
        except OSError:
            return
        self._digest = written.digest

    def foresee(self, written: Written, lines: Lines, changed: Iterable[Place] | None) -> None:
        """This will be published, if all goes well: what `wrote` is to log is made now, while the disk has the rest."""
        if changed is not None:
            self._foreseen = written.digest, _entry(lines, written.head, changed)

    def whole(self, *, surely: bool = False) -> None:
        """From now on in one file.

        Args:
            surely: Nothing of the log may be left.

        Raises:
            OSError: It is, because the disk refuses; only where it matters.
        """
        try:
            if self.pieces is not None:
                self._replace(self.pieces)
            elif surely:
                self._drop_log()
        except OSError:
            self._digest = ""
            if surely:
                raise
        if self.pieces is not None:
            self._unsaved = False

    def _append(
        self, before: str, written: Written, lines: Lines, changed: Callable[[], Iterable[Place] | None]
    ) -> bool:
        """Whether it went into the log; one that has grown long is not gone on with, and none is of what is sealed."""
        if key_in_use(lines.header.meta):
            return False
        (digest, entry), self._foreseen = self._foreseen, ("", b"")
        if not entry or digest != written.digest:
            places = changed()
            if places is None:
                return False
            entry = _entry(lines, written.head or lines.header.line(written.digest), places)
        start = b"" if self._logged else _line({"of": before})
        size = self._logged + len(start) + len(entry)
        if size > LONG and size > sum(map(len, written.pieces)) // PART:
            return False
        if start:
            self._drop_log()
        fd = self._disk.open_append(self._log_path)
        try:
            write_all(self._disk, fd, start + entry)
        finally:
            self._disk.close(fd)
        self._logged, self._single = size, False
        return True

    def _replace(self, pieces: Pieces) -> None:
        self._single = False
        replace_file(self._disk, self._path, pieces, durable=False)
        self._drop_log()
        self._single = True

    def _drop_log(self) -> None:
        self._logged = 0
        with suppress(FileNotFoundError):
            self._disk.remove(self._log_path)

    def _stored(self) -> Pieces | None:
        data = found(self._disk.read, self._path)
        log = found(self._disk.read, self._log_path) if data is not None else None
        self._single = bool(data) and not log
        if data is None or not log:
            return None if data is None else (data,)
        try:
            return (_followed(data, log),)
        except (NotReadyError, ValueError, LookupError, TypeError):
            return None


def _entry(lines: Lines, head: bytes, changed: Iterable[Place]) -> bytes:
    rows = [[table, key, _text(lines.tables.get(table, {}).get(key))] for table, key in changed]
    return _line({"header": head.decode(), "rows": rows})


def _text(line: bytes | None) -> str | None:
    return None if line is None else line.decode()


def _line(entry: dict[str, Any]) -> bytes:
    return dumps(entry).encode() + b"\n"


def _followed(data: bytes, log: bytes) -> bytes:
    """The base with the log applied; alone where the log follows another one.

    Raises:
        ValueError: The log is damaged.
    """
    start, *entries = map(json.loads, log.splitlines())
    lines = codec.split(data)
    if start["of"] != lines.header.digest:
        return data
    for entry in entries:
        for table, key, text in entry["rows"]:
            rows = lines.tables.setdefault(table, {})
            if text is None:
                rows.pop(key, None)
            else:
                rows[key] = text.encode()
    header = header_of(json.loads(entries[-1]["header"] + "}")["_sync"])
    whole = Lines(header, lines.tables)
    data = codec.encode_file(whole)
    if whole.header.digest != header.digest:
        raise ValueError(header.digest)
    return data
