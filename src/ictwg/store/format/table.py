"""One table of a file: row key → line, over the bytes that were last read or written.

    data      line,⏎line,⏎line,⏎    in the order of the keys as numbers
    hashes    of the lines, joined; computed when the digest is needed
    changed   the keys that were added, replaced or removed since

A table that was read is split into lines when all of it is needed; one row is found in the bytes without that. Encoding
copies what has not changed, and encodes and hashes only changed rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import chain, compress
from operator import ne
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re

LINE_END = b",\n"
HASH_SIZE = 16
LONGEST_KEY = 39  # digits of 2^128

# A table of so few bytes is split at once, and a larger one after so many rows were looked up.
_SMALL = 1 << 16
_MANY = 400
# Where more than one row in so many has changed, all are encoded anew.
_SHARE = 8
_NOTHING: Mapping[str, bytes] = {}


class Table(dict[str, bytes]):
    """Args: rows: What it holds, none of it encoded yet."""

    __slots__ = ("_changed", "_data", "_found", "_hashes", "_looks", "_split")

    def __init__(self, rows: Mapping[str, bytes] = _NOTHING) -> None:
        super().__init__(rows)
        self._data = b""
        self._hashes: bytes | None = b""
        self._changed = set(rows)
        self._split = True
        self._looks = 0
        self._found: tuple[bytes, list[bytes]] | None = None

    @classmethod
    def read(cls, data: bytes) -> Table:
        """A table of the lines of a file, each with its comma and line break."""
        table = cls()
        table._data, table._hashes, table._split = data, None, False
        return table

    def is_sound(self) -> bool:
        """Whether the bytes are rows with numbers as keys, in order; checked in bulk."""
        try:
            self._fill()
            is_text = self._data.isascii() or bool(self._data.decode())
        except ValueError:
            return False
        keys, digits = list(self), "".join(self)
        return (
            is_text
            and len(keys) == self._data.count(b"\n")
            and digits.isascii()
            and digits.isdecimal()
            and keys == in_order(keys)
            and min(keys)[:1] not in {"", "0"}
            and len(keys[-1]) < LONGEST_KEY
        )

    def encodes(self, other: dict[str, bytes]) -> bool:
        """Whether its encoding equals the bytes that another one was read from."""
        return isinstance(other, Table) and self.encoded()[0] == other._data  # noqa: SLF001 - one of our own kind

    def copy(self) -> Table:
        """A copy that may be changed; the bytes are shared."""
        other = Table()
        dict.update(other, dict.items(self))
        other._data, other._hashes, other._split = self._data, self._hashes, self._split
        other._changed = set(self._changed)
        return other

    def encoded(self) -> tuple[bytes, bytes]:
        """The lines in order, each with its comma and line break, and their hashes, joined."""
        if self._split and _SHARE * len(self._changed) > dict.__len__(self):
            lines = ordered(self)
            self._data, self._hashes = b"".join([line + LINE_END for line in lines]), _hashes_of(lines)
            self._changed.clear()
        if self._hashes is None:
            self._hashes = _hashes_of(_lines_in(self._data) if self._changed else self.lines())
        self._encode_changes()
        return self._data, self._hashes

    def lines(self) -> Iterable[bytes]:
        """An iterator over all lines; nothing is cached."""
        if self._split:
            return self.values()
        self._encode_changes()
        return _lines_in(self._data)

    def parts(self) -> tuple[bytes, list[bytes], AbstractSet[str]]:
        """For a search: bytes as in a file, lines that replace some of them, and the keys whose bytes do not count."""
        if self._split and len(self._data) > _SMALL:
            self._encode_changes()
        return self._looked_through, list(dict.values(self)) if self._changed else [], self._changed

    def found(self, pattern: re.Pattern[bytes]) -> list[bytes]:
        """The matches of the pattern (always the same one) in those bytes, cached: one listing needs them twice."""
        data = self._looked_through
        if self._found is None or self._found[0] is not data:
            self._found = data, pattern.findall(data)
        return self._found[1]

    @property
    def _looked_through(self) -> bytes:
        """Empty for a small table that is split and has changed: its lines are there, and need not be hashed."""
        return b"" if self._split and self._changed else self._data

    def holding(self, needle: bytes) -> Iterator[bytes]:
        """The lines that contain these bytes."""
        if self._split:
            return (line for line in self.values() if needle in line)
        put, changed = dict.values(self), self._changed
        return chain((line for line in put if needle in line), lines_holding(self._data, needle, changed))

    def differing(self, other: dict[str, bytes]) -> set[str]:
        """The keys whose lines differ."""
        if isinstance(other, Table) and self._data == other._data:  # noqa: SLF001 - one of our own kind
            keys = self._changed | other._changed  # noqa: SLF001 - likewise
            return {key for key in keys if self.get(key) != other.get(key)}
        added = other.keys() - self.keys()
        return added.union(compress(self, map(ne, self.values(), map(partial(dict.get, other), self))))

    def _encode_changes(self) -> None:
        """Encodes changed rows into the bytes, and into the hashes if they are computed."""
        if not self._changed:
            return
        data, hashes = self._data, self._hashes
        parts, parts_of_hashes, at, row = list[bytes](), list[bytes](), 0, 0
        for key in in_order(self._changed):
            start, end = self._span(key)
            line = dict.get(self, key)
            new = () if line is None else (line,)
            parts += (data[at:start], *(one + LINE_END for one in new))
            if hashes is not None:
                before = row + data.count(b"\n", at, start)
                parts_of_hashes += (hashes[HASH_SIZE * row : HASH_SIZE * before], _hashes_of(new))
                row = before + (end > start)
            at = end
        self._data = b"".join((*parts, data[at:]))
        if hashes is not None:
            self._hashes = b"".join((*parts_of_hashes, hashes[HASH_SIZE * row :]))
        if not self._split:  # the bytes hold them now
            dict.clear(self)
        self._changed.clear()

    def _span(self, key: str) -> tuple[int, int]:
        """The span of its line in the bytes, or the place to insert it."""
        data, low, high = self._data, 0, len(self._data)
        wanted = len(key), key.encode()
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.index(b"\n", start) + 1
            name = data[start + 1 : start + LONGEST_KEY + 2].partition(b'"')[0]
            found = len(name), name
            if found == wanted:
                return start, end
            if found < wanted:
                low = end
            else:
                high = start
        return low, low

    def _unsplit(self, key: object) -> bytes | None:
        """A line from the bytes, if it is not in the dictionary."""
        if self._split or key in self._changed or not isinstance(key, str):
            return None
        self._looks += 1
        if self._looks > _MANY or len(self._data) < _SMALL:
            self._fill()
            return dict.get(self, key)
        start, end = self._span(key)
        return self._data[start : end - len(LINE_END)] if end > start else None

    def _fill(self) -> None:
        """Splits the bytes; rows changed since override them."""
        if self._split:
            return
        put, lines = dict(dict.items(self)), _lines_in(self._data)
        self._split = True
        dict.update(self, zip(keys_of(lines), lines, strict=True))
        for key in self._changed - put.keys():
            dict.pop(self, key, None)
        dict.update(self, put)

    def get(self, key: str, default: Any = None) -> Any:
        line = dict.get(self, key)
        if line is None:
            line = self._unsplit(key)
        return default if line is None else line

    def __missing__(self, key: str) -> bytes:
        line = self._unsplit(key)
        if line is None:
            raise KeyError(key)
        return line

    def __contains__(self, key: object) -> bool:
        return dict.__contains__(self, key) or self._unsplit(key) is not None

    def __setitem__(self, key: str, line: bytes) -> None:
        dict.__setitem__(self, key, line)
        self._changed.add(key)

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        dict.pop(self, key, None)
        self._changed.add(key)

    def pop(self, key: str, *default: Any) -> Any:
        line = self.get(key, *default) if default else self[key]
        if key in self:
            del self[key]
        return line

    def __len__(self) -> int:
        self._fill()
        return dict.__len__(self)

    def __bool__(self) -> bool:
        return (bool(self._data) and not self._changed) or len(self) > 0

    def __ior__(self, other: Any) -> Any:  # type: ignore[misc]  # what is changed is noted
        self.update(other)
        return self

    # What changes a dictionary otherwise goes through the above.
    popitem, clear = MutableMapping.popitem, MutableMapping.clear
    update, setdefault = MutableMapping.update, MutableMapping.setdefault


def _of_all(name: str) -> Any:
    """The method of `dict`, once all rows are split."""
    plain = getattr(dict, name)

    def call(self: Table, *args: Any) -> Any:
        self._fill()
        return plain(self, *args)

    return call


for _name in ("__iter__", "__reversed__", "__eq__", "__ne__", "__or__", "__ror__", "keys", "values", "items"):
    setattr(Table, _name, _of_all(_name))
Table.__hash__ = None


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """The keys whose lines differ in two tables."""
    return (one if isinstance(one, Table) else Table(one)).differing(other)


def ordered(rows: Mapping[str, bytes]) -> list[bytes]:
    """The lines, by their keys as numbers."""
    keys = list(rows)
    placed = in_order(keys)
    return list(rows.values()) if placed == keys else [rows[key] for key in placed]


def in_order(keys: Iterable[str]) -> list[str]:
    """Row keys sorted as numbers: two passes in C, one comparison per row if they are sorted already."""
    return sorted(sorted(keys), key=len)


def holding(rows: Mapping[str, bytes], needles: tuple[bytes, ...]) -> Iterator[bytes]:
    """The lines that contain all needles."""
    first, *others = needles or (b'"',)  # which every line holds
    found = rows.holding(first) if isinstance(rows, Table) else (line for line in rows.values() if first in line)
    return (line for line in found if all(needle in line for needle in others)) if others else found


def lines_holding(data: bytes, needle: bytes, but: AbstractSet[str]) -> Iterator[bytes]:
    """The lines of a table's bytes that contain these needles, except those with some keys; no others are cut out."""
    at = data.find(needle)
    while at >= 0:
        end = data.index(LINE_END, at)
        line = data[data.rfind(b"\n", 0, at) + 1 : end]
        if not but or key_of(line) not in but:
            yield line
        at = data.find(needle, end)


def key_of(line: bytes) -> str:
    """The row key of a line; decoded as latin-1, so that a damaged one is an unknown key instead of an error."""
    return line[1 : line.index(b'"', 1)].decode("latin-1")


def keys_of(lines: list[bytes]) -> list[str]:
    """The row keys of many lines at once."""
    keys = [line[1 : LONGEST_KEY + 4].partition(b'":{')[0] for line in lines]
    return b"\n".join(keys).decode("latin-1").split("\n") if keys else []


def hash_of(line: bytes) -> bytes:
    return _hashes_of((line,))


def _hashes_of(lines: Iterable[bytes]) -> bytes:
    """The hashes, joined; a command that only reads does not load the library."""
    from hashlib import blake2b

    return b"".join([blake2b(line, digest_size=HASH_SIZE).digest() for line in lines])


def _lines_in(data: bytes) -> list[bytes]:
    return data.split(LINE_END)[:-1]
