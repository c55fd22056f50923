"""The trash, and the stubs that purged records leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ictwg.domain.changes import LIVE
from ictwg.domain.ids import is_id, number_and_actor, row_key
from ictwg.domain.schema import RECORDS, R, Record
from ictwg.merge.rows import GONE, KEPT_BY_STUBS
from ictwg.store.format.lines import TRASH
from ictwg.store.local.listing import document_of
from ictwg.store.local.local import Local
from ictwg.store.local.memory import Memory
from ictwg.store.local.transactions import Stored
from ictwg.store.local.views import LineRow

_STUB = frozenset(("id", "table", "_v", "_c", "_n", GONE, LIVE, *KEPT_BY_STUBS))


class TrashedRow(LineRow):
    """A record in the trash: its `_live` is false."""

    __slots__ = ()

    def get(self, name: str) -> bool | int | str | None:
        return False if name == LIVE else super().get(name)


def trashed(memory: Memory) -> tuple[Record, ...]:
    """Deleted records of known types, last deleted first, without purged ones."""
    found = (record for record, document in lying_there(memory) if document.get(GONE) is not True)
    return tuple(sorted(found, key=lambda record: _when(record.row.seen(LIVE)), reverse=True))


def lying_there(memory: Memory, needle: bytes = b"") -> Iterator[tuple[Record, dict[str, Any]]]:
    """Records in the trash of known types, including stubs, whose line contains the needle."""
    for line in memory.lines.tables.get(TRASH, {}).values():
        document = document_of(line) if needle in line else {}
        kind = RECORDS.get(str(document.get("table")))
        if kind is not None:
            yield kind(TrashedRow(kind.TABLE, document["id"], line)), document


def changed_after_purge(memory: Memory) -> tuple[Record, ...]:
    """Purged records that were edited concurrently; the edit is kept beside the stub."""
    stubs = lying_there(memory, b'"_gone":true')
    return tuple(record for record, document in stubs if not _STUB.issuperset(document))


def in_trash(memory: Memory, kind: type[R], id: str) -> R | None:
    """The record, if it is in the trash."""
    line = memory.lines.tables.get(TRASH, {}).get(row_key(id))
    if line is None or document_of(line).get("table") != kind.TABLE or document_of(line).get(GONE) is True:
        return None
    return kind(TrashedRow(kind.TABLE, id, line))


def left_of(memory: Memory, id: str, name: str) -> str:
    """The value of this field in the trash or in a stub."""
    line = memory.lines.tables.get(TRASH, {}).get(row_key(id)) if is_id(id) else None
    return "" if line is None else str(document_of(line).get(name) or "")


def purged(local: Local, before: datetime) -> tuple[Stored, ...]:
    """The writes that replace records deleted before this moment by stubs."""
    limit = before.timestamp() * 1000
    gone = (record for record in trashed(local.memory) if _when(record.row.seen(LIVE)) < limit)
    return tuple(write for record in gone for write in _stub(local, record))


def _stub(local: Local, record: Record) -> list[Stored]:
    """Keeps only the references; a later edit from another computer is kept beside it."""
    row = local.memory.row(record.TABLE, record.id)
    names = () if row is None else row.registers
    left = dict.fromkeys((n for n in names if n.partition("/")[0] not in (*KEPT_BY_STUBS, LIVE)), ())
    values: dict[str, tuple[bool, ...]] = {**left, LIVE: (False,), GONE: (True,)}
    dots = local.memory.dots
    return [Stored(record.TABLE, record.id, n, held, dots(record.TABLE, record.id, n)) for n, held in values.items()]


def _when(dots: tuple[str, ...]) -> int:
    return max((number_and_actor(dot)[0] for dot in dots), default=0)
