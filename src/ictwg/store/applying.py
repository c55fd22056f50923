"""Putting a transaction into the lines in memory: the records that it touches are encoded anew, and nothing else."""

from __future__ import annotations

from ictwg.domain.ids import row_key
from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.rows import Row, written
from ictwg.store.codec_rows import put_new, put_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.lines import Lines, Place
    from ictwg.store.memory import Memory
    from ictwg.store.transactions import Key, Stored, Transaction


def apply(memory: Memory, transaction: Transaction) -> bool:
    """See `Memory.apply`."""
    dot = parse_dot(transaction.dot)
    lines, early, covers = memory.lines, memory.early, memory.context.covers
    if covers(dot):
        return False
    places: list[Place] = []
    for (table, id), writes in transaction.by_record().items():
        for write in writes:
            early.update([(write.key, seen) for seen in write.seen if not covers(parse_dot(seen))])
        short = None if early else _short_way(memory, table, id, transaction.dot, writes)
        if short is not None:
            places.append(short)
            continue
        row = memory.row(table, id)
        row = written(row, table, id, dot, [w.register for w in writes if w.values])
        row = _emptied(row, [w for w in writes if not w.values])
        places += put_row(lines, _without(early, row) if early else row)
    memory.told(places)
    if early:
        early.difference_update((w.key, transaction.dot) for w in transaction.writes)
    lines.header = lines.header.with_context(lines.context.with_dot(dot))
    return True


def _short_way(memory: Memory, table: str, id: str, dot: str, writes: list[Stored]) -> Place | None:
    """Nearly always: an edit that saw what stands there, or a record that nobody had."""
    lines, key = memory.lines, row_key(id)
    if key not in lines.tables.get(table, {}):
        return _put_new(lines, table, id, dot, writes)
    plain = memory.plain(table, id)
    line = None if plain is None else plain.edited(writes, dot)
    if line is None or [name for name, rows in lines.tables.items() if key in rows] != [table]:
        return None
    lines.tables[table][key] = line
    return table, key


def _put_new(lines: Lines, table: str, id: str, dot: str, writes: list[Stored]) -> Place | None:
    """One value in each register: as a log row, or what an import makes."""
    values = {w.field: w.values[0] for w in writes if len(w.values) == 1}
    return put_new(lines, table, id, values, dot) if len(values) == len(writes) else None


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
