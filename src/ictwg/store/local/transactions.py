"""A transaction: its writes, under one dot, as one line of the journal, and how it is applied to the lines in memory.

    {"dot": "ana~…@n", "w": [[table, id, field, [value, …], [seen, …]], …]}

A value that is not a scalar (the changes of a log row) is its JSON text in a list.
A write has several values only if an undo restores a conflict that the undone edit had resolved; it has none if a purge
removes the register. Only the records that it touches are encoded again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from ictwg.domain.ids import number_and_actor
from ictwg.domain.schema import Raw
from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.rows import Row, written
from ictwg.merge.values import Opaque
from ictwg.store.format.codec_rows import put_row
from ictwg.store.format.lines import Lines, Place

Key = tuple[str, str, str]


class Stored(NamedTuple):
    """The new values of one register, and the dots that they replace."""

    table: str
    id: str
    field: str
    values: tuple[Raw, ...]
    seen: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.table, self.id, self.field

    @property
    def register(self) -> tuple[str, tuple[Raw, ...], tuple[str, ...]]:
        return self.field, self.values, self.seen


class Transaction(NamedTuple):
    dot: str
    writes: tuple[Stored, ...]

    def payload(self) -> dict[str, Any]:
        return {"dot": self.dot, "w": [(*w[:3], _out(w.values), w.seen) for w in self.writes]}

    def by_record(self) -> dict[tuple[str, str], list[Stored]]:
        """The writes of each record that it touches."""
        records: dict[tuple[str, str], list[Stored]] = {}
        for write in self.writes:
            records.setdefault((write.table, write.id), []).append(write)
        return records


def transaction(payload: dict[str, Any]) -> Transaction | None:
    """The transaction of a journal line; None for a line of another kind or a later version."""
    try:
        writes = [
            Stored(table, id, field, tuple([_in(value) for value in values]), tuple(seen))
            for table, id, field, values, seen in payload["w"]
        ]
        return Transaction(payload["dot"], tuple(writes))
    except (KeyError, TypeError, ValueError):
        return None


def _out(values: tuple[Raw, ...]) -> Sequence[Raw | list[str]]:
    return [[str(value)] if isinstance(value, Opaque) else value for value in values]


def _in(value: Any) -> Raw:
    return Opaque(value[0]) if type(value) is list else cast("Raw", value)


def number_of(transaction: Transaction) -> int:
    """The number of its dot, nearly always greater than those of all transactions that its author saw."""
    return number_and_actor(transaction.dot)[0]


Early = set[tuple[Key, str]]
Find = Callable[[str, str], Row | None]


def applied(lines: Lines, early: Early, row: Find, transaction: Transaction) -> list[Place]:
    """Applies the writes of a new transaction; returns the places that it touches.

    Args:
        early: Values that transactions read earlier have replaced already.
        row: Finds a record by table and id.
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
