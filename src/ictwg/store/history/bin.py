"""The trash, what is left of it after a month, and the answer to removals that were held back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.changes import LIVE
from ictwg.domain.ids import id_of, is_id, number_and_actor, row_key
from ictwg.domain.schema import RECORDS, R, Record
from ictwg.merge.dots import dot_text
from ictwg.merge.registers import winner
from ictwg.merge.rows import GONE, KEPT_BY_STUBS
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import TRASH
from ictwg.store.local.recording import Telling
from ictwg.store.local.transactions import Stored
from ictwg.store.local.views import LineRow, document_of
from ictwg.store.sync.restored import answerable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ictwg.domain.schema import Raw
    from ictwg.merge.registers import Register
    from ictwg.merge.rows import Row
    from ictwg.store.format.lines import Place
    from ictwg.store.local.local import Local
    from ictwg.store.local.memory import Memory
    from ictwg.store.store import Store
    from ictwg.store.sync.held import Parts, Waiting
    from ictwg.store.sync.receipts import Receipt
    from ictwg.store.sync.synchronizer import Synchronizer


KEPT = "verbs.kept"
LET_GO = "verbs.let_go"
TAKEN = "verbs.restored_taken"
DROPPED = "verbs.restored_dropped"
PURGED = "verbs.purged"


class Held(NamedTuple):
    """A record of which something was taken out of the shared file: these registers, or all where none is named."""

    record: Record
    registers: tuple[str, ...]


class TrashedRow(LineRow):
    """A record in the trash: it says of itself that it is not there."""

    __slots__ = ()

    def get(self, name: str) -> bool | int | str | None:
        return False if name == LIVE else super().get(name)


def trashed(memory: Memory) -> tuple[Record, ...]:
    """Those of kinds that this version knows, last deleted first; stubs of purged ones are not among them."""
    found = (record for record, document in lying_there(memory) if document.get(GONE) is not True)
    return tuple(sorted(found, key=lambda record: _when(record.row.seen(LIVE)), reverse=True))


def lying_there(memory: Memory, needle: bytes = b"") -> Iterator[tuple[Record, dict[str, Any]]]:
    """Records in the trash of kinds that this version knows, stubs among them, whose line holds the needle."""
    for line in memory.lines.tables.get(TRASH, {}).values():
        document = document_of(line) if needle in line else {}
        kind = RECORDS.get(str(document.get("table")))
        if kind is not None:
            yield kind(TrashedRow(kind.TABLE, document["id"], line)), document


def in_trash(memory: Memory, kind: type[R], id: str) -> R | None:
    """The record, where it lies in the trash."""
    line = memory.lines.tables.get(TRASH, {}).get(row_key(id))
    if line is None or document_of(line).get("table") != kind.TABLE or document_of(line).get(GONE) is True:
        return None
    return kind(TrashedRow(kind.TABLE, id, line))


def left_of(memory: Memory, id: str, name: str) -> str:
    """What lies in the trash, or its stub, says under this name."""
    line = memory.lines.tables.get(TRASH, {}).get(row_key(id)) if is_id(id) else None
    return "" if line is None else str(document_of(line).get(name) or "")


def answered(store: Store, local: Local, sync: Synchronizer, *, keep: bool) -> Receipt:
    """One transaction over all that was held."""
    waiting, answer = sync.inbound.held, _kept if keep else _let_go
    writes = [w for place, parts in waiting.items() for w in answer(local.memory, place, parts)]
    receipt = store.committed(tuple(writes), Telling(KEPT if keep else LET_GO, total=len(waiting)))
    sync.inbound.answered()
    return receipt


def decided(store: Store, local: Local, sync: Synchronizer, *, keep: bool) -> Receipt:
    """One transaction over all values from before this computer was restored."""
    waiting = answerable(local.memory.lines, sync.inbound.restored.waiting)
    answer = _taken if keep else _dropped
    writes = [w for place, parts in waiting.items() for w in answer(local.memory, place, parts)]
    return store.committed(tuple(writes), Telling(TAKEN if keep else DROPPED, total=len(waiting)))


def held(memory: Memory, waiting: Waiting) -> tuple[Held, ...]:
    """Those of kinds that this version knows."""
    kinds = ((RECORDS.get(table), id_of(key), tuple(parts)) for (table, key), parts in waiting.items())
    found = ((memory.get(kind, id), parts) for kind, id, parts in kinds if kind is not None)
    return tuple(Held(record, parts) for record, parts in found if record is not None)


def purge(store: Store, local: Local, before: datetime) -> Receipt | None:
    """Leaves stubs of what was put in the trash before this moment; None where there is nothing."""
    limit = before.timestamp() * 1000
    writes = [
        w for record in trashed(local.memory) if _when(record.row.seen(LIVE)) < limit for w in _stub(local, record)
    ]
    return store.committed(tuple(writes), Telling(PURGED)) if writes else None


def _stub(local: Local, record: Record) -> list[Stored]:
    """Only what numbering needs stays; an edit that comes later from elsewhere is kept beside it."""
    row = local.memory.row(record.TABLE, record.id)
    names = [] if row is None else [n for n in row.registers if n.partition("/")[0] not in (*KEPT_BY_STUBS, LIVE)]
    emptied = [
        Stored(record.TABLE, record.id, name, (), local.memory.dots(record.TABLE, record.id, name)) for name in names
    ]
    said = [(LIVE, False), (GONE, True)]
    dots = local.memory.dots
    return emptied + [
        Stored(record.TABLE, record.id, name, (value,), dots(record.TABLE, record.id, name)) for name, value in said
    ]


def _kept(memory: Memory, place: Place, _: Parts) -> list[Stored]:
    """All of it again, so that nobody who has seen it without can take it for replaced."""
    row = codec_rows.row_at(memory.lines, place)
    values = {name: _values(r) for name, r in row.registers.items()} if row is not None else {}
    return [Stored(row.table, row.id, name, values[name], row.seen(name)) for name in values] if row is not None else []


def _let_go(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Into the trash, or the values that were taken out cleared; what was written since stays."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None:
        return []
    if not parts:
        return [Stored(row.table, row.id, LIVE, (False,), row.seen(LIVE))]
    return [written for name, dots in parts.items() for written in _cleared(row, name, dots)]


def _taken(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """The values in question, over all others; a record that came back as a whole is written as it stands."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None or not parts:
        return _kept(memory, place, parts)
    asked = {
        name: {d: v for d, v in row.registers.get(name, {}).items() if dot_text(d) in parts[name]} for name in parts
    }
    return [Stored(row.table, row.id, name, (winner(asked[name]),), row.seen(name)) for name in parts if asked[name]]


def _dropped(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Of a record that goes as a whole all of it is written again too: others hold no more of it than that."""
    if parts:
        return _let_go(memory, place, parts)
    return [w._replace(values=(False,)) if w.field == LIVE else w for w in _kept(memory, place, parts)]


def _cleared(row: Row, name: str, dots: tuple[str, ...]) -> Iterator[Stored]:
    register = row.registers.get(name, {})
    left = {dot: values for dot, values in register.items() if dot_text(dot) not in dots}
    if len(left) < len(register):
        nothing = (False,) if "/" in name else (None,)
        yield Stored(row.table, row.id, name, _values(left) or nothing, row.seen(name))


def _values(register: Register) -> tuple[Raw, ...]:
    return tuple(value for held in register.values() for value in held)


def _when(dots: tuple[str, ...]) -> int:
    return max((number_and_actor(dot)[0] for dot in dots), default=0)
