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

What is published covers the bytes just read, and it is news.
"""

from __future__ import annotations

from contextlib import suppress

from ictwg.errors import AskFirstError, IctwgError, LockedError, NotReadyError, TooNewError
from ictwg.locales import t
from ictwg.merge.dots import Context
from ictwg.store import codec, known, neighbours
from ictwg.store.atomic import TargetChangedError
from ictwg.store.base import Base
from ictwg.store.codec_header import writable
from ictwg.store.incoming import Incoming
from ictwg.store.journal import files
from ictwg.store.known import STABLE_MS
from ictwg.store.local import FOLD_AT, differing
from ictwg.store.publish import REFUSED, Old, Publisher
from ictwg.store.reading import Read, ReadOnly, Unreachable, read_shared
from ictwg.store.replica import stamp_of
from ictwg.store.reports import Outcome, ShareReport
from ictwg.store.saving import saving

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from ictwg.merge.dots import Dot
    from ictwg.store.atomic import Content
    from ictwg.store.copies import Beside
    from ictwg.store.image import Written
    from ictwg.store.lines import Lines, Place
    from ictwg.store.local import Local
    from ictwg.store.replica import Stamp

TRIES = 5
LOCK_TIMEOUT = 10.0


class Sharing:
    """Brings this computer's copy and the shared file together.

    Args:
        local: This computer's copy.
        path: The shared file.
    """

    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._disk = local.replica.disk
        self._folder = local.replica.folder
        self.path = path
        self.publisher = Publisher(local.replica, path)
        self.known = known.load(self._disk, self._folder)
        self.base = Base(local.replica)
        self.incoming = Incoming(local, self.base, path, self)
        self._beside: Beside | None = None
        # The version of our copy that the base says, but for these places; -1 where that is not known.
        self._version = -1
        self._apart: tuple[Place, ...] = ()

    @property
    def beside(self) -> Beside:
        """Made when the folder is first looked at."""
        if self._beside is None:
            from ictwg.store.copies import Beside

            self._beside = Beside(self._local, self.incoming, self.path)
        return self._beside

    def share(self, *, timeout: float = LOCK_TIMEOUT, publish: bool = True) -> ShareReport:
        """Brings together and, unless told otherwise, publishes."""
        lock = self._local.replica.lock
        try:
            if not lock.acquire(timeout):
                return ShareReport(Outcome.BUSY, problem=t("store.busy"), hint=t("store.busy_hint"))
            self.reload()
            return self._shared(publish=publish)
        finally:
            lock.release()

    def reload(self) -> None:
        """What other processes of this computer have learned of the shared file."""
        before, self.known = self.known, known.load(self._disk, self._folder, self.known)
        if self.known.at != before.at:
            self.base.forget()
            self._version = -1
        self.incoming.reload()

    def claim(self, stamp: Stamp, old: bytes) -> None:
        """Writes ours over a file that held another identity."""
        self.known.foreign = True
        self._publish(Read(stamp, (old,)))
        self.remember()

    def scrub(self) -> None:
        """Writes everything on this computer anew without what was redacted; then the shared file follows."""
        self._local.redact()  # nobody sees it any more, even where the disk refuses the rest now
        with self._local.replica.lock as lock:
            alone = lock.acquire(LOCK_TIMEOUT)
            self.reload()
            if alone:
                self.scrub_now()
            else:  # whoever shares next does it
                self.known.scrub = files(self._disk, self._local.replica.journals) or ("",)
            self.remember()

    def scrub_is_due(self) -> None:
        """Noted before a redaction is here: if the program is killed between the two, the next to share does it."""
        self.known.scrub = self.known.scrub or ("",)
        with saving():
            known.save(self._disk, self._folder, self.known, durable=True)

    def scrub_now(self) -> None:
        from ictwg.store.archive import Archive
        from ictwg.store.redacting import scrub

        with saving():
            self.base.whole(surely=True)
        standing = scrub(self._local)
        Archive(self._local, self.path).scrub()
        self.known.scrub = standing
        self.base.forget()
        self._version = -1

    def bring_in(self, theirs: Lines) -> ShareReport:
        """A copy of the group, from anywhere; the caller holds the lock.

        Raises:
            NotReadyError: A line of it is damaged.
        """
        report = self.incoming.accept_copy(theirs, ShareReport(Outcome.SHARED))
        self._note_wrong(report)
        self.remember()
        return report

    def is_unshared(self, dot: Dot) -> bool:
        """Whether the shared file was never known to hold this, so that nobody else can have replaced it."""
        return bool(self.known.at) and not self.known.covers(dot.actor, dot.n)

    def _shared(self, *, publish: bool) -> ShareReport:
        self._local.refresh()
        if self.known.scrub:
            self.scrub_now()
        report = ShareReport(Outcome.SHARED)
        look = publish and neighbours.is_due(self._disk, self.known, self.path, self._local.clock.now_ms())
        if self._is_quiet(publish=publish):
            if not look:
                return report
            report, look = self._looked(report), False
            if self._is_quiet(publish=publish) and not self._goes_away:
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

    def _note_wrong(self, report: ShareReport) -> None:
        """What is wrong now that these have come together, for the list of what is to mend."""
        if report.taken:
            from ictwg.store.noting import noted

            self.known.mend = noted(self._local.memory, report.taken, self.known.mend)

    def _share_archive(self) -> None:
        """Where it cannot be written now, the next time; the rows are safe here."""
        from ictwg.store.archive import Archive

        with suppress(IctwgError):
            Archive(self._local, self.path).share()
            self.known.archive = self.incoming.late = False

    def _carried(self, report: ShareReport, *, look: bool, publish: bool) -> ShareReport:
        """Reads, brings together and publishes, anew where somebody writes meanwhile."""
        for tried in range(TRIES):
            try:
                if publish and not tried and self._seems_known():
                    self._publish_meanwhile(look=look)
                    return report._replace(published=True)
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

    def _seems_known(self) -> bool:
        """Whether news from here will most likely go over just the bytes that are known, after a backup of this run."""
        known, path = self.known, self.path
        if not known.at or known.waiting or known.foreign or known.copies or not self.publisher.backed_up:
            return False
        try:
            return stamp_of(self._disk, path) == known.stamp and self._has_news() and self._may_write
        except OSError:
            return False

    def _publish_meanwhile(self, *, look: bool) -> None:
        """Publishes, and while the disk takes the new bytes reads what they are to replace, and looks in the folder.

        Raises:
            TargetChangedError: It is another than seemed; nothing was done to it.
        """
        seemed = Read(self.known.stamp, self.base.pieces, known=True)

        def as_it_seemed(written: Written) -> None:
            read = self._read()
            if not read.known or read.stamp != seemed.stamp or (look and self._names_beside() is not None):
                raise TargetChangedError(self.path)
            self.base.foresee(written, self._local.memory.lines, self._since_base(()))

        self._publish(seemed, as_it_seemed)

    def _is_quiet(self, *, publish: bool) -> bool:
        """Whether the shared file is as it was last known, and nothing here is to go there."""
        return not (publish and self._has_news()) and known.settled(self._disk, self.known, self.path)

    @property
    def _goes_away(self) -> bool:
        return self._beside is not None and self._beside.any_to_take_away

    def _read(self) -> Read:
        return read_shared(self._disk, self.path, self.base if self.known.at else None)

    def _looked(self, report: ShareReport) -> ShareReport:
        names = self._names_beside()
        return report if names is None else self.beside.bring_together(names, self.known, report)

    def _names_beside(self) -> tuple[str, ...] | None:
        return neighbours.look(self._disk, self.path, self.known, self._local.clock.now_ms())

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
            return _read_only(report, t("store.newer_writer"), t("store.newer_writer_hint"))
        return report

    @property
    def _may_write(self) -> bool:
        """Whether no newer program has asked that this one leaves the file alone."""
        return writable(self._local.memory.lines.header)

    def _renamed(self, read: Read, what: str, hint: str, report: ShareReport) -> ShareReport:
        from ictwg.store.vanished import may_write_anew

        now_ms = self._local.clock.now_ms()
        if may_write_anew(self.known, now_ms, news=self._has_news()):
            return report
        self.known.not_ready(what, hint, read.stamp, now_ms)
        return report._replace(outcome=Outcome.WAITING, problem=what, hint=hint)

    def _taken_in(self, read: Read, report: ShareReport, *, told: bool) -> ShareReport:
        self.known.foreign = True
        data = read.data
        try:
            if read.problem is not None:
                raise read.problem
            theirs = self._local.split(data)
            codec.require_readable(theirs.header)
            report = self.incoming.accept(theirs, report)
        except NotReadyError as error:
            # One that asks for a newer program is good, one that asks for an answer may be: ours never goes over it.
            told = told and not isinstance(error, TooNewError | AskFirstError)
            return self._wait(read, error.message, error.hint, report, told=told)
        if report.outcome is Outcome.SHARED:
            self._note(read.stamp, data, theirs)
        return report

    def _note(self, stamp: Stamp, data: bytes, theirs: Lines) -> None:
        """What this computer knows of the shared file from now on."""
        local = self._local
        if local.folded and theirs.digest_ok and theirs.header.digest == local.memory.lines.header.digest:
            self._based_on(local.written())
        elif local.keepable(data) == data:
            apart = tuple(differing(local.memory.lines.tables, theirs.tables)) if theirs.digest_ok else None
            changed = self._since_base(apart)
            self.base.read(data, theirs, changed)
            self._version, self._apart = (-1, ()) if apart is None else (local.memory.version, apart)
        self._saw(stamp, theirs)

    def _based_on(self, written: Written) -> None:
        """Our copy and the shared file say the same now."""
        local = self._local
        self.base.wrote(written, local.memory.lines, self._since_base(()), same_as_replica=local.folded)
        self._version, self._apart = local.memory.version, ()

    def _since_base(self, apart: tuple[Place, ...] | None) -> tuple[Place, ...] | None:
        """Where the base differs from a file that is our copy but for some places; None where that is not known."""
        changed = None if self._version < 0 or apart is None else self._local.memory.recent.since(self._version)
        return None if changed is None else tuple(dict.fromkeys((*changed, *self._apart, *(apart or ()))))

    def _saw(self, stamp: Stamp, lines: Lines) -> None:
        context = lines.context
        # A file with a wrong digest covers nothing: what it holds must be published again.
        ctx, floor = (dict(context.ctx), context.floor) if lines.digest_ok else ({}, 0)
        self.known.saw(stamp, ctx, floor, self._local.clock.now_ms())

    def _is_news(self, read: Read) -> bool:
        return read.pieces is None or self.known.waiting is not None or self._has_news()

    def _has_news(self) -> bool:
        """Whether something is here that the shared file was not known to hold."""
        return self.known.lacks(self._local.memory.context)

    def _publish(self, read: Read, meanwhile: Callable[[Written], None] | None = None) -> None:
        local = self._local
        if local.replica.journaled() > FOLD_AT:
            local.fold()
        written = local.written()
        twin = self.base.twin if read.known else ""
        old = None if read.pieces is None else Old(lambda: local.keepable(read.data), twin)
        try:
            self.publisher.publish(
                written.pieces,
                read.stamp,
                old,
                foreign=self.known.foreign,
                now=local.clock.now(),
                meanwhile=None if meanwhile is None else lambda: meanwhile(written),
            )
            stamp = stamp_of(self._disk, self.path)
        except OSError as error:
            self._refused(error, written.pieces)
        self.known.refused, self.known.foreign = 0, False
        self._saw(stamp, local.memory.lines)
        self._based_on(written)

    def _refused(self, error: OSError, data: Content) -> NoReturn:
        """Not written. After a minute of refusals the content goes beside the file, if the folder takes that."""
        why = t("store.not_written", reason=error.strerror or str(error))
        if error.errno not in REFUSED:
            raise Unreachable(why) from error
        now_ms = self._local.clock.now_ms()
        self.known.refused = self.known.refused or now_ms
        if now_ms - self.known.refused >= STABLE_MS:
            author = self._local.author
            with suppress(OSError):
                self.publisher.leave_beside(data, author.user, author.device)
        raise ReadOnly(why) from error

    def remember(self) -> None:
        """Losing this costs one more reading of the shared file, no more: a full disk is told where it matters."""
        with suppress(OSError):
            self.base.save()
            known.save(self._disk, self._folder, self.known)

    def _wait(self, read: Read, what: str, hint: str, report: ShareReport, *, told: bool) -> ShareReport:
        """The file is there but cannot be used; after a minute, and once told, ours may go over it."""
        now_ms = self._local.clock.now_ms()
        waiting = self.known.not_ready(what, hint, read.stamp, now_ms)
        if waiting.over(now_ms):
            return report
        waiting.told = waiting.told or told
        return report._replace(outcome=Outcome.WAITING, problem=what, hint=hint)

    def _told(self, refusal: ReadOnly | Unreachable | NotReadyError | LockedError, report: ShareReport) -> ShareReport:
        if isinstance(refusal, ReadOnly):
            return _read_only(report, str(refusal), t("store.read_only_hint"))
        if isinstance(refusal, Unreachable):
            return self._lost(str(refusal), report)
        if isinstance(refusal, LockedError):
            seen = stamp_of(self._disk, self.path)
            self.known.not_ready(refusal.message, refusal.hint, seen, self._local.clock.now_ms())
        # Too large to be ours, or encrypted and the passphrase is not here: nothing goes over what was not even read.
        return report._replace(outcome=Outcome.WAITING, problem=refusal.message, hint=refusal.hint)

    def _lost(self, why: str, report: ShareReport) -> ShareReport:
        self.known.lost(self._local.clock.now_ms())
        return report._replace(outcome=Outcome.UNREACHABLE, problem=why, hint=t("store.unreachable_hint"))


def _read_only(report: ShareReport, problem: str, hint: str) -> ShareReport:
    return report._replace(outcome=Outcome.READ_ONLY, problem=problem, hint=hint)
