"""The records of one table, read from their lines, and indexes over them.

A line is parsed when the first field of its record is needed. An edit costs the same at a thousand and at a hundred
thousand records: a shelf replaces one entry, an index moves one id. Both are built when first needed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring
from typing import Any, Generic

from ictwg.domain.changes import LIVE
from ictwg.domain.ids import id_of, is_id, row_key
from ictwg.domain.schema import Field, R, Raw, Record, targets
from ictwg.domain.state import Narrowing
from ictwg.merge.dots import parse_dot
from ictwg.merge.values import Opaque, is_set, verbatim
from ictwg.store.format.table import Table, holding
from ictwg.store.local.listing import all_in_order, document_of, in_order, promising, worth_a_look

DOTS = "_v"
RIVALS = "_c"
MOST = "*"


_NAMES: dict[str, str] = {}
"""Each name of a field once, and not once for each of a hundred thousand rows."""


class LineRow:
    """The row of one record (`ictwg.domain.schema.Row`), read from its line."""

    __slots__ = ("_document", "_id", "_line", "table")

    def __init__(self, table: str, id: str, line: bytes) -> None:
        self.table = table
        self._id = id
        self._line = line
        self._document: dict[str, Any] | None = None

    @property
    def id(self) -> str:
        return self._id or str(self.document.get("id", ""))

    @property
    def document(self) -> dict[str, Any]:
        """The whole row as plain JSON."""
        if self._document is None:
            found = document_of(self._line)
            self._document = {_NAMES.setdefault(name, name): found[name] for name in found}
        return self._document

    def get(self, name: str) -> Raw:
        value: Any = name == LIVE or self.document.get(name)
        return value if type(value) in _PLAIN else _of_another_type(value)

    def elements(self, name: str) -> tuple[str, ...]:
        found = self.document.get(name)
        if type(found) is list:
            return tuple(found) if is_set(found) else ()
        return self._beside(name) if found is None and RIVALS in self.document else ()

    def seen(self, name: str) -> tuple[str, ...]:
        dots = _object(self.document.get(DOTS))
        if name in dots:
            return _dots(dots[name])
        if name == LIVE:
            return _newest(dots)
        return _dots(dots.get(MOST)) if self._has(name) else ()

    def rivals(self, name: str) -> tuple[Raw, ...]:
        return tuple(value for _, value in self.contested().get(name, ()))

    def contested(self) -> dict[str, tuple[tuple[str, Raw], ...]]:
        if RIVALS.encode() not in self._line:
            return {}
        found = {name: self._hidden(name) for name in _object(self.document.get(RIVALS))}
        return {name: held for name, held in found.items() if len(held) > 1 or (held and len(self.seen(name)) > 1)}

    @property
    def sound(self) -> bool:
        from ictwg.merge.rows import Row
        from ictwg.merge.stamps import unstamp

        try:
            return Row(self.table, self.id, *unstamp(self.document, trashed=False)).sound
        except ValueError:
            return False

    def _hidden(self, name: str) -> tuple[tuple[str, Raw], ...]:
        """The values of a register that are not shown, each with its dot."""
        others = _object(_object(self.document.get(RIVALS)).get(name))
        return tuple(
            (dot, value if type(value) in _PLAIN else _of_another_type(value))
            for dot, values in others.items()
            if _is_dot(dot) and type(values) is list
            for value in values
        )

    def _beside(self, name: str) -> tuple[str, ...]:
        """The elements of a set that was emptied concurrently: they are among the values that are not shown."""
        start = name + "/"
        registers = [one for one in _object(self.document.get(RIVALS)) if one.startswith(start)]
        return tuple(sorted(one[len(start) :] for one in registers if [v for _, v in self._hidden(one)] == [True]))

    def _has(self, register: str) -> bool:
        field, slash, element = register.partition("/")
        return element in self.elements(field) if slash else field in self.document


_PLAIN = frozenset((str, int, bool, type(None)))
"""The types of values; anything else in a file came from a script, a hand or a newer program."""


def _of_another_type(value: Any) -> Raw:
    """None for a set, which has elements instead; otherwise its JSON as an opaque value."""
    return None if is_set(value) else Opaque(verbatim(value))


def _object(value: Any) -> dict[str, Any]:
    return value if type(value) is dict else {}


def _dots(found: Any) -> tuple[str, ...]:
    """The dots in a list."""
    return tuple(filter(_is_dot, found)) if type(found) is list else ()


def _is_dot(text: Any) -> bool:
    try:
        return type(text) is str and bool(parse_dot(text))
    except ValueError:
        return False


def _newest(dots: dict[str, Any]) -> tuple[str, ...]:
    """The dot of the newest write: that of `_live`, if it has none of its own."""
    firsts = [found[0] for found in map(_dots, dots.values()) if found]
    return (max(firsts, key=parse_dot),) if firsts else ()


# So many questions are answered by looking through the lines before an index is worth its building.
SCANS_BEFORE_INDEX = 3


class Shelf(Generic[R]):
    """One table.

    Args:
        lines: Row key → line; shared with the store, which calls `changed`.
        unreadable: Collects lines that this computer's disk has damaged; they are skipped.
    """

    def __init__(self, kind: type[R], lines: Table, unreadable: set[bytes] | None = None) -> None:
        self._kind = kind
        self._lines = lines
        self._unreadable = set() if unreadable is None else unreadable
        self._cache: dict[str, R] = {}
        self._ids: list[str] | None = None
        self._records: list[R] = []
        self._all: tuple[R, ...] | None = None
        self._indexes: dict[str, Index] = {}
        self._scans = 0

    def get(self, id: str) -> R | None:
        known = self._cache.get(id)
        if known is None:
            line = self._lines.get(row_key(id)) if is_id(id) else None
            if line is None:
                return None
            if (row := self._read(id, line)) is None:
                return None
            known = self._cache[id] = self._kind(row)
        return known

    def all(self) -> tuple[R, ...]:
        if self._all is None:
            if self._ids is None:
                self._fill()
            self._all = tuple(self._records)
        return self._all

    def holding(self, *needles: bytes) -> Iterator[R]:
        """The records whose line contains every needle: a superset of those that match by their values."""
        return self._made(holding(self._lines, needles))

    def narrowed(self, narrowing: Narrowing) -> Iterator[R]:
        """A superset of the matching records; only lines that may match are decoded."""
        return self._made(filter(worth_a_look(narrowing), promising(self._lines, narrowing)))

    def numbered(self, narrowing: Narrowing) -> Iterator[R]:
        """As `narrowed`, sorted by reference; decoded lazily."""
        having, rows = narrowing.having, self._lines
        lines = in_order(promising(rows, narrowing)) if having else all_in_order(rows)
        return self._made(filter(worth_a_look(narrowing), lines))

    def _made(self, lines: Iterable[bytes]) -> Iterator[R]:
        kind, known = self._kind, self._cache
        for line in lines:
            if (row := self._read("", line)) is not None:
                yield known.get(row.id) or kind(row)

    def linked(self, field: Field[Any], target: str) -> tuple[R, ...]:
        """The records whose `field` refers to the id `target`, sorted by id."""
        return self.answering(field.name, lambda record: targets(field, record), target)

    def named(self, field: Field[Any]) -> list[str]:
        """All ids to which `field` of some record refers."""
        return self._index(field.name, lambda record: targets(field, record)).keys()

    def answering(self, name: str, keys: Callable[[R], Iterable[str]], key: str) -> tuple[R, ...]:
        """The records with `key` among their `keys`, sorted by id.

        Args:
            keys: The keys of a record; each is a JSON string in its line.
        """
        index = self._indexes.get(name)
        if index is None and self._ids is None and self._scans < SCANS_BEFORE_INDEX:
            self._scans += 1
            return tuple(sorted((r for r in self.holding(quoted(key)) if key in keys(r)), key=lambda record: record.id))
        index = self._index(name, keys)
        return tuple(held for id in index.ids(key) if (held := self.get(id)) is not None)

    def _index(self, name: str, keys: Callable[[R], Iterable[str]]) -> Index:
        """The index, built from all records when first needed."""
        index = self._indexes.get(name)
        if index is None:
            index = self._indexes[name] = Index(keys)
            for record in self.all():
                index.put(record)
        return index

    def relined(self, lines: Table) -> None:
        """Replaces the lines; `changed` is called for those that differ."""
        self._lines = lines

    def changed(self, key: str) -> None:
        """Notes that the line with this row key is new, changed or removed."""
        line = self._lines.get(key)
        id = id_of(key) if key.isdecimal() else ""
        self._cache.pop(id, None)
        current = None
        if line is not None:
            current = self._cache[id] = self._kind(LineRow(self._kind.TABLE, id, line))
        if self._ids is not None:
            self._place(id, current)
        for index in self._indexes.values():
            index.drop(id)
            if current is not None:
                index.put(current)

    def _place(self, id: str, record: R | None) -> None:
        ids = self._ids or []
        at = bisect_left(ids, id)
        there = at < len(ids) and ids[at] == id
        if record is None:
            if there:
                del ids[at], self._records[at]
        elif there:
            self._records[at] = record
        else:
            ids.insert(at, id)
            self._records.insert(at, record)
        self._ids = ids
        self._all = None

    def _fill(self) -> None:
        kind, known = self._kind, self._cache
        for line in self._lines.values():
            row = self._read("", line)
            if row is not None and row.id not in known:
                known[row.id] = kind(row)
        self._ids = sorted(known)
        self._records = [known[id] for id in self._ids]

    def _read(self, id: str, line: bytes) -> LineRow | None:
        row = LineRow(self._kind.TABLE, id, line)
        try:
            return row if row.document["id"] else None
        except (ValueError, TypeError, KeyError, RecursionError):
            self._unreadable.add(line)
            return None


class Index:
    """Record ids by key.

    Args:
        keys: The keys of one record.
    """

    def __init__(self, keys: Callable[[Any], Iterable[str]]) -> None:
        self._keys = keys
        self._ids: dict[str, set[str]] = {}
        self._of: dict[str, tuple[str, ...]] = {}

    def ids(self, key: str) -> list[str]:
        return sorted(self._ids.get(key, ()))

    def keys(self) -> list[str]:
        """All keys that some record has."""
        return [key for key, ids in self._ids.items() if ids]

    def put(self, record: Record) -> None:
        keys = tuple(self._keys(record))
        if keys:
            self._of[record.id] = keys
            for key in keys:
                self._ids.setdefault(key, set()).add(record.id)

    def drop(self, id: str) -> None:
        for key in self._of.pop(id, ()):
            self._ids[key].discard(id)


def quoted(text: str) -> bytes:
    """A string as it is in a line."""
    return encode_basestring(text).encode("utf-8", "surrogatepass")
