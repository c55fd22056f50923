"""Redaction: the one exception to "never lost" (STORE.md §6).

A redaction is a record: which field of which record, and the dots that it covers; never the text. Wherever one of those
dots is met, its value is gone: in the field, among its rivals, in the trash, in the log, in what adopted minutes print
of it. Joining unites the values of a shared dot, so this is part of every join, after it: an old copy cannot bring the
text back, nor can minutes that somebody adopted before it reached him.

    redact(R, x) maps each value by itself, and redact(R, redact(S, x)) = redact(R, x) where R holds S:
    so it may be done before, between and after joins, in any order.

Rows of the log name records by id. Those of before also held a name as text, their `subject`: it goes wherever the row
names the record by id, or one of those that a redaction names as near it, a function of the person or an attendance,
whose rows were told by the name of the record. No text is compared, so that it is the same on every computer.

That holds because redactions only ever grow: whoever deletes the record of one takes nothing back.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from json import dumps
from typing import Any

from ictwg.merge.dots import Dot, dot_text
from ictwg.merge.registers import Register
from ictwg.merge.rows import LOG, Row
from ictwg.merge.rows import MARKS as UNREADABLE
from ictwg.merge.stamps import MOST
from ictwg.merge.values import Opaque, Raw, from_json, loads, united

TABLE = "redactions"
CHANGES, ABOUT, SUBJECT = "changes", "about", "subject"
EDITIONS, CONTENT, DIGEST, MARKS = "editions", "content", "digest", "_v"
RULES = 2
"""Grows when redactions remove more than they did, so that what they left is removed once more."""
# What stands where a text stood. Which day it was removed says the record of the redaction.
REMOVED = None

_DOTS, NEAR = "dots/", "near/"


class Redactions:
    """All redactions of a copy, as one question: is this value covered?"""

    __slots__ = ("_covered", "_near", "_records")

    def __init__(self, covered: frozenset[tuple[Raw, Raw, Raw, str]], near: frozenset[str] = frozenset()) -> None:
        self._covered = covered
        self._records = frozenset((table, id) for table, id, _, _ in covered)
        self._near = near | {id for table, id in self._records if table != LOG and isinstance(id, str)}

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Redactions:
        held = tuple(rows)
        near = frozenset(name[len(NEAR) :] for row in held for name in row.registers if name.startswith(NEAR))
        return cls(frozenset(one for row in held for one in _covered_by(row)), near)

    def __bool__(self) -> bool:
        return bool(self._covered)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Redactions) and (self._covered, self._near) == (other._covered, other._near)

    def __hash__(self) -> int:
        return hash((self._covered, self._near))

    @property
    def records(self) -> frozenset[str]:
        """The ids of the records that have something to hide."""
        return frozenset(id for _, id in self._records if isinstance(id, str))

    @property
    def near(self) -> frozenset[str]:
        """The ids of the records by whose names rows of the log may have been told: their own, and those near them."""
        return self._near

    def covers(self, table: str, id: str, field: str, dot: str) -> bool:
        """Args: field: a field's name, or `field/element`."""
        return (table, id, field.partition("/")[0], dot) in self._covered

    def apply(self, row: Row) -> Row:
        """The record without what is covered; the same object where there is nothing."""
        if row.table == LOG:
            row = self._of_log(row)
        elif row.table == EDITIONS:
            row = self._of_edition(row)
        if (row.table, row.id) not in self._records or row.table == TABLE:
            return row
        registers = {name: self._register(row, name, register) for name, register in row.registers.items()}
        hidden = UNREADABLE | {field for table, id, field, _ in self._covered if (table, id) == (row.table, row.id)}
        loose = {name: value for name, value in row.loose.items() if name not in hidden}
        return Row(row.table, row.id, {name: r for name, r in registers.items() if r}, loose)

    def _register(self, row: Row, name: str, register: Register) -> dict[Dot, tuple[Raw, ...]]:
        """An element of a set *is* its text, so it vanishes; its dots stay covered by the context."""
        hidden = {dot for dot in register if self.covers(row.table, row.id, name, dot_text(dot))}
        if "/" in name:
            return {dot: values for dot, values in register.items() if dot not in hidden}
        return {dot: (REMOVED,) if dot in hidden else values for dot, values in register.items()}

    def _of_log(self, row: Row) -> Row:
        return self._of_changes(self._of_subject(row))

    def _of_subject(self, row: Row) -> Row:
        held = row.registers.get(SUBJECT)
        if not held or self._near.isdisjoint(_named_in(row)):
            return row
        gone: Register = dict.fromkeys(held, (REMOVED,))
        return row if gone == held else Row(LOG, row.id, {**row.registers, SUBJECT: gone}, row.loose)

    def _of_changes(self, row: Row) -> Row:
        register = row.registers.get(CHANGES)
        if not register or not self._speaks_of_any(register):
            return row
        cleaned = {
            dot: united(self._entry(dot_text(dot), value) for value in values) for dot, values in register.items()
        }
        return row if cleaned == register else Row(LOG, row.id, {**row.registers, CHANGES: cleaned}, row.loose)

    def _speaks_of_any(self, register: Register) -> bool:
        texts = [str(value) for values in register.values() for value in values]
        return any(id in text for id in self.records for text in texts)

    def _of_edition(self, row: Row) -> Row:
        """Adopted minutes without what is covered of the records that they print, and the digest of what is left."""
        register = row.registers.get(CONTENT)
        if not register or not self._speaks_of_any(register):
            return row
        cleaned = {dot: united(map(self._printed, values)) for dot, values in register.items()}
        digests = {
            dot: united(map(_digest, cleaned[dot])) if cleaned.get(dot) != register.get(dot) else values
            for dot, values in row.registers.get(DIGEST, {}).items()
        }
        if cleaned == register:
            return row
        both = {CONTENT: cleaned, **({DIGEST: digests} if digests else {})}
        return Row(row.table, row.id, {**row.registers, **both}, row.loose)

    def _printed(self, value: Raw) -> Raw:
        try:
            said = loads(str(value))
            rows = said["rows"]
            held = [(table, id, rows[table][id]) for table, id in self._records if id in rows.get(table, {})]
            gone = [self._strip(str(table), str(id), row) for table, id, row in held]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # not made by this program
            return value
        return _printed_again(said) if any(gone) else value

    def _strip(self, table: str, id: str, row: dict[str, Any]) -> bool:
        """Takes out of a printed record what is covered; whether anything was."""
        marks: dict[str, str] = row.get(MARKS, {})
        most, before = marks.get(MOST, ""), dict(row)
        for name, value in before.items():
            if isinstance(value, list):
                row[name] = [one for one in value if not self._marked(table, id, f"{name}/{one}", marks, most)]
            elif name != MARKS and self._marked(table, id, name, marks, most):
                del row[name]
        return row != before

    def _marked(self, table: str, id: str, register: str, marks: dict[str, str], most: str) -> bool:
        covered = self.covers(table, id, register, marks.get(register, most))
        if covered and "/" in register:
            marks.pop(register, None)  # an element is its text
        return covered

    def _entry(self, own: str, value: Raw) -> Raw:
        if not isinstance(value, Opaque):
            return value
        changes = loads(value)
        if not isinstance(changes, list):
            return value
        return from_json([self._change(own, change) for change in changes])

    def _change(self, own: str, change: Any) -> Any:
        """One `[table, id, register, before, [dots before], [rivals before]]`, shorter where there is less to say."""
        if not _names_a_field(change):
            return change
        table, id, name, *before = change
        dots = before[1] if len(before) > 1 and isinstance(before[1], list) else []
        element = "/" in name
        hidden = any(isinstance(dot, str) and self.covers(table, id, name, dot) for dot in dots)
        if not hidden and not (element and self.covers(table, id, name, own)):
            return change
        field = name.partition("/")[0]
        return [table, id, field, REMOVED, dots] if before else [table, id, field]


def _named_in(row: Row) -> Iterable[str]:
    """The ids of the records that a row of the log names."""
    for value in _all(row, CHANGES):
        changes = loads(value) if isinstance(value, Opaque) else ()
        for change in changes if isinstance(changes, list) else ():
            if isinstance(change, list):
                yield from (part for part in change[1:2] if isinstance(part, str))
    for about in _all(row, ABOUT):
        yield from (line.rpartition("/")[2] for line in str(about).splitlines())


def _printed_again(said: dict[str, Any]) -> str:
    """As adoption writes it."""
    return dumps(said, sort_keys=True, separators=(",", ":"))


def _digest(content: Raw) -> Raw:
    from hashlib import sha256

    return sha256(str(content).encode()).hexdigest()


def _names_a_field(change: Any) -> bool:
    return isinstance(change, list) and len(change) > 2 and all(isinstance(part, str) for part in change[:3])  # noqa: PLR2004 - table, id, field


def _covered_by(row: Row) -> Iterable[tuple[Raw, Raw, Raw, str]]:
    """Every value ever written counts, so that nothing takes a redaction back."""
    dots = [name[len(_DOTS) :] for name in row.registers if name.startswith(_DOTS)]
    return product(_all(row, "of_table"), _all(row, "of_id"), _all(row, "of_field"), dots)


def _all(row: Row, name: str) -> list[Raw]:
    return [value for values in row.registers.get(name, {}).values() for value in values]
