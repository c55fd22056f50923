"""Answers about values that a file has removed, or has from before this computer was restored, as writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.ids import id_of
from ictwg.domain.schema import RECORDS, Record
from ictwg.merge.dots import dot_text
from ictwg.merge.registers import winner
from ictwg.merge.rows import LIVE
from ictwg.store.format import codec_rows
from ictwg.store.local.transactions import Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ictwg.domain.schema import Raw
    from ictwg.merge.registers import Register
    from ictwg.merge.rows import Row
    from ictwg.store.format.lines import Place
    from ictwg.store.local.memory import Memory
    from ictwg.store.sync.held import Parts, Waiting

    Answer = Callable[[Memory, Place, Parts], list[Stored]]


class Held(NamedTuple):
    """A record that lost these registers in the shared file, or all of them if none is named."""

    record: Record
    registers: tuple[str, ...]


def held(memory: Memory, waiting: Waiting) -> tuple[Held, ...]:
    """The records of known types among them."""
    kinds = ((RECORDS.get(table), id_of(key), tuple(parts)) for (table, key), parts in waiting.items())
    found = ((memory.get(kind, id), parts) for kind, id, parts in kinds if kind is not None)
    return tuple(Held(record, parts) for record, parts in found if record is not None)


def answered(memory: Memory, waiting: Waiting, answer: Answer) -> tuple[Stored, ...]:
    """The writes of one answer about all waiting records."""
    return tuple(write for place, parts in waiting.items() for write in answer(memory, place, parts))


def kept(memory: Memory, place: Place, _: Parts) -> list[Stored]:
    """Writes all of it again under a new dot, which no context covers that has seen its removal."""
    row = codec_rows.row_at(memory.lines, place)
    values = {name: _values(r) for name, r in row.registers.items()} if row is not None else {}
    return [Stored(row.table, row.id, name, values[name], row.seen(name)) for name in values] if row is not None else []


def let_go(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Deletes the record, or clears the removed values; newer values stay."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None:
        return []
    if not parts:
        return [Stored(row.table, row.id, LIVE, (False,), row.seen(LIVE))]
    return [written for name, dots in parts.items() for written in _cleared(row, name, dots)]


def taken(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Writes the values in question over all others; a whole record is written again as it is."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None or not parts:
        return kept(memory, place, parts)
    asked = {
        name: {d: v for d, v in row.registers.get(name, {}).items() if dot_text(d) in parts[name]} for name in parts
    }
    return [Stored(row.table, row.id, name, (winner(asked[name]),), row.seen(name)) for name in parts if asked[name]]


def dropped(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Deletes the record or clears the values; a deleted record is written whole, as other computers do not have it."""
    if parts:
        return let_go(memory, place, parts)
    return [w._replace(values=(False,)) if w.field == LIVE else w for w in kept(memory, place, parts)]


def _cleared(row: Row, name: str, dots: tuple[str, ...]) -> Iterator[Stored]:
    register = row.registers.get(name, {})
    left = {dot: values for dot, values in register.items() if dot_text(dot) not in dots}
    if len(left) < len(register):
        nothing = (False,) if "/" in name else (None,)
        yield Stored(row.table, row.id, name, _values(left) or nothing, row.seen(name))


def _values(register: Register) -> tuple[Raw, ...]:
    return tuple(value for held in register.values() for value in held)
