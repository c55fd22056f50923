"""Putting a transaction into the lines in memory: the records that it touches are encoded anew, and nothing else.

Nearly always the lines can be made beforehand (`made`), while the disk takes the transaction; they count once it has.
What was made lately of the same lines by the same transaction is not made again: the store that shares, which finds
each edit in the journal, stands in the process that has made it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.ids import row_key
from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.rows import Row, written
from ictwg.store.format.codec_rows import new_line, put_row
from ictwg.store.this_computer.trusted import holders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ictwg.merge.dots import Dot
    from ictwg.store.format.lines import Place
    from ictwg.store.this_computer.memory import Memory
    from ictwg.store.this_computer.transactions import Key, Stored, Transaction

    # A record that a transaction touches: table, id, its writes, and its line before and by the short way after them.
    One = tuple[str, str, list[Stored], bytes | None, bytes | None]
    Made = list[One]
    Told = tuple[str, Callable[[], bytes | None]]

_SLOTS = 64
# Of an import nothing is remembered: it would keep all that it brought, and letting go of it takes an edit its time.
MOST_KEPT = 64
NOT_TOLD: Told = ("", bytes)

# What was made lately; a slot is read and written by one step, from whatever thread.
_lately: list[tuple[Transaction, Made] | None] = [None] * _SLOTS


def apply(memory: Memory, transaction: Transaction, made: Made | None = None) -> bool:
    """See `Memory.apply`."""
    dot = parse_dot(transaction.dot)
    lines, early, covers = memory.lines, memory.early, memory.context.covers
    if covers(dot):
        return False
    unseen = [seen for seen in {seen for w in transaction.writes for seen in w.seen} if not covers(parse_dot(seen))]
    if unseen:
        early.update([(w.key, seen) for w in transaction.writes for seen in w.seen if seen in unseen])
    tables = lines.tables
    places: list[Place] = []
    for table, id, writes, _, line in made or made_of(memory, transaction):
        if line is None or early:
            places += _put_row(memory, table, id, dot, writes)
            continue
        key = row_key(id)
        rows = tables.get(table)
        if rows is None:
            rows = tables[table] = {}
        rows[key] = line
        places.append((table, key))
    memory.told(places)
    if early:
        early.difference_update((w.key, transaction.dot) for w in transaction.writes)
    lines.header = lines.header.with_context(lines.context.with_dot(dot))
    return True


def made_of(memory: Memory, transaction: Transaction, told: Told = NOT_TOLD) -> Made:
    """The records that it touches, each with its line where the short way gives one; nothing changes.

    Args:
        memory: Where they stand.
        transaction: What touches them.
        told: The id that the log row has been given a moment ago, so that nothing else has it, and what makes its line.
    """
    slot = hash(transaction.dot) % _SLOTS
    known = _lately[slot]
    if known is not None and known[0] == transaction and _fits(memory, known[1]):
        return known[1]
    records = transaction.by_record()
    if memory.early or len({id for _, id in records}) < len(records):
        return [(*place, writes, None, None) for place, writes in records.items()]
    new, line = told
    made = [
        (table, id, writes, None, line()) if id == new else _one(memory, table, id, transaction.dot, writes)
        for (table, id), writes in records.items()
    ]
    if len(transaction.writes) <= MOST_KEPT:
        _lately[slot] = transaction, made
    return made


def _fits(memory: Memory, made: Made) -> bool:
    """Whether all of these records have a short way here, and stand as they stood then."""
    tables = memory.lines.tables
    for table, id, _, before, line in made:
        key = row_key(id)
        if line is None or tables.get(table, {}).get(key) != before or _rows(memory, key) != (before is not None):
            return False
    return not memory.early


def _rows(memory: Memory, key: str) -> int:
    """How many tables have a row with this key."""
    return holders(memory.lines.tables.values(), key)


def _one(memory: Memory, table: str, id: str, dot: str, writes: list[Stored]) -> One:
    """Nearly always the short way: an edit that saw what stands there, or a record that nobody had."""
    key = row_key(id)
    before, line = memory.lines.tables.get(table, {}).get(key), None
    if before is None:
        values = {w.field: w.values[0] for w in writes if len(w.values) == 1}
        line = new_line(memory.lines, id, values, dot) if len(values) == len(writes) else None
    elif _rows(memory, key) == 1:
        plain = memory.plain(table, id)
        line = None if plain is None else plain.edited(writes, dot)
    return table, id, writes, before, line


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
