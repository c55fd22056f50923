"""Removals that nobody explained: held back until a person has answered (STORE.md §5).

A file that drops more than max(20, 5 %) of the records without a log row that says so, or a script that left records
out, is asked about. Until then the records stay here and in the shared file. *Keep* writes them again as new edits;
*let go* puts them in the trash.
"""

from __future__ import annotations

import json
import os

from ictwg.store.atomic import replace_file
from ictwg.store.disk import found
from ictwg.store.lines import LOG, TRASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.disk import Disk
    from ictwg.store.lines import Lines, Place

LEAST = 20
SHARE = 20  # a twentieth: 5 %


def unexplained(ours: Lines, theirs: Lines, changed: frozenset[Place], after: Lines) -> tuple[Place, ...]:
    """The records that a join would remove and that no log row of `theirs` speaks of; none below the limit."""
    removed = [place for place in changed if _removed(place, ours, after)]
    total = sum(len(rows) for table, rows in ours.tables.items() if table not in (TRASH, LOG))
    limit = max(LEAST, total // SHARE)
    if len(removed) <= limit:
        return ()
    told = b"\n".join(line for key, line in theirs.tables.get(LOG, {}).items() if key not in ours.tables.get(LOG, {}))
    from ictwg.domain.ids import id_of

    left = tuple(sorted(place for place in removed if id_of(place[1]).encode() not in told))
    return left if len(left) > limit else ()


def keeping(theirs: Lines, ours: Lines, places: tuple[Place, ...]) -> Lines:
    """Their file as if it still held our lines at these places."""
    kept = theirs.copy()
    for table, key in places:
        kept.tables.get(TRASH, {}).pop(key, None)
        kept.tables.setdefault(table, {})[key] = ours.tables[table][key]
    return kept


def load(disk: Disk, folder: str) -> tuple[Place, ...]:
    """The records that wait for an answer."""
    content = found(disk.read, os.path.join(folder, "held.json"))
    try:
        return tuple((str(table), str(key)) for table, key in json.loads(content or b"[]"))
    except (ValueError, TypeError):
        return ()


def save(disk: Disk, folder: str, places: tuple[Place, ...]) -> None:
    replace_file(disk, os.path.join(folder, "held.json"), json.dumps(sorted(places)).encode())


def _removed(place: Place, ours: Lines, after: Lines) -> bool:
    table, key = place
    if table in (TRASH, LOG):
        return False
    return key in ours.tables.get(table, {}) and key not in after.tables.get(table, {})
