"""Putting a transaction into the lines in memory: the records that it touches are encoded anew, and nothing else.

Nearly always the lines can be made beforehand (`made`), while the disk takes the transaction; they count once it has.
"""

from __future__ import annotations

from ictwg.domain.ids import row_key
from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.rows import Row, written
from ictwg.store.codec_rows import new_line, put_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.merge.dots import Dot
    from ictwg.store.lines import Lines, Place
    from ictwg.store.memory import Memory
    from ictwg.store.transactions import Key, Stored, Transaction

    Made = list[tuple[str, str, list[Stored], bytes | None]]


def apply(memory: Memory, transaction: Transaction, made: Made | None = None) -> bool:
    """See `Memory.apply`."""
    dot = parse_dot(transaction.dot)
    lines, early, covers = memory.lines, memory.early, memory.context.covers
    if covers(dot):
        return False
    early.update([(w.key, seen) for w in transaction.writes for seen in w.seen if not covers(parse_dot(seen))])
    places: list[Place] = []
    for table, id, writes, line in made or made_of(memory, transaction):
        if line is None or early:
            places += _put_row(memory, table, id, dot, writes)
        else:
            lines.tables.setdefault(table, {})[row_key(id)] = line
            places.append((table, row_key(id)))
    memory.told(places)
    if early:
        early.difference_update((w.key, transaction.dot) for w in transaction.writes)
    lines.header = lines.header.with_context(lines.context.with_dot(dot))
    return True


def made_of(memory: Memory, transaction: Transaction) -> Made:
    """The records that it touches, each with its line where the short way gives one; nothing changes."""
    records = transaction.by_record()
    apart = not memory.early and len({id for _, id in records}) == len(records)
    return [
        (table, id, writes, _short_way(memory, table, id, transaction.dot, writes) if apart else None)
        for (table, id), writes in records.items()
    ]


def _short_way(memory: Memory, table: str, id: str, dot: str, writes: list[Stored]) -> bytes | None:
    """Nearly always: an edit that saw what stands there, or a record that nobody had."""
    lines, key = memory.lines, row_key(id)
    if key not in lines.tables.get(table, {}):
        values = {w.field: w.values[0] for w in writes if len(w.values) == 1}
        return new_line(lines, id, values, dot) if len(values) == len(writes) else None
    plain = memory.plain(table, id)
    if plain is None or [name for name, rows in lines.tables.items() if key in rows] != [table]:
        return None
    return plain.edited(writes, dot)


def _put_row(memory: Memory, table: str, id: str, dot: Dot, writes: list[Stored]) -> Iterable[Place]:
    """The long way: with all registers of the record."""
    early, row = memory.early, memory.row(table, id)
    row = written(row, table, id, dot, [w.register for w in writes if w.values])
    row = _emptied(row, [w for w in writes if not w.values])
    return put_row(memory.lines, _without(early, row) if early else row)


def _without(early: set[tuple[Key, str]], row: Row) -> Row:
    """Without the values that a transaction read before has replaced already."""
    registers = {
        name: {d: v for d, v in held.items() if ((row.table, row.id, name), dot_text(d)) not in early}
        for name, held in row.registers.items()
    }
    return Row(row.table, row.id, {name: held for name, held in registers.items() if held}, row.loose)


def _emptied(row: Row, writes: list[Stored]) -> Row:
    """Without what a purge has taken: the dots that it saw, and nothing in their place."""
    if not writes:
        return row
    seen = {write.field: frozenset(write.seen) for write in writes}
    registers = {
        name: {d: v for d, v in held.items() if dot_text(d) not in seen.get(name, ())}
        for name, held in row.registers.items()
    }
    return Row(row.table, row.id, {name: held for name, held in registers.items() if held}, row.loose)
