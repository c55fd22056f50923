"""The lines of one table as they stand in the file: nothing is cut out before somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from ictwg.store.format.lines import Header
    from ictwg.store.local.disk import Data

    # What a pattern found, and where.
    Spot = tuple[bytes, int]

LINE_END = b",\n"
# Bytes that are cut into lines at once.
PART = 1 << 18
# So many single rows at least are looked up by halving before all are cut out; the more there are, the more.
MANY = 400
_LOOK = 1 << 13


class Told(NamedTuple):
    """What a file that this program wrote tells of itself: its header, and how many lines each table has, in order."""

    header: Header
    counts: Mapping[str, int]


class Stretch:
    """Args:
    data: The bytes of the file.
    start: The first byte of the first line.
    end: The byte after the last line.
    within: Where objects inside of records end: two values at once, or fields of a newer program.
    count: How many lines there are, where that is known.
    unique: Whether it is known that no reference stands in two lines of the file.
    own: Whether it is known that each reference stands in the own field of its record.
    told: What was told of the whole file, where that is believed.

    Attributes:
        worn: Whether so many rows have been looked up that it is cheaper to cut all of them out.
    """

    __slots__ = (
        "_count", "_data", "_end", "_found", "_looks", "_newest", "_places", "_view", "_within",
        "own", "start", "told", "unique", "worn",
    )  # fmt: skip

    def __init__(
        self,
        data: Data,
        start: int,
        end: int,
        within: Sequence[int] = (),
        count: int = -1,
        *,
        unique: bool = False,
        own: bool = False,
        told: Told | None = None,
    ) -> None:
        self._data = data
        self.start = start
        self._end = end
        self._within = within
        self._count = count
        self.unique = unique
        self.own = own
        self.told = told
        self._view: memoryview | None = None
        self._places: dict[str, int] = {}
        self._looks = 0
        self.worn = False
        self._newest: tuple[int, bytes] | None = None
        self._found: tuple[re.Pattern[bytes], list[bytes]] | None = None

    @property
    def view(self) -> memoryview:
        """The whole file."""
        if self._view is None:
            self._view = memoryview(self._data)
        return self._view

    def __bool__(self) -> bool:
        return self._end > self.start

    def count(self) -> int:
        """How many lines there are."""
        if self._count < 0:
            self._count = self._data[self.start : self._end].count(b"\n") + 1 if self else 0
        return self._count

    def parts(self, size: int) -> Iterator[tuple[int, int, int]]:
        """Where it can be cut into parts of about so many bytes: start, end, how many lines."""
        data, at = self._data, self.start
        while at < self._end:
            end = data.find(LINE_END, min(at + size, self._end), self._end)
            end = self._end if end < 0 else end
            yield at, end, data[at:end].count(b"\n") + 1
            at = end + len(LINE_END)

    def lines(self) -> list[bytes]:
        found: list[bytes] = []
        at = self.start
        while at < self._end:  # part by part: a copy of the whole would only be made to be cut
            end = self._data.find(LINE_END, min(at + PART, self._end), self._end)
            end = self._end if end < 0 else end
            found += self._data[at:end].split(LINE_END)
            at = end + len(LINE_END)
        return found

    def holding(self, needle: bytes) -> Iterator[bytes]:
        """The lines that hold these bytes."""
        position = self._data.find(needle, self.start, self._end)
        while position >= 0:
            start = self.start_of(position)
            line = self.line_at(start)
            yield line
            position = self._data.find(needle, start + len(line), self._end)

    def found(self, pattern: re.Pattern[bytes]) -> list[bytes]:
        """What the pattern's group finds, in the order of the file."""
        if self._found is None or self._found[0] is not pattern:
            self._found = pattern, pattern.findall(self._data, self.start, self._end)
        return self._found[1]

    def spots(self, pattern: re.Pattern[bytes], beginning: bytes) -> Iterator[Spot]:
        """What the pattern's group finds where a match begins so, and where that is."""
        at = self._data.find(beginning, self.start, self._end)
        while at >= 0:
            match = pattern.match(self._data, at, self._end)
            if match is not None:
                yield match[1], at
            at = self._data.find(beginning, at + len(beginning), self._end)

    def doubtful(self) -> set[int]:
        """Where the lines begin that hold an object besides their own and its dots."""
        return set(map(self.start_of, self._within))

    def within(self, start: int, end: int) -> Sequence[int]:
        """Where objects inside of records end, between two places."""
        from bisect import bisect_left

        return self._within[bisect_left(self._within, start) : bisect_left(self._within, end)]

    def where(self, key: str) -> int:
        """Where the line of a row key begins, or -1: they stand in the order of their keys as numbers."""
        found = self._places.get(key)
        if found is None:
            wanted = len(key), key.encode()
            if wanted > self.newest:
                return -1
            found = self._places[key] = self._looked_up(wanted)
        return found

    @property
    def newest(self) -> tuple[int, bytes]:
        """The last row key, as one is compared with another: what is beyond it is new."""
        if self._newest is None:
            self._newest = self._order_at(self._data.rfind(b"\n", self.start, self._end) + 1 or self.start)
        return self._newest

    def _looked_up(self, wanted: tuple[int, bytes]) -> int:
        self._looks += 1
        self.worn = self._looks > MANY and self._looks > (self._end - self.start) // _LOOK
        return self._halved(*wanted)

    def _halved(self, length: int, wanted: bytes) -> int:
        data, low, high = self._data, self.start, self._end
        while low < high:
            middle = (low + high) // 2
            start = data.rfind(b"\n", low, middle) + 1 or low
            key = data[start + 1 : data.find(b'"', start + 1)]
            if key == wanted:
                return start
            if key > wanted if len(key) == length else len(key) > length:
                high = start - len(LINE_END)
            else:
                low = (data.find(b"\n", middle, high) + 1) or high
        return -1

    def start_of(self, position: int) -> int:
        """Where the line begins that a byte belongs to."""
        return self._data.rfind(b"\n", 0, position) + 1

    def line_at(self, start: int) -> bytes:
        """The line that begins there."""
        end = self._data.find(LINE_END, start, self._end)
        return self._data[start : self._end if end < 0 else end]

    def key_at(self, start: int) -> bytes:
        """The row key of the line that begins there."""
        return self._data[start + 1 : self._data.find(b'"', start + 1)]

    def key_before(self, end: int) -> bytes:
        """The row key of the line that ends there."""
        return self.key_at(self._data.rfind(b"\n", self.start, end) + 1 or self.start)

    def _order_at(self, start: int) -> tuple[int, bytes]:
        key = self.key_at(start)
        return len(key), key


EMPTY = Stretch(b"", 0, 0)
