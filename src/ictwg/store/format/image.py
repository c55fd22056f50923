"""The file as it would be written now, kept in blocks of lines: an edit lays out one block anew, and nothing else.

    header ,⏎ "actions":{⏎ block ,⏎ block ,⏎ block ⏎} ,⏎ "_log":{⏎ block ⏎}}⏎

Publishing costs what writing the bytes costs: unchanged blocks go out as they went out before, and only the hashes of
new lines are computed. `codec.encode_file` says what the bytes are; this gives the same ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from ictwg.store.format.blocks import Block, Order, blocks_in, blocks_of, hash_of, hashes_of
from ictwg.store.format.lines import Header, Lines, Place, opening, ordered, table_order
from ictwg.store.format.stretch import LINE_END, Stretch
from ictwg.store.local.disk import Piece, Pieces
from ictwg.store.local.trusted import LazyRows

# Smaller pieces go out together, so that a small file is one write.
PIECE = 1 << 14
# What stands in a file as it was read goes out in pieces no longer than this.
LONG = 1 << 20
# So many changes are put in one by one.
FEW = 8
_COMMA = len(LINE_END)
_NONE: Mapping[str, bytes] = {}


class Written(NamedTuple):
    """A whole file: its bytes in pieces, and the digest in it."""

    pieces: Pieces
    digest: str

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces)


class Image:
    """Args:
    lines: What is laid out; rows that were not cut out of their file stay there.
    hashes: By table the hashes of the lines of that file, joined, where they are known.
    """

    def __init__(self, lines: Lines, hashes: Mapping[str, bytes] = _NONE) -> None:
        self._tables: dict[str, list[Block]] = {}
        # The tables in the order of the file, while none comes or goes.
        self._order: list[str] | None = None
        self._bodies: dict[str, _Bodies] = {}
        for table, rows in lines.tables.items():
            if type(rows) is LazyRows:
                self._tables[table] = blocks_in(rows.stretch, hashes.get(table, b""))
                self.note(lines, [(table, key) for key in rows.touched()])
            else:
                held = ordered(rows)
                self._tables[table] = blocks_of(held, hashes_of(held))

    def note(self, lines: Lines, places: Collection[Place]) -> None:
        """Lines at these places are new, different or gone."""
        if len(places) > FEW:
            self._note_many(lines, places)
            return
        for table, key in places:
            line = lines.tables.get(table, {}).get(key)
            if line is not None:
                self._put(table, (len(key), key), line)
            else:
                self._drop(table, (len(key), key))

    def _note_many(self, lines: Lines, places: Collection[Place]) -> None:
        found: dict[str, dict[Order, bytes | None]] = {}
        for table, key in places:
            found.setdefault(table, {})[len(key), key] = lines.tables.get(table, {}).get(key)
        for table, changes in found.items():
            self._tables[table] = _changed(self._tables.get(table, []), changes)
            self._bodies.pop(table, None)
        self._order = None

    def written(self, header: Header) -> Written:
        """The file with this header."""
        tables = self._in_order()
        before, after = header.around
        hashes = [hash_of(before + b'""' + after)]
        for table in tables:
            hashes.append(_hash_of_opening(table))
            hashes += [block.digests for block in self._tables[table]]
        digest = sha256(b"".join(hashes)).hexdigest()
        head = b'%s"%s"%s' % (before, digest.encode(), after)
        return Written(tuple(_joined(self._framed(head, tables))), digest)

    def blocks(self, table: str) -> list[Block]:
        """Those of one table, in order."""
        return self._tables.get(table, [])

    def tables(self) -> Iterator[tuple[str, list[Block]]]:
        """The tables in the order of the file, with their blocks."""
        return ((table, self._tables[table]) for table in self._in_order())

    def _in_order(self) -> list[str]:
        if self._order is None:
            self._order = table_order(self._tables)
        return self._order

    def _framed(self, head: bytes, tables: list[str]) -> list[Piece]:
        parts: list[Piece] = [head]
        for table in tables:
            parts += (LINE_END, opening(table), b"\n", *self._bodies_of(table).parts(), b"\n}")
        parts.append(b"}\n")
        return parts

    def _bodies_of(self, table: str) -> _Bodies:
        bodies = self._bodies.get(table)
        if bodies is None:
            bodies = self._bodies[table] = _Bodies(self._tables[table])
        return bodies

    def _put(self, table: str, order: Order, line: bytes) -> None:
        blocks = self._tables.setdefault(table, [])
        at = min(bisect_left(blocks, order, key=_last), len(blocks) - 1)
        if at < 0:
            blocks.append(Block(LINE_END + line, hash_of(line)))
            self._order = None
            self._bodies.pop(table, None)
            return
        blocks[at].put(order, line)
        if blocks[at].is_large:
            blocks[at : at + 1] = blocks[at].halves()
            self._bodies.pop(table, None)
        elif table in self._bodies:
            self._bodies[table].changed(at)

    def _drop(self, table: str, order: Order) -> None:
        blocks = self._tables.get(table, [])
        at = bisect_left(blocks, order, key=_last)
        if at < len(blocks) and blocks[at].drop(order):
            self._bodies.pop(table, None)
            if not blocks[at].count:
                del blocks[at]
                self._order = None


@lru_cache(maxsize=256)
def _hash_of_opening(table: str) -> bytes:
    return hash_of(opening(table))


class _Bodies:
    """The lines of a table as they go out, each but the first behind what parts it from the one before.

    What stands in one file one after the other goes out in one part. A block that changes parts what it was in, and
    nothing else is found out again.

    Args: blocks: The table's; each change of one is told, and none may come or go.
    """

    __slots__ = ("_blocks", "_changed", "_ends", "_parts")

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._parts, self._ends = self._told(0, len(blocks))
        self._changed: set[int] = set()

    def changed(self, at: int) -> None:
        """The block there is another."""
        self._changed.add(at)

    def parts(self) -> list[Piece]:
        for at in self._changed:
            part = bisect_right(self._ends, at)
            start, end = self._ends[part - 1] if part else 0, self._ends[part]
            self._parts[part : part + 1], self._ends[part : part + 1] = self._told(start, end)
        self._changed.clear()
        return self._parts

    def _told(self, first: int, last: int) -> tuple[list[Piece], list[int]]:
        """The parts of the blocks between these two, and before which block each ends."""
        parts: list[Piece] = []
        ends: list[int] = []
        run: Stretch | None = None
        start = end = 0
        for at in range(first, last):
            block, span = self._blocks[at], self._blocks[at].span
            if span is not None and span.stretch is run and span.start == end + _COMMA and span.end - start <= LONG:
                end = span.end
                continue
            if run is not None:
                parts.append(run.view[start:end])
                ends.append(at)
                run = None
            if span is not None and (at == 0 or not span.first):
                run, start, end = span.stretch, span.start - (_COMMA if at else 0), span.end
            else:
                parts.append(block.data if at else block.body)
                ends.append(at + 1)
        if run is not None:
            parts.append(run.view[start:end])
            ends.append(last)
        return parts, ends


def _changed(blocks: list[Block], changes: Mapping[Order, bytes | None]) -> list[Block]:
    """The blocks with these lines put in, or taken out."""
    if not blocks:
        lines = [line for _, line in sorted(changes.items()) if line is not None]
        return blocks_of(lines, hashes_of(lines))
    theirs: dict[int, dict[Order, bytes | None]] = {}
    for order, line in changes.items():
        theirs.setdefault(min(bisect_left(blocks, order, key=_last), len(blocks) - 1), {})[order] = line
    found: list[Block] = []
    for at, block in enumerate(blocks):
        if at in theirs:
            block.change(theirs[at])
        found += block.halves() if block.is_large or not block.count else [block]
    return found


def _last(block: Block) -> Order:
    return block.last


def _joined(parts: Iterable[Piece]) -> list[Piece]:
    """Small parts together; large ones as they are, without a copy."""
    pieces: list[Piece] = []
    waiting: list[Piece] = []
    size = 0
    for part in parts:
        length = len(part)
        if length < PIECE:
            waiting.append(part)
            size += length
            if size < PIECE:
                continue
        if waiting:
            pieces.append(b"".join(waiting))
            waiting, size = [], 0
        if length >= PIECE:
            pieces.append(part)
    return [*pieces, b"".join(waiting)] if waiting else pieces
