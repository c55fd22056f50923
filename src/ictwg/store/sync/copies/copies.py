"""Finds, merges and removes conflict copies that a sync program has put beside the shared file (STORE.md §5).

    new or different? ─► read ─► sure ──► merged, on this computer's disk ──► removed once the shared file has it
                           ├──► doubtful ──► one question; what it would add is computed when it is asked
                           └──► not ready ──► left alone until it changes; reported after a minute

A sync reads at most fifty files, up to a total size; the rest is left for the next one.
"""

from __future__ import annotations

from ictwg.errors import NotReadyError
from ictwg.merge.dots import Context
from ictwg.store.format.lines import LOG
from ictwg.store.local.local import Local
from ictwg.store.sync.copies import copy_removal
from ictwg.store.sync.copies.copy_reading import Judged, Reader
from ictwg.store.sync.copies.copy_record import SURELY_OURS, CopyEntry, CopyRecord, Verdict
from ictwg.store.sync.copies.copy_removal import STAY, Removal
from ictwg.store.sync.inbound import Inbound
from ictwg.store.sync.known import STABLE_MS, Known
from ictwg.store.sync.reports import Copied, Doubt, ShareReport, Unready
from ictwg.store.sync.status import users_of

_ANEW = frozenset({Verdict.WANTED, Verdict.TAKEN})
MOST_TIMES = 3
SELDOM_MS = 3_600_000
"""How long a copy that reappeared `MOST_TIMES` times stays until it is removed again: in some folders removed files
reappear."""
MOST_FILES = 50
MOST_BYTES = 1 << 25
"""What one sync reads; the rest is left for the next one, so that the screen stays responsive."""


class Beside:
    """The files beside the shared file.

    Args:
        local: This computer's copy.
        inbound: Merges them.
        path: The shared file.
    """

    def __init__(self, local: Local, inbound: Inbound, path: str) -> None:
        self._local = local
        self._inbound = inbound
        self._disk = local.replica.disk
        self._reader = Reader(local, path)
        self._record = CopyRecord(self._disk, local.replica.folder)
        self._swept = False

    def bring_together(self, names: tuple[str, ...], known: Known, report: ShareReport) -> ShareReport:
        """Merges the copies that need no question; the caller holds the lock.

        Args:
            names: The files beside the shared file that may be conflict copies.
            known: What is known of the shared folder.
            report: The report so far.

        Raises:
            StorageError: This computer's disk takes nothing.
        """
        self._record.reload()
        self._sweep()
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
            self._came(known, before, report)
        if left:
            known.looked = 0  # the others at the next look
        self._record.remember(known)
        return report

    def take_away(self, known: Known, shared: Context, report: ShareReport) -> ShareReport:
        """Removes the copies that the shared file covers; the caller holds the lock, and has just read the shared file.

        Raises:
            StorageError: This computer's disk takes nothing.
        """
        removed: list[str] = []
        refused: list[str] = []
        later = 0
        for name, entry in self._going():
            if len(removed) + len(refused) + later >= copy_removal.MOST:
                known.looked = 0
                break
            match copy_removal.remove(self._local, self._reader, name, entry, shared):
                case Removal.REMOVED:
                    removed.append(name)
                    taken = entry._replace(
                        verdict=Verdict.TAKEN, since=self._local.clock.now_ms(), times=entry.times + 1
                    )
                    self._record.put(name, taken)
                case Removal.GONE | Removal.CHANGED:
                    self._record.drop(name)
                case Removal.REFUSED:
                    refused.append(name)
                    self._record.put(name, entry._replace(verdict=Verdict.STAYS, told=True))
                case Removal.LATER:
                    later += 1
        self._record.remember(known)
        copies = report.copies._replace(removed=tuple(removed), refused=tuple(refused))
        return report._replace(copies=copies) if removed or refused else report

    @property
    def any_to_take_away(self) -> bool:
        return bool(self._going())

    def _going(self) -> list[tuple[str, CopyEntry]]:
        now_ms = self._local.clock.now_ms()
        joined = self._record.of(Verdict.JOINED)
        return [one for one in joined if one[1].times < MOST_TIMES or now_ms - one[1].since >= SELDOM_MS]

    def _to_read(self, names: tuple[str, ...]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """New or changed files, and unchanged ones that may be ready now; each with its size."""
        new, again = [], []
        for name in self._reader.surest_first(names):
            stamp, entry = self._reader.stamp(name), self._record.get(name)
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
            self._record.drop(name)
            return report
        before = self._record.get(name)
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
        self._record.put(name, entry)
        return report

    def _joined(self, name: str, judged: Judged, report: ShareReport, *, wanted: bool) -> tuple[ShareReport, CopyEntry]:
        """Merges a sure copy; asks about a doubtful one that would add anything."""
        entry, theirs = judged.entry, judged.lines
        assert theirs is not None  # noqa: S101 - the caller has looked
        if entry.verdict is Verdict.ASKED and not wanted:
            from ictwg.store.sync.copies.copy_asking import would_add

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
                self._record.put(name, entry._replace(told=True))
        here = any(entry.sure for _, entry in self._record.of(*SURELY_OURS))
        return report._replace(copies=report.copies._replace(unready=tuple(unready), left=left, here=here))

    def _came(self, known: Known, before: ShareReport, after: ShareReport) -> None:
        """Records, for later status reports, what was merged now."""
        log = self._local.memory.lines.tables.get(LOG, {})
        known.came = {
            "at": self._local.clock.now_ms(),
            "clients": sorted(str(copied.client) for copied in after.copies.brought),
            "users": users_of(log, after.log[len(before.log) :]),
        }

    def _sweep(self) -> None:
        if not self._swept:
            self._swept = True
            copy_removal.sweep(self._disk, self._local.replica.quarantine, self._local.clock.now())
