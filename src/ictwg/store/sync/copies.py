"""Finds, merges and removes conflict copies that a sync program has put beside the shared file (STORE.md §5).

    new or different? ─► read ─► sure ──► merged, on this computer's disk ──► removed once the shared file has it
                           ├──► doubtful ──► one question; what it would add is computed when it is asked
                           └──► not ready ──► left alone until it changes; reported after a minute

A sync reads at most fifty files, up to a total size; the rest is left for the next one. A merged copy is removed once

    the shared file on the disk covers all that the copy covers
    its bytes, without redacted text, are in this computer's quarantine, for thirty days
    it has not changed since it was merged

If somebody else has removed it first, that is fine.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from ictwg.errors import BusyError, NotFoundError, NotReadyError
from ictwg.locales import t
from ictwg.merge.dots import Context
from ictwg.store.format import codec
from ictwg.store.format.lines import LOG
from ictwg.store.local import backups
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import REFUSED, Disk, answering, saving
from ictwg.store.local.local import Local
from ictwg.store.local.locks import FOR_AN_ANSWER
from ictwg.store.local.replica import Stamp
from ictwg.store.sync.copy_names import Client
from ictwg.store.sync.copy_reading import (
    SURELY_OURS,
    CopyEntry,
    CopyRecord,
    Judged,
    Reader,
    Verdict,
    hash_of,
    would_add,
)
from ictwg.store.sync.inbound import Inbound
from ictwg.store.sync.reports import Copied, Doubt, DoubtfulCopy, ShareReport, Unready, users_of
from ictwg.store.sync.shared_file import SharedFile
from ictwg.store.sync.sync_state import STABLE_MS

Asked = tuple[tuple[Stamp | None, int], DoubtfulCopy]

_ANEW = frozenset({Verdict.WANTED, Verdict.TAKEN})
_MERGED = frozenset({Verdict.OTHER, Verdict.JOINED, Verdict.TAKEN})
KEPT_DAYS = 30
MOST = 50
MOST_TIMES = 3
SELDOM_MS = 3_600_000
"""How long a copy that reappeared `MOST_TIMES` times stays until it is removed again: in some folders removed files
reappear."""
MOST_FILES = 50
MOST_BYTES = 1 << 25
"""What one sync reads; the rest is left for the next one, so that the screen stays responsive."""
STAY = frozenset({Client.RESILIO})
"""Removing one of these removes the file itself on another computer, according to Resilio's help."""
_BUSY = frozenset({32, 33})  # Windows: another program has it open, or locked


class Removal(StrEnum):
    """The result. GONE: it is not there as it was. LATER: not covered by the shared file yet, or open elsewhere."""

    REMOVED = "removed"
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"


class ConflictCopies:
    """The files beside the shared file."""

    def __init__(self, local: Local, inbound: Inbound, file: SharedFile) -> None:
        self._local = local
        self._inbound = inbound
        self._file = file
        self._reader = Reader(local, file.path)
        self._record = CopyRecord(local.replica)
        self._asked: dict[str, Asked] = {}
        self._swept = False

    def merge(self, names: tuple[str, ...], report: ShareReport) -> ShareReport:
        """Merges the copies that need no question; the caller holds the lock.

        Args:
            names: The files beside the shared file that may be conflict copies.

        Raises:
            StorageError: This computer's disk takes nothing.
        """
        self._record.reload()
        if not self._swept:
            self._swept = True
            sweep(self._local.replica.disk, self._local.replica.quarantine, self._local.clock.now())
        before = report
        new, again = self._to_read(names)
        files = size = left = 0
        for at, (name, length) in enumerate((*new, *again)):
            if files and (files >= MOST_FILES or size + length > MOST_BYTES):
                left += at < len(new)
                continue
            files, size = files + 1, size + length
            report = self._taken_in(name, report)
        self._record.keep_only(names, self._local.clock.now_ms())
        report = self._told(report, left)
        if report.copies.brought:
            self._came(before, report)
        if left:
            self._file.known.looked = 0  # the others at the next look
        self._record.remember(self._file.known)
        return report

    def remove_merged(self, shared: Context, report: ShareReport) -> ShareReport:
        """Removes the copies that the shared file covers; the caller holds the lock, and has just read the shared file.

        Raises:
            StorageError: This computer's disk takes nothing.
        """
        removed: list[str] = []
        refused: list[str] = []
        later = 0
        for name, entry in self._going():
            if len(removed) + len(refused) + later >= MOST:
                self._file.known.looked = 0
                break
            match remove(self._local, self._reader, name, entry, shared):
                case Removal.REMOVED:
                    removed.append(name)
                    taken = entry._replace(
                        verdict=Verdict.TAKEN, since=self._local.clock.now_ms(), times=entry.times + 1
                    )
                    self._record.entries[name] = taken
                case Removal.GONE:
                    self._record.entries.pop(name, None)
                case Removal.REFUSED:
                    refused.append(name)
                    self._record.entries[name] = entry._replace(verdict=Verdict.STAYS, told=True)
                case Removal.LATER:
                    later += 1
        self._record.remember(self._file.known)
        copies = report.copies._replace(removed=tuple(removed), refused=tuple(refused))
        return report._replace(copies=copies) if removed or refused else report

    @property
    def any_to_remove(self) -> bool:
        return bool(self._going())

    def _going(self) -> list[tuple[str, CopyEntry]]:
        now_ms = self._local.clock.now_ms()
        joined = self._record.of(Verdict.JOINED)
        return [one for one in joined if one[1].times < MOST_TIMES or now_ms - one[1].since >= SELDOM_MS]

    def _to_read(self, names: tuple[str, ...]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """New or changed files, and unchanged ones that may be ready now; each with its size."""
        new, again = [], []
        for name in self._reader.surest_first(names):
            stamp, entry = self._reader.stamp(name), self._record.entries.get(name)
            if stamp is None:
                continue
            if entry is None or entry.stamp != stamp or entry.verdict in _ANEW:
                new.append((name, stamp[0]))
            elif not entry.settled:
                again.append((name, stamp[0]))
        return new, again

    def _taken_in(self, name: str, report: ShareReport) -> ShareReport:
        judged = self._reader.judge(name)
        if judged is None:
            self._record.entries.pop(name, None)
            return report
        before = self._record.entries.get(name)
        entry = judged.entry
        same = before is not None and (before.stamp, before.hash) == (entry.stamp, entry.hash)
        wanted = same and before is not None and before.verdict is Verdict.WANTED
        if before is not None and before.hash == entry.hash:
            entry = entry._replace(times=before.times)
        if judged.lines is not None:
            try:
                report, entry = self._joined(name, judged._replace(entry=entry), report, wanted=wanted)
            except NotReadyError as error:  # a line of it is damaged
                entry = entry._replace(verdict=Verdict.UNREADY, reason=error.message)
        if same and before is not None and before.verdict is entry.verdict:
            entry = entry._replace(since=before.since, told=before.told)
        self._record.entries[name] = entry
        return report

    def _joined(self, name: str, judged: Judged, report: ShareReport, *, wanted: bool) -> tuple[ShareReport, CopyEntry]:
        """Merges a sure copy; asks about a doubtful one that would add anything."""
        entry, theirs = judged.entry, judged.lines
        assert theirs is not None  # noqa: S101 - the caller has looked
        if entry.verdict is Verdict.ASKED and not wanted:
            if would_add(self._local, name, entry, theirs, self._inbound.unseen(theirs)[0]).records:
                asked = (*report.copies.asked, name)
                return report._replace(copies=report.copies._replace(asked=asked)), entry
            return report, entry._replace(verdict=Verdict.STAYS)
        before, changes = report, self._local.memory.version
        report = self._inbound.merge_copy(theirs, name, report, judged.kept)
        plain = entry.sure and entry.doubt is Doubt.PLAIN  # it must not lie open in the folder
        stays = (wanted and not plain) or entry.client in STAY
        entry = entry._replace(verdict=Verdict.STAYS if stays else Verdict.JOINED)
        return self._brought(entry, before, report, changed=self._local.memory.version != changes), entry

    def _brought(self, entry: CopyEntry, before: ShareReport, after: ShareReport, *, changed: bool) -> ShareReport:
        if not changed:
            return after
        log = self._local.memory.lines.tables.get(LOG, {})
        users = users_of(log, after.log[len(before.log) :])
        copied = Copied(entry.client, users, len(after.taken) - len(before.taken))
        return after._replace(copies=after.copies._replace(brought=(*after.copies.brought, copied)))

    def _told(self, report: ShareReport, left: int) -> ShareReport:
        """Reports, once, the copies that cannot be merged."""
        now_ms = self._local.clock.now_ms()
        unready = []
        for name, entry in list(self._record.of(Verdict.UNREADY, Verdict.TOO_NEW)):
            long = entry.verdict is Verdict.TOO_NEW or now_ms - entry.since >= STABLE_MS
            if long and not entry.told:
                unready.append(Unready(name, entry.client, entry.reason))
                self._record.entries[name] = entry._replace(told=True)
        here = any(entry.sure for _, entry in self._record.of(*SURELY_OURS))
        return report._replace(copies=report.copies._replace(unready=tuple(unready), left=left, here=here))

    def _came(self, before: ShareReport, after: ShareReport) -> None:
        """Records, for later status reports, what was merged now."""
        log = self._local.memory.lines.tables.get(LOG, {})
        self._file.known.came = {
            "at": self._local.clock.now_ms(),
            "clients": sorted(str(copied.client) for copied in after.copies.brought),
            "users": users_of(log, after.log[len(before.log) :]),
        }

    @answering()
    def unready(self) -> tuple[Unready, ...]:
        """The copies that could not be merged when the folder was last listed, with the reasons."""
        self._record.reload()
        found = self._record.of(Verdict.UNREADY, Verdict.TOO_NEW)
        return tuple(Unready(name, entry.client, entry.reason) for name, entry in found)

    @answering()
    def staying(self) -> tuple[str, ...]:
        """The names of the copies that stay in the folder, and that a redaction does not reach."""
        self._record.reload()
        return tuple(name for name, _ in self._record.of(*(set(Verdict) - _MERGED)))

    @answering()
    def doubtful(self) -> tuple[DoubtfulCopy, ...]:
        """The copies that wait for an answer, with what each would add now.

        Copies whose changes were merged from elsewhere are left out.
        """
        self._record.reload()
        asked = ((name, self._worked_out(name, entry)) for name, entry in self._record.of(Verdict.ASKED))
        self._asked = {name: found for name, found in asked if found is not None}
        copies = tuple(copy for _, copy in self._asked.values())
        if empty := [copy.name for copy in copies if not copy.records]:
            with suppress(BusyError):
                self._put(empty, Verdict.STAYS, timeout=0)
        return tuple(copy for copy in copies if copy.records)

    @answering()
    def answer(self, name: str, *, bring_in: bool) -> None:
        """Answers about one of them; the next sync carries it out.

        Raises:
            NotFoundError: It does not wait for an answer, or has changed since.
            StorageError: This computer's own disk fails.
            BusyError: Another process is using the shared file.
        """
        if name not in self._put([name], Verdict.WANTED if bring_in else Verdict.DECLINED):
            raise NotFoundError(t("store.copy.not_asked"), t("store.copy.not_asked_hint"))

    def _worked_out(self, name: str, entry: CopyEntry) -> Asked | None:
        """What a copy would add; cached until the copy or the records here change."""
        now = (self._reader.stamp(name), self._local.memory.version)
        before = self._asked.get(name)
        if before is not None and before[0] == now:
            return before
        judged = self._reader.judge(name)
        if judged is None or judged.lines is None or judged.entry.hash != entry.hash:
            return None
        unseen, _ = self._inbound.unseen(judged.lines)
        return now, would_add(self._local, name, judged.entry, judged.lines, unseen)

    def _put(self, names: list[str], verdict: Verdict, timeout: float = FOR_AN_ANSWER) -> list[str]:
        """Gives the copies that still wait, unchanged, this verdict; returns their names."""
        with self._local.replica.lock.taken(timeout):
            self._file.reload()
            self._record.reload()
            asked = [one for one in self._record.of(Verdict.ASKED) if one[0] in names]
            found = {name: entry for name, entry in asked if self._reader.stamp(name) == entry.stamp}
            for name, entry in found.items():
                settled = entry.settled if verdict is Verdict.STAYS else verdict is Verdict.DECLINED
                self._record.entries[name] = entry._replace(verdict=verdict, settled=settled)
            if verdict is not Verdict.STAYS:
                self._file.known.looked = 0
            self._record.remember(self._file.known)
            self._file.remember()
        return list(found)


def remove(local: Local, reader: Reader, name: str, entry: CopyEntry, shared: Context) -> Removal:
    """Removes one copy, if it may be removed.

    Args:
        shared: The context of the shared file, read just now.

    Raises:
        StorageError: The quarantine cannot be written.
    """
    try:
        data = reader.bytes_of(name)
    except FileNotFoundError:
        return Removal.GONE
    except OSError:
        return Removal.LATER
    if hash_of(data) != entry.hash:
        return Removal.GONE
    seen = codec.split(data).context
    if not shared.covers_all(seen):
        # A replica that was made anew since then has lost what had come in: it is read once more.
        return Removal.LATER if local.memory.context.covers_all(seen) else Removal.GONE
    disk = local.replica.disk
    clean = local.keepable(disk.opened(data))
    with saving():
        put_away(disk, local.replica.quarantine, clean, entry.hash, local.clock.now())
    if reader.stamp(name) != entry.stamp:
        return Removal.GONE
    return _removed(disk, reader.path_of(name))


def put_away(disk: Disk, folder: str, data: bytes, mark: str, now: datetime) -> None:
    """Saves the bytes in the quarantine, durably; equal bytes only once."""
    disk.make_folder(folder)
    ending = f"-{mark}.json"
    if not any(name.endswith(ending) for name in backups.listed(disk, folder)):
        replace_file(disk, os.path.join(folder, backups.moment(now) + ending), data)


def sweep(disk: Disk, folder: str, now: datetime) -> None:
    """Removes files that are more than thirty days old."""
    limit = backups.moment(now - timedelta(days=KEPT_DAYS))
    with suppress(OSError):
        for name in backups.listed(disk, folder):
            if name < limit:
                disk.remove(os.path.join(folder, name))


def _removed(disk: Disk, path: str) -> Removal:
    try:
        disk.remove(path)
    except FileNotFoundError:
        return Removal.GONE
    except OSError as error:
        busy = getattr(error, "winerror", None) in _BUSY
        return Removal.REFUSED if error.errno in REFUSED and not busy else Removal.LATER
    return Removal.REMOVED
