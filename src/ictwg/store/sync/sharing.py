"""Sharing: read the shared file, bring both together, write it only if it does not have everything yet.

    look ──► as last known, and nothing new here ──► done
      │
      ▼
    read ──► not ready? ──► wait, tell
      │
      ▼  just the bytes last known? ────────────┐
    join ► replica on this disk ► our copy      │
      │                                         ▼
      └──► does it cover ours? ── no ──► write over exactly these bytes ── changed meanwhile ──► read again

What is published covers the bytes just read, and it is news. What is known of the file stands in `mailbox`, what is
written there in `outgoing`, what is in the way in `impeded`, and what comes from there in `incoming`.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ictwg.errors import AskFirstError, BusyError, IctwgError, LockedError, NotReadyError, TooNewError
from ictwg.locales import t
from ictwg.merge.dots import Context
from ictwg.merge.redactions import RULES
from ictwg.store.format import codec_header
from ictwg.store.local.atomic import TargetChangedError
from ictwg.store.local.journal import files
from ictwg.store.local.local import REDACTIONS
from ictwg.store.local.locks import TIMEOUT
from ictwg.store.local.saving import saving
from ictwg.store.sync import known, neighbours
from ictwg.store.sync.impeded import Impeded, read_only
from ictwg.store.sync.incoming import Incoming
from ictwg.store.sync.reading import Read, ReadOnly, Unreachable
from ictwg.store.sync.reports import Outcome, ShareReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.store.copies.copies import Beside
    from ictwg.store.format.lines import Lines
    from ictwg.store.local.local import Local

TRIES = 5


class Sharing(Impeded):
    """Brings this computer's copy and the shared file together.

    Args:
        local: This computer's copy.
        path: The shared file.
    """

    def __init__(self, local: Local, path: str) -> None:
        super().__init__(local, path)
        self.incoming = Incoming(local, self.base, path, self)
        self._beside: Beside | None = None

    def reload(self) -> None:
        super().reload()
        self.incoming.reload()

    @property
    def beside(self) -> Beside:
        """Made when the folder is first looked at."""
        if self._beside is None:
            from ictwg.store.copies.copies import Beside

            self._beside = Beside(self._local, self.incoming, self.path)
        return self._beside

    def share(self, *, timeout: float = TIMEOUT, publish: bool = True) -> ShareReport:
        """Brings together and, unless told otherwise, publishes."""
        try:
            with self.exclusively(timeout):
                return self._shared(publish=publish)
        except BusyError as error:
            return ShareReport(Outcome.BUSY, problem=error.message, hint=error.hint)

    @contextmanager
    def exclusively(self, timeout: float = TIMEOUT) -> Iterator[None]:
        """No other process of this computer works on the same files in the block, and what they did before is known.

        Raises:
            BusyError: One does for longer than that.
        """
        with self._local.replica.lock.taken(timeout):
            self.reload()
            yield

    def scrub(self) -> None:
        """Writes everything on this computer anew without what was redacted; then the shared file follows."""
        self._local.redact()  # nobody sees it any more, even where the disk refuses the rest now
        try:
            with self.exclusively():
                self.scrub_now()
                self.remember()
        except BusyError:  # whoever shares next does it
            self.reload()
            self.known.scrub = files(self._disk, self._local.replica.journals) or ("",)
            self.remember()

    def scrub_is_due(self) -> None:
        """Noted before a redaction is here: if the program is killed between the two, the next to share does it."""
        self.known.scrub = self.known.scrub or ("",)
        with saving():
            known.save(self._disk, self._folder, self.known, durable=True)

    def scrub_now(self) -> None:
        from ictwg.store.maintenance.archive import Archive
        from ictwg.store.maintenance.redacting import scrub

        with saving():
            self.base.save()
            self.base.end_log()
        standing = scrub(self._local)
        Archive(self._local, self.path).scrub()
        self.known.scrub, self.known.rules = standing, RULES
        self.base.forget()

    @property
    def _scrubbed_by_older_rules(self) -> bool:
        """Whether an earlier program has carried out a redaction here, which left in the log what this one removes."""
        return self.known.rules < RULES and REDACTIONS in self._local.memory.lines.tables

    def bring_in(self, theirs: Lines, source: str, kept: bytes) -> ShareReport:
        """A copy of the group, from anywhere; the caller holds the lock.

        Raises:
            NotReadyError: A line of it is damaged.
        """
        report = self.incoming.accept_copy(theirs, source, ShareReport(Outcome.SHARED), kept)
        self._note_wrong(report)
        self.remember()
        return report

    def _shared(self, *, publish: bool) -> ShareReport:
        self._local.refresh()
        if not self._local.replica.is_sound:
            return self._renewed(publish=publish)
        self.known.unclean = self.known.unclean or self._scrubbed_by_older_rules
        if self.known.scrub or self._scrubbed_by_older_rules:
            self.scrub_now()
        report = ShareReport(Outcome.SHARED)
        news = publish and self._has_news()
        look = publish and (news or neighbours.is_due(self._disk, self.known, self.path, self._local.clock.now_ms()))
        if look:
            self._clean_archives()
        if not news and self._is_settled():
            if not look:
                return report
            report, look = self._looked(report), False
            if not self._has_news() and self._is_settled() and not self._goes_away:
                self.remember()
                return report
        report = self._tidied(self._carried(report, look=look, publish=publish))
        self._note_wrong(report)
        self.known.archive = self.known.archive or self.incoming.late
        if self.known.archive and publish and report.outcome is Outcome.SHARED:
            self._share_archive()
        self.known.look_ahead(self._local.memory.context, self._local.clock.now_ms())
        self.remember()
        return report

    def _renewed(self, *, publish: bool) -> ShareReport:
        """Nothing goes out of a copy that this computer's disk has damaged: the shared file takes its place first."""
        from ictwg.store.local.renewing import renew

        try:
            renew(self._local, self)
        except NotReadyError as error:
            return ShareReport(Outcome.WAITING, problem=error.message, hint=error.hint)
        report = self._shared(publish=publish)
        told = t("store.renewed"), t("store.renewed_hint")
        return report if report.problem else report._replace(problem=told[0], hint=told[1])

    def _note_wrong(self, report: ShareReport) -> None:
        """What is wrong now that these have come together, for the list of what is to mend."""
        if report.taken or self.incoming.first:
            from ictwg.store.sync.noting import noted, unreadable

            taken = unreadable(self._local.memory) if self.incoming.first else report.taken
            self.known.mend = noted(self._local.memory, taken, self.known.mend)
            self.incoming.first = False

    def _share_archive(self) -> None:
        """Where it cannot be written now, the next time; the rows are safe here."""
        from ictwg.store.maintenance.archive import Archive

        with suppress(IctwgError):
            Archive(self._local, self.path).share()
            self.known.archive = self.incoming.late = False

    def _clean_archives(self) -> None:
        """An old archive that a sync program has brought back may hold what was redacted since."""
        if REDACTIONS in self._local.memory.lines.tables:
            from ictwg.store.maintenance.archive import Archive

            archive = Archive(self._local, self.path)
            if archive.mark != self.known.archived:
                archive.scrub()
                self.known.archived = archive.mark

    def _carried(self, report: ShareReport, *, look: bool, publish: bool) -> ShareReport:
        """Reads, brings together and publishes, anew where somebody writes meanwhile."""
        for _ in range(TRIES):
            try:
                read = self._read()
                if look or (publish and read.pieces is None):
                    report, look = self._looked(report), False
                report = self._brought_together(read, report, told=publish)
                if report.outcome is Outcome.SHARED and publish and self._is_news(read):
                    self._publish(read)
                    report = report._replace(published=True)
                break
            except TargetChangedError:
                continue
            except (ReadOnly, Unreachable, NotReadyError, LockedError) as refusal:
                report = self._told(refusal, report)
                break
        else:
            report = report._replace(outcome=Outcome.BUSY, problem=t("store.changing"), hint=t("store.busy_hint"))
        return report

    def _is_settled(self) -> bool:
        """Whether the shared file is as it was last known."""
        return known.settled(self._disk, self.known, self.path)

    @property
    def _goes_away(self) -> bool:
        return self._beside is not None and self._beside.any_to_take_away

    def _looked(self, report: ShareReport) -> ShareReport:
        names = self._names_beside()
        return report if names is None else self.beside.bring_together(names, self.known, report)

    def _tidied(self, report: ShareReport) -> ShareReport:
        """Second copies go, once the shared file is found to have everything that was in them."""
        if report.outcome is not Outcome.SHARED or not self._goes_away:
            return report
        try:
            if not self._read().known:
                return report
        except (Unreachable, TargetChangedError, NotReadyError, LockedError):
            return report
        return self.beside.take_away(self.known, Context(self.known.context, self.known.floor), report)

    def _brought_together(self, read: Read, report: ShareReport, *, told: bool) -> ShareReport:
        """Their content into ours, durable here before anything shows it; `told` where somebody reads the report."""
        if read.pieces is None:
            missing = t("store.missing"), t("store.missing_hint")
            if report.copies.here:  # a sync program has renamed it: what it held has just come in from there
                return self._renamed(read, *missing, report)
            return self._wait(read, *missing, report, told=told) if self.known.at else report
        if read.known:
            self.known.saw(read.stamp, self.known.context, self.known.floor, self._local.clock.now_ms())
        else:
            report = self._taken_in(read, report, told=told)
        if report.outcome is Outcome.SHARED and not self._may_write:
            return read_only(report, t("store.newer_writer"), t("store.newer_writer_hint"))
        return report

    def _taken_in(self, read: Read, report: ShareReport, *, told: bool) -> ShareReport:
        self.known.foreign = True
        data, said, self.incoming.asked = read.data, self.incoming.unsealed, 0
        if said is None and self.known.waiting is not None and self.known.waiting.stamp == read.stamp:
            self.incoming.unsealed = self.known.waiting.taken
        try:
            if read.problem is not None:
                raise read.problem
            theirs = self._local.split(data)
            codec_header.require_readable(theirs.header)
            report = self.incoming.accept(theirs, report, read.kept)
        except NotReadyError as error:
            # One that asks for a newer program is good, one that asks for an answer may be: ours never goes over it.
            told = told and not isinstance(error, TooNewError | AskFirstError)
            hint = t("store.half_there_hint") if error.hint == t("codec.hint_wait") else error.hint
            report = self._wait(read, error.message, hint, report, told=told)
            if self.known.waiting is not None:
                self.known.waiting.unsealed = self.incoming.asked
            return report
        finally:
            self.incoming.unsealed = said
        if report.outcome is Outcome.SHARED:
            self._note(read.stamp, data, theirs)
            self.known.doubt(self.incoming.unheard)
        return report
