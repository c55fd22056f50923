"""Searches in the bytes of lines: the records that may match, in order of references, and the references themselves.

The result is a superset: whether a record matches is decided by its values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from ictwg.domain.references import YEAR_ENDS, place
from ictwg.domain.schema import Record
from ictwg.domain.state import Narrowing, Yes
from ictwg.domain.text import loads
from ictwg.store.format.table import Table, holding, lines_holding

# A reference and the line that carries it.
Carried = tuple[bytes, bytes]

_REFERENCE = b'"reference":"'
_BEGINS = len(_REFERENCE)
_PLAIN = re.compile(_REFERENCE + rb'([ !#-\[\]-~]*)"')


def document_of(line: bytes) -> dict[str, Any]:
    """The record of a line `"<row key>":{…}`; empty if the line is damaged, which `ictwg repair` reports."""
    try:
        document = loads(line[line.index(b":") + 1 :])
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def worth_a_look(narrowing: Narrowing) -> Callable[[bytes], bool]:
    """Whether a line with a word of the first group may be a match."""
    having = [[_needle(word) for word in group] for group in narrowing.having[1:]]
    said: dict[bytes, tuple[bytes, ...]] = {}
    for field, value in narrowing.lacking:
        key = _text(field) + b':"'
        said[key] = (*said.get(key, ()), value.encode() + b'"')
    lacking = list(said.items())

    def worth(line: bytes) -> bool:
        for key, values in lacking:
            if _says(line, key, values):
                return False
        return not having or all(any(word in line for word in group) for group in having)

    return worth


def promising(rows: Table, narrowing: Narrowing) -> Iterable[bytes]:
    """The lines that contain a word of the first group; all lines if there is no group."""
    if not narrowing.having:
        return rows.lines()
    return dict.fromkeys(line for word in narrowing.having[0] for line in holding(rows, (_needle(word),)))


def in_order(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines sorted by reference, then by id; each year is sorted when it is needed."""
    years: dict[bytes, list[Carried]] = {}
    for line in lines:
        reference = reference_of(line)
        years.setdefault(reference[:YEAR_ENDS], []).append((reference, line))
    for year in sorted(years):
        yield from _in_order(years[year])


def all_in_order(rows: Table) -> Iterator[bytes]:
    """The same for a whole table: only the lines of the years that are needed are cut out of its bytes."""
    data, put, changed = rows.parts()
    found = rows.found(_PLAIN)
    if len(found) != data.count(b"\n") or data.count(b"{") != 2 * len(found):  # some hold more than itself and its dots
        yield from in_order(rows.lines())
        return
    over = [(reference_of(line), line) for line in put]
    for year in sorted({reference[:YEAR_ENDS] for reference in (*found, *(reference for reference, _ in over))}):
        lines = lines_holding(data, _REFERENCE + year, changed)
        here = [*((reference_of(line), line) for line in lines), *over]
        yield from _in_order([one for one in here if one[0][:YEAR_ENDS] == year])


def _in_order(carried: list[Carried]) -> list[bytes]:
    """Sorts lines of equal reference by row key, which begins the line: the shorter is the smaller number."""
    found = [(*place(one.decode("utf-8", "surrogatepass")), line.index(b":"), line) for one, line in carried]
    return [line for *_, line in sorted(found)]


def carried_twice(tables: Sequence[Table], references: Collection[str]) -> frozenset[str]:
    """The references that more than one line of these tables has."""
    wanted = {one.encode("utf-8", "surrogatepass"): one for one in references}
    carried = Counter[bytes]()
    for rows in tables:
        _, put, _ = rows.parts()
        carried.update(filter(wanted.__contains__, (*rows.found(_PLAIN), *map(reference_of, put))))
    doubted = [one for one in wanted if carried[one] > 1 or not _PLAIN.fullmatch(_REFERENCE + one + b'"')]
    carried = Counter(reference_of(line) for rows in tables for line in (rows.lines() if doubted else ()))
    return frozenset(wanted[one] for one in doubted if carried[one] > 1)


def reference_of(line: bytes) -> bytes:
    """The record's own reference; empty if it has none.

    If no other object begins before it in the bytes, it is the record's.
    """
    at = line.find(_REFERENCE)
    if at >= 0 and line.find(b"{", line.index(b"{") + 1, at) < 0:
        start = at + _BEGINS
        said = line[start : line.find(b'"', start)]
        if b"\\" not in said:
            return said
    found = document_of(line).get("reference") if b'"reference"' in line else None
    return found.encode("utf-8", "surrogatepass") if isinstance(found, str) else b""


def _says(line: bytes, key: bytes, values: tuple[bytes, ...]) -> bool:
    """Whether the record's own field surely has one of the values.

    In a line with an object of a newer program the value might be in that object.
    """
    at = line.find(key)
    if at < 0 or not line.startswith(values, at + len(key)) or line.count(key) > 1:
        return False
    return line.find(b":{", line.index(b":{") + 2, line.find(b'"_v":')) < 0


def _needle(word: str | Yes) -> bytes:
    """The bytes of a word, or of a flag that is set, in a line: lines are canonical (STORE.md §3)."""
    return _text(word) if isinstance(word, str) else _text(word.field) + b":true"


def _text(word: str) -> bytes:
    """A word, escaped as in a JSON string."""
    return encode_basestring(word).encode()


FORMER = b'"former_references"'


class Numbers:
    """The first query scans the lines; the second builds an index."""

    __slots__ = ("_asked", "_by_stem")

    def __init__(self) -> None:
        self._asked = False
        self._by_stem: dict[str, set[str]] | None = None

    def starting(self, prefix: str, lines: Callable[[bytes], Iterable[bytes]]) -> Iterable[str]:
        """The references that start with `prefix` (`A-2010-`).

        Args:
            lines: Returns the lines of numbered records with a reference that begins with its argument.
        """
        if self._by_stem is None and not self._asked:
            self._asked = True
            return tuple(r for line in lines(prefix.encode()) for r in references_in(line) if r.startswith(prefix))
        if self._by_stem is None:
            self._by_stem = {}
            for line in lines(b""):
                self.note(line)
        if prefix in self._by_stem:
            return tuple(self._by_stem[prefix])
        return tuple(r for held in self._by_stem.values() for r in held if r.startswith(prefix))

    def note(self, line: bytes | None) -> None:
        """Notes that a line is new or changed."""
        if self._by_stem is not None and line is not None and b"reference" in line:
            for reference in references_in(line):
                self._by_stem.setdefault(stem_of(reference), set()).add(reference)


def naming(rows: dict[str, bytes], beginning: bytes) -> Iterator[bytes]:
    """At least the lines with a current or former reference that begins so."""
    return holding(rows, (b'"' + beginning if beginning else b"reference",))


def stem_of(reference: str) -> str:
    """`A-2010-014` → `A-2010-`."""
    return reference[: reference.rfind("-") + 1]


def references_of(record: Record) -> tuple[str, ...]:
    """The current and former references of a record."""
    current = record.row.get("reference")
    former = record.row.elements("former_references")
    return (current, *former) if isinstance(current, str) else former


def references_in(line: bytes) -> Iterator[str]:
    """The references in one line; parsed only if it has losing values or former references."""
    if FORMER not in line and b'"_c"' not in line:
        _, _, rest = line.partition(b'"reference":"')
        reference, _, _ = rest.partition(b'"')
        if b"\\" not in reference:
            if rest:
                yield reference.decode("utf-8", "surrogatepass")
            return
    document = document_of(line)
    rivals = _members(_members(document.get("_c")).get("reference"))
    for held in ([document.get("reference")], document.get("former_references"), *rivals.values()):
        yield from (one for one in held if isinstance(one, str)) if isinstance(held, list) else ()


def _members(value: Any) -> dict[str, Any]:
    """The members of an object; none if a script or a newer program has put something else there."""
    return value if isinstance(value, dict) else {}
