"""Putting a transaction into the lines in memory: the records that it touches are encoded anew, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ictwg.merge.dots import Dot, dot_text, parse_dot
from ictwg.merge.rows import Row, written
from ictwg.store.format.codec_rows import put_row
from ictwg.store.format.lines import Place
from ictwg.store.local.memory import Memory
from ictwg.store.local.transactions import Key, Stored, Transaction


def apply(memory: Memory, transaction: Transaction) -> bool:
    """See `Memory.apply`."""
    dot = parse_dot(transaction.dot)
    lines, early, covers = memory.lines, memory.early, memory.context.covers
    if covers(dot):
        return False
    unseen = [seen for seen in {seen for w in transaction.writes for seen in w.seen} if not covers(parse_dot(seen))]
    if unseen:
        early.update([(w.key, seen) for w in transaction.writes for seen in w.seen if seen in unseen])
    places: list[Place] = []
    for (table, id), writes in transaction.by_record().items():
        places += _put_row(memory, table, id, dot, writes)
    memory.told(places)
    if early:
        early.difference_update((w.key, transaction.dot) for w in transaction.writes)
    lines.header = lines.header.with_context(lines.context.with_dot(dot))
    return True


def _put_row(memory: Memory, table: str, id: str, dot: Dot, writes: list[Stored]) -> Iterable[Place]:
    early, row = memory.early, memory.row(table, id)
    row = written(row, table, id, dot, [w.register for w in writes if w.values])
    row = _emptied(row, [w for w in writes if not w.values])
    return put_row(memory.lines, _without(early, row) if early else row)


def _without(early: set[tuple[Key, str]], row: Row) -> Row:
    """Without the values that a transaction read before has replaced already."""
    return _kept(row, lambda name, dot: ((row.table, row.id, name), dot) not in early)


def _emptied(row: Row, writes: list[Stored]) -> Row:
    """Without what a purge has taken: the dots that it saw, and nothing in their place."""
    if not writes:
        return row
    seen = {write.field: frozenset(write.seen) for write in writes}
    return _kept(row, lambda name, dot: dot not in seen.get(name, ()))


def _kept(row: Row, keeps: Callable[[str, str], bool]) -> Row:
    """With the values that stay, by their register and dot."""
    registers = {
        name: {dot: values for dot, values in held.items() if keeps(name, dot_text(dot))}
        for name, held in row.registers.items()
    }
    return Row(row.table, row.id, {name: held for name, held in registers.items() if held}, row.loose)
