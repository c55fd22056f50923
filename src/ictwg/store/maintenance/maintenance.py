"""Looking after the group's files: the part `Store.maintenance`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from ictwg.domain.schema import Field, Record
from ictwg.domain.state import State
from ictwg.store.history import StoreHistory
from ictwg.store.local.disk import answering
from ictwg.store.local.log import Receipt
from ictwg.store.local.memory import Memory
from ictwg.store.maintenance import compacting, redacting, repairing, restoring, upgrading
from ictwg.store.maintenance.check import Finding, check
from ictwg.store.maintenance.compacting import Compacted
from ictwg.store.maintenance.repairing import Repaired
from ictwg.store.maintenance.restoring import Backup, Restoration
from ictwg.store.maintenance.upgrading import LastSeen
from ictwg.store.sync.returned import Returned, returned, returned_since
from ictwg.store.sync.sync import Sync


class Maintenance:
    def __init__(self, state: State, sync: Sync, history: StoreHistory) -> None:
        self._state = state
        self._sync = sync
        self._local = sync.local
        self._history = history
        self._due: tuple[date | None, bool] = None, False
        """The day on which it was last looked at whether it is time to compact, and the answer."""
        self._returned: tuple[Memory | None, int, tuple[Returned, ...]] = None, 0, ()

    def backups(self) -> tuple[Backup, ...]:
        """The backups, newest first: the shared file each time before it was replaced."""
        return restoring.listed(self._local)

    def last_change(self, path: str) -> datetime:
        """The moment of the newest change in a backup; see `restoring.last_change`."""
        return restoring.last_change(self._local, path)

    def restoration(
        self, path: str, only: Collection[tuple[str, str]] | None = None, *, as_it_was: bool = False
    ) -> Restoration:
        """What a backup, or any copy of this group's file, would restore; see `restoring.restoration`."""
        return restoring.restoration(self._local, path, only, as_it_was=as_it_was)

    @answering()
    def redact(
        self, record: Record, field: Field[Any], ground: str, also: Iterable[tuple[Record, Field[Any]]] = ()
    ) -> Receipt:
        """Deletes the text of a field permanently, everywhere that this program reaches (STORE.md §6).

        Args:
            record: The record that the log row refers to.
            also: Further fields to redact, of this record or of others.

        Raises:
            NotFoundError: The field never had a value.
            StorageError: The disk fails; the next sync finishes what was begun.
        """
        return redacting.redact(self._sync, self._history, ((record, field), *also), ground)

    def returned(self, only: Collection[tuple[str, str]] | None = None) -> tuple[Returned, ...]:
        """Where redacted texts have reappeared; only changed records are searched again."""
        memory = self._local.memory
        if only is not None:
            return returned(memory, only)
        of, version, before = self._returned
        changed = memory.recent.since(version) if of is memory else None
        if changed != ():
            self._returned = memory, memory.version, returned_since(memory, before, changed)
        return self._returned[2]

    def check(self) -> tuple[Finding, ...]:
        """Checks every invariant and every reference."""
        return check(self._local, self._sync.synchronizer)

    @answering()
    def repair(self, *, only_look: bool = False) -> Repaired:
        """Repairs what needs no decision, after a backup.

        Raises:
            IctwgError: Another program is using this computer's copy.
            StorageError: This computer's own disk fails.
        """
        return repairing.repair(self._sync, only_look=only_look)

    @answering()
    def compact(self, today: date, *, only_look: bool = False) -> Compacted:
        """Moves rows of the log older than the year before last to the archive, and raises the floor.

        Raises:
            IctwgError: Syncing is not possible now, or the archive cannot be written.
        """
        if only_look:
            return compacting.foreseen(self._local, today)
        return compacting.compact(self._sync, self._history.archive, today)

    def compact_is_due(self, today: date) -> bool:
        """Whether compacting is due; checked once a day until it is."""
        if self._due[0] != today or self._due[1]:
            self._due = today, compacting.is_due(self._local, today)
        return self._due[1]

    @property
    def upgradable(self) -> bool:
        """Whether the file is older than what this program writes."""
        return bool(upgrading.waiting(self._local.memory.lines.header.meta))

    @answering()
    def upgrade(self) -> int:
        """Upgrades the file to this program's format, which others then need too; returns the number of steps.

        Raises:
            IctwgError: Syncing is not possible now.
        """
        return upgrading.upgrade(self._sync, self._state)

    def last_seen(self) -> tuple[LastSeen, ...]:
        """Each person and computer with the version of the program last used, latest first."""
        return upgrading.last_seen(self._local.memory)
