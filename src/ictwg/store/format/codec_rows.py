"""Lines and rows: the bytes of one record, and its place in the file.

A record is in the table of its kind, or in `_trash` with `table` beside its `id`. Ids are unique across tables. If a
file made by hand breaks that, the record of the first table by name gets the place in the trash, the others stay in
their tables with an explicit `_live`: still a function of the state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ictwg.domain.ids import id_of, is_id, row_key
from ictwg.domain.text import dumps
from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.merge.dots import Dot
from ictwg.merge.rows import Row
from ictwg.merge.stamps import DOTS, MOST, OTHERS, Stamped, dots_named, salvaged, stamp, unstamp
from ictwg.merge.values import Raw, json_text, loads, utf8
from ictwg.store.format.lines import LOG, TRASH, Lines, Place


def document_of(line: bytes) -> dict[str, Any]:
    """The record of a line as plain JSON.

    Raises:
        ValueError: It is not a JSON object.
    """
    found = loads(line[line.index(b":") + 1 :])
    if not isinstance(found, dict):
        raise ValueError(t("codec.bare_row"))  # noqa: TRY004 - what a file holds is a value, not a type
    return found


def decode_row(table: str, key: str, line: bytes) -> Row:
    """The record of a line; one from `_trash` has the table that it was in.

    Raises:
        NotReadyError: The line is damaged; with which and how.
    """
    try:
        return _decoded(table, key, document_of(line))
    except (ValueError, RecursionError) as error:
        raise damaged(table, key, str(error)) from None


def _decoded(table: str, key: str, record: dict[str, Any]) -> Row:
    if _is_foreign(key, record):
        raise ValueError(t("codec.foreign_row"))
    trashed = table == TRASH
    home = record.get("table") if trashed else table
    if not isinstance(home, str):
        raise ValueError(t("codec.no_table"))  # noqa: TRY004 - what a file holds is a value, not a type
    try:
        return Row(home, record["id"], *unstamp(record, trashed=trashed))
    except ValueError:
        return Row(home, record["id"], *salvaged(record, trashed=trashed))


def dots_in(table: str, key: str, line: bytes) -> set[Dot]:
    """The dots of a record, without building it; none if they cannot be parsed.

    Raises:
        NotReadyError: The line is damaged.
    """
    try:
        document = document_of(line)
    except (ValueError, RecursionError) as error:
        raise damaged(table, key, str(error)) from None
    try:
        return dots_named(document)
    except ValueError:
        return set()


def damaged(table: str, key: str, what: str) -> NotReadyError:
    return NotReadyError(t("codec.bad_row", table=table, key=key, what=what), t("codec.hint_check_row"))


def is_foreign_row(key: str, line: bytes) -> bool:
    """Whether a script made the row: its `id` is missing or does not match its key."""
    try:
        return _is_foreign(key, document_of(line))
    except (ValueError, RecursionError):
        return False


def encode_row(row: Row, *, in_trash: bool | None = None) -> bytes:
    """The record's line; `in_trash` only if another record has its place there."""
    trashed = row.trashed if in_trash is None else in_trash
    stamped = stamp(row.registers, row.loose, trashed=trashed)
    return _line(row.id, {"table": row.table} if trashed else {}, stamped)


def _line(id: str, home: dict[str, Raw], stamped: Stamped) -> bytes:
    shown, dots, others = stamped
    members = {"id": json_text(id)} | {name: json_text(value) for name, value in home.items()}
    for name in sorted(shown):
        value = shown[name]
        members[name] = _list(value) if isinstance(value, tuple) else json_text(value)
    if dots:
        first = sorted(dots, key=lambda name: (name != MOST, name))  # most readers need nothing else
        members[DOTS] = dumps({name: dots[name] for name in first})
    if others:
        held = {name: _object({dot: _list(v) for dot, v in others[name].items()}) for name in sorted(others)}
        members[OTHERS] = _object(held)
    return utf8(f'"{row_key(id)}":{_object(members)}')


def find_row(lines: Lines, table: str, id: str) -> Row | None:
    """The record, in its table or in the trash."""
    key = row_key(id)
    row = row_at(lines, (table, key)) or row_at(lines, (TRASH, key))
    return row if row is not None and row.table == table else None


def row_at(lines: Lines, place: Place) -> Row | None:
    """The row at one place."""
    line = lines.line(*place)
    return None if line is None else decode_row(*place, line)


def differing_rows(lines: Lines, other: Lines, but: Collection[str]) -> Iterator[Row]:
    """The records of a file whose lines are different in the other one, or are not there; without some tables."""
    for table, key, line in lines.rows(but):
        if other.line(table, key) != line:
            yield decode_row(table, key, line)


def rows_at(lines: Lines, key: str) -> list[Row]:
    """The records with this key: one, unless somebody made a file by hand."""
    return [decode_row(table, key, rows[key]) for table, rows in lines.tables.items() if key in rows]


def put_row(lines: Lines, row: Row) -> frozenset[Place]:
    """Writes the record's line at its place; returns the places whose lines have changed."""
    key = row_key(row.id)
    places = [table for table, held in lines.tables.items() if key in held]
    if places in ([], [row.table]) and not row.trashed:  # nearly always: nothing else has this key
        return _put(lines.table(row.table), (row.table, key), encode_row(row, in_trash=False))
    elsewhere = (decode_row(table, key, lines.tables[table][key]) for table in places if table != row.table)
    return settle(lines, key, [*(other for other in elsewhere if other.table != row.table), row])


def settle(lines: Lines, key: str, rows: Iterable[Row]) -> frozenset[Place]:
    """Makes these the only records with this key."""
    wanted = _placed(rows)
    changed = set()
    for table, held in lines.tables.items():
        if key in held and table not in wanted:
            del held[key]
            changed.add((table, key))
    for table, line in wanted.items():
        changed |= _put(lines.table(table), (table, key), line)
    return frozenset(changed)


def _put(held: dict[str, bytes], place: Place, line: bytes) -> frozenset[Place]:
    if held.get(place[1]) == line:
        return frozenset()
    held[place[1]] = line
    return frozenset((place,))


def _placed(rows: Iterable[Row]) -> dict[str, bytes]:
    """The line for each table; only the first deleted record has a place in the trash."""
    placed: dict[str, bytes] = {}
    for row in sorted(rows, key=lambda row: row.table):
        in_trash = row.trashed and TRASH not in placed
        placed[TRASH if in_trash else row.table] = encode_row(row, in_trash=in_trash)
    return placed


def _is_foreign(key: str, record: Mapping[str, Any]) -> bool:
    id = record.get("id")
    return not (isinstance(id, str) and is_id(id) and row_key(id) == key)


def _list(values: Iterable[Raw]) -> str:
    return f"[{','.join(map(json_text, values))}]"


def _object(members: Mapping[str, str]) -> str:
    return "{" + ",".join(f"{json_text(name)}:{text}" for name, text in members.items()) + "}"


def records_at(lines: Lines, places: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """The records at these places, as (table, id)."""
    found = []
    for table, key in sorted(places):
        line = lines.line(table, key)
        if table == TRASH and line is not None:
            found.append((decode_row(table, key, line).table, id_of(key)))
        elif table not in (LOG, TRASH):
            found.append((table, id_of(key)))
    return tuple(dict.fromkeys(found))
