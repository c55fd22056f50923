"""Splitting a file most of which is ours: what stands in it as in our image is compared, and not cut into lines.

    ours    ▏ block ▏ block  ▏ block ▏ block ▏
    theirs  ▏ same  ▏ lines… ▏ same  ▏ same  ▏ new lines… ▏

One comparison of bytes tells that 64 lines are ours, with keys and hashes that are known. Between two such places the
lines are walked through beside ours. The digest is made on the way, and lines that are ours are the same objects.
"""

from __future__ import annotations

import json
from hashlib import sha256

from ictwg.errors import NotReadyError
from ictwg.merge.values import loads
from ictwg.store.format.blocks import Block, Order, hash_of
from ictwg.store.format.codec import START
from ictwg.store.format.codec_header import header_of
from ictwg.store.format.image import Image
from ictwg.store.format.lines import LONGEST_KEY, Header, Lines, opening, table_order
from ictwg.store.format.stretch import LINE_END

_TABLE_ENDS = b"\n}"
# So far beside its place in our file the next block is looked for first.
_NEAR = 1 << 14


class OtherwiseError(Exception):
    """It is not laid out as this program writes it."""


def split_alike(data: bytes, image: Image, ours: Lines) -> Lines | None:
    """The lines of a file with the right digest; None where it is otherwise, and `codec.split` has to say how.

    Args:
        data: The bytes of the file.
        image: Our lines laid out.
        ours: The same lines.
    """
    try:
        header, position = _head(data)
        tables: dict[str, dict[str, bytes]] = {}
        digests: dict[str, bytes] = {}
        more = True
        while more:
            name, position = _name(data, position)
            if name in tables:
                return None
            table = Table(data, position, image.blocks(name))
            tables[name] = table.rows(ours.tables.get(name, {}))
            digests[name] = b"".join(table.digests)
            more = data.startswith(LINE_END, table.position)
            position = table.position + 2
    except OtherwiseError:
        return None
    if not data.endswith(b"\n}}\n") or position != len(data) or _digest(header, digests) != header.digest:
        return None
    return Lines(header, tables, digest_ok=True)


class Table:
    """One table of the file, read beside the blocks that we have of it.

    Attributes:
        position: What follows the closing brace.
        digests: The hashes of its lines, joined here and there.

    Raises:
        OtherwiseError: It is not laid out as this program writes it.
    """

    def __init__(self, data: bytes, position: int, blocks: list[Block]) -> None:
        self._data = data
        self.position = position
        self.digests: list[bytes] = []
        self._last: Order = (0, "")
        self._new: dict[str, bytes] = {}
        self._gone: list[str] = []
        self._ended = False
        self._table_end = -1
        waiting: list[Block] = []
        for block, following in zip(blocks, [*blocks[1:], None], strict=False):
            if self._ended:
                self._gone += block.names
            elif waiting or not self._is_next(block):
                waiting.append(block)
                end = self._start_of(waiting, following)
                if end < 0:  # the next one begins with a line that does not stand here: both are looked at together
                    continue
                self._walk(waiting, end)
                waiting = []
            if following is not None and not self._last < following.first:
                raise OtherwiseError
        if not self._ended:
            self._walk([], self._end_of_table())

    def rows(self, ours: dict[str, bytes]) -> dict[str, bytes]:
        """Row key → line: ours where they are the same."""
        rows = ours.copy()
        for key in self._gone:
            del rows[key]
        for key, line in self._new.items():
            rows[key] = line
        return rows

    def _is_next(self, block: Block) -> bool:
        """Whether just this block stands here; goes on behind it."""
        end = self.position + block.size
        if self._data[end : end + 2] not in {LINE_END, _TABLE_ENDS}:
            return False
        if not self._data.startswith(block.body, self.position):
            return False
        self.digests.append(block.digests)
        self._last = block.last
        self._go_on(end)
        return True

    def _go_on(self, end: int) -> None:
        """After a line that ends there: behind the comma, or behind the brace of the table."""
        self._ended = self._data.startswith(_TABLE_ENDS, end)
        self.position = end + len(LINE_END)

    def _start_of(self, blocks: list[Block], following: Block | None) -> int:
        """Where the lines end that stand in the place of some blocks: before the next one of ours, or with the table.

        -1 where the next one does not begin with a line that stands here.
        """
        if following is None:
            return self._end_of_table()
        needle = b'%s"%s":{' % (LINE_END, following.first[1].encode())
        near = self.position + sum(block.size + len(LINE_END) for block in blocks)
        found = self._data.find(needle, max(self.position, near - _NEAR), near + _NEAR)
        return found if found >= 0 else self._data.find(needle, self.position, self._end_of_table())

    def _end_of_table(self) -> int:
        if self._table_end < 0:
            self._table_end = self._data.find(_TABLE_ENDS, self.position)
        if self._table_end < 0:
            raise OtherwiseError
        return self._table_end

    def _walk(self, blocks: list[Block], end: int) -> None:
        """The lines up to `end`, beside those of the blocks."""
        keys = [(len(name), name) for block in blocks for name in block.names]
        held = [line for block in blocks for line in block.lines]
        hashes = [block.hash_at(at) for block in blocks for at in range(block.count)]
        at = 0
        for line in _cut(self._data[self.position : end]):
            if at < len(held) and line == held[at]:
                self.digests.append(hashes[at])
                self._last = keys[at]
                at += 1
                continue
            order = _order(line)
            if order <= self._last:
                raise OtherwiseError
            start = at
            while at < len(keys) and keys[at] < order:
                at += 1
            self._gone += [key for _, key in keys[start:at]]
            at += keys[at : at + 1] == [order]
            self._new[order[1]] = line
            self.digests.append(hash_of(line))
            self._last = order
        self._gone += [key for _, key in keys[at:]]
        self._go_on(end)


def _cut(data: bytes) -> list[bytes]:
    """The lines of a part of a table; as UTF-8, and none of them broken."""
    lines = data.split(LINE_END)
    try:
        whole = data.count(b"\n") == len(lines) - 1 and (data.isascii() or bool(data.decode()))
    except UnicodeDecodeError:
        whole = False
    if not whole:
        raise OtherwiseError
    return lines


def _order(line: bytes) -> Order:
    """The row key, as it is sorted."""
    key, brace, _ = line[1 : LONGEST_KEY + 4].partition(b'":{')
    if line[:1] != b'"' or not brace or not key.isdigit() or key[:1] == b"0" or len(key) >= LONGEST_KEY:
        raise OtherwiseError
    return len(key), key.decode()


def _head(data: bytes) -> tuple[Header, int]:
    """The header, and where the first table begins."""
    end = data.find(b"\n")
    if not data.startswith(START) or data[end - 1 : end + 1] != LINE_END:
        raise OtherwiseError
    try:
        return header_of(loads(data[: end - 1] + b"}")["_sync"]), end + 1
    except (ValueError, TypeError, RecursionError, NotReadyError):
        raise OtherwiseError from None


def _name(data: bytes, position: int) -> tuple[str, int]:
    """A table's name, and where its first line begins."""
    end = data.find(b":{\n", position)
    try:
        name = json.loads(data[position:end]) if end > 0 else None
    except ValueError:
        name = None
    if not isinstance(name, str) or name == "_sync":
        raise OtherwiseError
    return name, end + 3


def _digest(header: Header, digests: dict[str, bytes]) -> str:
    whole = sha256(hash_of(header.line()))
    for table in table_order(digests):
        whole.update(hash_of(opening(table)))
        whole.update(digests[table])
    return whole.hexdigest()
