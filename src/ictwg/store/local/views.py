"""Reads a record from its line, which is parsed when the first field is needed."""

from __future__ import annotations

from typing import Any

from ictwg.domain.changes import LIVE
from ictwg.domain.schema import Raw
from ictwg.domain.text import loads

DOTS = "_v"
RIVALS = "_c"
MOST = "*"


def document_of(line: bytes) -> dict[str, Any]:
    """The record of a line `"<row key>":{…}`; empty if the line is damaged, which `ictwg repair` reports."""
    try:
        document = loads(line[line.index(b":") + 1 :])
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


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
            self._document = document_of(self._line)
        return self._document

    def get(self, name: str) -> Raw:
        value: Any = name == LIVE or self.document.get(name)
        return value if type(value) in _PLAIN else _of_another_type(value)

    def elements(self, name: str) -> tuple[str, ...]:
        found = self.document.get(name)
        if type(found) is list:
            from ictwg.merge.values import is_set

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
    from ictwg.merge.values import Opaque, is_set, verbatim

    return None if is_set(value) else Opaque(verbatim(value))


def _object(value: Any) -> dict[str, Any]:
    return value if type(value) is dict else {}


def _dots(found: Any) -> tuple[str, ...]:
    """The dots in a list."""
    return tuple(filter(_is_dot, found)) if type(found) is list else ()


def _is_dot(text: Any) -> bool:
    from ictwg.merge.dots import parse_dot

    try:
        return type(text) is str and bool(parse_dot(text))
    except ValueError:
        return False


def _newest(dots: dict[str, Any]) -> tuple[str, ...]:
    """The dot of the newest write: that of `_live`, if it has none of its own."""
    from ictwg.merge.dots import parse_dot

    firsts = [found[0] for found in map(_dots, dots.values()) if found]
    return (max(firsts, key=parse_dot),) if firsts else ()
