"""Merges two files line by line: equal lines are copied, only records that differ are decoded.

    a ──same lines──────────────► result
      ╲ differing keys ► rows ► join_rows ► redact ► line ╱
    b ╱

A record on one side only is copied if the other side has seen none of its dots. If it has seen some, it may have
dropped them, so the record is decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ictwg.domain.ids import id_of, row_key
from ictwg.merge.dots import Dot
from ictwg.merge.encryption import turns
from ictwg.merge.join import join_meta
from ictwg.merge.redactions import EDITIONS, Redactions
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.rows import Row, join_rows
from ictwg.store.format.codec_rows import decode_row, dots_in, records_at, rows_at, settle
from ictwg.store.format.lines import LOG, TRASH, Header, Lines, Place
from ictwg.store.format.table import differing, holding, in_order, key_of

SUBJECTS = b'"subject":"'
_IDS = re.compile(rb"[0-7][0-9A-Z]{25}")


class Joined(NamedTuple):
    """The merge of two files.

    `changed`: the places whose lines differ from those of `a`. `scrubs`: whether the other local files of `a` must be
    rewritten, because of new redactions, or because encryption was turned on or off.
    """

    lines: Lines
    changed: frozenset[Place]
    scrubs: bool

    @property
    def records(self) -> tuple[tuple[str, str], ...]:
        """The changed records, as (table, id)."""
        return records_at(self.lines, self.changed)

    @property
    def conflicts(self) -> tuple[tuple[str, str, str], ...]:
        """Their registers with two versions, as (table, id, field)."""
        held = ((table, key, self.lines.line(table, key)) for table, key in sorted(self.changed) if table != LOG)
        rows = [decode_row(table, key, line) for table, key, line in held if line is not None and b'"_c":{' in line]
        return tuple((row.table, row.id, name) for row in rows for name in row.registers if row.rivals(name))

    def log_rows(self, before: Lines) -> tuple[str, ...]:
        """The ids of the rows of the log that were not there before, oldest first."""
        known, there = before.tables.get(LOG, {}), self.lines.tables.get(LOG, {})
        keys = [key for table, key in self.changed if table == LOG and key not in known and key in there]
        return tuple(map(id_of, in_order(keys)))


class Unseen(NamedTuple):
    """For each of two copies the dots that it covers but never saw, and the other has (see `sync.coverage`)."""

    ours: frozenset[Dot] = frozenset()
    theirs: frozenset[Dot] = frozenset()


def join_lines(a: Lines, b: Lines, unseen: Unseen | None = None) -> Joined:
    """The merge of two copies of one `db`, each with its own redactions applied.

    Args:
        unseen: The dots that each of them covers but never saw.

    Raises:
        NotReadyError: A line that differs is damaged; both copies are unchanged.
    """
    meta = join_meta(a.header.meta, b.header.meta)
    header = Header(meta, a.context.joined(b.context))
    keys = _different_keys(a, b)
    ours, theirs = _only(keys, a), _only(keys, b)
    if unseen is not None:
        ours.header = ours.header.with_context(ours.context.but(unseen.ours))
        theirs.header = theirs.header.with_context(theirs.context.but(unseen.theirs))
    part = Lines(header, ours.copy().tables)  # only what differs is looked at from here on
    for key in keys:
        if not _kept(part, ours, theirs, key) and not _kept(part, theirs, ours, key):
            settle(part, key, _joined_rows(ours, theirs, key))
    result = Lines(header, a.copy().tables)
    _put_all(result, part, _differing(part, ours, keys))
    redactions = redactions_of(result)
    if redactions:
        _put_all(result, part, {place for key in keys for place in _redact_at(part, key, redactions)})
    changed = _differing(part, ours, keys)
    scrubs = any(table == REDACTIONS for table, _ in changed) or turns(a.header.meta, meta)
    return Joined(result, changed, scrubs)


def redactions_of(lines: Lines) -> Redactions:
    """All redactions of a copy, deleted ones too."""
    held = [decode_row(REDACTIONS, key, line) for key, line in lines.tables.get(REDACTIONS, {}).items()]
    mark = f'"table":"{REDACTIONS}"'.encode()
    held += [decode_row(TRASH, key_of(line), line) for line in holding(lines.tables.get(TRASH, {}), (mark,))]
    return Redactions.of(row for row in held if row.table == REDACTIONS)


def redact_lines(lines: Lines) -> frozenset[Place]:
    """Applies all redactions to the whole copy; returns the places that changed."""
    return redact_by(lines, redactions_of(lines))


def redact_by(lines: Lines, redactions: Redactions) -> frozenset[Place]:
    """Applies these."""
    changed: set[Place] = set()
    for key in set(_touched_keys(lines, redactions)):
        changed |= _redact_at(lines, key, redactions)
    return frozenset(changed)


def _different_keys(a: Lines, b: Lines) -> set[str]:
    keys: set[str] = set()
    for table in {**a.tables, **b.tables}:
        keys |= differing(a.tables.get(table, {}), b.tables.get(table, {}))
    return keys


def _only(keys: set[str], lines: Lines) -> Lines:
    """The rows with these keys."""
    tables = {
        table: {key: line for key in keys if (line := rows.get(key)) is not None}
        for table, rows in lines.tables.items()
    }
    return Lines(lines.header, tables, digest_ok=lines.digest_ok)


def _put_all(lines: Lines, part: Lines, places: Iterable[Place]) -> None:
    """Copies the lines at these places, or removes them if there are none."""
    for table, key in places:
        line = part.line(table, key)
        rows = lines.table(table)
        if line is not None:
            rows[key] = line
        elif key in rows:
            del rows[key]


def _kept(result: Lines, side: Lines, other: Lines, key: str) -> bool:
    """Copies a record that only this side has ever seen, undecoded; returns whether it is one."""
    places = [table for table, rows in side.tables.items() if key in rows]
    if len(places) != 1 or side.digest_ok is False or any(key in rows for rows in other.tables.values()):
        return False
    (table,) = places
    line = side.tables[table][key]
    if any(map(other.context.covers, dots_in(table, key, line))):
        return False
    result.table(table)[key] = line
    return True


def _joined_rows(a: Lines, b: Lines, key: str) -> list[Row]:
    ours = {row.table: row for row in rows_at(a, key)}
    theirs = {row.table: row for row in rows_at(b, key)}
    joined = (join_rows(ours.get(table), a.context, theirs.get(table), b.context) for table in {**ours, **theirs})
    return [row for row in joined if row]


def _redact_at(lines: Lines, key: str, redactions: Redactions) -> frozenset[Place]:
    held = rows_at(lines, key)
    cleaned = [redactions.apply(row) for row in held]
    if all(new is old for new, old in zip(cleaned, held, strict=True)):
        return frozenset()
    return settle(lines, key, [row for row in cleaned if not row.empty])


def _touched_keys(lines: Lines, redactions: Redactions) -> Iterator[str]:
    """The named records, and the log rows and adopted minutes that refer to them."""
    needles = [id.encode() for id in redactions.records]
    yield from (row_key(id) for id in redactions.records)
    for table in (LOG, EDITIONS, TRASH):
        for key, line in lines.tables.get(table, {}).items():
            if any(needle in line for needle in needles):
                yield key
    near = {id.encode() for id in redactions.near}
    for key, line in lines.tables.get(LOG, {}).items():
        if SUBJECTS in line and not near.isdisjoint(_IDS.findall(line)):
            yield key


def _differing(result: Lines, other: Lines, keys: set[str]) -> frozenset[Place]:
    found: set[Place] = set()
    for table in {**result.tables, **other.tables}:
        rows, others = result.tables.get(table, {}), other.tables.get(table, {})
        found |= {(table, key) for key in keys if rows.get(key) != others.get(key)}
    return frozenset(found)
