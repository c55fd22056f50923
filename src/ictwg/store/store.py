"""The store: the only door to the group's records.

    store = Store.open(path, home=Home.find(), clock=Clock(), author=Author("Ana", "laptop"))
    receipt = store.commit(changes)     saved on this computer when it returns
    report = store.share()              brought together with the shared folder

It reads as `ictwg.domain.state.State`. One store belongs to one thread; a worker thread opens its own, and `refresh`
shows what it did, as with any other process of this computer.
"""

from __future__ import annotations

import os

from ictwg.store import opening
from ictwg.store.as_state import Reading
from ictwg.store.saving import answering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from ictwg.dates import date
    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.hints import Any
    from ictwg.store.archive import Archive
    from ictwg.store.author import Author
    from ictwg.store.begun import BegunLines
    from ictwg.store.check import Finding
    from ictwg.store.clock import Clock
    from ictwg.store.compacting import Compacted
    from ictwg.store.disk import Disk
    from ictwg.store.encrypting import Turned
    from ictwg.store.history import LogEntry, Logs
    from ictwg.store.home import Home
    from ictwg.store.lines import Lines
    from ictwg.store.local import Local
    from ictwg.store.locks import Lock
    from ictwg.store.receipts import Receipt
    from ictwg.store.recording import Telling
    from ictwg.store.repairing import Repaired
    from ictwg.store.replica import Stamp
    from ictwg.store.reports import DoubtfulCopy, ShareReport, Status, Unready
    from ictwg.store.restoring import Backup, Restoration
    from ictwg.store.sharing import Sharing
    from ictwg.store.transactions import Stored
    from ictwg.store.upgrading import LastSeen

TURN_TIMEOUT = 5.0


class Store(Reading):
    """Use `open` or `create`."""

    def __init__(self, local: Local, path: str) -> None:
        super().__init__(local)
        self._shares: Sharing | None = None
        self._archive: Archive | None = None
        self._pending: int | None = None
        self._turn: Lock | None = None
        self.path = path

    @classmethod
    def open(
        cls, path: str, *, home: Home, clock: Clock, author: Author, disk: Disk | None = None, binding: str = ""
    ) -> Store:
        """The group in the shared file at `path`.

        Args:
            path: The shared file; it need not answer if this computer has had it before.
            home: Where the replicas stand.
            clock: The clock.
            author: Who edits.
            disk: The disk, where a test wants another.
            binding: The answer where the group is known at another path: `moved`, `copy` or `separate`.

        Raises:
            NoFileError: There is no such file, and never was.
            NotReadyError: It was never opened here, and cannot be read.
            UnboundError: The group is known at another path, and `binding` does not say what this is.
            StorageError: This computer's own disk fails.
        """
        with answering():
            return opening.opened(cls, path, home, clock, author, disk, binding)

    @classmethod
    def create(cls, path: str, *, home: Home, clock: Clock, author: Author, disk: Disk | None = None) -> Store:
        """A new group, empty, in a new file.

        Raises:
            UsageError: There is a file already.
            StorageError: It cannot be written.
        """
        return opening.created(cls, path, home, clock, author, disk)

    @property
    def _sharing(self) -> Sharing:
        """Made when first needed: a listing that finds nothing new does without."""
        if self._shares is None:
            from ictwg.store.sharing import Sharing

            with answering():
                self._shares = Sharing(self._local, self.path)
        return self._shares

    # The trash

    def trash(self) -> tuple[Record, ...]:
        """What was deleted and not purged, last deleted first."""
        from ictwg.store.bin import trashed

        return trashed(self._local.memory)

    def purge(self, before: datetime) -> Receipt | None:
        """Leaves only stubs of what was put in the trash before this moment; this cannot be undone."""
        from ictwg.store.bin import purge

        return purge(self, self._local, before)

    # The past

    def backups(self) -> tuple[Backup, ...]:
        """The shared file as it was before it was replaced, newest first."""
        from ictwg.store.restoring import listed

        return listed(self._local)

    def restoration(
        self, path: str, only: Collection[tuple[str, str]] | None = None, *, as_it_was: bool = False
    ) -> Restoration:
        """What a backup, or any copy of this group's file, would put back; see `ictwg.store.restoring`."""
        from ictwg.store.restoring import restoration

        return restoration(self._local, path, only, as_it_was=as_it_was)

    # Writing

    def commit(self, changes: Changes) -> Receipt:
        """One transaction: on this computer's disk when this returns, whole.

        Raises:
            InvalidValueError: A value that the file does not hold; nothing has changed.
            StorageError: It could not be saved; nothing has changed.
        """
        from ictwg.store.recording import Telling, stored

        telling = Telling(changes.verb, changes.subject, changes.group)
        return self.committed(stored(changes), telling, changes.created)

    def sign_as(self, author: Author) -> None:
        """Who edits from now on, and whose edits undo takes back: another person sits down at this computer."""
        self._local.sign_as(author)

    def undo(self) -> Receipt:
        """Takes back one's last transaction on this computer, or its whole group.

        Raises:
            NotFoundError: There is none.
        """
        from ictwg.store.undo import take_back

        return take_back(self, self._local)

    def redo(self) -> Receipt:
        """Puts back what the last undo took.

        Raises:
            NotFoundError: There is none.
        """
        from ictwg.store.undo import put_back

        return put_back(self, self._local)

    def redact(self, record: Record, field: Field[Any], ground: str) -> Receipt:
        """Removes the text of a field for good, everywhere that this program reaches (STORE.md §6).

        Raises:
            NotFoundError: Nothing stands there.
            StorageError: The disk refuses; whatever of it was begun, the next sharing ends.
        """
        from ictwg.store.redacting import redact

        with answering():
            return redact(self, self._local, self._sharing, record, field, ground)

    def compact(self, today: date, *, only_look: bool = False) -> Compacted:
        """Moves rows of the log older than the year before last to the archive, and raises the floor.

        Raises:
            IctwgError: The shared folder cannot be brought together now, or the archive cannot be written.
        """
        from ictwg.store.compacting import compact, foreseen

        with answering():
            return foreseen(self._local, today) if only_look else compact(self, self._local, self.archive, today)

    def last_seen(self) -> tuple[LastSeen, ...]:
        """Who was last seen with which version of the program, last seen first."""
        from ictwg.store.upgrading import last_seen

        return last_seen(self._local.memory)

    @property
    def upgradable(self) -> bool:
        """Whether the file is older than what this program writes."""
        from ictwg.store.upgrading import waiting

        return bool(waiting(self._local.memory.lines.header.meta))

    def upgrade(self) -> int:
        """Takes the file to what this program writes, and asks the same of others from then on; how many steps.

        Raises:
            IctwgError: The shared folder cannot be brought together now.
        """
        from ictwg.store.upgrading import upgrade

        with answering():
            return upgrade(self, self._local)

    # Sharing

    def share(self, *, removes_all: bool = False) -> ShareReport:
        """Brings this computer and the shared folder together; never raises for a folder that does not answer.

        Args:
            removes_all: Whether text is to be removed for good from however many records a file says so of.

        Raises:
            StorageError: This computer's own disk fails.
        """
        with answering():
            self._sharing.incoming.removes_all = removes_all
            report = self._sharing.share()
        self._pending = None
        return report

    def catch_up(self) -> ShareReport | None:
        """Brings in the shared file if it has changed since it was last read; one `stat` where it has not.

        Raises:
            StorageError: This computer's own disk fails.
        """
        from ictwg.store import known

        replica = self._local.replica
        with answering():
            seen = known.load(replica.disk, replica.folder)
            if known.as_last_seen(replica.disk, seen, self.path):
                return None
            self._pending = None
            return self._sharing.share(timeout=0.5, publish=False)

    def refresh(self) -> bool:
        """Shows what other processes on this computer did; whether there was anything.

        Raises:
            StorageError: This computer's own disk fails.
        """
        self._pending = None
        with answering():
            self._sharing.reload()
            return self._local.refresh()

    def take_turn(self) -> None:
        """One command after the other on this computer: two that look at once would give one number to two records.

        Nobody waits for ever, and nothing rests on it where nothing can be locked: equal numbers are told apart.
        """
        from ictwg.store.locks import Lock
        from ictwg.store.saving import bearing

        self._turn = Lock(os.path.join(self._local.replica.folder, "turn.lock"))
        with bearing():
            self._turn.acquire(TURN_TIMEOUT)
        with answering():
            self._local.refresh()

    def end_turn(self) -> None:
        """What was done counts; the next one may look."""
        if self._turn is not None:
            self._turn.release()
            self._turn = None

    def bring_in(self, path: str) -> ShareReport:
        """Brings a copy of this group's file in, once."""
        with answering():
            return opening.brought_in(self._local, self._sharing, path)

    def answer_held(self, *, keep: bool) -> Receipt:
        """The answer to removals that were held back: keep the records, or let them go into the trash."""
        from ictwg.store.bin import answered

        return answered(self, self._local, self._sharing, keep=keep)

    def write_copy(self, path: str) -> None:
        """Writes all that is known here to a new file, as the shared file would hold it.

        Raises:
            StorageError: There is a file already, or the disk there takes nothing.
        """
        from ictwg.store.carrying import write_copy

        write_copy(self._local, path)

    def held(self) -> tuple[Record, ...]:
        """The records that somebody took out of the shared file, and that stay until `answer_held`."""
        from ictwg.store.bin import held

        return held(self._local.memory, self._sharing.incoming.held)

    def unready_copies(self) -> tuple[Unready, ...]:
        """The second copies in the shared folder that cannot be brought together now, and why."""
        with answering():
            return self._sharing.beside.unready()

    def doubtful_copies(self) -> tuple[DoubtfulCopy, ...]:
        """The second copies in the shared folder that wait for an answer, with what each would add now."""
        from ictwg.store.copy_answers import doubtful

        with answering():
            return doubtful(self._local, self._sharing)

    def staying_copies(self) -> tuple[str, ...]:
        """The names of second copies in the shared folder that stay there, and that a redaction does not reach."""
        with answering():
            return self._sharing.beside.staying()

    def answer_copy(self, name: str, *, bring_in: bool) -> None:
        """The answer to the question about one of them; the next sharing does it.

        Raises:
            NotFoundError: Nobody asked about it, or it has changed since.
            StorageError: This computer's own disk fails, or another process is at the shared file.
        """
        from ictwg.store.copy_answers import answered

        with answering():
            answered(self._local, self._sharing, name, bring_in=bring_in)

    # Encryption

    @property
    def encrypted(self) -> bool:
        """Whether the group's file and all that this computer keeps of it is encrypted."""
        return self._local.memory.lines.header.meta.get("encrypted") is True

    def encrypt(self, passphrase: str, sheet: str) -> Turned:
        """Encrypts everything; see `ictwg.store.encrypting`, here and for the next three."""
        from ictwg.store.encrypting import encrypt

        return encrypt(self, self._local, self._sharing, passphrase, sheet)

    def decrypt(self) -> Turned:
        from ictwg.store.encrypting import decrypt

        return decrypt(self, self._local, self._sharing)

    def change_passphrase(self, passphrase: str, sheet: str = "") -> Turned:
        from ictwg.store.encrypting import change_passphrase

        return change_passphrase(self, self._local, self._sharing, passphrase, sheet)

    @property
    def locked(self) -> bool:
        """Whether the shared file or this computer's copy has been encrypted, and the passphrase is not here."""
        from ictwg.store.unlocking import locked

        return locked(self._local, self.path) is not None

    def unlock(self, passphrase: str) -> None:
        """Takes the passphrase that a person types.

        Raises:
            LockedError: It is another one.
        """
        from ictwg.store.unlocking import unlock

        unlock(self._local, self.path, passphrase)

    def is_passphrase(self, passphrase: str) -> bool:
        from ictwg.store.encrypting import is_passphrase

        return is_passphrase(self._local, passphrase)

    # Looking

    def status(self) -> Status:
        from ictwg.store.status import pending, status

        if self._pending is None:
            self._pending = pending(self._local.memory, self._sharing.known)
        return status(self._local, self._sharing, self._pending)

    def history(self, kind: type[Record], id: str) -> tuple[LogEntry, ...]:
        """Everything that was done to a record, newest first; also what stands in the archive by now."""
        return tuple(self._logs.of(kind.TABLE, id))

    def log(self, *needles: bytes) -> Iterator[LogEntry]:
        """All transactions, newest first, those of the archive last; only those whose line holds all needles."""
        return self._logs.entries(*needles)

    @property
    def _logs(self) -> Logs:
        from ictwg.store.history import Logs

        return Logs(self._local.memory.log, lambda: self.archive.log())  # noqa: PLW0108 - made when the log is at its end

    @property
    def archive(self) -> Archive:
        """What left the log; made when first needed."""
        if self._archive is None:
            from ictwg.store.archive import Archive

            self._archive = Archive(self._local, self.path)
        return self._archive

    def transactions(self, ids: Iterable[str]) -> Iterator[LogEntry]:
        """Those with these ids, such as a report of sharing names them."""
        return self._local.memory.log.named(ids)

    def noted(self) -> tuple[tuple[str, str], ...]:
        """The records, as (table, id), in which something was wrong when changes came together."""
        return self._sharing.known.mend

    def changed_after_purge(self) -> tuple[Record, ...]:
        """Records taken away for good that somebody has changed without knowing of it."""
        from ictwg.store.noting import changed_after_purge

        return changed_after_purge(self._local.memory)

    def check(self) -> tuple[Finding, ...]:
        """Every invariant and every reference."""
        from ictwg.store.check import check

        return check(self._local, self._sharing)

    def repair(self, *, only_look: bool = False) -> Repaired:
        """Mends what can be mended without a decision, after a backup; see `ictwg.store.repairing`.

        Raises:
            IctwgError: Another program is at this computer's copy.
            StorageError: This computer's own disk fails.
        """
        from ictwg.store.repairing import repair

        with answering():
            return repair(self, self._local, self._sharing, only_look=only_look)

    def begun_lines(self) -> BegunLines:
        """Where lines wait that somebody has begun to type here."""
        return self._local.begun_lines

    @property
    def scratch_folder(self) -> str:
        """Where a text that was copied may lie on this computer; a redaction empties it. Nowhere if it is encrypted."""
        return "" if self.encrypted else self._local.replica.scratch

    def close(self) -> None:
        """Lets the lease go. Edits are safe without it."""
        self._local.close()

    # For the store's own parts

    def committed(
        self, writes: tuple[Stored, ...], telling: Telling, created: Iterable[tuple[str, str]] = ()
    ) -> Receipt:
        """As `commit`, with several values in a register where a conflict is put back."""
        from ictwg.store.receipts import Receipt

        with answering():
            recorded = self._local.commit(writes, telling, created)
        if self._pending is not None:
            self._pending += 1
        return Receipt(recorded.transaction.dot, telling.verb, telling.subject, recorded.log_id)

    def lines(self) -> Lines:
        """Everything, as it stands in the file."""
        return self._local.memory.lines

    def dots(self, table: str, id: str, register: str) -> tuple[str, ...]:
        """The live dots of a register, also of a record in the trash."""
        return self._local.memory.dots(table, id, register)

    def claim(self, stamp: Stamp, old: bytes) -> None:
        """Writes a file that was another group's until now."""
        self._sharing.claim(stamp, old)
