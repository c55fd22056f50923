"""Reading a record from its line: one parse, when the first field is touched; nothing is built unasked."""

from __future__ import annotations

import json
from typing import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.domain.schema import Raw

DOTS = "_v"
RIVALS = "_c"
MOST = "*"


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
            self._document = json.loads(self._line)
        return self._document

    def get(self, name: str) -> Raw:
        value: Raw = self.document.get(name)
        return value

    def elements(self, name: str) -> tuple[str, ...]:
        return tuple(self.document.get(name) or ())

    def seen(self, name: str) -> tuple[str, ...]:
        dots = self.document.get(DOTS, {})
        found = dots.get(name)
        if found is None:
            found = dots.get(MOST, ()) if self._has(name) else ()
        return tuple(found)

    def rivals(self, name: str) -> tuple[Raw, ...]:
        others: dict[str, list[Raw]] = self.document.get(RIVALS, {}).get(name, {})
        return tuple(value for values in others.values() for value in values)

    def _has(self, register: str) -> bool:
        field, slash, element = register.partition("/")
        return element in self.document.get(field, ()) if slash else field in self.document
