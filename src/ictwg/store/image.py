"""The file as it would be written now, kept in blocks of lines: an edit lays out one block anew, and nothing else.

    header ,⏎ "actions":{⏎ block ,⏎ block ,⏎ block ⏎} ,⏎ "_log":{⏎ block ⏎}}⏎

Publishing costs what writing the bytes costs: unchanged blocks go out as they went out before, and only the hashes of
new lines are computed. `codec.encode_file` says what the bytes are; this gives the same ones.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from hashlib import blake2b, sha256

from ictwg.hints import NamedTuple
from ictwg.store.lines import HASH_SIZE, in_order, opening, ordered, table_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.store.lines import Header, Lines, Place

    # A row key as it is sorted: as a number.
    Order = tuple[int, str]
    Pieces = tuple[bytes, ...]

# Lines of a block: twice as many are cut in two.
LINES = 64
# Smaller pieces go out together, so that a small file is one write.
PIECE = 1 << 14
_BETWEEN = b",\n"
DIGEST = b'"digest":"%s"'


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
    lines: What is laid out.
    """

    def __init__(self, lines: Lines) -> None:
        self._tables: dict[str, list[Block]] = {}
        for table, rows in lines.tables.items():
            names, held = in_order(rows)
            self._tables[table] = _blocks(names, held, _hashes_of(held))

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

    def _framed(self, head: bytes, tables: list[str]) -> list[bytes]:
        parts = [head]
        for table in tables:
            first, *others = self._tables[table]
            parts += (_BETWEEN, opening(table), b"\n", first.data[len(_BETWEEN) :])
            parts += [block._data or block.data for block in others]  # noqa: SLF001 - nearly all are laid out already
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
        if len(blocks[at].names) > 2 * LINES:
            blocks[at : at + 1] = blocks[at].halves()

    def _drop(self, table: str, order: Order) -> None:
        found = self._find(table, order)
        if found is not None:
            block, at = found
            block.drop(at)
            if not block.names:
                self._tables[table].remove(block)


class Block:
    """Some lines that stand one after the other.

    Args:
        names: Their row keys.
        lines: The lines.
        digests: The hashes of the lines, joined.
    """

    __slots__ = ("_data", "_objects", "_references", "digests", "lines", "names")

    def __init__(self, names: list[str], lines: list[bytes], digests: bytes) -> None:
        self.names = names
        self.lines = lines
        self.digests = digests
        self._changed()

    def _changed(self) -> None:
        self._data = b""
        self._objects: list[int] | None = None
        self._references: list[bytes] | None = None

    @property
    def data(self) -> bytes:
        """The lines, each behind what parts it from the one before."""
        if not self._data:
            self._data = _BETWEEN + _BETWEEN.join(self.lines)
        return self._data

    @property
    def objects(self) -> list[int]:
        """Where in the data objects inside of records end."""
        if self._objects is None:
            from ictwg.store.trusted import marks

            self._objects = [mark.start() for mark in marks().finditer(self.data)]
        return self._objects

    @property
    def references(self) -> list[bytes]:
        """Those that stand in the data."""
        if self._references is None:
            from ictwg.store.numbered import REFERENCE

            self._references = REFERENCE.findall(self.data)
        return self._references

    @property
    def body(self) -> memoryview:
        """The lines alone."""
        return memoryview(self.data)[len(_BETWEEN) :]

    @property
    def first(self) -> Order:
        return _order(self.names[0])

    @property
    def last(self) -> Order:
        return _order(self.names[-1])

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
        return _blocks(self.names, self.lines, self.digests)


def hash_of(line: bytes) -> bytes:
    return blake2b(line, digest_size=HASH_SIZE).digest()


@lru_cache(maxsize=256)
def _hash_of_opening(table: str) -> bytes:
    return hash_of(opening(table))


def _hashes_of(lines: list[bytes]) -> bytes:
    """Joined; all lines of a file at once, so nothing is called that need not be."""
    return b"".join([blake2b(line, digest_size=HASH_SIZE).digest() for line in lines])


def _blocks(names: list[str], lines: list[bytes], digests: bytes) -> list[Block]:
    return [
        Block(names[at : at + LINES], lines[at : at + LINES], digests[HASH_SIZE * at : HASH_SIZE * (at + LINES)])
        for at in range(0, len(names), LINES)
    ]


def _order(name: str) -> Order:
    return len(name), name


def _last(block: Block) -> Order:
    return block.last


def _joined(parts: Iterable[bytes]) -> list[bytes]:
    """Small parts together; large ones as they are, without a copy."""
    pieces: list[bytes] = []
    waiting: list[bytes] = []
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
