"""Some lines that stand one after the other: what an edit lays out anew.

Lines that stand in a file as it was read are not cut out of it before somebody needs one of them: their place there is
enough to write them, to compare them, and to tell their hashes.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import NamedTuple

from ictwg.store.format.lines import HASH_SIZE
from ictwg.store.format.stretch import LINE_END, Stretch

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

    @property
    def first(self) -> bool:
        """Whether no line stands before it."""
        return self.start == self.stretch.start

    def objects(self) -> list[int]:
        """Where objects inside of records end, from what parts it from the line before."""
        before = self.start - len(LINE_END)
        return [at - before for at in self.stretch.within(self.start, self.end)]


class Block:
    """Args:
    data: The lines, each behind what parts it from the one before.
    digests: The hashes of the lines, joined.
    """

    __slots__ = ("_before", "_data", "_last", "_lines", "_objects", "_references", "digests", "span")

    def __init__(self, data: bytes, digests: bytes) -> None:
        self.digests = digests
        # Where these lines stand in a file, and where those stand that were first here.
        self._before: Span | None = None
        self._become(data)

    @classmethod
    def standing(cls, span: Span, digests: bytes) -> Block:
        """What stands there."""
        block = cls(b"", digests)
        block.span = block._before = span
        return block

    def _become(self, data: bytes) -> None:
        self.span: Span | None = None
        self._data = data
        self._last: Order | None = None
        self._lines: list[bytes] | None = None
        self._objects: list[int] | None = None
        self._references: list[bytes] | None = None

    @property
    def lines(self) -> list[bytes]:
        if self._lines is None:
            self._lines = bytes(self.body).split(LINE_END) if self.digests else []
        return self._lines

    @property
    def names(self) -> list[str]:
        """Their row keys."""
        return [line[1 : line.index(b'"', 1)].decode() for line in self.lines]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.digests) // HASH_SIZE

    @property
    def data(self) -> bytes:
        """The lines, each behind what parts it from the one before."""
        if not self._data and self.span is not None:
            self._data = b"".join((LINE_END, self.span.body))
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
        return self._order_at(0) if self.span is None else _order(self.span.stretch.key_at(self.span.start).decode())

    @property
    def last(self) -> Order:
        if self._last is None:
            span = self.span
            at = self._data.rfind(LINE_END)
            self._last = self._order_at(at) if span is None else _order(span.stretch.key_before(span.end).decode())
        return self._last

    @property
    def is_large(self) -> bool:
        """Whether it is to be cut."""
        return self.count > 2 * LINES

    def hash_at(self, at: int) -> bytes:
        """That of one line."""
        return self.digests[HASH_SIZE * at : HASH_SIZE * (at + 1)]

    def put(self, order: Order, line: bytes) -> None:
        at = self._place(order)
        self._replace(at, self._end(at, order), LINE_END + line, hash_of(line))

    def drop(self, order: Order) -> bool:
        """Whether there was such a line."""
        at = self._place(order)
        end = self._end(at, order)
        if end > at:
            self._replace(at, end, b"", b"")
        return end > at

    def change(self, changes: Mapping[Order, bytes | None]) -> None:
        """Puts lines in and takes others out, all at once: each alone would lay out the block anew."""
        held = {_order(name): (self.lines[at], self.hash_at(at)) for at, name in enumerate(self.names)}
        for order, line in changes.items():
            if line is None:
                held.pop(order, None)
            else:
                held[order] = line, hash_of(line)
        kept = [held[order] for order in sorted(held)]
        self.digests = b"".join([digest for _, digest in kept])
        self._become(LINE_END.join([b"", *(line for line, _ in kept)]))

    def _place(self, order: Order) -> int:
        """Where in the data this line stands, or would."""
        data = self.data
        low, high = 0 if order <= self.last else len(data), len(data)
        while low < high:
            start = data.rfind(LINE_END, low, (low + high) // 2 + len(LINE_END))
            if self._order_at(start) < order:
                low = data.find(LINE_END, start + 1, high)
                low = high if low < 0 else low
            else:
                high = start
        return low

    def _end(self, at: int, order: Order) -> int:
        """Where the line of this key ends that stands there; where it begins, if another does."""
        if not self.data.startswith(b'%s"%s":' % (LINE_END, order[1].encode()), at):
            return at
        end = self.data.find(LINE_END, at + 1)
        return end if end >= 0 else len(self.data)

    def _order_at(self, at: int) -> Order:
        """That of the line which begins there, with what parts it from the one before."""
        start = at + len(LINE_END) + 1
        return _order(self.data[start : self.data.index(b'"', start)].decode())

    def _replace(self, at: int, end: int, line: bytes, digest: bytes) -> None:
        """Another line in the place of what stands there, or between two."""
        data, digests = self.data, self.digests
        start = HASH_SIZE * data.count(b"\n", 0, at) if at < len(data) else len(digests)
        self.digests = digests[:start] + digest + digests[start + HASH_SIZE * (end > at) :]
        self._become(data[:at] + line + data[end:])

    def halves(self) -> list[Block]:
        return blocks_of(self.lines, self.digests)


def blocks_of(lines: list[bytes], digests: bytes) -> list[Block]:
    """Those of lines that stand in no file."""
    return [
        Block(LINE_END.join([b"", *lines[at : at + LINES]]), digests[HASH_SIZE * at : HASH_SIZE * (at + LINES)])
        for at in range(0, len(lines), LINES)
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
    from ictwg.store.local.trusted import marks

    return [mark.start() for mark in marks().finditer(data)]


def _references_in(body: memoryview) -> list[bytes]:
    from ictwg.store.format.numbered import REFERENCE

    return REFERENCE.findall(body)
