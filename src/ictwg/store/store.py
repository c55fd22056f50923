"""The store: the only door to the group's records.

    store = Store.open(path, home=Home.find(), clock=Clock(), author=Author("Ana", "laptop"))
    receipt = store.commit(changes)     saved on this computer when it returns
    report = store.share()              brought together with the shared folder

It reads as `ictwg.domain.state.State`. One store belongs to one thread; a worker thread opens its own, and `refresh`
shows what it did, as with any other process of this computer.
"""

from __future__ import annotations

import os

from ictwg.domain.ids import id_of, new_id
from ictwg.domain.schema import Record
from ictwg.errors import NotFoundError
from ictwg.hints import Any, TypeVar
from ictwg.locales import t
from ictwg.store import opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field
    from ictwg.domain.state import Narrowing
    from ictwg.store.author import Author
    from ictwg.store.begun import BegunLines
    from ictwg.store.check import Finding
    from ictwg.store.clock import Clock
    from ictwg.store.disk import Disk
    from ictwg.store.history import LogEntry
    from ictwg.store.home import Home
    from ictwg.store.lines import Lines
    from ictwg.store.local import Local
    from ictwg.store.receipts import Receipt
    from ictwg.store.recording import Telling
    from ictwg.store.replica import Stamp
    from ictwg.store.reports import ShareReport, Status
    from ictwg.store.sharing import Sharing
    from ictwg.store.transactions import Stored
    from ictwg.store.undo import Step, Steps

R = TypeVar("R", bound=Record)


class Store:
    """Use `open` or `create`."""

    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._shares: Sharing | None = None
        self._pending: int | None = None
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
        """
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

            self._shares = Sharing(self._local, self.path)
        return self._shares

    # What use cases read, as a State

    @property
    def db(self) -> str:
        return self._local.memory.lines.db

    @property
    def version(self) -> int:
        return self._local.memory.version

    def changed(self, since: int) -> tuple[tuple[str, str], ...] | None:
        places = self._local.memory.recent.since(since)
        return None if places is None else tuple((table, id_of(key)) for table, key in places)

    def get(self, kind: type[R], id: str | None) -> R | None:
        return self._local.memory.get(kind, id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self._local.memory.all(kind)

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        return self._local.memory.linked(kind, field, id)

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        return self._local.memory.by_reference(reference)

    def references(self, prefix: str) -> Iterable[str]:
        return self._local.memory.references(prefix)

    def new_id(self) -> str:
        return new_id(self._local.clock.now_ms(), os.urandom)

    def holding(self, kind: type[R], *needles: bytes) -> Iterator[R]:
        """The records whose line holds all needles, in no order: a superset to decide on, without decoding the rest."""
        return self._local.memory.shelf(kind).holding(*needles)

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterator[R]:
        return self._local.memory.shelf(kind).narrowed(narrowing)

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterator[R]:
        return self._local.memory.shelf(kind).numbered(narrowing)

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return self._local.memory.carried_twice(references)

    def trash(self) -> tuple[Record, ...]:
        """What was deleted and not purged, last deleted first."""
        from ictwg.store.bin import trashed

        return trashed(self._local.memory)

    def purge(self, before: datetime) -> Receipt | None:
        """Leaves only stubs of what was put in the trash before this moment; this cannot be undone."""
        from ictwg.store.bin import purge

        return purge(self, self._local, before)

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

    def undo(self) -> Receipt:
        """Takes back one's last transaction on this computer, or its whole group.

        Raises:
            NotFoundError: There is none.
        """
        from ictwg.store.undo import UNDONE

        steps = self._steps().undo
        if not steps:
            raise NotFoundError(t("store.nothing_to_undo"), t("store.nothing_to_undo_hint"))
        return self._take_back(steps[-1], UNDONE)

    def redo(self) -> Receipt:
        """Puts back what the last undo took.

        Raises:
            NotFoundError: There is none.
        """
        from ictwg.store.undo import REDONE

        steps = self._steps().redo
        if not steps:
            raise NotFoundError(t("store.nothing_to_redo"))
        return self._take_back(steps[-1], REDONE)

    def redact(self, record: Record, field: Field[Any], ground: str) -> Receipt:
        """Removes the text of a field for good, everywhere that this program reaches (STORE.md §6).

        Raises:
            NotFoundError: Nothing stands there.
        """
        from ictwg.store.redacting import redact

        return redact(self, self._local, self._sharing, record, field, ground)

    # Sharing

    def share(self) -> ShareReport:
        """Brings this computer and the shared folder together; never raises for a folder that does not answer.

        Raises:
            StorageError: This computer's own disk fails.
        """
        report = self._sharing.share()
        self._pending = None
        return report

    def catch_up(self) -> ShareReport | None:
        """Brings in the shared file if it has changed since it was last read; one `stat` where it has not."""
        from ictwg.store import known

        replica = self._local.replica
        seen = known.load(replica.disk, replica.folder)
        if known.as_last_seen(replica.disk, seen, self.path):
            return None
        self._pending = None
        return self._sharing.share(timeout=0.5, publish=False)

    def refresh(self) -> bool:
        """Shows what other processes on this computer did; whether there was anything."""
        self._sharing.reload()
        self._pending = None
        return self._local.refresh()

    def bring_in(self, path: str) -> ShareReport:
        """Brings a copy of this group's file in, once."""
        return opening.brought_in(self._local, self._sharing, path)

    def answer_held(self, *, keep: bool) -> Receipt:
        """The answer to removals that were held back: keep the records, or let them go into the trash."""
        from ictwg.store.bin import answered

        return answered(self, self._local, self._sharing, keep=keep)

    # Looking

    def status(self) -> Status:
        from ictwg.store.status import pending, status

        if self._pending is None:
            self._pending = pending(self._local.memory, self._sharing.known)
        return status(self._local, self._sharing, self._pending)

    def history(self, kind: type[Record], id: str) -> tuple[LogEntry, ...]:
        """Everything that was done to a record, newest first."""
        return tuple(self._local.memory.log.of(kind.TABLE, id))

    def log(self, *needles: bytes) -> Iterator[LogEntry]:
        """All transactions, newest first; only those whose line holds all needles."""
        return self._local.memory.log.entries(*needles)

    def check(self) -> tuple[Finding, ...]:
        """Every invariant and every reference."""
        from ictwg.store.check import check

        return check(self._local, self._sharing)

    def begun_lines(self) -> BegunLines:
        """Where lines wait that somebody has begun to type here."""
        from ictwg.store.begun import BegunLines

        replica = self._local.replica
        return BegunLines(replica.disk, os.path.join(replica.folder, "begun"))

    @property
    def scratch_folder(self) -> str:
        """Where a text that was copied may lie on this computer; a redaction empties it."""
        return self._local.replica.scratch

    def close(self) -> None:
        """Lets the lease go. Edits are safe without it."""
        self._local.close()

    # For the store's own parts

    def committed(
        self, writes: tuple[Stored, ...], telling: Telling, created: Iterable[tuple[str, str]] = ()
    ) -> Receipt:
        """As `commit`, with several values in a register where a conflict is put back."""
        from ictwg.store.receipts import Receipt

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

    def _steps(self) -> Steps:
        from ictwg.store.undo import own_steps

        self._local.refresh()
        return own_steps(self._local.memory.log, self._local.author)

    def _take_back(self, step: Step, verb: str) -> Receipt:
        from ictwg.store.recording import Telling
        from ictwg.store.undo import Standing, plan

        memory = self._local.memory
        taken_back = plan(step, memory, Standing(memory.log))
        oldest = step.entries[-1]
        receipt = self.committed(taken_back.writes, Telling(verb, oldest.subject, undoes=step.mark))
        return receipt._replace(kept=taken_back.kept, undone=oldest.verb)
