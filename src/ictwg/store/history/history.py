"""The log, undo and redo, and the trash: the part `Store.history`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ictwg.domain.changes import Changes
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.store.history.undo import REDONE, UNDONE, Standing, Step, first_done, own_steps, plan, shown, whole
from ictwg.store.local import trash
from ictwg.store.local.recording import Telling
from ictwg.store.local.saving import answering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from ictwg.domain.schema import Record
    from ictwg.store.local.local import Local
    from ictwg.store.local.log import LogEntry, Receipt
    from ictwg.store.sync.archive import Archive

    Look = Callable[[Changes], None]

PURGED = "verbs.purged"


class StoreHistory:
    """Reads the log, then the archive; a row that is in both is returned once.

    Args:
        local: This computer's copy.
        path: The shared file.
    """

    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._path = path

    @cached_property
    def archive(self) -> Archive:
        """The archive of old log rows."""
        from ictwg.store.sync.archive import Archive

        return Archive(self._local, self._path)

    def log(self, *needles: bytes) -> Iterator[LogEntry]:
        """All transactions, newest first, archived ones last; only those whose line contains all needles."""
        log = self._local.memory.log
        yield from log.entries(*needles)
        yield from (entry for entry in self.archive.log().entries(*needles) if not log.holds(entry.id))

    def of(self, table: str, id: str) -> tuple[LogEntry, ...]:
        """Everything that was done to a record, newest first."""
        return tuple(entry for entry in self.log(id.encode()) if entry.touches(table, id))

    def transactions(self, ids: Iterable[str]) -> Iterator[LogEntry]:
        """The transactions with these ids, for example from a report of a sync."""
        return self._local.memory.log.named(ids)

    def trash(self) -> tuple[Record, ...]:
        """Deleted records that are not purged, last deleted first."""
        return trash.trashed(self._local.memory)

    def changed_after_purge(self) -> tuple[Record, ...]:
        """Purged records that were edited on a computer that had not seen the purge."""
        return trash.changed_after_purge(self._local.memory)

    def purge(self, before: datetime) -> Receipt | None:
        """Replaces records deleted before this moment by stubs; this cannot be undone."""
        writes = trash.purged(self._local, before)
        return self._local.save(writes, Telling(PURGED)) if writes else None

    @answering()
    def undo(self, look: Look | None = None) -> Receipt:
        """Undoes the author's last transaction on this computer, or its whole group.

        Args:
            look: Called with the writes and the verb of the undone transaction; raises to refuse.

        Raises:
            NotFoundError: There is none.
            StorageError: This computer's own disk fails.
        """
        self._local.refresh()
        found = own_steps(self._local.memory.log, self._local.author).undo
        if not found:
            raise NotFoundError(t("store.nothing_to_undo"), t("store.nothing_to_undo_hint"))
        return self._taken_back(found[-1], UNDONE, look)

    @answering()
    def redo(self, look: Look | None = None) -> Receipt:
        """Redoes what the last undo undid; see `undo`.

        Raises:
            NotFoundError: There is none.
        """
        self._local.refresh()
        found = own_steps(self._local.memory.log, self._local.author).redo
        if not found:
            raise NotFoundError(t("store.nothing_to_redo"))
        return self._taken_back(found[-1], REDONE, look)

    def _taken_back(self, step: Step, verb: str, look: Look | None) -> Receipt:
        memory, unlogged = self._local.memory, self._local.unlogged
        step = Step(tuple(whole(entry, unlogged) for entry in step.entries))
        writes, kept = plan(step, memory, Standing(memory.log, unlogged))
        oldest = step.entries[-1]
        done = first_done(oldest, memory.log)
        if look is not None:
            look(Changes(done, writes=tuple(shown(writes))))
        telling = Telling.by(verb, oldest.told_of, total=oldest.total, undoes=step.mark)
        return self._local.save(writes, telling)._replace(kept=kept, undone=done)
