"""Sharing: read the shared file, bring both together, write it only if it does not have everything yet.

read ──► not ready? ──► wait, tell
│
▼ ours unchanged since? ────────────────┐
join ► replica on this disk ► our copy    │
│                                       ▼
└──► does it cover ours? ── no ──► write over exactly these bytes ── changed meanwhile ──► read again

What is published covers the bytes just read, and it is news.
"""

from __future__ import annotations

from contextlib import suppress

from ictwg.domain.ids import id_of
from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.store import codec, held, known
from ictwg.store.atomic import TargetChangedError
from ictwg.store.codec_header import writable
from ictwg.store.journal import files
from ictwg.store.known import STABLE_MS
from ictwg.store.lines_join import join_lines
from ictwg.store.local import FOLD_AT, REDACTIONS
from ictwg.store.news import conflicts, records
from ictwg.store.outside import edited_outside
from ictwg.store.publish import REFUSED, Publisher
from ictwg.store.reading import Read, ReadOnly, Unreachable, read_shared
from ictwg.store.recording import Telling
from ictwg.store.replica import stamp_of
from ictwg.store.reports import Outcome, ShareReport
from ictwg.store.saving import saving

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.lines import Lines, Place
    from ictwg.store.local import Local
    from ictwg.store.replica import Stamp

TRIES = 5
LOCK_TIMEOUT = 10.0
OUTSIDE = "verbs.edited_outside"


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
        self.held = held.load(self._disk, self._folder)
        self._last: bytes | None = None
        # Whether the file holds what this computer neither wrote nor read before: it is backed up before it goes.
        self._foreign = False

    def changed(self) -> bool:
        """Whether the shared file is not as it was last read or written; one look, no reading."""
        return not known.as_last_seen(self._disk, self.known, self.path)

    def share(self, *, timeout: float = LOCK_TIMEOUT, publish: bool = True) -> ShareReport:
        """Brings together and, unless told otherwise, publishes."""
        lock = self._local.replica.lock
        try:
            if not lock.acquire(timeout):
                return ShareReport(Outcome.BUSY)
            self.reload()
            return self._shared(publish=publish)
        finally:
            lock.release()

    def reload(self) -> None:
        """What other processes of this computer have learned of the shared file."""
        before, self.known = self.known, known.load(self._disk, self._folder)
        if self.known.at != before.at:
            self._last = None
        self.held = held.load(self._disk, self._folder)

    def claim(self, stamp: Stamp, old: bytes) -> None:
        """Writes ours over a file that held another identity."""
        self._publish(Read(stamp, old), foreign=True)
        self._remember()

    def scrub(self) -> None:
        """Writes everything on this computer anew without what was redacted; then the shared file follows."""
        with self._local.replica.lock as lock:
            alone = lock.acquire(LOCK_TIMEOUT)
            self.reload()
            if alone:
                self._scrub()
            else:  # whoever shares next does it
                self.known.scrub = files(self._disk, self._local.replica.journals) or ("",)
            self._remember()

    def _scrub(self) -> None:
        from ictwg.store.redacting import scrub

        self.known.scrub = scrub(self._local)

    def bring_in(self, theirs: Lines) -> ShareReport:
        """A copy of the group, from anywhere; the caller holds the lock.

        Raises:
            NotReadyError: A line of it is damaged.
        """
        return self._accepted(theirs, ShareReport(Outcome.SHARED))

    def _shared(self, *, publish: bool) -> ShareReport:
        self._local.refresh()
        if self.known.scrub:
            self._scrub()
        report = ShareReport(Outcome.SHARED)
        self._foreign = False
        for _ in range(TRIES):
            try:
                read = read_shared(self._disk, self.path)
                report = self._brought_together(read, report)
                if report.outcome is Outcome.SHARED and publish and self._is_news(read):
                    self._publish(read, foreign=self._foreign)
                    report = report._replace(published=True)
                break
            except TargetChangedError:
                continue
            except ReadOnly as refusal:
                report = report._replace(
                    outcome=Outcome.READ_ONLY, problem=str(refusal), hint=t("store.read_only_hint")
                )
                break
            except Unreachable as gone:
                report = self._lost(str(gone), report)
                break
        self._remember()
        return report

    def _brought_together(self, read: Read, report: ShareReport) -> ShareReport:
        """Their content into ours, durable here before anything shows it."""
        if read.data is None:
            missed = bool(self.known.at)
            return self._wait(read, t("store.missing"), t("store.missing_hint"), report) if missed else report
        if self.known.at and read.data == self._bytes():
            self.known.saw(read.stamp, self.known.context, self.known.floor, self._local.clock.now_ms())
            return report
        self._foreign = True
        try:
            theirs = codec.split(read.data, verify=True, hashes=self._local.memory.hashes)
            codec.require_readable(theirs.header)
            report = self._accepted(theirs, report)
        except NotReadyError as error:
            return self._wait(read, error.message, error.hint, report)
        return report if report.outcome is Outcome.FOREIGN else self._noted(read, read.data, theirs, report)

    def _accepted(self, theirs: Lines, report: ShareReport) -> ShareReport:
        if theirs.db != self._local.memory.lines.db:
            foreign = t("store.foreign", path=self.path)
            return report._replace(outcome=Outcome.FOREIGN, problem=foreign, hint=t("store.foreign_hint"))
        return self._join(theirs, report) if theirs.digest_ok else self._adopt(theirs, report)

    def _noted(self, read: Read, data: bytes, theirs: Lines, report: ShareReport) -> ShareReport:
        """What this computer knows of the shared file from now on."""
        if self._clean(data) == data:
            self._remember_bytes(data, same_as_replica=False)
        self._saw(read.stamp, theirs, self._local.clock.now_ms())
        if writable(theirs.header):
            return report
        newer = t("store.newer_writer")
        return report._replace(outcome=Outcome.READ_ONLY, problem=newer, hint=t("store.newer_writer_hint"))

    def _saw(self, stamp: Stamp, lines: Lines, now_ms: int) -> None:
        context = lines.context
        # A file with a wrong digest covers nothing: what it holds must be published again.
        ctx, floor = (dict(context.ctx), context.floor) if lines.digest_ok else ({}, 0)
        self.known.saw(stamp, ctx, floor, now_ms)

    def _join(self, theirs: Lines, report: ShareReport) -> ShareReport:
        memory = self._local.memory
        if not memory.lines and not memory.context.ctx:  # the first time here: nothing to compare with
            places = frozenset((table, key) for table, rows in theirs.tables.items() for key in rows)
            self._local.take(theirs, places)
            return report
        joined = join_lines(memory.lines, theirs)
        held_back = held.unexplained(memory.lines, theirs, joined.changed, joined.lines)
        if held_back:
            joined = join_lines(memory.lines, held.keeping(theirs, memory.lines, held_back))
            self._hold(held_back)
        redacted = any(table == REDACTIONS for table, _ in joined.changed)
        if (
            joined.changed
            or joined.lines.context != memory.context
            or joined.lines.header.meta != memory.lines.header.meta
        ):
            self._local.take(joined.lines, joined.changed)
        if redacted:
            self._scrub()
        return report._replace(
            taken=report.taken + records(joined.changed, joined.lines),
            conflicts=report.conflicts + conflicts(joined.changed, joined.lines),
            held=self._held_records(),
        )

    def _adopt(self, theirs: Lines, report: ShareReport) -> ShareReport:
        """Edited by a script: as edits of ours."""
        memory = self._local.memory
        found = edited_outside(theirs, self._base(), memory.lines)
        if found.writes:
            self._local.commit(found.writes, Telling(OUTSIDE), found.created)
        if found.missing:
            self._hold(found.missing)
        return report._replace(
            outside=report.outside + len(found.writes),
            taken=report.taken + tuple(dict.fromkeys((w.table, w.id) for w in found.writes)),
            held=self._held_records(),
        )

    def _base(self) -> Lines | None:
        """The file as last known here; None where a power cut has damaged it: it is not synced."""
        data = self._bytes()
        try:
            lines = codec.split(data or b"", verify=True)
        except NotReadyError:
            return None
        return lines if lines.digest_ok else None

    def _bytes(self) -> bytes | None:
        if self._last is None:
            with suppress(OSError):
                self._last = self._local.replica.read_base()
        return self._last

    def _is_news(self, read: Read) -> bool:
        if read.data is None:
            return True
        if self.known.waiting is not None:
            return True
        ours = self._local.memory.context
        floor, ctx = self.known.floor, self.known.context
        return ours.floor > floor or any(n > max(floor, ctx.get(actor, 0)) for actor, n in ours.ctx.items())

    def _publish(self, read: Read, *, foreign: bool) -> None:
        """Foreign content is on this disk before it goes out again under our name."""
        local = self._local
        if foreign or local.replica.journaled() > FOLD_AT:
            local.fold()
        data = local.encoded()
        try:
            old = None if read.data is None else self._clean(read.data)
            self.publisher.publish(data, read.stamp, old, foreign=foreign, now=local.clock.now())
        except OSError as error:
            self._refused(error, data)
        self.known.refused = 0
        self._saw(stamp_of(self._disk, self.path), local.memory.lines, local.clock.now_ms())
        self._remember_bytes(data, same_as_replica=local.folded)

    def _clean(self, data: bytes) -> bytes:
        """What may be kept of a file: an old one may hold what was redacted since."""
        if REDACTIONS not in self._local.memory.lines.tables:
            return data
        from ictwg.store.redacting import without_redacted

        return without_redacted(data, self._local.memory.lines)

    def _refused(self, error: OSError, data: bytes) -> None:
        """Not written. After a minute of refusals the content goes beside the file."""
        if error.errno not in REFUSED:
            raise Unreachable(error.strerror or str(error)) from error
        now_ms = self._local.clock.now_ms()
        self.known.refused = self.known.refused or now_ms
        if now_ms - self.known.refused >= STABLE_MS:
            author = self._local.author
            self.publisher.leave_beside(data, author.user, author.device)
        raise ReadOnly(error.strerror or str(error)) from error

    def _remember(self) -> None:
        """Losing this costs one more reading of the shared file, no more: a full disk is told where it matters."""
        with suppress(OSError):
            known.save(self._disk, self._folder, self.known)

    def _remember_bytes(self, data: bytes, *, same_as_replica: bool) -> None:
        self._last = data
        with suppress(OSError):
            self._local.replica.write_base(data, same_as_replica=same_as_replica)

    def _wait(self, read: Read, what: str, hint: str, report: ShareReport) -> ShareReport:
        """The file is there but cannot be used; after a minute, and once told, ours may go over it."""
        now_ms = self._local.clock.now_ms()
        waiting = self.known.not_ready(what, hint, read.stamp, now_ms)
        if waiting.over(now_ms):
            return report
        waiting.told = True
        return report._replace(outcome=Outcome.WAITING, problem=what, hint=hint)

    def _lost(self, why: str, report: ShareReport) -> ShareReport:
        self.known.lost(self._local.clock.now_ms())
        return report._replace(outcome=Outcome.UNREACHABLE, problem=why, hint=t("store.unreachable_hint"))

    def _hold(self, places: tuple[Place, ...]) -> None:
        self.held = tuple(sorted({*self.held, *places}))
        with saving():
            held.save(self._disk, self._folder, self.held)

    def _held_records(self) -> tuple[tuple[str, str], ...]:
        return tuple((table, id_of(key)) for table, key in self.held)
