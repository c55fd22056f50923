"""What is too old to be joined unasked: below the floor of the one side, and unknown to it (STORE.md §2).

A floor answers for everybody: what lies below it and is not there was superseded, or so the join must think. A copy
that has lain in a drawer since before the floor may hold edits that nobody has ever seen.
"""

from __future__ import annotations

from ictwg.store import codec
from ictwg.store.codec_rows import rows_at
from ictwg.store.lines import LOG, TRASH
from ictwg.store.transactions import Stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.merge.rows import Row
    from ictwg.store.lines import Lines


def dropped_unseen(over: Lines, under: Lines) -> tuple[Stored, ...]:
    """The values of `under` that a join with `over` drops for no other reason than the floor of `over`, as new edits.

    A value that stands against a newer one in `over` is not among them: it has been superseded there.

    Raises:
        NotReadyError: A line is damaged.
    """
    if over.context.floor <= under.context.floor:
        return ()
    return tuple(write for row in _differing(over, under) for write in _values(over, row))


def _differing(over: Lines, under: Lines) -> Iterator[Row]:
    for table, rows in under.tables.items():
        there = over.tables.get(table, {})
        if table not in (TRASH, LOG):
            yield from (codec.decode_row(table, key, line) for key, line in rows.items() if there.get(key) != line)


def _values(over: Lines, row: Row) -> Iterator[Stored]:
    from ictwg.domain.ids import row_key

    held = {found.table: found for found in rows_at(over, row_key(row.id))}.get(row.table)
    for name, register in row.registers.items():
        known = held.registers.get(name, {}) if held is not None else {}
        newest = max((dot.n for dot in known), default=-1)
        for dot, values in register.items():
            if newest < dot.n <= over.context.floor:
                yield Stored(row.table, row.id, name, values, ())
