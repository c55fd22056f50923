"""What a merge changed: records that others changed, fields with two versions, and their transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.ids import id_of
from ictwg.store.format.codec_rows import decode_row
from ictwg.store.format.lines import LOG, TRASH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.store.format.lines import Lines, Place
    from ictwg.store.format.lines_join import Joined
    from ictwg.store.sync.reports import ShareReport


def with_merge(report: ShareReport, joined: Joined, before: Lines) -> ShareReport:
    return report._replace(
        taken=report.taken + records(joined.changed, joined.lines),
        log=report.log + transactions(joined.changed, before, joined.lines),
        conflicts=report.conflicts + _conflicts(joined.changed, joined.lines),
    )


def records(changed: Iterable[Place], lines: Lines) -> tuple[tuple[str, str], ...]:
    """The records at these places, as (table, id)."""
    found = []
    for table, key in sorted(changed):
        line = lines.tables.get(table, {}).get(key)
        if table == TRASH and line is not None:
            found.append((decode_row(table, key, line).table, id_of(key)))
        elif table not in (LOG, TRASH):
            found.append((table, id_of(key)))
    return tuple(dict.fromkeys(found))


def transactions(changed: Iterable[Place], before: Lines, after: Lines) -> tuple[str, ...]:
    """The ids of the new log rows, oldest first."""
    known, there = before.tables.get(LOG, {}), after.tables.get(LOG, {})
    keys = [key for table, key in changed if table == LOG and key not in known and key in there]
    return tuple(id_of(key) for key in sorted(keys, key=lambda key: (len(key), key)))


def _conflicts(changed: Iterable[Place], lines: Lines) -> tuple[tuple[str, str, str], ...]:
    found = []
    for table, key in sorted(changed):
        line = lines.tables.get(table, {}).get(key)
        if line is not None and table != LOG and b'"_c":{' in line:
            row = decode_row(table, key, line)
            found += [(row.table, row.id, name) for name in row.registers if row.rivals(name)]
    return tuple(found)
