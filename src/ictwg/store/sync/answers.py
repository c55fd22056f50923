"""The answers about what a file has taken out, or brought back from before this computer was restored, as writes."""

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
    """A record of which something was taken out of the shared file: these registers, or all where none is named."""

    record: Record
    registers: tuple[str, ...]


def held(memory: Memory, waiting: Waiting) -> tuple[Held, ...]:
    """Those of kinds that this version knows."""
    kinds = ((RECORDS.get(table), id_of(key), tuple(parts)) for (table, key), parts in waiting.items())
    found = ((memory.get(kind, id), parts) for kind, id, parts in kinds if kind is not None)
    return tuple(Held(record, parts) for record, parts in found if record is not None)


def answered(memory: Memory, waiting: Waiting, answer: Answer) -> tuple[Stored, ...]:
    """The writes of one answer about all that waits."""
    return tuple(write for place, parts in waiting.items() for write in answer(memory, place, parts))


def kept(memory: Memory, place: Place, _: Parts) -> list[Stored]:
    """All of it again under a new dot, so that no context that has seen its removal covers it."""
    row = codec_rows.row_at(memory.lines, place)
    values = {name: _values(r) for name, r in row.registers.items()} if row is not None else {}
    return [Stored(row.table, row.id, name, values[name], row.seen(name)) for name in values] if row is not None else []


def let_go(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Into the trash, or the values that were taken out cleared; what was written since stays."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None:
        return []
    if not parts:
        return [Stored(row.table, row.id, LIVE, (False,), row.seen(LIVE))]
    return [written for name, dots in parts.items() for written in _cleared(row, name, dots)]


def taken(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """The values in question, over all others; a record that came back as a whole is written again as it is."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None or not parts:
        return kept(memory, place, parts)
    asked = {
        name: {d: v for d, v in row.registers.get(name, {}).items() if dot_text(d) in parts[name]} for name in parts
    }
    return [Stored(row.table, row.id, name, (winner(asked[name]),), row.seen(name)) for name in parts if asked[name]]


def dropped(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Of a record that is dropped as a whole all fields are written again too: other computers have none of them."""
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
