"""Validates merged records: what is valid on each side may be invalid together (STORE.md §5).

It checks only merged rows, and those that refer to a deleted record. The result is saved in `share.json`, so that Today
can count without reading every row. The list *To check* reads all.
"""

from __future__ import annotations

from collections.abc import Iterable

from ictwg.domain.clashes import clashes_of, unreadable_in
from ictwg.domain.ids import id_of
from ictwg.domain.schema import RECORDS, Record
from ictwg.store.format.lines import LOG, TRASH
from ictwg.store.local.local import REDACTIONS
from ictwg.store.local.memory import Memory
from ictwg.store.local.trash import trashed
from ictwg.store.sync.returned import returned

Named = tuple[tuple[str, str], ...]

_NOT_DATA = (TRASH, LOG, REDACTIONS)


def validated(memory: Memory, taken: Iterable[tuple[str, str]], before: Named) -> Named:
    """The invalid records, as (table, id); those of `before` are checked again."""
    deleted: dict[str, Record] = {record.id: record for record in trashed(memory)}
    places = dict.fromkeys((*before, *taken))
    gone = [id for _, id in places if id in deleted]
    places |= dict.fromkeys(_pointing(memory, gone))
    redacting = any(table == REDACTIONS for table, _ in places)  # what it names may have been back before it came
    back = {one.place[:2] for one in returned(memory, None if redacting else places)}
    wrong = (place for place in places if place not in back and _is_wrong(memory, *place, deleted))
    return (*wrong, *back)


def unreadable(memory: Memory) -> Named:
    """The records, as (table, id), with an undecodable field or a redacted text, for the first read of a file."""
    found = (record for kind in list(RECORDS.values()) for record in memory.all(kind) if any(unreadable_in(record)))
    places = (*((record.TABLE, record.id) for record in found), *(one.place[:2] for one in returned(memory)))
    return tuple(dict.fromkeys(places))


def _is_wrong(memory: Memory, table: str, id: str, deleted: dict[str, Record]) -> bool:
    kind = RECORDS.get(table)
    record = memory.get(kind, id) if kind is not None else None
    if record is None:
        return False
    return any(clashes_of(memory, record, deleted.get)) or any(unreadable_in(record))


def _pointing(memory: Memory, gone: list[str]) -> Iterable[tuple[str, str]]:
    """The records whose row refers to one of these."""
    needles = [id.encode() for id in gone]
    for table, rows in memory.lines.tables.items() if needles else ():
        if table not in _NOT_DATA:
            yield from ((table, id_of(key)) for key, line in rows.items() if any(needle in line for needle in needles))
