"""The shared file as lines: one record per line, nothing decoded.

    {"_sync":{"1":{"format":"ictwg",…,"ctx":{…}}},
    "actions":{
    "2088…":{"id":"01J9…",…},
    "2089…":{"id":"01J9…",…}
    },
    "_log":{
    …
    }}

A *line* is the bytes of one record with its key, `"2088…":{…}`, without comma and line break. Tables are sorted by
name, then come `_trash` and `_log`; rows are sorted by their keys as numbers. Empty tables are not written.

The digest is SHA-256 over the concatenated BLAKE2b-128 hashes of, in this order: the header `{"_sync":{"1":{…}}` with
an empty digest; then for each table its opening `"actions":{` and its lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import NamedTuple

from ictwg.merge.dots import Context
from ictwg.merge.values import Raw, json_text, utf8
from ictwg.store.format.table import LINE_END, Table, hash_of

Tables = dict[str, dict[str, bytes]]
Place = tuple[str, str]

SYNC = "_sync"
TRASH = "_trash"
LOG = "_log"
FORMAT = "ictwg"

_LEADING = ("format", "schema", "min_reader", "min_writer", "db")
_LEADS = frozenset(_LEADING)


class Header(NamedTuple):
    """The row of `_sync`: what the file is, and which transactions it has seen.

    `meta` holds everything but digest, floor and context, unknown keys too.
    """

    meta: Mapping[str, Raw]
    context: Context
    digest: str = ""

    @property
    def db(self) -> str:
        """The identity of the group's data."""
        return str(self.meta.get("db", ""))

    @property
    def was_encrypted(self) -> bool:
        """Whether the group is or ever was encrypted."""
        return "sealing" in self.meta

    def with_context(self, context: Context) -> Header:
        return Header(self.meta, context, "")

    def line(self, digest: str = "") -> bytes:
        """The header as the file's first line, without its comma."""
        known = [_pair(name, self.meta[name]) for name in _LEADING if name in self.meta]
        others = [_pair(name, self.meta[name]) for name in sorted(self.meta.keys() - _LEADS)]
        ctx = ",".join([f"{encode_basestring(actor)}:{n}" for actor, n in sorted(self.context.ctx.items())])
        members = [
            *known,
            f'"digest":{json_text(digest)}',
            f'"floor":{self.context.floor}',
            *others,
            f'"ctx":{{{ctx}}}',
        ]
        return utf8('{"_sync":{"1":{' + ",".join(members) + "}}")


class Lines:
    """One split of a file.

    Attributes:
        tables: Table → row key → line, rows in the order of the file; includes `_trash` and `_log`.
        digest_ok: Whether the file's digest matches its content; None if that was not checked.
        duplicates: Rows whose key occurs more than once in the file: (table, key, line) of the earlier ones.
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

    def table(self, name: str) -> Table:
        """The table with this name, created if missing."""
        held = self.tables.get(name)
        if not isinstance(held, Table):
            held = self.tables[name] = Table(held or {})
        return held

    def line(self, table: str, key: str) -> bytes | None:
        """The line with this key in the table, if there is one."""
        return self.tables.get(table, {}).get(key)

    def rows(self, but: Collection[str] = ()) -> Iterator[tuple[str, str, bytes]]:
        """All lines as (table, row key, line), without those of some tables."""
        return (
            (table, key, line) for table, held in self.tables.items() if table not in but for key, line in held.items()
        )

    def digest(self) -> str:
        """The digest of a file with these lines."""
        return _digest(self.header, self._encoded())

    def written(self) -> bytes:
        """The encoded file, determined by the lines alone; sets the digest in the header."""
        encoded = self._encoded()
        digest = _digest(self.header, encoded)
        self.header = self.header._replace(digest=digest)
        self.digest_ok = True
        parts: list[bytes | memoryview] = [self.header.line(digest)]
        for name, (data, _) in encoded:
            parts += (LINE_END + opening(name) + b"\n", memoryview(data)[: -len(LINE_END)], b"\n}")
        return b"".join((*parts, b"}\n"))

    def _encoded(self) -> list[tuple[str, tuple[bytes, bytes]]]:
        held = [(name, self.tables[name]) for name in table_order(self.tables)]
        return [(name, (rows if isinstance(rows, Table) else Table(rows)).encoded()) for name, rows in held]

    def copy(self) -> Lines:
        """A copy that may be changed; the lines themselves are shared."""
        tables = {name: rows.copy() for name, rows in self.tables.items()}
        return Lines(self.header, tables, digest_ok=self.digest_ok, duplicates=self.duplicates)

    def __bool__(self) -> bool:
        return any(self.tables.values())


def table_order(tables: Mapping[str, Collection[object]]) -> list[str]:
    """The tables that are written, in the order of the file."""
    return sorted((name for name in tables if tables[name]), key=lambda name: (_LAST.get(name, 0), name))


_LAST = {TRASH: 1, LOG: 2}


@lru_cache(maxsize=256)
def opening(table: str) -> bytes:
    return utf8(json_text(table) + ":{")


def _digest(header: Header, encoded: Iterable[tuple[str, tuple[bytes, bytes]]]) -> str:
    from hashlib import sha256

    whole = sha256(hash_of(header.line()))
    for table, (_, hashes) in encoded:
        whole.update(hash_of(opening(table)) + hashes)
    return whole.hexdigest()


def _pair(name: str, value: Raw) -> str:
    return f"{json_text(name)}:{json_text(value)}"
