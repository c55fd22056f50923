"""Sync: read the shared file, merge it in, and publish only if it does not have everything yet.

    look ──► as last known, and nothing new here ──► done
      │
      ▼
    read ──► not ready? ──► wait, report it
      │
      ▼  just the bytes last known? ────────────┐
    merge in ► replica on this disk             │
      │                                         ▼
      └──► does it cover ours? ── no ──► publish over exactly these bytes ── changed meanwhile ──► read again
      │
      ▼
    remove conflict copies of which the file, read once more, has everything

The published file covers the bytes just read, and has news. A file that cannot be used is overwritten only after a
minute, and after a person was told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING

from ictwg.errors import AskFirstError, BusyError, FolderError, IctwgError, LockedError, NotReadyError, TooNewError
from ictwg.locales import t
from ictwg.merge.dots import Context
from ictwg.merge.redactions import RULES
from ictwg.store.format import codec
from ictwg.store.format.lines import Lines
from ictwg.store.local.atomic import TargetChangedError
from ictwg.store.local.journal import files
from ictwg.store.local.local import REDACTIONS, Local
from ictwg.store.local.locks import TIMEOUT
from ictwg.store.local.replica import stamp_of
from ictwg.store.sync import copy_names
from ictwg.store.sync.archive import Archive
from ictwg.store.sync.inbound import Inbound
from ictwg.store.sync.reports import Outcome, ShareReport
from ictwg.store.sync.scrubbing import scrub
from ictwg.store.sync.shared_file import Read, SharedFile
from ictwg.store.sync.sync_state import SyncState

if TYPE_CHECKING:
    from ictwg.store.sync.copies import ConflictCopies

TRIES = 5


class Synchronizer:
    """Syncs this computer's copy and the shared file."""

    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._disk = local.replica.disk
        self.file = SharedFile(local, path)
        self._archive = Archive(local, path)
        self.inbound = Inbound(local, self.file, self._archive)
        self._unsealed: bool | None = None

    @property
    def _known(self) -> SyncState:
        return self.file.known

    @cached_property
    def copies(self) -> ConflictCopies:
        """Conflict copies beside the shared file; made when the folder is first listed."""
        from ictwg.store.sync.copies import ConflictCopies

        return ConflictCopies(self._local, self.inbound, self.file)

    def reload(self) -> None:
        """Loads what other processes of this computer know."""
        self.file.reload()
        self.inbound.reload()

    @contextmanager
    def exclusively(self, timeout: float = TIMEOUT) -> Iterator[None]:
        """Holds the lock against other processes of this computer in the block, and loads what they did before.

        Raises:
            BusyError: Another process holds the lock for longer than that.
        """
        with self._local.replica.lock.taken(timeout):
            self.reload()
            yield

    def share(
        self, *, timeout: float = TIMEOUT, publish: bool = True, removes_all: bool = False, unsealed: bool | None = None
    ) -> ShareReport:
        """Merges and, unless `publish` is False, publishes; see `Sync.share`.

        Args:
            timeout: How long to wait for another process of this computer, in seconds.
        """
        self.inbound.removes_all, self._unsealed = removes_all, unsealed
        try:
            with self.exclusively(timeout):
                return self._shared(publish=publish)
        except BusyError as error:
            return ShareReport(Outcome.BUSY, problem=error.message, hint=error.hint)

    def scrub(self) -> None:
        """Rewrites all local files without redacted text; the shared file follows at the next sync."""
        self._local.redact()  # nothing shows it any more, even if the disk refuses the rest now
        try:
            with self.exclusively():
                scrub(self._local, self.file)
                self.file.remember()
        except BusyError:  # the next sync does it, of whatever process
            self.reload()
            self._known.scrub = files(self._disk, self._local.replica.journals) or ("",)
            self.file.remember()

    def bring_in(self, theirs: Lines, source: str, proceed: Callable[[], None]) -> ShareReport:
        """Merges a copy of the group from anywhere, see `Sync.bring_in`."""
        report = ShareReport(Outcome.SHARED)
        try:
            with self.exclusively():
                self._local.refresh()
                proceed()
                if self._is_foreign(theirs):
                    return self._foreign(report)
                first = not self._known.at
                report = self.inbound.merge_copy(theirs, source, report, self._disk.read_raw(source))
                self._note_wrong(report, first=first)
                self.file.remember()
                return report
        except BusyError as error:
            return report.stopped(Outcome.BUSY, error.message, error.hint)

    def _shared(self, *, publish: bool) -> ShareReport:
        self._local.refresh()
        if not self._local.replica.is_sound:
            return self._renewed(publish=publish)
        self._end_redactions()
        first, report = not self._known.at, ShareReport(Outcome.SHARED)
        news = publish and self.file.is_behind()
        look = publish and (news or copy_names.is_due(self._disk, self._known, self.file.path, self._now_ms))
        if look:
            self._clean_archives()
        if not news and self.file.is_unchanged():
            if not look:
                return report
            report, look = self._looked(report), False
            if not self.file.is_behind() and self.file.is_unchanged() and not self._goes_away:
                self.file.remember()
                return report
        report = self._tidied(self._carried(report, look=look, publish=publish))
        self._note_wrong(report, first=first)
        if self._known.archive and publish and report.outcome is Outcome.SHARED:
            with suppress(IctwgError):  # if it cannot be written now, the next sync tries again
                self._archive.share()
                self._known.archive = False
        self._known.look_ahead(self._local.memory.context, self._now_ms)
        self.file.remember()
        return report

    def _renewed(self, *, publish: bool) -> ShareReport:
        """Rebuilds a copy that the disk has damaged from the shared file before syncing it."""
        from ictwg.store.sync.renewing import renew

        try:
            renew(self._local, self.file)
        except NotReadyError as error:
            return ShareReport(Outcome.WAITING, problem=error.message, hint=error.hint)
        report = self._shared(publish=publish)
        told = t("store.renewed"), t("store.renewed_hint")
        return report if report.problem else report._replace(problem=told[0], hint=told[1])

    def _carried(self, report: ShareReport, *, look: bool, publish: bool) -> ShareReport:
        """Reads, merges and publishes; again if somebody writes meanwhile."""
        for _ in range(TRIES):
            try:
                read = self.file.read()
                if look or (publish and read.data is None):
                    report, look = self._looked(report), False
                report = self._merged(read, report, told=publish)
                news = read.data is None or self._known.waiting is not None or self.file.is_behind()
                if report.outcome is Outcome.SHARED and publish and news:
                    self.file.publish(read)
                    report = report._replace(published=True)
            except TargetChangedError:
                continue
            except (FolderError, NotReadyError, LockedError) as refusal:
                return self._impeded(refusal, report)
            return report
        return report._replace(outcome=Outcome.BUSY, problem=t("store.changing"), hint=t("store.busy_hint"))

    def _merged(self, read: Read, report: ShareReport, *, told: bool) -> ShareReport:
        """Merges what was read, durably before anything shows it; `told`: whether a person reads the report."""
        if read.data is None:
            return self._missing(read, report, told=told)
        if read.known:
            self._known.saw(read.stamp, self._known.context, self._known.floor, self._now_ms)
        else:
            report = self._merged_in(read, report, told=told)
        if report.outcome is Outcome.SHARED and not codec.writable(self._local.memory.lines.header):
            return report.stopped(Outcome.READ_ONLY, t("store.newer_writer"), t("store.newer_writer_hint"))
        return report

    def _merged_in(self, read: Read, report: ShareReport, *, told: bool) -> ShareReport:
        self._known.foreign = True
        data, waiting, taken = read.data or b"", self._known.waiting, self._unsealed
        if taken is None and waiting is not None and waiting.stamp == read.stamp:
            taken = waiting.taken
        try:
            if read.problem is not None:
                raise read.problem
            theirs = self._local.split(data)
            codec.require_readable(theirs.header)
            if self._is_foreign(theirs):
                return self._foreign(report)
            report, missed = self.inbound.merge_in(theirs, report, read.kept, taken=taken)
        except NotReadyError as error:
            return self._not_ready(error, read, report, told=told)
        if report.outcome is Outcome.SHARED:
            self.file.merged(read.stamp, data, theirs)
            self._known.doubt(missed.theirs)
        return report

    def _is_foreign(self, theirs: Lines) -> bool:
        return theirs.db != self._local.memory.lines.db

    def _foreign(self, report: ShareReport) -> ShareReport:
        return report.stopped(Outcome.FOREIGN, t("store.foreign", path=self.file.path), t("store.foreign_hint"))

    def _not_ready(self, error: NotReadyError, read: Read, report: ShareReport, *, told: bool) -> ShareReport:
        """The file is not ready. One that needs a newer program or an answer may be good, so it is not overwritten."""
        told = told and not isinstance(error, TooNewError | AskFirstError)
        hint = t("store.half_there_hint") if error.hint == t("codec.hint_wait") else error.hint
        report = self._wait(read, error.message, hint, report, told=told)
        if self._known.waiting is not None:
            self._known.waiting.unsealed = error.unsealed if isinstance(error, AskFirstError) else 0
        return report

    def _missing(self, read: Read, report: ShareReport, *, told: bool) -> ShareReport:
        """There is no file: somebody removed it, or a sync program renamed it to a conflict copy, merged by now."""
        missing = t("store.missing"), t("store.missing_hint")
        if report.copies.here:
            if self._known.may_recreate(self._now_ms, news=self.file.is_behind()):
                return report
            self._known.not_ready(*missing, read.stamp, self._now_ms)
            return report.stopped(Outcome.WAITING, *missing)
        return self._wait(read, *missing, report, told=told) if self._known.at else report

    def _wait(self, read: Read, what: str, hint: str, report: ShareReport, *, told: bool) -> ShareReport:
        """The file cannot be used; after a minute, and after a person was told, it may be overwritten."""
        waiting = self._known.not_ready(what, hint, read.stamp, self._now_ms)
        if waiting.over(self._now_ms):
            return report
        waiting.told = waiting.told or told
        return report.stopped(Outcome.WAITING, what, hint)

    def _impeded(self, refusal: FolderError | NotReadyError | LockedError, report: ShareReport) -> ShareReport:
        if isinstance(refusal, FolderError):
            if refusal.answers:
                return report.stopped(Outcome.READ_ONLY, refusal.message, refusal.hint)
            self._known.lost(self._now_ms)
            return report.stopped(Outcome.UNREACHABLE, refusal.message, refusal.hint)
        if isinstance(refusal, LockedError):
            seen = stamp_of(self._disk, self.file.path)
            refusal = LockedError(refusal.message, t("encryption.locked_here.hint"))
            self._known.not_ready(refusal.message, refusal.hint, seen, self._now_ms)
        # Too large to be ours, or encrypted without the passphrase here: what was not read is never written over.
        return report.stopped(Outcome.WAITING, refusal.message, refusal.hint)

    def _looked(self, report: ShareReport) -> ShareReport:
        """Merges conflict copies."""
        names = copy_names.candidates(self._disk, self.file.path, self._known, self._now_ms)
        return report if names is None else self.copies.merge(names, report)

    @property
    def _goes_away(self) -> bool:
        return "copies" in vars(self) and self.copies.any_to_remove

    def _tidied(self, report: ShareReport) -> ShareReport:
        """Removes conflict copies, if the shared file, read once more, covers them."""
        if report.outcome is not Outcome.SHARED or not self._goes_away:
            return report
        try:
            if not self.file.read().known:
                return report
        except (FolderError, TargetChangedError, NotReadyError, LockedError):
            return report
        return self.copies.remove_merged(Context(self._known.context, self._known.floor), report)

    @property
    def _now_ms(self) -> int:
        return self._local.clock.now_ms()

    def _note_wrong(self, report: ShareReport, *, first: bool) -> None:
        """Validates the merged records for *To check*; after the first read all records."""
        first = first and self._known.at > 0
        if report.taken or first:
            from ictwg.store.sync.returned import unreadable, validated

            taken = unreadable(self._local.memory) if first else report.taken
            self._known.mend = validated(self._local.memory, taken, self._known.mend)

    def _end_redactions(self) -> None:
        """Finishes interrupted redactions, and those of older versions, which left text in the log."""
        older = self._known.rules < RULES and REDACTIONS in self._local.memory.lines.tables
        self._known.unclean = self._known.unclean or older
        if self._known.scrub or older:
            scrub(self._local, self.file)

    def _clean_archives(self) -> None:
        """Scrubs the archive if a file of it has changed: an old one may have redacted text."""
        if REDACTIONS in self._local.memory.lines.tables and self._archive.mark != self._known.archived:
            self._archive.scrub()
            self._known.archived = self._archive.mark
