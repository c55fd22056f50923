"""Builds one transaction from the changes of a use case: the writes, `_live` of their records, and the log row."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ictwg.domain.author import Author
from ictwg.domain.changes import LIVE, Changes
from ictwg.domain.clock import Clock
from ictwg.domain.ids import is_id, new_id
from ictwg.domain.schema import Raw
from ictwg.domain.text import dumps
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.registers import Register, dots_of, rivals, winner
from ictwg.merge.rows import GONE, RESERVED, Row
from ictwg.merge.values import Opaque
from ictwg.store.format.lines import LOG
from ictwg.store.local.log import Change, is_personal, places_text
from ictwg.store.local.memory import Memory
from ictwg.store.local.transactions import Key, Stored, Transaction

Rows = dict[tuple[str, str], Row | None]
# What a register showed, its dots, and its other values.
Before = tuple[Raw, tuple[str, ...], tuple[Raw, ...]]

BIGGEST = 1 << 53
MOST_NAMED = 3
CHANGES = "changes"


class Telling(NamedTuple):
    """The content of a log row: it names records by id, never by their text.

    Attributes:
        about: The first of the records, in the form of `places_text`.
        total: The number of all records, if not all are in `about`.
        app: The program's version, if the last row of its actor has another or none.
    """

    verb: str
    about: str = ""
    total: int = 0
    group: str = ""
    undoes: str = ""
    app: str = ""

    @classmethod
    def by(
        cls, verb: str, about: Iterable[tuple[str, str]], *, total: int = 0, group: str = "", undoes: str = ""
    ) -> Telling:
        """With the first few of these records, and the number of all."""
        places = tuple(about)
        total = total or (len(places) if len(places) > MOST_NAMED else 0)
        return cls(verb, places_text(places[:MOST_NAMED]), total, group, undoes)


def stored(changes: Changes) -> tuple[Stored, ...]:
    """The writes, the last one of each register, replacing all values that the author saw.

    Raises:
        InvalidValueError: The format cannot hold a value.
    """
    latest: dict[Key, Stored] = {}
    checked: str | None = None
    for table, id, field, value, seen in changes.writes:
        if id != checked and not is_id(id):
            raise _no_record(table, id, field)
        checked = id  # the writes of one record follow each other
        _check(table, id, field, value)
        before = latest.get((table, id, field))
        both = seen if before is None else tuple(dict.fromkeys(before.seen + seen))
        latest[table, id, field] = Stored(table, id, field, (value,), both)
    return tuple(latest.values())


def record(
    writes: tuple[Stored, ...],
    telling: Telling,
    created: Iterable[tuple[str, str]],
    memory: Memory,
    dot: str,
    author: Author,
    clock: Clock,
) -> tuple[Transaction, tuple[Change, ...]]:
    """The transaction, the writes of its log row last, and the previous values."""
    new = frozenset(created)
    if new:
        writes = _over_what_was_deleted(writes, new, memory)
    said = {(write.table, write.id) for write in writes if write.field == LIVE}
    rows = _rows(writes, new & said, memory)
    whole = writes + _present(rows, said)
    changed = _changed(writes, new, rows)
    # The number of the dot is a clock too, and no two transactions of one sight have the same: the log is in order.
    log_id = new_id(parse_dot(dot).n, os.urandom)
    fields: list[tuple[str, str | int]] = [
        ("at", clock.now().isoformat(timespec="milliseconds")),
        ("user", author.user),
        ("device", author.device),
        *([("home", author.home)] if author.home else []),
        *[(name, value) for name, value in telling._asdict().items() if value],
    ]
    row = [Stored(LOG, log_id, name, (value,), ()) for name, value in fields]
    row.append(Stored(LOG, log_id, CHANGES, (Opaque(dumps([c.row() for c in changed])),), ()))
    return Transaction(dot, (*whole, *row)), changed


def _over_what_was_deleted(
    writes: tuple[Stored, ...], new: frozenset[tuple[str, str]], memory: Memory
) -> tuple[Stored, ...]:
    """Re-creating a deleted record: clears every old field that the new one does not set.

    Nobody who makes a record sees what is in the trash, and an old value that came back would be taken for a new one.
    """
    written = {write.key: write for write in writes}
    for table, id in new:
        row = memory.row(table, id)
        if row is not None and row.trashed:
            written |= {write.key: write for write in _replacing(row, written)}
    return tuple(written.values())


def _replacing(row: Row, written: dict[Key, Stored]) -> Iterator[Stored]:
    for name in row.registers:
        key, seen = (row.table, row.id, name), row.seen(name)
        if key in written:
            yield written[key]._replace(seen=tuple(dict.fromkeys((*written[key].seen, *seen))))
        elif "/" in name or name == GONE:
            yield Stored(*key, (False,), seen)
        elif name != LIVE:
            yield Stored(*key, (None,), seen)


def _rows(writes: tuple[Stored, ...], made: frozenset[tuple[str, str]], memory: Memory) -> Rows:
    """The current rows of the records to write; None for those that are created now."""
    rows: Rows = {}
    for write in writes:
        place = write.table, write.id
        if place not in rows:
            rows[place] = None if place in made else memory.row(*place)
    return rows


def _present(rows: Rows, said: set[tuple[str, str]]) -> tuple[Stored, ...]:
    """Every edit writes `_live` of its records again, so that it wins over a concurrent deletion."""
    silent = [place for place in rows if place not in said]
    return tuple([Stored(table, id, LIVE, (True,), _true_dots(rows[table, id])) for table, id in silent])


def _true_dots(row: Row | None) -> tuple[str, ...]:
    register = {} if row is None else row.registers.get(LIVE, {})
    return tuple([dot_text(dot) for dot, values in register.items() if True in values])


def _changed(writes: tuple[Stored, ...], new: frozenset[tuple[str, str]], rows: Rows) -> tuple[Change, ...]:
    changes = [Change(*place) for place in rows if place in new]
    for table, id, field, values, _ in writes:
        if not values or (table, id) in new:
            continue
        change = Change(table, id, field, *_before(field, rows[table, id]))
        if is_personal(table, field) and (change.before is not None or change.rivals):
            change = change._replace(known=False)
        changes.append(change)
    return tuple(changes)


def _before(field: str, row: Row | None) -> Before:
    register: Register = {} if row is None else row.registers.get(field, {})
    return winner(register), dots_of(register), rivals(register)


def _check(table: str, id: str, field: str, value: object) -> None:
    if not table or not field or field in RESERVED:
        raise _no_record(table, id, field)
    fits = value is None or isinstance(value, (bool, str)) or (isinstance(value, int) and abs(value) <= BIGGEST)
    if not fits:
        raise InvalidValueError(t("store.no_value", field=field), t("store.no_value_hint"), field=field)


def _no_record(table: str, id: str, field: str) -> InvalidValueError:
    return InvalidValueError(t("store.not_a_record", table=table, id=id), t("store.not_a_record_hint"), field=field)
