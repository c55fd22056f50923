"""Reading a record from its line: one parse, when the first field is touched; nothing is built unasked."""

from __future__ import annotations

from ictwg.domain.changes import LIVE
from ictwg.plain_json import loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.domain.schema import Raw
    from ictwg.hints import Any

DOTS = "_v"
RIVALS = "_c"
MOST = "*"


def document_of(line: bytes) -> dict[str, Any]:
    """The record of a line `"<row key>":{…}`."""
    document: dict[str, Any] = loads(line[line.index(b":") + 1 :])
    return document


class LineRow:
    """One record as its line shows it (`ictwg.domain.schema.Row`)."""

    __slots__ = ("_document", "_id", "_line", "table")

    def __init__(self, table: str, id: str, line: bytes) -> None:
        self.table = table
        self._id = id
        self._line = line
        self._document: dict[str, Any] | None = None

    @property
    def id(self) -> str:
        return self._id or str(self.document["id"])

    @property
    def document(self) -> dict[str, Any]:
        """The whole row as any TinyDB reader sees it."""
        if self._document is None:
            self._document = document_of(self._line)
        return self._document

    def known(self, line: bytes) -> dict[str, Any] | None:
        """The same, where this is the line of it and somebody has read it already."""
        return self._document if self._line is line else None

    def get(self, name: str) -> Raw:
        value: Raw = name == LIVE or self.document.get(name)
        return value

    def elements(self, name: str) -> tuple[str, ...]:
        found = self.document.get(name)
        return tuple(found) if isinstance(found, list) else ()

    def seen(self, name: str) -> tuple[str, ...]:
        dots = self.document.get(DOTS, {})
        found = dots.get(name)
        if found is not None:
            return tuple(found)
        if name == LIVE:
            return _newest(dots)
        return tuple(dots.get(MOST, ())) if self._has(name) else ()

    def rivals(self, name: str) -> tuple[Raw, ...]:
        others: dict[str, list[Raw]] = self.document.get(RIVALS, {}).get(name, {})
        return tuple(value for values in others.values() for value in values)

    def contested(self) -> dict[str, tuple[tuple[str, Raw], ...]]:
        if RIVALS.encode() not in self._line:
            return {}
        found: dict[str, dict[str, list[Raw]]] = self.document.get(RIVALS, {})
        return {
            name: tuple((dot, value) for dot, values in others.items() for value in values)
            for name, others in found.items()
        }

    def _has(self, register: str) -> bool:
        field, slash, element = register.partition("/")
        return element in self.elements(field) if slash else field in self.document


def _newest(dots: dict[str, list[str]]) -> tuple[str, ...]:
    """Where nothing else is said, a record is there since its newest write."""
    from ictwg.merge.dots import parse_dot

    firsts = [found[0] for found in dots.values() if found]
    return (max(firsts, key=parse_dot),) if firsts else ()
