"""What is too old to be joined unasked: below the floor of the one side, and unknown to it (STORE.md §2).

A floor answers for everybody: what lies below it and is not there was superseded, or so the join must think. A copy
that has lain in a drawer since before the floor may hold edits that nobody has ever seen; and so may this computer,
where it was away for long. Those are written again, as edits of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ictwg.merge.dots import Dot, dot_text
from ictwg.merge.redactions import Redactions
from ictwg.merge.rows import Row
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import LOG, Lines
from ictwg.store.local.transactions import Stored
from ictwg.store.maintenance.claims import counterpart


def dropped_unseen(over: Lines, under: Lines, unshared: Callable[[Dot], bool] | None = None) -> tuple[Stored, ...]:
    """The values of `under` that a join with `over` drops for no other reason than the floor of `over`, as new edits.

    A value that stands against a newer one in `over`, or in a record that was purged since, is not among them: it has
    been superseded there. What was redacted is not written again.

    Args:
        over: The side with the floor.
        under: The other.
        unshared: Whether nobody else can have seen a dot: then it counts, however old its number is. The clock that
            gave the number may have been wrong.

    Raises:
        NotReadyError: A line is damaged.
    """
    if over.context.floor <= under.context.floor:
        return ()
    from ictwg.store.format.lines_join import redactions_of

    redactions = redactions_of(over), redactions_of(under)
    found = (write for row in _differing(over, under) for write in _values(over, row, unshared))
    return tuple(write for write, dot in found if not is_hidden(write, dot, redactions))


def _differing(over: Lines, under: Lines) -> Iterator[Row]:
    for table, rows in under.tables.items():
        there = over.tables.get(table, {})
        if table != LOG:
            yield from (codec_rows.decode_row(table, key, line) for key, line in rows.items() if there.get(key) != line)


def _values(over: Lines, row: Row, unshared: Callable[[Dot], bool] | None) -> Iterator[tuple[Stored, Dot]]:
    from ictwg.merge.rows import GONE

    held = counterpart(over, row)
    known = held.registers if held is not None else {}
    purged = max(known.get(GONE, {}), default=None)
    for name, register in row.registers.items():
        there = known.get(name, {})
        newest = max((dot.n for dot in (*there, *((purged,) if purged else ()))), default=-1)
        for dot, values in register.items():
            if dot in there or dot.n > over.context.floor:
                continue
            if newest < dot.n or (unshared is not None and unshared(dot)):
                yield Stored(row.table, row.id, name, values, ()), dot


def is_hidden(write: Stored, dot: Dot, redactions: tuple[Redactions, ...]) -> bool:
    """Whether the value was redacted."""
    return any(one.covers(write.table, write.id, write.field, dot_text(dot)) for one in redactions)
