"""The file as it would be written now, kept in blocks of lines: an edit lays out one block anew, and nothing else.

    header ,⏎ "actions":{⏎ block ,⏎ block ,⏎ block ⏎} ,⏎ "_log":{⏎ block ⏎}}⏎

Publishing costs what writing the bytes costs: unchanged blocks go out as they went out before, and only the hashes of
new lines are computed. `codec.encode_file` says what the bytes are; this gives the same ones.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from hashlib import sha256

from ictwg.hints import NamedTuple
from ictwg.store.blocks import Block, Span, blocks_in, blocks_of, hash_of, hashes_of
from ictwg.store.lines import in_order, opening, ordered, table_order
from ictwg.store.trusted import LazyRows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ictwg.store.blocks import Order
    from ictwg.store.disk import Piece
    from ictwg.store.lines import Header, Lines, Place

    # The first of them holds the header.
    Pieces = tuple[Piece, ...]

# Smaller pieces go out together, so that a small file is one write.
PIECE = 1 << 14
# What stands in a file as it was read goes out in pieces no longer than this.
LONG = 1 << 20
_BETWEEN = b",\n"
_NONE: Mapping[str, bytes] = {}


class Written(NamedTuple):
    """A whole file: its bytes in pieces, the digest in it, and where it is known its first line, without the comma."""

    pieces: Pieces
    digest: str
    head: bytes = b""

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
        for table, rows in lines.tables.items():
            if type(rows) is LazyRows:
                self._tables[table] = blocks_in(rows.stretch, hashes.get(table, b""))
                self.note(lines, [(table, key) for key in rows.touched()])
            else:
                names, held = in_order(rows)
                self._tables[table] = blocks_of(names, held, hashes_of(held))

    def note(self, lines: Lines, places: Iterable[Place]) -> None:
        """Lines at these places are new, different or gone."""
        for table, key in places:
            line = lines.tables.get(table, {}).get(key)
            if line is not None:
                self._put(table, (len(key), key), line)
            else:
                self._drop(table, (len(key), key))

    def written(self, header: Header) -> Written:
        """The file with this header."""
        tables = table_order(self._tables)
        before, after = header.around
        hashes = [hash_of(before + b'""' + after)]
        for table in tables:
            hashes.append(_hash_of_opening(table))
            hashes += [block.digests for block in self._tables[table]]
        digest = sha256(b"".join(hashes)).hexdigest()
        head = b'%s"%s"%s' % (before, digest.encode(), after)
        return Written(tuple(_joined(self._framed(head, tables))), digest, head)

    def digest(self, lines: Lines) -> str:
        """The digest of a file of other lines; those of a block that is the same there are not hashed again."""
        whole = sha256(hash_of(lines.header.line()))
        for table in table_order(lines.tables):
            whole.update(hash_of(opening(table)))
            held = ordered(lines.tables[table])
            start = 0
            for block in self._tables.get(table, []):
                end = block.end_in(held, start)
                whole.update(block.digests_of(held[start:end]))
                start = end
            whole.update(b"".join(map(hash_of, held[start:])))
        return whole.hexdigest()

    def blocks(self, table: str) -> list[Block]:
        """Those of one table, in order."""
        return self._tables.get(table, [])

    def tables(self) -> Iterator[tuple[str, list[Block]]]:
        """The tables in the order of the file, with their blocks."""
        return ((table, self._tables[table]) for table in table_order(self._tables))

    def _framed(self, head: bytes, tables: list[str]) -> list[Piece]:
        parts: list[Piece] = [head]
        for table in tables:
            parts += (_BETWEEN, opening(table), b"\n")
            at = len(parts)
            parts += _bodies(self._tables[table])
            parts[at] = parts[at][len(_BETWEEN) :]
            parts.append(b"\n}")
        parts.append(b"}\n")
        return parts

    def _find(self, table: str, order: Order) -> tuple[Block, int] | None:
        blocks = self._tables.get(table, [])
        at = bisect_left(blocks, order, key=_last)
        if at == len(blocks):
            return None
        position = blocks[at].place(order)
        return (blocks[at], position) if blocks[at].names[position] == order[1] else None

    def _put(self, table: str, order: Order, line: bytes) -> None:
        blocks = self._tables.setdefault(table, [])
        at = min(bisect_left(blocks, order, key=_last), len(blocks) - 1)
        if at < 0:
            blocks.append(Block([order[1]], [line], hash_of(line)))
            return
        blocks[at].put(order, line)
        if blocks[at].is_large:
            blocks[at : at + 1] = blocks[at].halves()

    def _drop(self, table: str, order: Order) -> None:
        found = self._find(table, order)
        if found is not None:
            block, at = found
            block.drop(at)
            if not block.names:
                self._tables[table].remove(block)


@lru_cache(maxsize=256)
def _hash_of_opening(table: str) -> bytes:
    return hash_of(opening(table))


def _bodies(blocks: list[Block]) -> Iterator[Piece]:
    """The lines, each behind what parts it from the one before; what stands in one file one after the other in one."""
    run: Span | None = None
    end = 0
    for block in blocks:
        span = block.span
        if run is not None and span is not None and run.goes_on(end, span) and span.end - run.start <= LONG:
            end = span.end
            continue
        if run is not None:
            yield run.with_comma(end)
        run = span
        if run is None or run.first:
            yield block.data
            run = None
        else:
            end = run.end
    if run is not None:
        yield run.with_comma(end)


def _last(block: Block) -> Order:
    return block.last


def _joined(parts: Iterable[Piece]) -> list[Piece]:
    """Small parts together; large ones as they are, without a copy."""
    pieces: list[Piece] = []
    waiting: list[Piece] = []
    size = 0
    for part in parts:
        if len(part) < PIECE:
            waiting.append(part)
            size += len(part)
            if size < PIECE:
                continue
        if waiting:
            pieces.append(b"".join(waiting))
            waiting, size = [], 0
        if len(part) >= PIECE:
            pieces.append(part)
    return [*pieces, b"".join(waiting)] if waiting else pieces
