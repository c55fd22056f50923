"""Edits in a shared file by a script or a person: its digest is wrong, but it parses.

A three-way comparison: what differs from the merge base (`base.json`) under the same dots was edited outside, and
becomes an ordinary edit of ours. A row without an id of ours gets one, which every computer derives alike. Values
under unknown dots become edits too; their dots come with their author's own copy.

    Without a valid digest nothing is deleted: missing records are reported, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ictwg.domain.ids import derived_id, row_key
from ictwg.domain.schema import Raw
from ictwg.domain.text import clean
from ictwg.merge.dots import parse_dot
from ictwg.merge.rows import Row
from ictwg.merge.values import Opaque, canonical, from_json, is_set, loads
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import LOG, TRASH, Lines
from ictwg.store.local.transactions import Stored

_NOT_DATA = frozenset({TRASH, LOG, "redactions"})
_GONE = b'"_gone":true'


class ExternalEdits(NamedTuple):
    """The writes, the new records among them, and the places of missing records."""

    writes: tuple[Stored, ...]
    created: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]


def found(theirs: Lines, base: Lines | None, ours: Lines) -> ExternalEdits:
    """The edits in `theirs`.

    Args:
        theirs: The file with the wrong digest.
    """
    before = base if base is not None else ours
    writes: dict[tuple[str, str, str], Stored] = {}
    created: list[tuple[str, str]] = []
    rows = (row for row in (*theirs.rows(), *theirs.duplicates) if row[0] not in _NOT_DATA)
    for table, key, line in rows:
        if before.line(table, key) == line:
            continue
        if codec_rows.is_foreign_row(key, line):
            adopted = _adopted(ours, table, line)
            created += [(w.table, w.id) for w in adopted[:1]]
        else:
            row, known = codec_rows.decode_row(table, key, line), codec_rows.row_at(before, (table, key))
            adopted = _changed(line, row, known, ours)
        writes |= {write.key: write for write in adopted}
    return ExternalEdits(tuple(writes.values()), tuple(created), tuple(_missing(theirs, before, ours)))


def additions(theirs: Lines, ours: Lines) -> Lines:
    """A copy of `theirs` without records that are deleted here, unless it has new dots of them.

    Raises:
        NotReadyError: A line of it is damaged.
    """
    kept = theirs.copy()
    for table, key, line in theirs.rows():
        here = ours.line(table, key)
        if here is None or _GONE in here:
            dots = codec_rows.dots_in(table, key, line)
            if dots and all(map(ours.context.covers, dots)):
                del kept.tables[table][key]
    return kept


def _changed(line: bytes, row: Row, before: Row | None, ours: Lines) -> list[Stored]:
    """The registers that a script wrote: another value under the old dots, its own or the record's."""
    found = [
        Stored(row.table, row.id, name, (_cleaned(row.get(name)),), _replaced(name, row, before))
        for name in row.registers
        if not name.startswith("_") and _differs(name, row, before, ours)
    ]
    for name, value in row.unsigned().items():
        found += _undotted(row, name, value, before)
    return [*found, *_taken_out(line, row, before)]


def _undotted(row: Row, name: str, value: Raw, before: Row | None) -> list[Stored]:
    """Values without a dot; if the dots cannot be parsed, unchanged values are not edits."""
    elements: Any = loads(value) if not row.sound and isinstance(value, Opaque) else None
    if is_set(elements):
        held = before.elements(name) if before is not None else ()
        return [Stored(row.table, row.id, f"{name}/{one}", (True,), ()) for one in elements if one not in held]
    if not row.sound and before is not None and canonical(before.get(name)) == canonical(value):
        return []
    return [Stored(row.table, row.id, name, (_cleaned(value),), ())]


def _differs(name: str, row: Row, before: Row | None, ours: Lines) -> bool:
    dots = row.seen(name)
    if before is not None and dots == before.seen(name):
        return canonical(before.get(name)) != canonical(row.get(name))
    unseen = not all(ours.context.covers(parse_dot(dot)) for dot in dots)
    return unseen or before is None or name not in before.registers


def _replaced(name: str, row: Row, before: Row | None) -> tuple[str, ...]:
    dots = row.seen(name)
    return dots if before is not None and dots == before.seen(name) else ()


def _taken_out(line: bytes, row: Row, before: Row | None) -> list[Stored]:
    """Elements removed from an array that is still there."""
    if before is None:
        return []
    document = codec_rows.document_of(line)
    return [
        Stored(row.table, row.id, name, (False,), before.seen(name))
        for name in before.registers
        if "/" in name
        and before.get(name) is True
        and name not in row.registers
        and isinstance(document.get(name.partition("/")[0]), list)
    ]


def _adopted(ours: Lines, table: str, line: bytes) -> list[Stored]:
    """Adds a row without an id of ours: every computer derives the same id, so it is added once."""
    document = codec_rows.document_of(line)
    content = {name: value for name, value in document.items() if not name.startswith("_")}
    text = canonical(from_json(content)).decode("utf-8", "surrogatepass")
    id = derived_id(ours.db, table, ("adopted", text))
    if row_key(id) in ours.tables.get(table, {}) or row_key(id) in ours.tables.get(TRASH, {}):
        return []
    return [write for name, value in content.items() if name != "id" for write in _fields(table, id, name, value)]


def _fields(table: str, id: str, name: str, value: Any) -> list[Stored]:
    if isinstance(value, list) and value and all(isinstance(element, str) for element in value):
        return [Stored(table, id, f"{name}/{clean(element)}", (True,), ()) for element in value]
    return [Stored(table, id, name, (_cleaned(from_json(value)),), ())]


def _cleaned(value: Raw) -> Raw:
    """Cleans text, which becomes a value of ours here."""
    if isinstance(value, str) and not isinstance(value, Opaque):
        return clean(value, multiline=True)
    return value


def _missing(theirs: Lines, before: Lines, ours: Lines) -> Iterator[tuple[str, str]]:
    for table, key, _ in before.rows(_NOT_DATA):
        if theirs.line(table, key) is None and theirs.line(TRASH, key) is None and ours.line(table, key) is not None:
            yield table, key
