"""Looking after the group's files: the part `Store.maintenance`.

*Compact* makes the file smaller: it moves old rows of the log to the archive, and replaces old actors in the context by
a floor. Edits below the floor that another computer has not synced yet are written again there before the merge
(`coverage`).

    share ► backup ► archive here, then beside the shared file, each read back ► our lines without the rows ► share

*Upgrade* raises `min_reader` and `min_writer` of the file: only here, only after a person has agreed (STORE.md §3).

    min_writer above ours   ──► read-only here: what is typed stays on this computer until it is updated
    min_reader above ours   ──► refused, and never written over; what was typed here is kept

A migration is a pure function from the records to ordinary writes, so two computers that run it concurrently write the
same values. `MIGRATIONS` is empty: the format has not changed since the first version.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Write
from ictwg.domain.ids import row_key
from ictwg.domain.schema import Field, Record
from ictwg.domain.state import State
from ictwg.store.format import codec
from ictwg.store.format.codec_rows import dots_in
from ictwg.store.format.lines import LOG
from ictwg.store.history import StoreHistory
from ictwg.store.local.disk import answering
from ictwg.store.local.local import Local
from ictwg.store.local.log import Receipt
from ictwg.store.local.memory import Memory
from ictwg.store.local.recording import Telling, stored
from ictwg.store.local.views import LineRow
from ictwg.store.maintenance import redacting, repairing, restoring
from ictwg.store.maintenance.check import Finding, check
from ictwg.store.maintenance.repairing import Repaired
from ictwg.store.maintenance.restoring import Backup, Restoration
from ictwg.store.sync.coverage import COMPACTED, year_of
from ictwg.store.sync.returned import Returned, returned, returned_since
from ictwg.store.sync.sync import Sync

FLOOR_MS = 400 * 86_400_000
MANY_ROWS, MANY_ACTORS = 2_000, 500
UPGRADED = "verbs.upgraded"


class Compacted(NamedTuple):
    """What compacting did, or would do.

    Attributes:
        rows: The keys of the rows to move out of the log.
        actors: How many actors in the context the floor replaces.
        floor: The new floor; 0 if it does not change.
        archive: The path of the archive; empty if nothing was moved.
        backup: The path of the backup; empty if nothing was done.
    """

    rows: tuple[str, ...]
    actors: int
    floor: int
    archive: str = ""
    backup: str = ""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not self.rows and not self.actors


class Migration(NamedTuple):
    """One step of the format.

    Attributes:
        schema: The schema of the file after it.
        min_reader: The oldest version that may read the file then.
        min_writer: The oldest version that may write it.
        writes: Makes its writes from the records alone, without clock or random numbers.
    """

    schema: int
    min_reader: int
    min_writer: int
    writes: Callable[[State], Sequence[Write]]


MIGRATIONS: tuple[Migration, ...] = ()
"""In the order of their schemas."""


class LastSeen(NamedTuple):
    """A person at a computer, last seen in the log at this time, with this version (empty if it was not logged)."""

    user: str
    device: str
    at: datetime
    version: str


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

        Rows are chosen by the year of `today`, the floor by the clock.

        Raises:
            IctwgError: Syncing is not possible now, or the archive cannot be written.
        """
        local, archive = self._local, self._history.archive
        if only_look:
            local.refresh()
            return _foreseen(local, today)
        self._sync.require_shared()
        with local.replica.lock.taken():
            local.refresh()
            found = _foreseen(local, today)
            if found.nothing:
                return found
            backup = local.back_up(local.encoded())
            log = local.memory.lines.tables.get(LOG, {})
            archive.keep({key: log[key] for key in found.rows})
            if found.rows:
                archive.share()
            local.save((), Telling(COMPACTED, total=len(found.rows)))
            _drop(local, found)
        self._sync.share()
        return found._replace(archive=archive.path if found.rows else "", backup=backup)

    def compact_is_due(self, today: date) -> bool:
        """Whether compacting would make the start noticeably faster; checked once a day until it is."""
        if self._due[0] != today or self._due[1]:
            self._due = today, _compact_is_due(self._local, today)
        return self._due[1]

    @property
    def upgradable(self) -> bool:
        """Whether the file is older than what this program writes."""
        return bool(self._steps())

    @answering()
    def upgrade(self) -> int:
        """Upgrades the file to this program's format, which others then need too; returns the number of steps.

        Raises:
            IctwgError: Syncing is not possible now, or another program is using this computer's copy.
        """
        self._sync.require_shared()
        local = self._local
        with local.replica.lock.taken():
            local.refresh()
            steps = self._steps()
            if steps:
                local.back_up(local.encoded())
            for step in steps:
                self._take(step)
        if steps:
            self._sync.share()
        return len(steps)

    def _steps(self) -> tuple[Migration, ...]:
        """The known steps that the file has not taken."""
        schema = self._local.memory.lines.header.meta.get("schema")
        return tuple(one for one in MIGRATIONS if isinstance(schema, int) and schema < one.schema <= codec.SCHEMA)

    def _take(self, step: Migration) -> None:
        """Saves the writes first: if it is interrupted, the step is taken again, with the same values."""
        changes = Changes(UPGRADED, str(step.schema), tuple(step.writes(self._state)))
        self._local.save(stored(changes), Telling(UPGRADED, total=step.schema))
        lines = self._local.memory.lines.copy()
        asked = {"schema": step.schema, "min_reader": step.min_reader, "min_writer": step.min_writer}
        raised = {name: max(n, int(lines.header.meta.get(name) or 0)) for name, n in asked.items()}
        lines.header = lines.header._replace(meta={**lines.header.meta, **raised}, digest="")
        self._local.adopt(lines, ())

    def last_seen(self) -> tuple[LastSeen, ...]:
        """Each person at a computer with the version of the program last used, latest first."""
        found: dict[tuple[str, str], LastSeen] = {}
        for entry in self._local.memory.log.entries():
            who = entry.user, entry.device
            seen = found.setdefault(who, LastSeen(*who, entry.at, entry.app))
            if not seen.version and entry.app:
                found[who] = seen._replace(version=entry.app)
        return tuple(found.values())


def _compact_is_due(local: Local, today: date) -> bool:
    lines = local.memory.lines
    if len(lines.tables.get(LOG, {})) <= MANY_ROWS and len(lines.context.ctx) <= MANY_ACTORS:
        return False
    found = _foreseen(local, today)
    return len(found.rows) > MANY_ROWS or found.actors > MANY_ACTORS


def _foreseen(local: Local, today: date) -> Compacted:
    lines = local.memory.lines
    first = today.year - 2
    rows = tuple(key for key, line in lines.tables.get(LOG, {}).items() if year_of(line) < first)
    # Where our clock runs ahead, the last that anybody did tells how late it is at most.
    floor = min(local.clock.now_ms(), _last_work(local)) - FLOOR_MS
    actors = sum(n <= floor for n in lines.context.ctx.values())
    return Compacted(rows, actors, floor if actors else 0)


def _drop(local: Local, found: Compacted) -> None:
    lines = local.memory.lines.copy()
    for key in found.rows:
        lines.tables[LOG].pop(key, None)
    lines.header = lines.header.with_context(lines.context.raised(found.floor))
    local.adopt(lines, tuple((LOG, key) for key in found.rows))


def _last_work(local: Local) -> int:
    """The time of the last transaction that is not a compaction: otherwise each would raise the floor for the next."""
    for line in local.memory.log.lines():
        if COMPACTED.encode() not in line:
            return max((dot.n for dot in dots_in(LOG, row_key(LineRow(LOG, "", line).id), line)), default=0)
    return 0
