"""All references, including deleted, purged and former ones, so that the next number is one more than the highest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ictwg.domain.schema import Record
from ictwg.store.format.table import holding
from ictwg.store.local.views import document_of

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
            prefix: The start.
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
