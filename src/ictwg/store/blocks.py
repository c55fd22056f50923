"""Some lines that stand one after the other: what an edit lays out anew.

Lines that stand in a file as it was read are not cut out of it before somebody needs one of them: their place there is
enough to write them, to compare them, and to tell their hashes.
"""

from __future__ import annotations

from bisect import bisect_left
from hashlib import blake2b

from ictwg.hints import NamedTuple
from ictwg.store.lines import HASH_SIZE
from ictwg.store.stretch import LINE_END, Stretch

TYPE_CHECKING = False
if TYPE_CHECKING:
    # A row key as it is sorted: as a number.
    Order = tuple[int, str]

# Lines of a block: twice as many are cut in two.
LINES = 64
# About so many bytes of a file as it was read are one.
BYTES = 1 << 14


class Span(NamedTuple):
    """Where lines stand in a file."""

    stretch: Stretch
    start: int
    end: int

    @property
    def body(self) -> memoryview:
        return self.stretch.view[self.start : self.end]

    def with_comma(self, end: int) -> memoryview:
        """Up to there, with what parts it from the line before; not of the first line of a table."""
        return self.stretch.view[self.start - len(LINE_END) : end]

    @property
    def first(self) -> bool:
        """Whether no line stands before it."""
        return self.start == self.stretch.start

    def goes_on(self, end: int, other: Span) -> bool:
        """Whether what begins here and ends there goes on with the other."""
        return self.stretch is other.stretch and end + len(LINE_END) == other.start

    def objects(self) -> list[int]:
        """Where objects inside of records end, from what parts it from the line before."""
        before = self.start - len(LINE_END)
        return [at - before for at in self.stretch.within(self.start, self.end)]


class Block:
    """Args:
    names: Their row keys.
    lines: The lines.
    digests: The hashes of the lines, joined.
    """

    __slots__ = ("_before", "_data", "_lines", "_names", "_objects", "_references", "digests", "span")

    def __init__(self, names: list[str], lines: list[bytes], digests: bytes) -> None:
        self._names: list[str] | None = names
        self._lines = lines
        self.digests = digests
        # Where these lines stand in a file, and where those stand that were first here.
        self._before: Span | None = None
        self._changed()

    @classmethod
    def standing(cls, span: Span, digests: bytes) -> Block:
        """What stands there."""
        block = cls([], [], digests)
        block._names = None
        block.span = block._before = span
        return block

    def _changed(self) -> None:
        self.span: Span | None = None
        self._data = b""
        self._objects: list[int] | None = None
        self._references: list[bytes] | None = None

    def _cut(self) -> list[str]:
        self._lines = bytes(self.body).split(LINE_END)
        self._names = [line[1 : line.index(b'"', 1)].decode() for line in self._lines]
        return self._names

    @property
    def names(self) -> list[str]:
        return self._cut() if self._names is None else self._names

    @property
    def lines(self) -> list[bytes]:
        if self._names is None:
            self._cut()
        return self._lines

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.digests) // HASH_SIZE

    @property
    def data(self) -> bytes:
        """The lines, each behind what parts it from the one before."""
        if not self._data:
            self._data = LINE_END + (LINE_END.join(self.lines) if self.span is None else self.span.body)
        return self._data

    @property
    def objects(self) -> list[int]:
        """Where in the data objects inside of records end."""
        if self._objects is None:
            self._objects = self.span.objects() if self.span is not None else _objects_in(self.data)
        return self._objects

    @property
    def references(self) -> list[bytes]:
        """Those that stand in the data."""
        if self._references is None:
            self._references = _references_in(self.body)
        return self._references

    @property
    def is_as_told(self) -> bool:
        """Whether each reference is known to stand in the own field of its record."""
        return self.span is not None and self.span.stretch.own

    @property
    def brings_no_reference(self) -> bool:
        """Whether no reference stands here that did not stand here before, in a file where none stood twice."""
        before = self._before
        if before is None or not before.stretch.unique:
            return False
        if self.span is not None:
            return True
        now = self.references
        return len({*now}) == len(now) and {*now} <= {*_references_in(before.body)}

    @property
    def body(self) -> memoryview:
        """The lines alone."""
        return memoryview(self.data)[len(LINE_END) :] if self.span is None else self.span.body

    @property
    def size(self) -> int:
        """The bytes of the lines alone."""
        return len(self.data) - len(LINE_END) if self.span is None else self.span.end - self.span.start

    @property
    def first(self) -> Order:
        if self._names is None and self.span is not None:
            return _order(self.span.stretch.key_at(self.span.start).decode())
        return _order(self.names[0])

    @property
    def last(self) -> Order:
        if self._names is None and self.span is not None:
            return _order(self.span.stretch.key_before(self.span.end).decode())
        return _order(self.names[-1])

    @property
    def is_large(self) -> bool:
        """Whether it is to be cut."""
        return self.count > 2 * LINES

    def place(self, order: Order) -> int:
        """Where this line stands, or would."""
        return bisect_left(self.names, order, key=_order)

    def hash_at(self, at: int) -> bytes:
        """That of one line."""
        return self.digests[HASH_SIZE * at : HASH_SIZE * (at + 1)]

    def end_in(self, lines: list[bytes], start: int) -> int:
        """About where these lines end among others; only a guess where the last of them is another there."""
        guess = start + len(self.lines)
        if lines[guess - 1 : guess] == self.lines[-1:]:
            return guess
        try:
            return lines.index(self.lines[-1], start, guess + LINES) + 1
        except ValueError:
            return guess

    def digests_of(self, lines: list[bytes]) -> bytes:
        """The hashes of other lines; most of them stand here too."""
        if lines == self.lines:
            return self.digests
        known = {line: self.hash_at(at) for at, line in enumerate(self.lines)}
        return b"".join([known.get(line) or hash_of(line) for line in lines])

    def put(self, order: Order, line: bytes) -> None:
        at = self.place(order)
        after = at + (self.names[at : at + 1] == [order[1]])
        self._replace(at, after, [order[1]], [line])

    def drop(self, at: int) -> None:
        self._replace(at, at + 1, [], [])

    def _replace(self, start: int, end: int, names: list[str], lines: list[bytes]) -> None:
        """Other lines in the place of these."""
        self.names[start:end], self.lines[start:end] = names, lines
        hashes = b"".join(map(hash_of, lines))
        self.digests = self.digests[: HASH_SIZE * start] + hashes + self.digests[HASH_SIZE * end :]
        self._changed()

    def halves(self) -> list[Block]:
        return blocks_of(self.names, self.lines, self.digests)


def blocks_of(names: list[str], lines: list[bytes], digests: bytes) -> list[Block]:
    return [
        Block(names[at : at + LINES], lines[at : at + LINES], digests[HASH_SIZE * at : HASH_SIZE * (at + LINES)])
        for at in range(0, len(names), LINES)
    ]


def blocks_in(stretch: Stretch, digests: bytes = b"") -> list[Block]:
    """Those of a stretch of a file.

    Args:
        stretch: The stretch.
        digests: The hashes of its lines, where they are known.
    """
    parts = list(stretch.parts(BYTES))
    if len(digests) != HASH_SIZE * sum(count for _, _, count in parts):
        digests = hashes_of(stretch.lines())
    blocks, at = [], 0
    for start, end, count in parts:
        size = HASH_SIZE * count
        blocks.append(Block.standing(Span(stretch, start, end), digests[at : at + size]))
        at += size
    return blocks


def hash_of(line: bytes) -> bytes:
    return blake2b(line, digest_size=HASH_SIZE).digest()


def hashes_of(lines: list[bytes]) -> bytes:
    """Joined; all lines of a file at once, so nothing is called that need not be."""
    return b"".join([blake2b(line, digest_size=HASH_SIZE).digest() for line in lines])


def _order(name: str) -> Order:
    return len(name), name


def _objects_in(data: bytes) -> list[int]:
    from ictwg.store.trusted import marks

    return [mark.start() for mark in marks().finditer(data)]


def _references_in(body: memoryview) -> list[bytes]:
    from ictwg.store.numbered import REFERENCE

    return REFERENCE.findall(body)
