"""Makes the file smaller: moves old rows of the log to the archive, and replaces old actors in the context by a floor.

    share ► backup ► archive here, then beside the shared file, each read back ► our lines without the rows ► share

Edits below the floor that another computer has not synced yet are written again there before the merge (`coverage`).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ictwg.domain.ids import row_key
from ictwg.store.format.codec_rows import dots_in
from ictwg.store.format.lines import LOG
from ictwg.store.local.local import Local
from ictwg.store.local.recording import Telling
from ictwg.store.local.views import LineRow
from ictwg.store.sync.archive import Archive
from ictwg.store.sync.coverage import COMPACTED, year_of
from ictwg.store.sync.sync import Sync

FLOOR_MS = 400 * 86_400_000
MANY_ROWS, MANY_ACTORS = 2_000, 500


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


def foreseen(local: Local, today: date) -> Compacted:
    """What compacting would do. Rows are chosen by the year of `today`, the floor by the clock."""
    local.refresh()
    return _foreseen(local, today)


def is_due(local: Local, today: date) -> bool:
    """Whether compacting would make the start noticeably faster."""
    lines = local.memory.lines
    if len(lines.tables.get(LOG, {})) <= MANY_ROWS and len(lines.context.ctx) <= MANY_ACTORS:
        return False
    found = _foreseen(local, today)
    return len(found.rows) > MANY_ROWS or found.actors > MANY_ACTORS


def _foreseen(local: Local, today: date) -> Compacted:
    lines = local.memory.lines
    first = today.year - 2
    rows = tuple(key for key, line in lines.tables.get(LOG, {}).items() if year_of(line) < first)
    context = lines.context
    # Where our clock runs ahead, the last that anybody did tells how late it is at most.
    floor = min(local.clock.now_ms(), _last_work(local)) - FLOOR_MS
    actors = sum(n <= floor for n in context.ctx.values())
    return Compacted(rows, actors, floor if actors else 0)


def compact(sync: Sync, archive: Archive, today: date) -> Compacted:
    """Moves the rows and raises the floor."""
    sync.require_shared()
    local = sync.local
    with local.replica.lock.taken():
        found = foreseen(local, today)
        if found.nothing:
            return found
        backup = local.back_up(local.encoded())
        archived = local.memory.lines.tables.get(LOG, {})
        archive.keep({key: archived[key] for key in found.rows})
        if found.rows:
            archive.share()
        local.save((), Telling(COMPACTED, total=len(found.rows)))
        _without(local, found)
    sync.share()
    return found._replace(archive=archive.path if found.rows else "", backup=backup)


def _without(local: Local, found: Compacted) -> None:
    lines = local.memory.lines.copy()
    rows = lines.tables.get(LOG, {})
    for key in found.rows:
        rows.pop(key, None)
    lines.header = lines.header.with_context(lines.context.raised(found.floor))
    local.adopt(lines, tuple((LOG, key) for key in found.rows))


def _last_work(local: Local) -> int:
    """The time of the last transaction that is not a compaction: otherwise each would raise the floor for the next."""
    for line in local.memory.log.lines():
        if COMPACTED.encode() not in line:
            return max((dot.n for dot in dots_in(LOG, row_key(LineRow(LOG, "", line).id), line)), default=0)
    return 0
