"""Classifies a file beside the shared file by its content, with its name as a hint.

a link, a pipe, a folder ──► not ours
not on this computer yet, too large ──► not ready, and not read
another group's, not a group's ──► not ours
cannot be parsed ──► not ready, if its name is sure
name sure, digest right, not below the floor ──► may be merged without a question

What is known of each file is in `copies.json`: name → its stamp when it was last read, the result, and what happened
since. So an unchanged file is never read twice, asked about twice or reported twice.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.domain.ids import id_of
from ictwg.errors import LockedError, NotReadyError, StorageError, TooNewError
from ictwg.locales import t
from ictwg.merge.values import json_text, utf8
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.format.lines_join import Unseen, join_lines
from ictwg.store.local.local import Local
from ictwg.store.local.replica import Replica, Stamp, stamp_in, stamp_in_status
from ictwg.store.local.state_file import StateFile
from ictwg.store.sync import external_edits
from ictwg.store.sync.copy_names import UNKNOWN, Client, Hint, hint_of
from ictwg.store.sync.coverage import below_floor
from ictwg.store.sync.reports import DEVICE, Doubt, DoubtfulCopy, users_of
from ictwg.store.sync.shared_file import SIZE_CAP
from ictwg.store.sync.sync_state import COARSEST_MS, DAY_MS, SyncState


class Verdict(StrEnum):
    """What a file beside the shared file is.

    OTHER: not ours. UNREADY: a conflict copy that cannot be read now. TOO_NEW: one that needs a newer program. ASKED:
    it waits for an answer. WANTED: the answer was yes. DECLINED: the answer was no. JOINED: merged; to be removed once
    the shared file covers it. STAYS: merged, or without news, and not ours to remove. TAKEN: removed within a day.
    """

    OTHER = "other"
    UNREADY = "unready"
    TOO_NEW = "too_new"
    ASKED = "asked"
    WANTED = "wanted"
    DECLINED = "declined"
    JOINED = "joined"
    STAYS = "stays"
    TAKEN = "taken"


SURELY_OURS = frozenset({Verdict.JOINED, Verdict.STAYS})


class CopyEntry(NamedTuple):
    """One file.

    Attributes:
        stamp: Its size, time and inode when it was read.
        settled: Whether it need not be read again until its stamp changes.
        verdict: What it is.
        client: Which program made it.
        sure: Whether only a program makes such names.
        hash: The hash of its bytes; empty if they were not read.
        reason: Why it cannot be merged, in words.
        doubt: Why it is asked about.
        since: When it got this verdict, in milliseconds.
        told: Whether it was reported.
        times: How often a copy with these bytes was removed.
    """

    stamp: Stamp
    settled: bool
    verdict: Verdict
    client: Client = Client.UNKNOWN
    sure: bool = False
    hash: str = ""
    reason: str = ""
    doubt: Doubt = Doubt.NAME
    since: int = 0
    told: bool = False
    times: int = 0


class CopyRecord:
    """The content of `copies.json`.

    Attributes:
        entries: By the name of the file.
    """

    def __init__(self, replica: Replica) -> None:
        self._file: StateFile[dict[str, CopyEntry]] = StateFile(replica, "copies.json", _entries, dict, {})
        self.entries: dict[str, CopyEntry] = {}

    def reload(self) -> None:
        """Reads the file again, which other processes may have written; empty if it is missing or damaged."""
        self._file.forget()
        self.entries = dict(self._file.value)

    def keep_only(self, names: Iterable[str], now_ms: int) -> None:
        """Drops all entries but these, and for a day those of removed copies, some of which reappear."""
        there = frozenset(names)
        self.entries = {
            name: entry
            for name, entry in self.entries.items()
            if name in there or (entry.verdict is Verdict.TAKEN and entry.since <= now_ms < entry.since + DAY_MS)
        }

    def of(self, *verdicts: Verdict) -> Iterator[tuple[str, CopyEntry]]:
        """The entries with these verdicts, sorted by name."""
        return ((name, self.entries[name]) for name in sorted(self.entries) if self.entries[name].verdict in verdicts)

    def remember(self, known: SyncState) -> None:
        """Writes the file, and the counts to `known`; if it is lost, each file is read and asked about once more."""
        known.copies = len(self.entries)
        known.asked = sum(1 for _ in self.of(Verdict.ASKED))
        known.unready = sum(entry.told for _, entry in self.of(Verdict.UNREADY, Verdict.TOO_NEW))
        if self.entries != self._file.value:
            with suppress(StorageError):
                self._file.save(dict(self.entries))


def _entries(document: dict[str, list[Any]]) -> dict[str, CopyEntry]:
    read = ((name, zip(_READ, values, strict=True)) for name, values in document.items())
    return {name: CopyEntry(*(make(value) for make, value in pairs)) for name, pairs in read}


_READ: tuple[Callable[[Any], Any], ...] = (
    stamp_in, bool, Verdict, Client, bool, str, str, Doubt, int, bool, int,
)  # fmt: skip


HEAD = 1 << 16
_ON_WINDOWS = 0x1000 | 0x40000 | 0x400000  # FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS
_ON_MACOS = 0x40000000  # SF_DATALESS


class Judged(NamedTuple):
    """The result for a file, with its lines if it is this group's."""

    entry: CopyEntry
    lines: Lines | None = None
    kept: bytes = b""


class Reader:
    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._disk = local.replica.disk
        self._folder, self._own = os.path.split(path)

    def path_of(self, name: str) -> str:
        return os.path.join(self._folder, name)

    def surest_first(self, names: Iterable[str]) -> list[str]:
        """Sorts sure copies first: if a doubtful one adds nothing to them, there is no question about it."""
        hints = {name: hint_of(name, self._own) for name in names}
        return sorted(hints, key=lambda name: (not hints[name].sure, hints[name] is UNKNOWN, name))

    def stamp(self, name: str) -> Stamp | None:
        """The size, time and inode of the file; None if there is no regular file."""
        status = self._status(name)
        return None if status is None else stamp_in_status(status)

    def judge(self, name: str) -> Judged | None:
        """Reads and classifies a file; None if there is no regular file. An unreadable one is not ready."""
        status = self._status(name)
        if status is None:
            return None
        hint = hint_of(name, self._own)
        now_ms = self._local.clock.now_ms()
        # What is still being written may look the same once it is finished: some shares count in steps of two seconds.
        settled = now_ms - status.st_mtime_ns // 1_000_000 > COARSEST_MS
        # Of a file that may be anybody's nothing is said until it is found to be this group's.
        verdict = Verdict.UNREADY if hint.sure else Verdict.OTHER
        unready = CopyEntry(stamp_in_status(status), settled, verdict, hint.client, hint.sure, since=now_ms)
        if not _is_here(status):
            return Judged(unready._replace(reason=t("store.copy.elsewhere"), settled=False))
        if status.st_size > SIZE_CAP:
            return Judged(unready._replace(reason=t("store.copy.too_large"), settled=True))
        try:
            return self._read(name, hint, unready, status.st_size)
        except OSError as error:
            return Judged(unready._replace(reason=error.strerror or str(error), settled=False))

    def bytes_of(self, name: str) -> bytes:
        """The bytes of the file.

        Raises:
            OSError: There is no regular file any more.
        """
        return self._disk.read_plain(self.path_of(name), SIZE_CAP)

    def _read(self, name: str, hint: Hint, unready: CopyEntry, size: int) -> Judged:
        path = self.path_of(name)
        if hint is UNKNOWN and utf8(json_text(self._local.memory.lines.db)) not in self._disk.read_plain(path, HEAD):
            return Judged(unready._replace(verdict=Verdict.OTHER, settled=True))
        data = self._disk.read_plain(path, SIZE_CAP)
        if self.stamp(name) != unready.stamp or len(data) != size:
            return Judged(unready._replace(reason=t("store.copy.changing"), settled=False))
        try:
            lines = codec.split(self._disk.opened(data), verify=True)
            if lines.db != self._local.memory.lines.db:
                return Judged(unready._replace(verdict=Verdict.OTHER, settled=True))
            codec.require_readable(lines.header)
        except TooNewError as error:
            return Judged(unready._replace(verdict=Verdict.TOO_NEW, reason=error.message, settled=True))
        except (NotReadyError, LockedError) as error:
            # One that is locked need not change before it is looked at again.
            settled = unready.settled and isinstance(error, NotReadyError)
            return Judged(unready._replace(reason=error.message, settled=settled))
        entry = unready._replace(hash=hash_of(data), settled=True, sure=self._is_sure(hint, lines))
        return Judged(self._doubted(entry, lines, data), lines, data)

    def _doubted(self, entry: CopyEntry, lines: Lines, kept: bytes) -> CopyEntry:
        """The entry with the reason for a question, if one is needed."""
        ours = self._local.memory.lines
        if ours.header.was_encrypted and self._is_strange(lines, kept):
            return entry._replace(verdict=Verdict.ASKED, doubt=Doubt.PLAIN)
        if not lines.digest_ok:
            return entry._replace(verdict=Verdict.ASKED, doubt=Doubt.DIGEST)
        if below_floor(ours, lines) or below_floor(lines, ours):
            return entry._replace(verdict=Verdict.ASKED, doubt=Doubt.OLD)
        return entry._replace(verdict=Verdict.JOINED if entry.sure else Verdict.ASKED)

    def _is_strange(self, lines: Lines, kept: bytes) -> bool:
        from ictwg.store.sync.strangers import asked_about, strange_rows

        return bool(asked_about(strange_rows(self._local.memory.lines, lines, kept)))

    def _is_sure(self, hint: Hint, lines: Lines) -> bool:
        """A name with the name of a computer is sure if the group has a computer of that name."""
        if hint.sure or not hint.device:
            return hint.sure
        wanted = hint.device.casefold()
        logs = (lines.tables.get(LOG, {}), self._local.memory.lines.tables.get(LOG, {}))
        devices = {device for log in logs for line in log.values() for device in DEVICE.findall(line)}
        return any(device.decode("utf-8", "replace")[1:-1].casefold() == wanted for device in devices)

    def _status(self, name: str) -> os.stat_result | None:
        try:
            status = self._disk.lstat(self.path_of(name))
        except OSError:
            return None
        return status if stat.S_ISREG(status.st_mode) else None


def hash_of(data: bytes) -> str:
    from hashlib import blake2b

    return blake2b(data, digest_size=16).hexdigest()


def _is_here(status: os.stat_result) -> bool:
    """Whether the bytes are on this computer: reading a placeholder would download the file."""
    return not (getattr(status, "st_file_attributes", 0) & _ON_WINDOWS or getattr(status, "st_flags", 0) & _ON_MACOS)


def would_add(local: Local, name: str, entry: CopyEntry, theirs: Lines, unseen: Unseen) -> DoubtfulCopy:
    """What a conflict copy would add, without merging it, for the one question about it.

    Args:
        unseen: The dots that it and ours cover but never saw.

    Raises:
        NotReadyError: A line of it is damaged.
    """
    ours = local.memory.lines
    fields = {write.key for write in (*below_floor(ours, theirs), *below_floor(theirs, ours))}
    users: tuple[tuple[str, int], ...] = ()
    touched = {(table, id) for table, id, _ in fields}
    if theirs.digest_ok:
        joined = join_lines(ours, theirs, unseen)
        changed = [place for place in joined.changed if place[0] not in (LOG, TRASH)]
        fields = fields.union(*(_different(place, ours, joined.lines) for place in changed))
        touched |= {*joined.records}
        users = users_of(joined.lines.tables.get(LOG, {}), joined.log_rows(ours))
    else:
        writes = external_edits.found(external_edits.additions(theirs, ours), None, ours).writes
        fields |= {write.key for write in writes}
        touched |= {write.key[:2] for write in writes}
    return DoubtfulCopy(name, entry.client, entry.doubt, len(touched), len(fields), users)


def _different(place: Place, before: Lines, after: Lines) -> set[tuple[str, str, str]]:
    """The fields that differ."""
    old, new = codec_rows.row_at(before, place), codec_rows.row_at(after, place)
    names = {*(old.registers if old else ()), *(new.registers if new else ())}
    changed = (n for n in names if old is None or new is None or old.registers.get(n) != new.registers.get(n))
    return {(place[0], id_of(place[1]), name) for name in changed}
