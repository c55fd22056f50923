"""What a store tells: the records, their past, and how things stand. Nothing here changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.store.as_state import Reading
from ictwg.store.local.saving import answering

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ictwg.domain.schema import Record
    from ictwg.store.format.lines import Lines
    from ictwg.store.history.bin import Held
    from ictwg.store.history.history import LogEntry, Logs
    from ictwg.store.local.begun import BegunLines
    from ictwg.store.local.discussed import Discussed
    from ictwg.store.local.local import Local
    from ictwg.store.local.locks import Lock
    from ictwg.store.local.memory import Memory
    from ictwg.store.maintenance.archive import Archive
    from ictwg.store.maintenance.check import Finding
    from ictwg.store.maintenance.restoring import Backup, Restoration
    from ictwg.store.maintenance.returned import Returned
    from ictwg.store.maintenance.upgrading import LastSeen
    from ictwg.store.sync.reports import DoubtfulCopy, Status, Unready
    from ictwg.store.sync.synchronizer import Synchronizer


class Reader(Reading):
    """Args:
    local: This computer's copy.
    path: The shared file.
    """

    def __init__(self, local: Local, path: str) -> None:
        super().__init__(local)
        self._shares: Synchronizer | None = None
        self._archive: Archive | None = None
        self._pending: int | None = None
        self._turn: Lock | None = None
        self._returned: tuple[Memory | None, int, tuple[Returned, ...]] = None, 0, ()
        self.path = path

    @property
    def _sharing(self) -> Synchronizer:
        """Made when first needed: a listing that finds nothing new does without."""
        if self._shares is None:
            from ictwg.store.sync.synchronizer import Synchronizer

            with answering():
                self._shares = Synchronizer(self._local, self.path)
        return self._shares

    def trash(self) -> tuple[Record, ...]:
        """What was deleted and not purged, last deleted first."""
        from ictwg.store.history.bin import trashed

        return trashed(self._local.memory)

    def backups(self) -> tuple[Backup, ...]:
        """The shared file as it was before it was replaced, newest first."""
        from ictwg.store.maintenance.restoring import listed

        return listed(self._local)

    def restoration(
        self, path: str, only: Collection[tuple[str, str]] | None = None, *, as_it_was: bool = False
    ) -> Restoration:
        """What a backup, or any copy of this group's file, would put back; see `ictwg.store.maintenance.restoring`."""
        from ictwg.store.maintenance.restoring import restoration

        return restoration(self._local, path, only, as_it_was=as_it_was)

    def status(self) -> Status:
        from ictwg.store.sync.status import pending, status

        if self._pending is None:
            self._pending = pending(self._local.memory, self._sharing.file.known)
        return status(self._local, self._sharing, self._pending)

    def history(self, kind: type[Record], id: str) -> tuple[LogEntry, ...]:
        """Everything that was done to a record, newest first; also what stands in the archive by now."""
        return tuple(self._logs.of(kind.TABLE, id))

    def log(self, *needles: bytes) -> Iterator[LogEntry]:
        """All transactions, newest first, those of the archive last; only those whose line holds all needles."""
        return self._logs.entries(*needles)

    @property
    def _logs(self) -> Logs:
        from ictwg.store.history.history import Logs

        return Logs(self._local.memory.log, lambda: self.archive.log())  # noqa: PLW0108 - made when the log is at its end

    def transactions(self, ids: Iterable[str]) -> Iterator[LogEntry]:
        """Those with these ids, such as a report of sharing names them."""
        return self._local.memory.log.named(ids)

    @property
    def archive(self) -> Archive:
        """What left the log; made when first needed."""
        if self._archive is None:
            from ictwg.store.maintenance.archive import Archive

            self._archive = Archive(self._local, self.path)
        return self._archive

    def noted(self) -> tuple[tuple[str, str], ...]:
        """The records, as (table, id), in which something was wrong when changes came together."""
        return self._sharing.file.known.mend

    def changed_after_purge(self) -> tuple[Record, ...]:
        """Records taken away for good that somebody has changed without knowing of it."""
        from ictwg.store.sync.noting import changed_after_purge

        return changed_after_purge(self._local.memory)

    def returned(self, only: Collection[tuple[str, str]] | None = None) -> tuple[Returned, ...]:
        """Where texts that were redacted stand again; see `ictwg.store.maintenance.returned`."""
        from ictwg.store.maintenance.returned import returned, returned_since

        memory = self._local.memory
        if only is not None:
            return returned(memory, only)
        of, version, before = self._returned
        changed = memory.recent.since(version) if of is memory else None
        if changed != ():
            self._returned = memory, memory.version, returned_since(memory, before, changed)
        return self._returned[2]

    @property
    def unreadable(self) -> int:
        """How many lines were asked for that this computer's disk has damaged."""
        return len(self._local.memory.unreadable)

    @property
    def renewed(self) -> bool:
        """Whether the disk had damaged this computer's copy, so that it was made again since the group was opened."""
        return self._local.renewed

    def check(self) -> tuple[Finding, ...]:
        """Every invariant and every reference."""
        from ictwg.store.maintenance.check import check

        return check(self._local, self._sharing)

    def last_seen(self) -> tuple[LastSeen, ...]:
        """Who was last seen with which version of the program, last seen first."""
        from ictwg.store.maintenance.upgrading import last_seen

        return last_seen(self._local.memory)

    @property
    def upgradable(self) -> bool:
        """Whether the file is older than what this program writes."""
        from ictwg.store.maintenance.upgrading import waiting

        return bool(waiting(self._local.memory.lines.header.meta))

    def held(self) -> tuple[Held, ...]:
        """The records of which somebody took something out of the shared file; it stays until `answer_held`."""
        from ictwg.store.history.bin import held

        return held(self._local.memory, self._sharing.inbound.held)

    def restored(self) -> tuple[Held, ...]:
        """The records with values from before this computer was restored; it stays until `answer_restored`."""
        from ictwg.store.history.bin import held
        from ictwg.store.sync.restored import answerable

        memory = self._local.memory
        return held(memory, answerable(memory.lines, self._sharing.inbound.restored.waiting))

    def unsealed(self) -> tuple[Held, ...]:
        """The records in the shared file that nobody of an encrypted group has sealed, as it says them now.

        They wait for `answer_unsealed`; none where the file cannot be read.
        """
        from ictwg.store.encryption.strangers import shown

        with answering():
            return shown(self._local, self._sharing)

    def unready_copies(self) -> tuple[Unready, ...]:
        """The conflict copies in the shared folder that cannot be brought together now, and why."""
        with answering():
            return self._sharing.beside.unready()

    def doubtful_copies(self) -> tuple[DoubtfulCopy, ...]:
        """The conflict copies in the shared folder that wait for an answer, with what each would add now."""
        from ictwg.store.copies.copy_answers import doubtful

        with answering():
            return doubtful(self._sharing)

    def staying_copies(self) -> tuple[str, ...]:
        """The names of conflict copies in the shared folder that stay there, and that a redaction does not reach."""
        with answering():
            return self._sharing.beside.staying()

    @property
    def encrypted(self) -> bool:
        """Whether the group's file and all that this computer keeps of it is encrypted."""
        return self._local.memory.lines.header.meta.get("encrypted") is True

    @property
    def locked(self) -> bool:
        """Whether the shared file or this computer's copy has been encrypted, and the passphrase is not here."""
        from ictwg.store.encryption.unlocking import locked

        return locked(self._local, self.path) is not None

    def begun_lines(self) -> BegunLines:
        """Where lines wait that somebody has begun to type here."""
        return self._local.begun_lines

    def discussed(self) -> Discussed:
        """What is under discussion on this computer now."""
        from ictwg.store.local.discussed import Discussed

        return Discussed(self._local.replica.disk, self._local.leases)

    @property
    def scratch_folder(self) -> str:
        """Where a text that was copied may lie on this computer; a redaction empties it. Nowhere if it is encrypted."""
        return "" if self.encrypted else self._local.replica.scratch

    def lines(self) -> Lines:
        """Everything, as it stands in the file."""
        return self._local.memory.lines

    def dots(self, table: str, id: str, register: str) -> tuple[str, ...]:
        """The live dots of a register, also of a record in the trash."""
        return self._local.memory.dots(table, id, register)
