"""The file's bytes to lines and back; it never alters a value.

There are two readers. A file in our own layout is cut where its tables begin and end, which takes a tenth of the time
of parsing. Anything else, such as a file that a TinyDB script has saved, is parsed and encoded again
(`codec_careful`): the same content gives the same lines, and so the same digest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ictwg.errors import NotReadyError
from ictwg.merge.values import loads
from ictwg.store.format.codec_header import header_of, new_header
from ictwg.store.format.lines import Lines, Tables
from ictwg.store.format.table import LINE_END, Table

_START = b'{"_sync":{"1":{'
_END = b"\n}}\n"
_TABLE_END = re.compile(rb"\n\},\n")  # looks through it twice as fast as `find` does
_OPENING = b":{\n"


def split(data: bytes, *, verify: bool = False, ours: Lines | None = None) -> Lines:
    """The lines of a file, not decoded.

    Args:
        data: The bytes of the file.
        verify: Whether to compute the digest, and to parse everything if it is wrong. Without it, damage inside a
            line is noticed when the line is decoded.
        ours: Another copy of the same group: a table with equal bytes is not checked again.

    Raises:
        NotReadyError: With what is wrong, and where.
    """
    lines = _framed(data)
    if lines is None or not _is_sound(lines, ours) or (verify and not _judged(lines).digest_ok):
        from ictwg.store.format.codec_careful import split_careful

        return _judged(split_careful(data))
    return lines


def split_own(data: bytes) -> Lines:
    """The lines of a file that this computer has written itself, atomically; its tables are not checked.

    Raises:
        NotReadyError: It is incomplete; with what is wrong, and where.
    """
    lines = _framed(data)
    return split(data) if lines is None else lines


def encode_file(lines: Lines) -> bytes:
    """The bytes of the file, determined by the lines alone; sets the digest in their header."""
    return lines.written().data


def new_lines(db: str) -> Lines:
    """An empty store."""
    return Lines(new_header(db), {})


def _judged(lines: Lines) -> Lines:
    lines.digest_ok = not lines.duplicates and lines.digest() == lines.header.digest
    return lines


def _framed(data: bytes) -> Lines | None:
    """The lines of a file in our own layout; None if it has another layout."""
    head, rest = data[: data.find(b"\n")], data.find(b"\n") + 1
    has_tables = 0 < rest < len(data)
    if not (head.startswith(_START) and data.endswith(_END if has_tables else b"}}}\n")):
        return None
    try:
        header = header_of(loads(head[:-1] + b"}" if has_tables else head)["_sync"])
        found = list(_tables(data, rest))
    except (ValueError, TypeError, RecursionError, NotReadyError):
        return None
    tables: Tables = dict(found)
    return Lines(header, tables) if len(tables) == len(found) else None


def _tables(data: bytes, start: int) -> Iterator[tuple[str, Table]]:
    """The tables of `"name":{`, their lines, `},` and so on.

    Raises:
        ValueError: Anything else was found.
    """
    while start < len(data):
        opened = data.index(_OPENING, start)
        closed = _TABLE_END.search(data, opened)
        end = closed.start() if closed is not None else len(data) - len(_END)
        name = json.loads(data[start:opened])
        if not isinstance(name, str) or name == "_sync":
            raise ValueError(name)
        yield name, Table.read(b"".join((memoryview(data)[opened + len(_OPENING) : end], LINE_END)))
        start = end + len(_END)


def _is_sound(lines: Lines, ours: Lines | None) -> bool:
    """Whether each table has its rows in order; tables equal to ours are taken from there."""
    for name, table in list(lines.tables.items()):
        known = ours.tables.get(name) if ours is not None else None
        if isinstance(known, Table) and known.encodes(table):
            lines.tables[name] = known.copy()
        elif isinstance(table, Table) and not table.is_sound():
            return False
    return True
