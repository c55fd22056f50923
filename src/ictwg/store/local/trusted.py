"""Reading back our own replica: its tables are found at once, their lines only when somebody asks.

The program wrote these bytes itself, atomically, so nothing is checked that `check` does not check. A command that
lists twenty of ten thousand records looks for bytes and splits nothing. Anything unexpected goes the careful way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress
from operator import ne
from typing import Any

from ictwg.domain.text import loads
from ictwg.merge.dots import Context
from ictwg.merge.values import from_json
from ictwg.merge.values import loads as loads_as_written
from ictwg.store.format.lines import LONGEST_KEY, Header, Lines
from ictwg.store.format.stretch import EMPTY, Stretch, Told
from ictwg.store.local.disk import Data

_OWN = frozenset({"digest", "floor", "ctx"})
_OPENING = b":{\n"
_LINE_BREAK = ord("\n")
_FILE_END = b"\n}}\n"


@cache
def marks() -> re.Pattern[bytes]:
    """The end of an object inside a record, or the end of a table: one look over the file finds both.

    Compiled for who needs it: a command whose replica has a layout does not.
    """
    return re.compile(rb'\}(?:,"|\]|\n\},\n)')


def split_trusted(data: Data, layout: bytes = b"") -> Lines:
    """The lines of a file that this program wrote.

    Args:
        data: The bytes of the file.
        layout: What was told of it when it was written (`ictwg.store.local.layout`); the file is looked over
            where this is of another.

    Raises:
        NotReadyError: It is not whole; says what and where.
    """
    head_end = data.find(b"\n")
    if head_end < 0 or head_end == len(data) - 1 or data[-len(_FILE_END) :] != _FILE_END:
        from ictwg.store.format.codec import split

        return split(data[:])
    try:
        row: dict[str, Any] = loads_as_written(data[: head_end - 1] + b"}")["_sync"]["1"]
        meta = {name: from_json(value) for name, value in row.items() if name not in _OWN}
        header = Header(meta, Context(row["ctx"], row["floor"]), row["digest"])
        tables = _told(data, layout, header) or dict(_tables(data, head_end + 1))
    except (ValueError, TypeError, KeyError, AttributeError):  # the disk has damaged it: told where and what
        from ictwg.store.format.codec import split

        return split(data[:])
    return Lines(header, tables)


def _told(data: Data, layout: bytes, header: Header) -> dict[str, dict[str, bytes]] | None:
    """The tables as the layout tells them; None where it is damaged, or that of other bytes."""
    try:
        found = loads(layout) if layout else {}
        if not header.digest or found.get("digest") != header.digest or found["size"] != len(data):
            return None
        unique, own, tables = found["unique"], found["own"], found["tables"]
        told = Told(header, {name: count for name, (_, _, count, _) in tables.items()})
        return {
            name: LazyRows(Stretch(data, start, end, within, count, unique=unique, own=own, told=told))
            for name, (start, end, count, within) in tables.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _tables(data: Data, position: int) -> Iterator[tuple[str, LazyRows]]:
    last = len(data) - len(_FILE_END)
    within: list[int] = []
    for mark in marks().finditer(data, position):
        if data[mark.end() - 1] != _LINE_BREAK:
            within.append(mark.start())
            continue
        yield _table(data, position, mark.start() + 1, within)
        position, within = mark.end(), []
    if position < last:
        yield _table(data, position, last, within)


def _table(data: Data, position: int, end: int, within: list[int]) -> tuple[str, LazyRows]:
    start = data.find(_OPENING, position) + len(_OPENING)
    return loads(data[position : start - len(_OPENING)]), LazyRows(Stretch(data, start, end, within))


class LazyRows(dict[str, bytes]):
    """Row key → line over a stretch of the file; what is put in stands before what the file says.

    One line is found without splitting, put, or taken out. Whatever looks at all rows splits them, and from then on
    this is a plain dictionary (`Rows`). The stretch is in the order of `file_of`; another order would only miss lines,
    so it is checked by `check` and by every digest.
    """

    __slots__ = ("gone", "stretch")

    def __init__(self, stretch: Stretch) -> None:
        super().__init__()
        self.stretch = stretch
        # Rows that the file has, and that were taken out here; those that were put in since stand before them.
        self.gone: set[str] = set()

    def copy(self) -> LazyRows:
        """Another that may be changed, over the same stretch."""
        other = LazyRows(self.stretch)
        dict.update(other, dict.items(self))
        other.gone = set(self.gone)
        return other

    def holding(self, needles: tuple[bytes, ...]) -> Iterator[bytes]:
        """The lines that hold all needles; nothing is split for it."""
        first, *others = needles
        touched = self.touched()
        for line in self.put():
            if all(needle in line for needle in needles):
                yield line
        for line in self.stretch.holding(first):
            if all(needle in line for needle in others) and not (touched and key_of(line) in touched):
                yield line

    def put(self) -> list[bytes]:
        """The lines that were put in."""
        return list(dict.values(self))

    def touched(self) -> set[str]:
        """The rows that are not, or may not be, what the file says."""
        return {*dict.keys(self), *self.gone}

    def covered(self) -> set[int]:
        """Where the lines of the stretch begin that others were put over, or that are gone."""
        return {start for key in self.touched() if (start := self.stretch.where(key)) >= 0}

    def get(self, key: str, default: Any = None) -> Any:
        """One line; one look through the stretch."""
        held = dict.get(self, key)
        if held is not None:
            return held
        stretch = self.stretch
        if stretch.worn:
            self.fill()
            return dict.get(self, key, default)
        start = -1 if key in self.gone else stretch.where(key)
        return default if start < 0 else stretch.line_at(start)

    def __getitem__(self, key: str) -> bytes:
        found: bytes | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        if type(self) is not LazyRows:  # worn
            return dict.__delitem__(self, key)
        dict.pop(self, key, None)
        self.gone.add(key)
        return None

    def __contains__(self, key: object) -> bool:
        if dict.__contains__(self, key):
            return True
        if self.stretch.worn:
            self.fill()
            return dict.__contains__(self, key)
        return isinstance(key, str) and key not in self.gone and self.stretch.where(key) >= 0

    def __len__(self) -> int:
        outside = sum(self.stretch.where(key) < 0 for key in dict.keys(self))
        gone = sum(self.stretch.where(key) >= 0 for key in self.gone if not dict.__contains__(self, key))
        return self.stretch.count() + outside - gone

    def __bool__(self) -> bool:
        return not self.gone or len(self) > 0

    def fill(self) -> None:
        """Splits the rest."""
        put, gone = dict(dict.items(self)), self.gone
        lines = self.stretch.lines()
        self.__class__ = Rows
        dict.clear(self)
        dict.update(self, zip(_keys_of(lines), lines, strict=True))
        for key in gone:
            dict.pop(self, key, None)
        dict.update(self, put)
        self.stretch, self.gone = EMPTY, set()


def apart(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """The rows in which two tables differ; those that stand over one stretch of a file are not split for it."""
    if type(one) is LazyRows and type(other) is LazyRows and one.stretch is other.stretch:
        return {key for key in one.touched() | other.touched() if one.get(key) != other.get(key)}
    added = other.keys() - one.keys()
    return added.union(compress(one, map(ne, one.values(), map(other.get, one))))


class Rows(LazyRows):
    """All there: every question goes straight to the dictionary."""

    __slots__ = ()

    def holding(self, needles: tuple[bytes, ...]) -> Iterator[bytes]:
        return lines_holding(dict.values(self), needles)

    get = dict.get  # type: ignore[assignment]
    copy = dict.copy  # type: ignore[assignment]
    __getitem__ = dict.__getitem__
    __delitem__ = dict.__delitem__
    __contains__ = dict.__contains__
    __len__ = dict.__len__

    def __bool__(self) -> bool:
        return dict.__len__(self) > 0


def stretches(lines: Lines) -> Iterator[Stretch]:
    """Where rows still stand as they were read."""
    return (rows.stretch for rows in lines.tables.values() if type(rows) is LazyRows)


def key_of(line: bytes) -> str:
    return line[1 : line.index(b'"', 1)].decode()


def _keys_of(lines: list[bytes]) -> list[str]:
    """Those of many lines at once."""
    return (
        b",".join([line[1 : LONGEST_KEY + 2].partition(b'"')[0] for line in lines]).decode().split(",") if lines else []
    )


def holding(rows: dict[str, bytes], needles: tuple[bytes, ...]) -> Iterator[bytes]:
    """The lines of a table that hold all needles."""
    if needles and isinstance(rows, LazyRows):
        return rows.holding(needles)
    return lines_holding(rows.values(), needles)


def lines_holding(lines: Iterable[bytes], needles: tuple[bytes, ...]) -> Iterator[bytes]:
    if len(needles) == 1:
        needle = needles[0]
        return (line for line in lines if needle in line)
    return (line for line in lines if all(needle in line for needle in needles))


def _filling(name: str) -> Any:
    """The dictionary's own method, once the rows are there."""
    plain = getattr(dict, name)

    def call(self: LazyRows, *args: Any, **words: Any) -> Any:
        LazyRows.fill(self)
        return plain(self, *args, **words)

    return call


for _name in (
    "__iter__", "__eq__", "__ne__", "__reversed__", "__or__", "__ror__", "__ior__",
    "keys", "values", "items", "pop", "popitem", "setdefault", "update", "clear",
):  # fmt: skip
    setattr(LazyRows, _name, _filling(_name))
    setattr(Rows, _name, getattr(dict, _name))
LazyRows.__hash__ = None
