"""The lines of one table as they stand in the file: nothing is cut out before somebody asks for it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from ictwg.store.disk import Data

    # What a pattern found, and where.
    Spot = tuple[bytes, int]

LINE_END = b",\n"
# Bytes that are cut into lines at once.
PART = 1 << 18


class Stretch:
    """Args:
    data: The bytes of the file.
    start: The first byte of the first line.
    end: The byte after the last line.
    within: Where objects inside of records end: two values at once, or fields of a newer program.
    count: How many lines there are, where that is known.
    unique: Whether it is known that no reference stands in two lines of the file.
    own: Whether it is known that each reference stands in the own field of its record.
    """

    __slots__ = ("_count", "_data", "_end", "_found", "_newest", "_start", "_within", "own", "unique")

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
    ) -> None:
        self._data = data
        self._start = start
        self._end = end
        self._within = within
        self._count = count
        self.unique = unique
        self.own = own
        self._newest: tuple[int, bytes] | None = None
        self._found: tuple[re.Pattern[bytes], list[bytes]] | None = None

    def __bool__(self) -> bool:
        return self._end > self._start

    def count(self) -> int:
        """How many lines there are."""
        if self._count < 0:
            self._count = self._data[self._start : self._end].count(b"\n") + 1 if self else 0
        return self._count

    def lines(self) -> list[bytes]:
        found: list[bytes] = []
        at = self._start
        while at < self._end:  # part by part: a copy of the whole would only be made to be cut
            end = self._data.find(LINE_END, min(at + PART, self._end), self._end)
            end = self._end if end < 0 else end
            found += self._data[at:end].split(LINE_END)
            at = end + len(LINE_END)
        return found

    def holding(self, needle: bytes) -> Iterator[bytes]:
        """The lines that hold these bytes."""
        position = self._data.find(needle, self._start, self._end)
        while position >= 0:
            start = self.start_of(position)
            line = self.line_at(start)
            yield line
            position = self._data.find(needle, start + len(line), self._end)

    def found(self, pattern: re.Pattern[bytes]) -> list[bytes]:
        """What the pattern's group finds, in the order of the file."""
        if self._found is None or self._found[0] is not pattern:
            self._found = pattern, pattern.findall(self._data, self._start, self._end)
        return self._found[1]

    def spots(self, pattern: re.Pattern[bytes], beginning: bytes) -> Iterator[Spot]:
        """What the pattern's group finds where a match begins so, and where that is."""
        at = self._data.find(beginning, self._start, self._end)
        while at >= 0:
            match = pattern.match(self._data, at, self._end)
            if match is not None:
                yield match[1], at
            at = self._data.find(beginning, at + len(beginning), self._end)

    def doubtful(self) -> set[int]:
        """Where the lines begin that hold an object besides their own and its dots."""
        return set(map(self.start_of, self._within))

    def where(self, key: str) -> int:
        """Where the line of a row key begins, or -1: they stand in the order of their keys as numbers."""
        data, wanted = self._data, (len(key), key.encode())
        low, high = self._start, self._end
        if self._newest is None:
            self._newest = self._key_at(data.rfind(b"\n", low, high) + 1 or low)
        if wanted > self._newest:  # what is new
            return -1
        while low < high:
            middle = (low + high) // 2
            start = data.rfind(b"\n", low, middle) + 1 or low
            found = self._key_at(start)
            if found == wanted:
                return start
            if found > wanted:
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

    def _key_at(self, start: int) -> tuple[int, bytes]:
        key = self._data[start + 1 : self._data.find(b'"', start + 1)]
        return len(key), key


EMPTY = Stretch(b"", 0, 0)
