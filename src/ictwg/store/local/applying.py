"""Applies a transaction to the lines in memory: only the records that it touches are encoded again."""

from __future__ import annotations

from collections.abc import Callable

from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.rows import Row, written
from ictwg.store.format.codec_rows import put_row
from ictwg.store.format.lines import Lines, Place
from ictwg.store.local.transactions import Key, Stored, Transaction

Early = set[tuple[Key, str]]
Find = Callable[[str, str], Row | None]


def applied(lines: Lines, early: Early, row: Find, transaction: Transaction) -> list[Place]:
    """Applies the writes of a new transaction; returns the places that it touches.

    Args:
        lines: The lines.
        early: Values that transactions read earlier have replaced already.
        row: Finds a record by table and id.
        transaction: The transaction.
    """
    dot, covers = parse_dot(transaction.dot), lines.context.covers
    unseen = [seen for seen in {seen for w in transaction.writes for seen in w.seen} if not covers(parse_dot(seen))]
    if unseen:
        early.update([(w.key, seen) for w in transaction.writes for seen in w.seen if seen in unseen])
    places: list[Place] = []
    for (table, id), writes in transaction.by_record().items():
        new = written(row(table, id), table, id, dot, [w.register for w in writes if w.values])
        new = _emptied(new, [w for w in writes if not w.values])
        places += put_row(lines, _without(early, new) if early else new)
    if early:
        early.difference_update((w.key, transaction.dot) for w in transaction.writes)
    lines.header = lines.header.with_context(lines.context.with_dot(dot))
    return places


def _without(early: Early, row: Row) -> Row:
    """The row without the values that a transaction read earlier has replaced already."""
    return _kept(row, lambda name, dot: ((row.table, row.id, name), dot) not in early)


def _emptied(row: Row, writes: list[Stored]) -> Row:
    """The row without the values that a purge removed: those under the dots that it saw."""
    if not writes:
        return row
    seen = {write.field: frozenset(write.seen) for write in writes}
    return _kept(row, lambda name, dot: dot not in seen.get(name, ()))


def _kept(row: Row, keeps: Callable[[str, str], bool]) -> Row:
    """The row with only the values to keep, chosen by register and dot."""
    registers = {
        name: {dot: values for dot, values in held.items() if keeps(name, dot_text(dot))}
        for name, held in row.registers.items()
    }
    return Row(row.table, row.id, {name: held for name, held in registers.items() if held}, row.loose)
