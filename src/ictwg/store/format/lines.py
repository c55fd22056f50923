"""The shared file as lines: one record a line, nothing decoded.

    {"_sync":{"1":{"format":"ictwg",…,"ctx":{…}}},
    "actions":{
    "2088…":{"id":"01J9…",…},
    "2089…":{"id":"01J9…",…}
    },
    "_log":{
    …
    }}

A *line* is the bytes of one record with its key, `"2088…":{…}`, without comma and line break: a file is its lines,
joined. Tables stand by name, then `_trash`, then `_log`; rows as numbers. Empty tables are not written.

The digest is SHA-256 over the concatenated BLAKE2b-128 hashes of, in this order: the header `{"_sync":{"1":{…}}` with
an empty digest; then for each table its opening `"actions":{` and its lines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import NamedTuple

from ictwg.merge.dots import Context
from ictwg.merge.values import Raw, json_text, utf8

Tables = dict[str, dict[str, bytes]]
Place = tuple[str, str]

SYNC = "_sync"
TRASH = "_trash"
LOG = "_log"
FORMAT = "ictwg"

_LEADING = ("format", "schema", "min_reader", "min_writer", "db")
_LEADS = frozenset(_LEADING)
HASH_SIZE = 16
LONGEST_KEY = 39  # digits of 2^128


class Header(NamedTuple):
    """The row of `_sync`: what the file is, and what it has seen.

    `meta` holds everything but digest, floor and context; keys that are not known are kept.
    """

    meta: Mapping[str, Raw]
    context: Context
    digest: str = ""

    @property
    def db(self) -> str:
        """The identity of the group's data."""
        return str(self.meta.get("db", ""))

    def with_context(self, context: Context) -> Header:
        return Header(self.meta, context, "")

    def line(self, digest: str = "") -> bytes:
        """The header as the file's first line, without its comma."""
        before, after = self.around
        return before + utf8(json_text(digest)) + after

    @property
    def around(self) -> tuple[bytes, bytes]:
        """What stands before and behind the digest in that line."""
        meta, known, others = _said[0]
        if meta is not self.meta:
            _said[0] = meta, known, others = self.meta, *_of_meta(self.meta)
        ctx = ",".join([f"{encode_basestring(actor)}:{n}" for actor, n in sorted(self.context.ctx.items())])
        return known, utf8(f',"floor":{self.context.floor}{others},"ctx":{{{ctx}}}}}}}')


def _of_meta(meta: Mapping[str, Raw]) -> tuple[bytes, str]:
    """What of the first line stands before the digest, and between floor and context; the same edit after edit."""
    known = [_pair(name, meta[name]) for name in _LEADING if name in meta]
    others = [f",{_pair(name, meta[name])}" for name in sorted(meta.keys() - _LEADS)]
    return utf8('{"_sync":{"1":{' + ",".join([*known, '"digest":'])), "".join(others)


# Of the header that was written last; nobody changes a header's `meta`.
_said: list[tuple[Mapping[str, Raw], bytes, str]] = [({}, b"", "")]


class Lines:
    """One split of a file.

    Attributes:
        tables: Table → row key → line, rows in the order of the file; `_trash` and `_log` among them.
        digest_ok: Whether the file's digest is that of its content; None where nobody has looked.
        duplicates: Rows whose key stands more than once in the file: (table, key, line) of the earlier ones.
    """

    __slots__ = ("digest_ok", "duplicates", "header", "tables")

    def __init__(
        self,
        header: Header,
        tables: Tables,
        *,
        digest_ok: bool | None = None,
        duplicates: tuple[tuple[str, str, bytes], ...] = (),
    ) -> None:
        self.header = header
        self.tables = tables
        self.digest_ok = digest_ok
        self.duplicates = duplicates

    @property
    def context(self) -> Context:
        return self.header.context

    @property
    def db(self) -> str:
        return self.header.db

    def copy(self) -> Lines:
        """Another that may be changed; the lines themselves are shared."""
        tables = {name: rows.copy() for name, rows in self.tables.items()}
        return Lines(self.header, tables, digest_ok=self.digest_ok, duplicates=self.duplicates)

    def __len__(self) -> int:
        return sum(map(len, self.tables.values()))


def table_order(tables: Mapping[str, Collection[object]]) -> list[str]:
    """The tables that are written, in the order of the file."""
    return sorted((name for name in tables if tables[name]), key=lambda name: (_LAST.get(name, 0), name))


_LAST = {TRASH: 1, LOG: 2}


def ordered(rows: dict[str, bytes]) -> list[bytes]:
    """The lines, by their keys as numbers."""
    return in_order(rows)[1]


def in_order(rows: dict[str, bytes]) -> tuple[list[str], list[bytes]]:
    """The row keys as numbers, and their lines."""
    keys = list(rows)
    placed = sorted(sorted(keys), key=len)  # two passes in C, one comparison a row where nothing has moved
    return placed, list(rows.values()) if placed == keys else [rows[key] for key in placed]


@lru_cache(maxsize=256)
def opening(table: str) -> bytes:
    return utf8(json_text(table) + ":{")


def digest_of(lines: Lines) -> str:
    """The digest that a file of these lines carries."""
    return _digest(lines.header, _written(lines.tables))


def file_of(lines: Lines) -> tuple[bytes, str]:
    """The bytes of the file, and the digest in it."""
    written = _written(lines.tables)
    digest = _digest(lines.header, written)
    parts = [lines.header.line(digest)]
    for table, rows in written:  # one join of all lines: nothing is copied twice
        rows[0] = opening(table) + b"\n" + rows[0]
        rows[-1] += b"\n}"
        parts += rows
    parts[-1] += b"}\n"
    return b",\n".join(parts), digest


def _digest(header: Header, written: list[tuple[str, list[bytes]]]) -> str:
    from hashlib import blake2b, sha256

    whole = sha256(blake2b(header.line(), digest_size=HASH_SIZE).digest())
    for table, rows in written:
        lines = [opening(table), *rows]
        whole.update(b"".join([blake2b(line, digest_size=HASH_SIZE).digest() for line in lines]))
    return whole.hexdigest()


def _written(tables: Tables) -> list[tuple[str, list[bytes]]]:
    return [(table, ordered(tables[table])) for table in table_order(tables)]


def _pair(name: str, value: Raw) -> str:
    return f"{json_text(name)}:{json_text(value)}"
