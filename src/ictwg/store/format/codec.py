"""The file's bytes to lines and back; it never alters a value.

Reading has two ways. A file as this program writes it is split at its line breaks, which costs a tenth of parsing it.
Anything else, such as a file that a TinyDB script has saved, is parsed and laid out again (`codec_careful`): the same
content gives the same lines, and so the same digest.
"""

from __future__ import annotations

import json

from ictwg.errors import NotReadyError
from ictwg.merge.values import loads
from ictwg.store.format.codec_header import header_of, new_header
from ictwg.store.format.lines import LONGEST_KEY, Lines, Tables, digest_of, file_of

START = b'{"_sync":{"1":{'
_END = b"\n}}\n"
_AFTER_KEY = b'":{'


def split(data: bytes, *, verify: bool = False) -> Lines:
    """The lines of a file, not decoded.

    Args:
        data: The bytes of the file.
        verify: Whether to compute the digest, and to parse everything where it is wrong. Without it, damage inside a
            line shows when the line is decoded.

    Raises:
        NotReadyError: Says what is wrong and where.
    """
    lines = _framed(data)
    if lines is None or (verify and not _judged(lines).digest_ok):
        from ictwg.store.format.codec_careful import split_careful

        return _judged(split_careful(data))
    return lines


def encode_file(lines: Lines) -> bytes:
    """The bytes of the file: a function of the lines alone; their header gets the digest."""
    data, digest = file_of(lines)
    lines.header = lines.header._replace(digest=digest)
    lines.digest_ok = True
    return data


def new_lines(db: str) -> Lines:
    """An empty store."""
    return Lines(new_header(db), {})


def _judged(lines: Lines) -> Lines:
    lines.digest_ok = not lines.duplicates and digest_of(lines) == lines.header.digest
    return lines


def _framed(data: bytes) -> Lines | None:
    """The lines of a file in our own layout; None where anything is otherwise."""
    if not (data.startswith(START) and data.endswith((_END, b"}}}\n")) and _is_utf8(data)):
        return None
    head, *body = data.split(b"\n")  # the only copy of the bytes
    has_tables = len(body) > 1
    try:
        header = header_of(loads(head[:-1] + b"}" if has_tables else head)["_sync"])
    except (ValueError, TypeError, RecursionError, NotReadyError):
        return None
    if not has_tables:
        return Lines(header, {})
    body[-2:] = [b"},"]  # where the file ends, its last table does
    tables = _tables(body)
    return None if tables is None else Lines(header, tables)


def _tables(found: list[bytes]) -> Tables | None:
    """The tables of `"name":{`, their lines, `},` and so on."""
    tables: Tables = {}
    start = 0
    while start < len(found):
        end = found.index(b"},", start)
        name = _name(found[start])
        lines = [line[:-1] for line in found[start + 1 : end - 1]]
        rows = _rows([*lines, found[end - 1]])
        if rows is None or name is None or name in tables:
            return None
        tables[name] = rows
        start = end + 1
    return tables


def _rows(lines: list[bytes]) -> dict[str, bytes] | None:
    """Checked in bulk, because this runs over every line of every file."""
    try:
        keys = _keys(lines)
    except ValueError:
        return None
    if len(keys) != len(lines) or not _are_numbers(keys):
        return None
    rows = dict(zip(keys, lines, strict=True))
    return rows if len(rows) == len(lines) else None


def _are_numbers(keys: list[str]) -> bool:
    return "".join(keys).isdecimal() and min(keys)[:1] not in {"", "0"} and len(max(keys, key=len)) < LONGEST_KEY


def _keys(lines: list[bytes]) -> list[str]:
    """The row keys; those of one time have one length, so the quick way nearly always works."""
    end = lines[0].index(_AFTER_KEY)
    if {line[end : end + 3] for line in lines} == {_AFTER_KEY}:
        found = [line[1:end] for line in lines]
    else:
        found = [line[1 : line.index(_AFTER_KEY)] for line in lines]
    return b",".join(found).decode("ascii").split(",")


def _name(line: bytes) -> str | None:
    try:
        name = json.loads(line.removesuffix(b":{"))
    except ValueError:
        return None
    return name if isinstance(name, str) and name != "_sync" else None


def _is_utf8(data: bytes) -> bool:
    try:
        return data.isascii() or bool(data.decode())
    except UnicodeDecodeError:
        return False
