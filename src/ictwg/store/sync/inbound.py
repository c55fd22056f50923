"""Merges the shared file, as written by a colleague or a script, or a conflict copy, into this computer's copy.

rows not encrypted by the group ──► a person is asked; redactions and log rows are ignored
encryption changed, no proof    ──► not ready
digest wrong                    ──► differences from the base become edits of ours, and nothing is deleted
many redactions at once         ──► a person is asked
below a floor                   ──► written again as edits of today
covered, but never seen         ──► kept; our own from before a restore wait for an answer
merged                          ──► unexplained removals wait for an answer ──► saved on this disk ──► shown
"""

from __future__ import annotations

from ictwg.store.format.lines import Lines
from ictwg.store.format.lines_join import Joined, Unseen, join_lines
from ictwg.store.local.local import Local
from ictwg.store.local.recording import Telling
from ictwg.store.sync import external_edits, held
from ictwg.store.sync.archive import Archive
from ictwg.store.sync.coverage import below_floor, unseen
from ictwg.store.sync.external_edits import ExternalEdits
from ictwg.store.sync.held import Restored, Waiting
from ictwg.store.sync.reports import ShareReport
from ictwg.store.sync.scrubbing import scrub
from ictwg.store.sync.shared_file import SharedFile

OUTSIDE = "verbs.edited_outside"
LATE = "verbs.shared_late"


class Inbound:
    """To merge, the caller holds the lock and has checked that it is this group's file."""

    def __init__(self, local: Local, file: SharedFile, archive: Archive) -> None:
        self._local = local
        self._file = file
        self._archive = archive
        self.held = held.held_file(local.replica)
        self._restored = held.restored_file(local.replica)
        self.removes_all = False
        """Whether a person has allowed a file to redact any number of records."""

    def reload(self) -> None:
        """Drops cached state that other processes of this computer may have changed."""
        self.held.forget()
        self._restored.forget()

    def merge_in(
        self, theirs: Lines, report: ShareReport, kept: bytes, *, taken: bool | None
    ) -> tuple[ShareReport, Unseen]:
        """Merges the shared file.

        Args:
            kept: Its bytes as they are on the disk.
            taken: The answer about rows that nobody of the group has encrypted: whether to merge them.

        Returns:
            The report, and the dots that the file covers but never saw, which are news there.

        Raises:
            NotReadyError: A line of it is damaged, or a change of the group's encryption in it has no proof.
            AskFirstError: A person has to answer first.
            StorageError: This disk fails, and nothing has changed.
        """
        found, theirs = theirs, self._of_the_group(theirs, kept, taken=taken)
        self._file.known.unclean |= theirs is not found  # so that all of it is encrypted there too
        if not theirs.digest_ok:
            return self._adopted(external_edits.found(theirs, self._file.base.lines(), self._ours), report), Unseen()
        return self._checked_and_joined(theirs, self._file.path, report)

    def merge_copy(self, theirs: Lines, source: str, report: ShareReport, kept: bytes) -> ShareReport:
        """Merges a copy, which may be old: what it lacks is not news.

        The question about rows that nobody of the group has encrypted was answered before.
        """
        theirs = self._of_the_group(theirs, kept, taken=True)
        if not theirs.digest_ok:
            edits = external_edits.found(external_edits.additions(theirs, self._ours), None, self._ours)
            return self._adopted(edits._replace(missing=()), report)
        report, missed = self._checked_and_joined(theirs, source, report)
        self._file.known.doubt(missed.ours)  # the shared file has not seen it either
        return report

    def _checked_and_joined(self, theirs: Lines, source: str, report: ShareReport) -> tuple[ShareReport, Unseen]:
        if self._ours and not self.removes_all:
            held.require_few_redactions(self._ours, theirs, self._file.known, self._local.clock.now_ms())
        self._reissue_below_floor(theirs)
        missed, undecided = self.unseen(theirs)
        theirs = self._with_restored(theirs, undecided, source)
        return self._joined(theirs, missed, report), missed

    @property
    def _ours(self) -> Lines:
        return self._local.memory.lines

    def _of_the_group(self, theirs: Lines, kept: bytes, *, taken: bool | None) -> Lines:
        """Their file without rows that nobody of an encrypted group has encrypted."""
        if not self._ours.header.was_encrypted and not theirs.header.was_encrypted:
            return theirs
        from ictwg.store.sync.strangers import admitted

        return admitted(self._local, theirs, kept, taken=taken)

    def _reissue_below_floor(self, theirs: Lines) -> None:
        """Writes values below the other side's floor again, under new dots: ours that nobody has seen, and theirs."""
        ours = self._ours
        if ours.context.floor == theirs.context.floor or not ours:
            return
        if late := below_floor(theirs, ours, self._file.is_unshared):
            self._local.save(late, Telling(LATE), seen=theirs.context)
            self._file.known.archive = True
        if old := below_floor(ours, theirs):
            self._local.save(old, Telling(OUTSIDE), seen=theirs.context)

    def unseen(self, theirs: Lines) -> tuple[Unseen, Waiting]:
        """The dots that each side covers but never saw, and the values of theirs to ask about."""
        ours, archived = self._ours, self._archive.lines
        missed = unseen(ours, theirs, archived, self._file.is_unshared)
        undecided = held.undecided(ours, theirs, self._local.author.user, missed.ours, archived)
        return missed._replace(ours=missed.ours | held.dots_of(undecided)), undecided

    def _with_restored(self, theirs: Lines, undecided: Waiting, source: str) -> Lines:
        """Their file plus the values that wait for an answer, so that the merge keeps them."""
        waiting = self.restored
        if undecided:
            waiting = waiting.and_more(undecided, source)
            self._restored.save(waiting)
        return held.standing(theirs, self._ours, waiting.waiting)

    def _joined(self, theirs: Lines, missed: Unseen, report: ShareReport) -> ShareReport:
        ours = self._ours
        if not ours and not ours.context.ctx:  # the first time here: nothing to compare with
            self._local.adopt(theirs, tuple((table, key) for table, key, _ in theirs.rows()))
            return report
        joined = self._holding_back(join_lines(ours, theirs, missed), theirs, missed)
        if joined.scrubs:
            self._file.scrub_is_due()
        self._file.known.archive |= any(map(self._file.is_unshared, self._archive.keep_dropped(ours, joined.lines)))
        if joined.changed or (joined.lines.context, joined.lines.header.meta) != (ours.context, ours.header.meta):
            self._local.adopt(joined.lines, joined.changed)
        if joined.scrubs:
            scrub(self._local, self._file)
        return report._replace(
            taken=report.taken + joined.records,
            log=report.log + joined.log_rows(ours),
            conflicts=report.conflicts + joined.conflicts,
            held=held.records(self.held.value),
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

    def _adopted(self, edits: ExternalEdits, report: ShareReport) -> ShareReport:
        """Commits the edits of a script as ours."""
        if edits.writes:
            self._local.save(edits.writes, Telling(OUTSIDE), edits.created)
        if edits.missing:
            self._hold({place: {} for place in edits.missing})
        return report._replace(
            outside=report.outside + len(edits.writes),
            taken=report.taken + tuple(dict.fromkeys((w.table, w.id) for w in edits.writes)),
            held=held.records(self.held.value),
        )

    def _hold(self, waiting: Waiting) -> None:
        self.held.save(held.united(self.held.value, waiting))

    @property
    def restored(self) -> Restored:
        """The values from before this computer was restored that wait for an answer."""
        return self._restored.value.still(self._ours)

    @property
    def answerable(self) -> Waiting:
        """Of these what an answer is about."""
        return held.answerable(self._ours, self.restored.waiting)
