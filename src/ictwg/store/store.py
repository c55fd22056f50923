"""The store: the only door to the group's records.

    store = Store.open(path, home=Home.find(), clock=Clock(), author=Author("Ana", "laptop"))
    receipt = store.commit(changes)     saved on this computer when it returns
    report = store.share()              brought together with the shared folder

It reads as `ictwg.domain.state.State`. One store belongs to one thread; a worker thread opens its own, and `refresh`
shows what it did, as with any other process of this computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.store import opening
from ictwg.store.local.saving import answering
from ictwg.store.sync.carrier import Carrier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from typing import Any

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.store.encryption.encrypting import Turned
    from ictwg.store.history.undo import Look
    from ictwg.store.local.author import Author
    from ictwg.store.local.clock import Clock
    from ictwg.store.local.disk import Disk
    from ictwg.store.local.home import Home
    from ictwg.store.local.recording import Telling
    from ictwg.store.local.transactions import Stored
    from ictwg.store.maintenance.compacting import Compacted
    from ictwg.store.maintenance.repairing import Repaired
    from ictwg.store.sync.receipts import Receipt


class Store(Carrier):
    """Use `open` or `create`."""

    _compact_due: tuple[date | None, bool] = None, False
    """The day on which it was last looked at whether it is time to compact, and the answer."""

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

    def purge(self, before: datetime) -> Receipt | None:
        """Leaves only stubs of what was put in the trash before this moment; this cannot be undone."""
        from ictwg.store.history.bin import purge

        return purge(self, self._local, before)

    def commit(self, changes: Changes) -> Receipt:
        """One transaction: on this computer's disk when this returns, whole.

        Raises:
            InvalidValueError: A value that the file does not hold; nothing has changed.
            StorageError: It could not be saved; nothing has changed.
        """
        from ictwg.store.local.recording import Telling, stored

        telling = Telling.by(changes.verb, changes.told_of, group=changes.group)
        return self.committed(stored(changes), telling, changes.created)

    def sign_as(self, author: Author) -> None:
        """Who edits from now on, and whose edits undo takes back: another person sits down at this computer."""
        self._local.sign_as(author)

    def undo(self, look: Look | None = None) -> Receipt:
        """Takes back one's last transaction on this computer, or its whole group.

        Args:
            look: Is shown what it would write before anything is, told by what was done in the first place; refuses
                by raising.

        Raises:
            NotFoundError: There is none.
        """
        from ictwg.store.history.undo import take_back

        return take_back(self, self._local, look)

    def redo(self, look: Look | None = None) -> Receipt:
        """Puts back what the last undo took; see `undo`.

        Raises:
            NotFoundError: There is none.
        """
        from ictwg.store.history.undo import put_back

        return put_back(self, self._local, look)

    def redact(
        self, record: Record, field: Field[Any], ground: str, also: Iterable[tuple[Record, Field[Any]]] = ()
    ) -> Receipt:
        """Removes the text of a field for good, everywhere that this program reaches (STORE.md §6).

        Args:
            record: By this it is told.
            field: What goes of it.
            ground: Why.
            also: Further fields, of this record or of others, that go with it.

        Raises:
            NotFoundError: Nothing stands there.
            StorageError: The disk refuses; whatever of it was begun, the next sharing ends.
        """
        from ictwg.store.maintenance.redacting import redact

        with answering():
            return redact(self, self._local, self._sharing, ((record, field), *also), ground)

    def compact(self, today: date, *, only_look: bool = False) -> Compacted:
        """Moves rows of the log older than the year before last to the archive, and raises the floor.

        Raises:
            IctwgError: The shared folder cannot be brought together now, or the archive cannot be written.
        """
        from ictwg.store.maintenance.compacting import compact, foreseen

        with answering():
            return foreseen(self._local, today) if only_look else compact(self, self._local, self.archive, today)

    def compact_is_due(self, today: date) -> bool:
        """Whether it is time to; looked at once a day, until it is."""
        if self._compact_due[0] != today or self._compact_due[1]:
            from ictwg.store.maintenance.compacting import is_due

            self._compact_due = today, is_due(self._local, today)
        return self._compact_due[1]

    def upgrade(self) -> int:
        """Takes the file to what this program writes, and asks the same of others from then on; how many steps.

        Raises:
            IctwgError: The shared folder cannot be brought together now.
        """
        from ictwg.store.maintenance.upgrading import upgrade

        with answering():
            return upgrade(self, self._local)

    def answer_held(self, *, keep: bool) -> Receipt:
        """The answer to removals that were held back: keep the records, or let them go into the trash."""
        from ictwg.store.history.bin import answered

        return answered(self, self._local, self._sharing, keep=keep)

    def answer_restored(self, *, keep: bool) -> Receipt:
        """The answer about values from before this computer was restored: write them again, or let them go."""
        from ictwg.store.history.bin import decided

        return decided(self, self._local, self._sharing, keep=keep)

    def answer_unsealed(self, *, take: bool) -> None:
        """The answer about rows that nobody of the group has sealed; the next sharing does it, with the file as it is.

        Raises:
            StorageError: This computer's own disk fails.
            IctwgError: Another process is at the shared file.
        """
        from ictwg.store.encryption.strangers import answered

        with answering():
            answered(self._sharing, take=take)

    def encrypt(self, passphrase: str, sheet: str) -> Turned:
        """Encrypts everything; see `ictwg.store.encryption.encrypting`, here and for the next three."""
        from ictwg.store.encryption.encrypting import encrypt

        return encrypt(self, self._local, self._sharing, passphrase, sheet)

    def decrypt(self) -> Turned:
        from ictwg.store.encryption.encrypting import decrypt

        return decrypt(self, self._local, self._sharing)

    def change_passphrase(self, passphrase: str, sheet: str) -> Turned:
        from ictwg.store.encryption.encrypting import change_passphrase

        return change_passphrase(self, self._local, self._sharing, passphrase, sheet)

    def repair(self, *, only_look: bool = False) -> Repaired:
        """Mends what can be mended without a decision, after a backup; see `ictwg.store.maintenance.repairing`.

        Raises:
            IctwgError: Another program is at this computer's copy.
            StorageError: This computer's own disk fails.
        """
        from ictwg.store.maintenance.repairing import repair

        with answering():
            return repair(self, self._local, self._sharing, only_look=only_look)

    def committed(
        self, writes: tuple[Stored, ...], telling: Telling, created: Iterable[tuple[str, str]] = ()
    ) -> Receipt:
        """As `commit`, with several values in a register where a conflict is put back."""
        from ictwg.store.history.history import places_of
        from ictwg.store.sync.receipts import Receipt

        with answering():
            recorded = self._local.commit(writes, telling, created)
        if self._pending is not None:
            self._pending += 1
        about = places_of(telling.about)
        return Receipt(recorded.transaction.dot, telling.verb, about, telling.total)
