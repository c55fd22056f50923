"""The way into this computer's copy: a colleague's file, a conflict copy, or what a script has done to ours.

another group's             ──► refused
rows not encrypted by us    ──► a person is asked; rows of the log and redactions are passed over
digest wrong                ──► what differs from the base becomes edits of ours; nothing is removed
encryption said, not proven ──► not ready
many redactions at once     ──► a person is asked
below a floor               ──► written again as edits of today
falsely covered             ──► kept on both sides; one's own of before a restore waits for an answer
joined                      ──► removals that nobody explained wait for an answer ──► on this disk ──► shown
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.ids import id_of
from ictwg.errors import AskFirstError
from ictwg.locales import t
from ictwg.merge.dots import Dot
from ictwg.merge.encryption import NAMES
from ictwg.store.format.codec_rows import decode_row, dots_in
from ictwg.store.format.lines import LOG, TRASH
from ictwg.store.format.lines_join import Unseen, join_lines
from ictwg.store.local import leases
from ictwg.store.local.local import REDACTIONS, SEALING
from ictwg.store.local.recording import Telling
from ictwg.store.local.saving import answering, saving
from ictwg.store.maintenance.archive import Archive, left_behind
from ictwg.store.sync import held, restored
from ictwg.store.sync.coverage import below_floor, unseen
from ictwg.store.sync.outside import additions, edited_outside
from ictwg.store.sync.reports import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.store.format.lines import Header, Lines, Place
    from ictwg.store.format.lines_join import Joined
    from ictwg.store.local.local import Local
    from ictwg.store.sync.held import Waiting
    from ictwg.store.sync.outside import Outside
    from ictwg.store.sync.reports import ShareReport
    from ictwg.store.sync.restored import Restored
    from ictwg.store.sync.shared_file import SharedFile


OUTSIDE = "verbs.edited_outside"
LATE = "verbs.shared_late"


class Inbound:
    """Args:
    local: This computer's copy.
    file: The shared file, and what is known of it.
    """

    def __init__(self, local: Local, file: SharedFile) -> None:
        self._local = local
        self._file = file
        self._held: Waiting | None = None
        self._restored: Restored | None = None
        self.removes_all = False
        """Whether a person has said that all is to be removed for good of which a file says so."""

    def reload(self) -> None:
        """Other processes of this computer may hold back something else by now."""
        self._held = self._restored = None

    def merge_in(
        self, theirs: Lines, report: ShareReport, kept: bytes, *, taken: bool | None
    ) -> tuple[ShareReport, frozenset[Dot]]:
        """Takes the shared file in; the caller holds the lock.

        Args:
            theirs: Its lines.
            report: What was done before.
            kept: Its bytes as they are on the disk.
            taken: Whether a person has said that rows which nobody of the group has encrypted are to be taken.

        Returns:
            The report, and what the file claims to have seen and has not: it is news there.

        Raises:
            NotReadyError: A line of it is damaged, or it says of the group's encryption what it does not prove.
            AskFirstError: A person has to answer first.
            StorageError: This disk takes nothing, and nothing has changed.
        """
        if self._is_foreign(theirs):
            return self._refused(report), frozenset()
        strange = self.strange(theirs, kept)
        again = self._any_dot() if strange else frozenset()  # so that they are encrypted there too
        theirs = self._without(theirs, strange, taken=taken)
        if not theirs.digest_ok:
            return self._written(edited_outside(theirs, self._file.base.lines(), self._ours), report), again
        report, missed = self._checked(theirs, self._file.path, report)
        return report, missed.theirs | again

    def merge_copy(self, theirs: Lines, source: str, report: ShareReport, kept: bytes) -> ShareReport:
        """The same for a copy of this group's file, which may be old: what it lacks is no news.

        A person has been asked about rows that nobody of the group has encrypted.
        """
        if self._is_foreign(theirs):
            return self._refused(report)
        theirs = self._without(theirs, self.strange(theirs, kept), taken=True)
        if not theirs.digest_ok:
            found = edited_outside(additions(theirs, self._ours), None, self._ours)
            return self._written(found._replace(missing=()), report)
        report, missed = self._checked(theirs, source, report)
        self._file.known.doubt(missed.ours)  # the shared file has not seen it either
        return report

    def _checked(self, theirs: Lines, source: str, report: ShareReport) -> tuple[ShareReport, Unseen]:
        self._require_proven(theirs)
        self._require_few_redactions(theirs)
        self._reissue_below_floor(theirs)
        missed, undecided = self.unseen(theirs)
        theirs = self._with_restored(theirs, undecided, source)
        return self._join(theirs, missed, report), missed

    @property
    def _ours(self) -> Lines:
        return self._local.memory.lines

    def _is_foreign(self, theirs: Lines) -> bool:
        return theirs.db != self._ours.db

    def _refused(self, report: ShareReport) -> ShareReport:
        return report.stopped(Outcome.FOREIGN, t("store.foreign", path=self._file.path), t("store.foreign_hint"))

    def strange(self, theirs: Lines, kept: bytes) -> frozenset[Place]:
        """The rows that nobody of an encrypted group has encrypted."""
        if not kept or (SEALING not in self._ours.header.meta and SEALING not in theirs.header.meta):
            return frozenset()
        from ictwg.store.sync.strangers import strange_rows

        return strange_rows(self._ours, theirs, kept)

    def _without(self, theirs: Lines, strange: frozenset[Place], *, taken: bool | None) -> Lines:
        if not strange:
            return theirs
        from ictwg.store.sync.strangers import without

        return without(theirs, self._ours, strange, taken=taken)

    def _any_dot(self) -> frozenset[Dot]:
        ctx = self._local.memory.context.ctx
        return frozenset(Dot(n, actor) for actor, n in list(ctx.items())[:1])

    def _require_proven(self, theirs: Lines) -> None:
        ours = self._ours.header.meta
        if SEALING in ours:
            from ictwg.store.encryption.attesting import require_proven

            require_proven(ours, theirs.header.meta, self._local.replica.disk.keys)

    def _require_few_redactions(self, theirs: Lines) -> None:
        """Nothing brings back what was removed for good: so much of it at once may be somebody's doing."""
        known, now_ms, ours = self._file.known, self._local.clock.now_ms(), self._ours
        count = held.newly_redacted(ours, theirs) if ours and not self.removes_all else 0
        if count and held.is_much(known.gone_lately(now_ms) + count, ours):
            raise AskFirstError(t("store.many_redactions", count=count), t("store.many_redactions_hint"))
        if count:
            known.some_went(count, now_ms)

    def _reissue_below_floor(self, theirs: Lines) -> None:
        """Ours that nobody has seen and theirs, under dots that the other side does not claim to have seen."""
        ours = self._ours
        if ours.context.floor == theirs.context.floor or not ours:
            return
        if late := below_floor(theirs, ours, self._file.is_unshared):
            self._local.commit(late, Telling(LATE), seen=theirs.context)
            self._file.known.archive = True
        if old := below_floor(ours, theirs):
            self._local.commit(old, Telling(OUTSIDE), seen=theirs.context)

    def unseen(self, theirs: Lines) -> tuple[Unseen, Waiting]:
        """What each side has not seen of the other, for all that it covers; what of theirs is to be asked about."""
        local, archived = self._local, Archive(self._local, self._file.path).lines
        missed = unseen(self._ours, theirs, archived, self._file.is_unshared)
        own = leases.slug(local.author.user) + "~"
        undecided = restored.undecided(self._ours, theirs, own, missed.ours, archived)
        return missed._replace(ours=missed.ours | restored.dots_of(undecided)), undecided

    def _with_restored(self, theirs: Lines, undecided: Waiting, source: str) -> Lines:
        """Their file with what waits for an answer beside its values: nothing of that goes before it is given."""
        waiting = self.restored
        if undecided:
            waiting = self._restored = waiting.and_more(undecided, source)
            with saving():
                restored.save(self._local.replica.disk, self._local.replica.folder, waiting)
        return restored.standing(theirs, self._ours, waiting.waiting)

    def _join(self, theirs: Lines, missed: Unseen, report: ShareReport) -> ShareReport:
        ours = self._ours
        if not ours and not ours.context.ctx:  # the first time here: nothing to compare with
            self._local.take(theirs, tuple((table, key) for table, rows in theirs.tables.items() for key in rows))
            return report
        joined = self._holding_back(join_lines(ours, theirs, missed), theirs, missed)
        redacting = any(table == REDACTIONS for table, _ in joined.changed) or _turns(joined.lines.header, ours.header)
        if redacting:
            self._file.scrub_is_due()
        self._archive_rows(joined)
        if joined.changed or (joined.lines.context, joined.lines.header.meta) != (ours.context, ours.header.meta):
            self._local.take(joined.lines, joined.changed)
        if redacting:
            from ictwg.store.maintenance.redacting import scrub

            scrub(self._local, self._file)
        return report._replace(
            taken=report.taken + records(joined.changed, joined.lines),
            log=report.log + transactions(joined.changed, ours, joined.lines),
            conflicts=report.conflicts + _conflicts(joined.changed, joined.lines),
            held=self._held_records(),
        )

    def _holding_back(self, joined: Joined, theirs: Lines, missed: Unseen) -> Joined:
        known, now_ms = self._file.known, self._local.clock.now_ms()
        found = held.unexplained(self._ours, theirs, joined, known.gone_lately(now_ms))
        if found.silent:
            known.some_went(found.silent, now_ms)
        if not found.held:
            return joined
        self._hold(found.held)
        return join_lines(self._ours, held.keeping(theirs, self._ours, found.held), missed)

    def _archive_rows(self, joined: Joined) -> None:
        """Rows of the log that somebody has archived are in the archive here before they leave our log."""
        if any(table == LOG and key not in joined.lines.tables.get(LOG, {}) for table, key in joined.changed):
            rows = left_behind(self._ours, joined.lines)
            Archive(self._local, self._file.path).keep(rows)
            dots = (dot for key, line in rows.items() for dot in dots_in(LOG, key, line))
            self._file.known.archive |= any(map(self._file.is_unshared, dots))

    def _written(self, found: Outside, report: ShareReport) -> ShareReport:
        """What a script has edited, as edits of ours."""
        if found.writes:
            self._local.commit(found.writes, Telling(OUTSIDE), found.created)
        if found.missing:
            self._hold({place: {} for place in found.missing})
        return report._replace(
            outside=report.outside + len(found.writes),
            taken=report.taken + tuple(dict.fromkeys((w.table, w.id) for w in found.writes)),
            held=self._held_records(),
        )

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

    def answered(self) -> None:
        """Nothing is held back any more."""
        self._save_held({})

    def _hold(self, waiting: Waiting) -> None:
        self._save_held(held.united(self.held, waiting))

    def _save_held(self, waiting: Waiting) -> None:
        self._held = waiting
        with saving():
            held.save(self._local.replica.disk, self._local.replica.folder, waiting)

    def _held_records(self) -> tuple[tuple[str, str], ...]:
        return tuple((table, id_of(key)) for table, key in self.held)

    @property
    def restored(self) -> Restored:
        """What is asked about from before this computer was restored.

        Raises:
            StorageError: This computer's disk does not say.
        """
        if self._restored is None:
            with answering():
                self._restored = restored.load(self._local.replica.disk, self._local.replica.folder)
        return self._restored.still(self._ours)


def records(changed: Iterable[Place], lines: Lines) -> tuple[tuple[str, str], ...]:
    """The records that a join changed, as (table, id)."""
    found = []
    for table, key in sorted(changed):
        line = lines.tables.get(table, {}).get(key)
        if table == TRASH and line is not None:
            found.append((decode_row(table, key, line).table, id_of(key)))
        elif table not in (LOG, TRASH):
            found.append((table, id_of(key)))
    return tuple(dict.fromkeys(found))


def transactions(changed: Iterable[Place], before: Lines, after: Lines) -> tuple[str, ...]:
    """The ids of the log rows that were not here before, oldest first."""
    known, there = before.tables.get(LOG, {}), after.tables.get(LOG, {})
    keys = [key for table, key in changed if table == LOG and key not in known and key in there]
    return tuple(id_of(key) for key in sorted(keys, key=lambda key: (len(key), key)))


def _conflicts(changed: Iterable[Place], lines: Lines) -> tuple[tuple[str, str, str], ...]:
    found = []
    for table, key in sorted(changed):
        line = lines.tables.get(table, {}).get(key)
        if line is not None and table != LOG and b'"_c":{' in line:
            row = decode_row(table, key, line)
            found += [(row.table, row.id, name) for name in row.registers if row.rivals(name)]
    return tuple(found)


def _turns(joined: Header, ours: Header) -> bool:
    """Whether the group has been encrypted meanwhile, or has another passphrase, or is not encrypted any more."""
    return SEALING in joined.meta and any(joined.meta.get(name) != ours.meta.get(name) for name in NAMES)
