"""What comes from elsewhere, into this computer's copy: a colleague's file, a copy, or what a script has done to ours.

    another group's? ──► left alone
    digest right ──► joined ──► on this disk ──► shown
    digest wrong ──► told from the base ──► edits of ours

Removals that nobody explained are held back until a person has answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.ids import id_of
from ictwg.errors import AskFirstError
from ictwg.locales import t
from ictwg.merge.dots import Dot
from ictwg.merge.encryption import NAMES
from ictwg.store.format.codec_rows import dots_in
from ictwg.store.format.lines import LOG
from ictwg.store.format.lines_join import join_lines
from ictwg.store.local import leases
from ictwg.store.local.local import REDACTIONS, SEALING
from ictwg.store.local.recording import Telling
from ictwg.store.local.saving import answering, saving
from ictwg.store.maintenance.archive import Archive
from ictwg.store.maintenance.claims import Unseen, unseen
from ictwg.store.sync import held, restored
from ictwg.store.sync.news import conflicts, records, transactions
from ictwg.store.sync.outside import additions, edited_outside
from ictwg.store.sync.reports import Outcome, ShareReport

if TYPE_CHECKING:
    from ictwg.store.format.lines import Header, Lines, Place
    from ictwg.store.format.lines_join import Joined
    from ictwg.store.local.local import Local
    from ictwg.store.local.transactions import Stored
    from ictwg.store.sync.base import Base
    from ictwg.store.sync.held import Waiting
    from ictwg.store.sync.outside import Outside
    from ictwg.store.sync.restored import Restored
    from ictwg.store.sync.sharing import Sharing


OUTSIDE = "verbs.edited_outside"
LATE = "verbs.shared_late"


class Incoming:
    """Args:
    local: This computer's copy.
    base: The shared file as last known here.
    path: The shared file.
    sharing: Told when a redaction comes in, and when it is here.
    """

    def __init__(self, local: Local, base: Base, path: str, sharing: Sharing) -> None:
        self._local = local
        self._base = base
        self._path = path
        self._sharing = sharing
        self._held: Waiting | None = None
        self._restored: Restored | None = None
        # Whether a person has said that all is to be removed for good of which a file says so.
        self.removes_all = False
        # Whether rows of the log that nobody else has seen went to the archive here, and are to go to that beside too.
        self.late = False
        # Whether all that is here has just come in, so that nothing of it was looked at yet.
        self.first = False
        # Whether a person has said that rows which nobody of the group has sealed are to be taken; None where not.
        self.unsealed: bool | None = None
        # How many of them a person is to be asked about.
        self.asked = 0
        # What the shared file claims to have seen and has not: it is news there.
        self.unheard: frozenset[Dot] = frozenset()

    @property
    def held(self) -> Waiting:
        """What is held back; read when first asked for.

        Raises:
            StorageError: This computer's disk does not say.
        """
        if self._held is None:
            with answering():
                self._held = held.load(self._local.replica.disk, self._local.replica.folder)
        return self._held

    def reload(self) -> None:
        """Other processes of this computer may hold back something else by now."""
        self._held = self._restored = None

    def accept(self, theirs: Lines, report: ShareReport, kept: bytes = b"") -> ShareReport:
        """Takes everything in that may come in; the caller holds the lock.

        Args:
            theirs: What it says.
            report: What is told so far.
            kept: Its bytes as they stand there.

        Raises:
            NotReadyError: A line of it is damaged, or it says of the group's encryption what it does not prove.
            AskFirstError: It would remove a great deal for good.
            StorageError: This disk takes nothing, and nothing has changed.
        """
        if self._is_foreign(theirs):
            return self._refused(report)
        strange = self.strange(theirs, kept)
        theirs = self._without(theirs, strange, taken=self.unsealed)
        self.unheard = again = self._any_dot() if strange else frozenset()  # so that it is sealed there too
        if not theirs.digest_ok:
            return self._adopt(theirs, report)
        self._require_proven(theirs)
        self._require_few_redactions(theirs)
        self._over_the_floor(theirs)
        claimed, untold = self.claimed(theirs)
        self.unheard = claimed.theirs | again
        return self._join(self._beside(theirs, untold, self._path), claimed, report)

    def _require_proven(self, theirs: Lines) -> None:
        ours = self._local.memory.lines.header.meta
        if SEALING in ours:
            from ictwg.store.encryption.attesting import require_proven

            require_proven(ours, theirs.header.meta, self._local.replica.disk.keys)

    def _require_few_redactions(self, theirs: Lines) -> None:
        """Nothing brings back what was removed for good: so much of it at once may be somebody's doing."""
        known, now_ms = self._sharing.known, self._local.clock.now_ms()
        ours = self._local.memory.lines
        count = held.newly_redacted(ours, theirs) if ours and not self.removes_all else 0
        if count and held.is_much(known.gone_lately(now_ms) + count, ours):
            raise AskFirstError(t("store.many_redactions", count=count), t("store.many_redactions_hint"))
        if count:
            known.some_went(count, now_ms)

    def _over_the_floor(self, theirs: Lines) -> None:
        """What would be lost below a floor that only one side has: ours that nobody has seen, and theirs.

        Both are written again before the two come together.
        """
        ours = self._local.memory.lines
        if ours.context.floor == theirs.context.floor or not ours:
            return
        from ictwg.store.copies.copy_floor import dropped_unseen

        if late := dropped_unseen(theirs, ours, self._sharing.is_unshared):
            self._again(late, LATE, theirs)
            self.late = True
        if old := dropped_unseen(ours, theirs):
            self._again(old, OUTSIDE, theirs)

    def _again(self, writes: tuple[Stored, ...], verb: str, theirs: Lines) -> None:
        """Under a dot that the other side does not claim to have seen."""
        self._local.commit(writes, Telling(verb), seen=theirs.context)

    def strange(self, theirs: Lines, kept: bytes) -> frozenset[Place]:
        """The rows that nobody of an encrypted group has sealed."""
        ours = self._local.memory.lines
        if not kept or (SEALING not in ours.header.meta and SEALING not in theirs.header.meta):
            return frozenset()
        from ictwg.store.encryption.strangers import strange_rows

        return strange_rows(ours, theirs, kept)

    def _without(self, theirs: Lines, strange: frozenset[Place], *, taken: bool | None) -> Lines:
        if not strange:
            return theirs
        from ictwg.store.encryption.strangers import asked_about, without

        self.asked = len(asked_about(strange)) if taken is None else 0
        return without(theirs, self._local.memory.lines, strange, taken=taken)

    def _any_dot(self) -> frozenset[Dot]:
        ctx = self._local.memory.context.ctx
        return frozenset(Dot(n, actor) for actor, n in list(ctx.items())[:1])

    def claimed(self, theirs: Lines) -> tuple[Unseen, Waiting]:
        """What each side has not seen of the other, for all that it claims; what of theirs is to be asked about."""
        local, archived = self._local, Archive(self._local, self._path).lines
        ours, own = local.memory.lines, leases.slug(local.author.user) + "~"
        told = unseen(ours, theirs, archived, self._sharing.is_unshared)
        untold = restored.undecided(ours, theirs, own, told.ours, archived)
        return Unseen(told.ours | restored.dots_of(untold), told.theirs), untold

    def _beside(self, theirs: Lines, untold: Waiting, source: str) -> Lines:
        """Their file with what waits for an answer beside what it says: nothing of that goes before it is given."""
        waiting = self.restored
        if untold:
            waiting = self._restored = waiting.and_more(untold, source)
            with saving():
                restored.save(self._local.replica.disk, self._local.replica.folder, waiting)
        return restored.standing(theirs, self._local.memory.lines, waiting.waiting)

    @property
    def restored(self) -> Restored:
        """What is asked about from before this computer was restored.

        Raises:
            StorageError: This computer's disk does not say.
        """
        if self._restored is None:
            with answering():
                self._restored = restored.load(self._local.replica.disk, self._local.replica.folder)
        return self._restored.still(self._local.memory.lines)

    def accept_copy(self, theirs: Lines, source: str, report: ShareReport, kept: bytes = b"") -> ShareReport:
        """The same for a copy of this group's file, which may be old: what it lacks is no news.

        What it holds below a floor, and nobody has seen, is written again as edits of today.

        Args:
            theirs: What is in it.
            source: Its path.
            report: What is told so far.
            kept: Its bytes as they stand there; a person has been asked about rows that nobody of the group has sealed.

        Raises:
            NotReadyError: A line of it is damaged.
            StorageError: This disk takes nothing, and nothing has changed.
        """
        from ictwg.store.copies.copy_floor import dropped_unseen

        if self._is_foreign(theirs):
            return self._refused(report)
        theirs = self._without(theirs, self.strange(theirs, kept), taken=True)
        ours = self._local.memory.lines
        if not theirs.digest_ok:
            return self._written(edited_outside(additions(theirs, ours), None, ours)._replace(missing=()), report)
        self._require_proven(theirs)
        self._require_few_redactions(theirs)
        if old := dropped_unseen(theirs, ours, self._sharing.is_unshared) + dropped_unseen(ours, theirs):
            self._again(old, OUTSIDE, theirs)
        claimed, untold = self.claimed(theirs)
        self._sharing.known.doubt(claimed.ours)  # so does the shared file, which is to hear of it
        return self._join(self._beside(theirs, untold, source), claimed, report)

    def _is_foreign(self, theirs: Lines) -> bool:
        return theirs.db != self._local.memory.lines.db

    def _refused(self, report: ShareReport) -> ShareReport:
        foreign = t("store.foreign", path=self._path)
        return report._replace(outcome=Outcome.FOREIGN, problem=foreign, hint=t("store.foreign_hint"))

    def _join(self, theirs: Lines, claimed: Unseen, report: ShareReport) -> ShareReport:
        ours = self._local.memory.lines
        if not ours and not ours.context.ctx:  # the first time here: nothing to compare with
            self._local.take(theirs, tuple((table, key) for table, rows in theirs.tables.items() for key in rows))
            self.first = True
            return report
        joined = self._holding_back(join_lines(ours, theirs, claimed), theirs, claimed)
        redacting = any(table == REDACTIONS for table, _ in joined.changed) or _turns(joined.lines.header, ours.header)
        if redacting:
            self._sharing.scrub_is_due()
        self._keep_of_log(joined)
        if joined.changed or (joined.lines.context, joined.lines.header.meta) != (ours.context, ours.header.meta):
            self._local.take(joined.lines, joined.changed)
        if redacting:
            self._sharing.scrub_now()
        return report._replace(
            taken=report.taken + records(joined.changed, joined.lines),
            log=report.log + transactions(joined.changed, ours, joined.lines),
            conflicts=report.conflicts + conflicts(joined.changed, joined.lines),
            held=self._held_records(),
        )

    def _keep_of_log(self, joined: Joined) -> None:
        """Rows that somebody has moved to the archive lie in the one here before they leave our log."""
        if any(table == LOG and key not in joined.lines.tables.get(LOG, {}) for table, key in joined.changed):
            from ictwg.store.maintenance.archive import left_behind

            rows = left_behind(self._local.memory.lines, joined.lines)
            Archive(self._local, self._path).keep(rows)
            dots = (dot for key, line in rows.items() for dot in dots_in(LOG, key, line))
            self.late = self.late or any(map(self._sharing.is_unshared, dots))

    def _holding_back(self, joined: Joined, theirs: Lines, claimed: Unseen) -> Joined:
        ours = self._local.memory.lines
        known, now_ms = self._sharing.known, self._local.clock.now_ms()
        found = held.unexplained(ours, theirs, joined, known.gone_lately(now_ms))
        if found.silent:
            known.some_went(found.silent, now_ms)
        if not found.held:
            return joined
        self._hold(found.held)
        return join_lines(ours, held.keeping(theirs, ours, found.held), claimed)

    def _adopt(self, theirs: Lines, report: ShareReport) -> ShareReport:
        """Edited by a script: as edits of ours."""
        return self._written(edited_outside(theirs, self._base.lines(), self._local.memory.lines), report)

    def _written(self, found: Outside, report: ShareReport) -> ShareReport:
        if found.writes:
            self._local.commit(found.writes, Telling(OUTSIDE), found.created)
        if found.missing:
            self._hold({place: {} for place in found.missing})
        return report._replace(
            outside=report.outside + len(found.writes),
            taken=report.taken + tuple(dict.fromkeys((w.table, w.id) for w in found.writes)),
            held=self._held_records(),
        )

    def _hold(self, waiting: Waiting) -> None:
        self._held = held.united(self.held, waiting)
        with saving():
            held.save(self._local.replica.disk, self._local.replica.folder, self.held)

    def answered(self) -> None:
        """Nothing is held back any more."""
        self._held = {}
        with saving():
            held.save(self._local.replica.disk, self._local.replica.folder, {})

    def _held_records(self) -> tuple[tuple[str, str], ...]:
        return tuple((table, id_of(key)) for table, key in self.held)


def _turns(joined: Header, ours: Header) -> bool:
    """Whether the group has been encrypted meanwhile, or has another passphrase, or is not encrypted any more."""
    return SEALING in joined.meta and any(joined.meta.get(name) != ours.meta.get(name) for name in NAMES)
