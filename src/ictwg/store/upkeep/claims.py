"""What a file claims to have replaced, and shows nothing in the place of.

A value of ours that a file has seen and does not hold was replaced by a write that its author has seen and we have
not: that write, or one that replaced it in turn, stands in the same field. Where none does, nobody has replaced it. No
program of ours writes such a file; somebody has made it by hand, or one name of an actor was used at two places.
"""

from __future__ import annotations

from ictwg.domain.ids import row_key
from ictwg.merge.dots import Dot
from ictwg.merge.rows import GONE
from ictwg.store.format import codec
from ictwg.store.format.codec_rows import rows_at
from ictwg.store.format.lines import LOG
from ictwg.store.second_copies.copy_floor import is_hidden
from ictwg.store.this_computer.transactions import Stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ictwg.merge.dots import Context
    from ictwg.merge.registers import Register
    from ictwg.merge.rows import Row
    from ictwg.store.format.lines import Lines

    Lost = Iterator[tuple[str, Dot]]


def lost_in(row: Row, ours: Context, there: Row | None, theirs: Context) -> Lost:
    """The values of a record that a join would drop for no reason, as (register, dot)."""
    known = there.registers if there is not None else {}
    if _has_news(known.get(GONE, {}), ours):  # purged
        return
    for name, register in row.registers.items():
        held = known.get(name, {})
        if not _has_news(held, ours):
            yield from ((name, dot) for dot in register if dot not in held and theirs.covers(dot))


def unfounded(theirs: Lines, ours: Lines, unshared: Callable[[Dot], bool]) -> tuple[Stored, ...]:
    """What nobody else can have seen, and `theirs` claims to have replaced: as new edits.

    Raises:
        NotReadyError: A line is damaged.
    """
    if not _claims_any(theirs.context, ours.context, unshared):
        return ()
    from ictwg.store.format.lines_join import redactions_of

    redactions = redactions_of(theirs), redactions_of(ours)
    found: list[Stored] = []
    for table, rows in ours.tables.items():
        there = theirs.tables.get(table, {})
        for key, line in rows.items() if table != LOG else ():
            if there.get(key) != line:
                row = codec.decode_row(table, key, line)
                lost = lost_in(row, ours.context, counterpart(theirs, row), theirs.context)
                for name, dot in lost:
                    write = Stored(row.table, row.id, name, row.registers[name][dot], ())
                    if unshared(dot) and not is_hidden(write, dot, redactions):
                        found.append(write)
    return tuple(found)


def counterpart(lines: Lines, row: Row) -> Row | None:
    """The same record in another file, wherever it stands there."""
    return {found.table: found for found in rows_at(lines, row_key(row.id))}.get(row.table)


def _has_news(register: Register, ours: Context) -> bool:
    return not all(map(ours.covers, register))


def _claims_any(theirs: Context, ours: Context, unshared: Callable[[Dot], bool]) -> bool:
    """Whether they speak of an actor's work that has never left this computer; nearly never."""
    return any(
        unshared(Dot(n, actor)) and unshared(Dot(max(theirs.floor, theirs.ctx.get(actor, 0)), actor))
        for actor, n in ours.ctx.items()
    )
