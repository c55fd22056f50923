"""The store: the only door to the group's records.

    store = Store.open(path, home=Home.find(), clock=Clock(), author=Author("Ana", "laptop"))
    receipt = store.commit(changes)     saved on this computer when it returns
    report = store.sync.share()         merged with the shared file, and published

It implements `ictwg.domain.state.State`. A store belongs to one thread; a worker thread opens its own, and `refresh`
loads what it did, as for any other process of this computer.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ictwg.domain.changes import Changes
from ictwg.domain.ids import id_of, new_id
from ictwg.domain.schema import Field, R, Record
from ictwg.domain.state import Narrowing
from ictwg.store.local.binding import number_of
from ictwg.store.local.disk import Disk, answering, bearing
from ictwg.store.local.home import Home, make_private_folder
from ictwg.store.opening import Opening
from ictwg.store.sync.sync import Sync

if TYPE_CHECKING:
    from ictwg.domain.author import Author
    from ictwg.domain.clock import Clock
    from ictwg.store.history import StoreHistory
    from ictwg.store.local.locks import Lock
    from ictwg.store.local.log import Receipt
    from ictwg.store.maintenance.encrypting import Encryption
    from ictwg.store.maintenance.maintenance import Maintenance
    from ictwg.store.sync.copies import ConflictCopies

TURN_TIMEOUT = 20.0


class Store:
    """Use `open` or `create`. Its parts are made when they are first used: a listing needs none.

    Attributes:
        sync: The sync with the shared folder.
        path: The shared file.
        local: This computer's copy.
    """

    def __init__(self, sync: Sync) -> None:
        self.sync = sync
        self.path = sync.path
        self.local = sync.local
        self._turn: Lock | None = None

    @classmethod
    @answering()
    def open(
        cls, path: str, *, home: Home, clock: Clock, author: Author, disk: Disk | None = None, binding: str = ""
    ) -> Store:
        """Opens the group in the shared file at `path`.

        Args:
            path: The shared file; it need not be reachable if this computer has opened it before.
            disk: The disk; tests pass another one.
            binding: The answer if the group is known at another path: `moved`, `copy` or `separate`.

        Raises:
            NoFileError: There is no such file, and never was.
            NotReadyError: It was never opened here, and cannot be read.
            UnboundError: The group is known at another path, and `binding` is not given.
            StorageError: This computer's own disk fails.
        """
        return cls(Opening(path, home, clock, author, disk).open(binding))

    @classmethod
    def create(cls, path: str, *, home: Home, clock: Clock, author: Author, disk: Disk | None = None) -> Store:
        """Makes a new, empty group in a new file.

        Raises:
            UsageError: There is a file already.
            StorageError: It cannot be written.
        """
        return cls(Opening(path, home, clock, author, disk).create())

    @cached_property
    def history(self) -> StoreHistory:
        """The log, undo and redo, the trash."""
        from ictwg.store.history import StoreHistory

        return StoreHistory(self.local, self.path)

    @property
    def copies(self) -> ConflictCopies:
        """Conflict copies beside the shared file."""
        return self.sync.synchronizer.copies

    @cached_property
    def maintenance(self) -> Maintenance:
        """Check, repair, compact, upgrade, backups, redaction."""
        from ictwg.store.maintenance.maintenance import Maintenance

        return Maintenance(self, self.sync, self.history)

    @cached_property
    def encryption(self) -> Encryption:
        """Turn encryption on and off, change the passphrase."""
        from ictwg.store.maintenance.encrypting import Encryption

        return Encryption(self.sync)

    def commit(self, changes: Changes) -> Receipt:
        """Commits one transaction: it is on this computer's disk when this returns.

        Raises:
            InvalidValueError: The file format cannot hold a value; nothing has changed.
            StorageError: It could not be saved; nothing has changed.
        """
        from ictwg.store.local.recording import Telling, stored

        telling = Telling.by(changes.verb, changes.told_of, group=changes.group)
        return self.local.save(stored(changes), telling, changes.created)

    @answering()
    def refresh(self) -> bool:
        """Loads what other processes on this computer did; returns whether there was anything.

        Raises:
            StorageError: This computer's own disk fails.
        """
        self.sync.reload()
        return self.local.refresh()

    def take_turn(self) -> None:
        """Lets one command at a time number records: two at once would give one number to two records.

        The lock is beside the leases, so it is shared by every home with the same file. Without locks on the disk, or
        after 20 seconds, the command goes on: the merge finds two equal numbers and shows them apart.
        """
        from ictwg.store.local.locks import Lock

        folder = os.path.dirname(os.path.dirname(self.local.leases))
        self._turn = Lock(os.path.join(folder, f"turn-{number_of(self.path)}.lock"))
        with bearing():
            make_private_folder(folder)
            self._turn.acquire(TURN_TIMEOUT)
        with answering():
            self.local.refresh()

    def end_turn(self) -> None:
        """Releases the turn for the next command."""
        if self._turn is not None:
            self._turn.release()
            self._turn = None

    def sign_as(self, author: Author) -> None:
        """Changes the author, when another person uses this computer; undo then undoes their edits."""
        self.local.sign_as(author)

    def close(self) -> None:
        """Releases the lease. Edits are safe without it."""
        self.local.close()

    @property
    def unreadable(self) -> int:
        """How many lines were read that this computer's disk has damaged."""
        return len(self.local.memory.unreadable)

    @property
    def encrypted(self) -> bool:
        """Whether the group's file and all local files of it are encrypted."""
        return self.local.memory.lines.header.meta.get("encrypted") is True

    @property
    def scratch_folder(self) -> str:
        """The folder for copied texts, which a redaction empties; an empty string if the group is encrypted."""
        return "" if self.encrypted else self.local.replica.scratch

    # What follows is the state that use cases read.

    @property
    def db(self) -> str:
        return self.local.memory.lines.db

    @property
    def version(self) -> int:
        return self.local.memory.version

    def changed(self, since: int) -> tuple[tuple[str, str], ...] | None:
        places = self.local.memory.recent.since(since)
        return None if places is None else tuple((table, id_of(key)) for table, key in places)

    def get(self, kind: type[R], id: str | None) -> R | None:
        return self.local.memory.get(kind, id)

    def trashed(self, kind: type[R], id: str) -> R | None:
        from ictwg.store.local.trash import in_trash

        return in_trash(self.local.memory, kind, id)

    def left_of(self, id: str, name: str = "reference") -> str:
        from ictwg.store.local.trash import left_of

        return left_of(self.local.memory, id, name)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self.local.memory.all(kind)

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        return self.local.memory.linked(kind, field, id)

    def named(self, kind: type[R], field: Field[Any]) -> list[str]:
        """All ids to which this link of some record of the type refers."""
        return self.local.memory.named(kind, field)

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        return self.local.memory.by_reference(reference)

    def references(self, prefix: str) -> Iterable[str]:
        return self.local.memory.references(prefix)

    def new_id(self) -> str:
        return new_id(self.local.clock.now_ms(), os.urandom)

    def holding(self, kind: type[R], *needles: bytes) -> Iterator[R]:
        """The records whose line contains all needles, in no order: a superset, found without decoding the rest."""
        return self.local.memory.shelf(kind).holding(*needles)

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterator[R]:
        return self.local.memory.shelf(kind).narrowed(narrowing)

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterator[R]:
        return self.local.memory.shelf(kind).numbered(narrowing)

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return self.local.memory.carried_twice(references)
