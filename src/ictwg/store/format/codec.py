"""The file's bytes to lines and back; it never alters a value.

There are two readers. A file in our own layout is cut where its tables begin and end, which takes a tenth of the time
of parsing. Anything else, such as a file that a TinyDB script has saved, is parsed and encoded again
(`split_careful`): the same content gives the same lines, and so the same digest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ictwg.errors import NotReadyError, TooNewError
from ictwg.locales import t
from ictwg.merge.dots import N_MAX, Context
from ictwg.merge.values import Literal, from_json, json_text, loads, utf8, verbatim
from ictwg.store.format.lines import FORMAT, SYNC, Header, Lines, Tables
from ictwg.store.format.table import LINE_END, Table

# What this program writes, and the newest that it reads and writes.
SCHEMA = 1
READS = 1
WRITES = 1

HIGHEST_FLOOR = N_MAX // 2
"""Every new dot is above the floor: one higher than this would leave no number for what is still to be written."""

_OWN = frozenset({"digest", "floor", "ctx"})
_NUMBERS = ("schema", "min_reader", "min_writer")
_START = b'{"_sync":{"1":{'
_END = b"\n}}\n"
_TABLE_END = re.compile(rb"\n\},\n")  # looks through it twice as fast as `find` does
_OPENING = b":{\n"
Doubles = list[tuple[str, str, bytes]]
_KEY = re.compile(r"[1-9][0-9]{0,38}", re.ASCII)
_KEY_MAX = 2**128
_DIGITS = 4000
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def new_header(db: str) -> Header:
    """The header of an empty store."""
    return Header({"format": FORMAT, "schema": SCHEMA, "min_reader": READS, "min_writer": WRITES, "db": db}, Context())


def header_of(sync: Any) -> Header:
    """The header from the parsed table `_sync`.

    Raises:
        NotReadyError: It is not an ictwg file, or the row is damaged.
    """
    row = sync.get("1") if isinstance(sync, dict) and len(sync) == 1 else None
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        raise NotReadyError(t("codec.not_ours"), t("codec.hint_other_file"))
    _check(row)
    meta = {name: from_json(value) for name, value in row.items() if name not in _OWN}
    return Header(meta, Context(row["ctx"], row["floor"]), row["digest"])


def require_readable(header: Header) -> None:
    """Raises TooNewError if the file needs a newer program."""
    asked = header.meta["min_reader"]
    if isinstance(asked, int) and asked > READS:
        raise TooNewError(t("codec.too_new", asked=asked, reads=READS), t("codec.hint_upgrade"))


def writable(header: Header) -> bool:
    """Whether this program may write the file."""
    asked = header.meta["min_writer"]
    return isinstance(asked, int) and asked <= WRITES


def _check(row: Mapping[str, Any]) -> None:
    if not isinstance(row.get("db"), str) or not row["db"]:
        raise _bad("db")
    if not isinstance(row.setdefault("digest", ""), str):  # type: ignore[attr-defined]
        raise _bad("digest")
    for name in _NUMBERS:
        if not _is_count(row.get(name)):
            raise _bad(name)
    if not (_is_count(row.setdefault("floor", 0)) and row["floor"] <= HIGHEST_FLOOR):  # type: ignore[attr-defined]
        raise _bad("floor")
    ctx = row.get("ctx")
    if not isinstance(ctx, dict) or not all(actor and _is_count(n) for actor, n in ctx.items()):
        raise _bad("ctx")


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= N_MAX


def _bad(what: str) -> NotReadyError:
    return NotReadyError(t("codec.bad_header", what=what), t("codec.hint_wait"))


def split(data: bytes, *, verify: bool = False, ours: Lines | None = None) -> Lines:
    """The lines of a file, not decoded.

    Args:
        verify: Whether to compute the digest, and to parse everything if it is wrong. Without it, damage inside a
            line is noticed when the line is decoded.
        ours: Another copy of the same group: a table with equal bytes is not checked again.

    Raises:
        NotReadyError: With what is wrong, and where.
    """
    lines = _framed(data)
    if lines is None or not _is_sound(lines, ours) or (verify and not _judged(lines).digest_ok):
        return _judged(split_careful(data))
    return lines


def split_if_readable(data: bytes, *, verify: bool = False) -> Lines | None:
    """As `split`; None for a file that is no group's, or damaged."""
    try:
        return split(data, verify=verify)
    except NotReadyError:
        return None


def split_own(data: bytes) -> Lines:
    """The lines of a file that this computer has written itself, atomically; its tables are not checked.

    Raises:
        NotReadyError: It is incomplete; with what is wrong, and where.
    """
    lines = _framed(data)
    return split(data) if lines is None else lines


def encode_file(lines: Lines) -> bytes:
    """The bytes of the file, determined by the lines alone; sets the digest in their header."""
    return lines.written()


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


class _Doubled(dict[str, Any]):
    """An object with duplicate keys: the last value of each, and the earlier ones separately."""

    earlier: tuple[tuple[str, Any], ...] = ()


def split_careful(data: bytes) -> Lines:
    """The lines of any JSON file with our content.

    Raises:
        NotReadyError: It has other content; with what, and where.
    """
    root = _parsed(_text(data))
    if not isinstance(root, dict):
        raise NotReadyError(t("codec.not_an_object"), t("codec.hint_wait"))
    header = header_of(root.get(SYNC))
    tables: dict[str, dict[str, bytes]] = {}
    doubles: Doubles = []
    try:
        for name, table in _members(root):
            if name != SYNC:
                _lay_out(name, table, tables.setdefault(name, {}), doubles)
    except RecursionError:
        raise _wait("too_deep") from None
    return Lines(header, {name: Table(rows) for name, rows in tables.items() if rows}, duplicates=tuple(doubles))


def _text(data: bytes) -> str:
    if not data:
        raise _wait("empty")
    if not data.strip(b"\0"):
        raise _wait("zeros")
    if data.startswith(_UTF16) or _every_second_is_zero(data[:64]):
        raise NotReadyError(t("codec.utf16"), t("codec.hint_saved_by_other"))
    if b"\0" in data:
        raise _wait("zero_byte", at=data.index(b"\0"))
    data = data.removeprefix(_BOM)
    if data.lstrip()[:1] == b"<":
        raise _wait("html")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        byte = f"0x{data[error.start]:02x}"
        raise NotReadyError(t("codec.not_utf8", at=error.start, byte=byte), t("codec.hint_saved_by_other")) from None


def _every_second_is_zero(start: bytes) -> bool:
    return any(2 * half.count(0) > len(half) for half in (start[::2], start[1::2]))


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=Literal, parse_int=_integer, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        what = "cut_off" if cut else "not_json"
        raise _wait(what, line=error.lineno, column=error.colno, what=error.msg) from None
    except RecursionError:
        raise _wait("too_deep") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = _Doubled(found)
    last = {key: at for at, (key, _) in enumerate(pairs)}
    doubled.earlier = tuple(pair for at, pair in enumerate(pairs) if last[pair[0]] != at)
    return doubled


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _wait("long_number", digits=_DIGITS)
    return int(digits)


def _constant(name: str) -> None:
    raise _wait("not_a_number", what=name)


def _lay_out(name: str, table: Any, rows: dict[str, bytes], doubles: Doubles) -> None:
    if not isinstance(table, dict):
        raise _wait("bad_table", table=name)
    for key, record in _members(table):
        line = _line(name, key, record)
        if key in rows:
            doubles.append((name, key, rows[key]))
        rows[key] = line


def _line(table: str, key: str, record: Any) -> bytes:
    if not _KEY.fullmatch(key) or int(key) >= _KEY_MAX:
        raise NotReadyError(t("codec.bad_key", table=table, key=key), t("codec.hint_check_row"))
    if not isinstance(record, dict):
        what = t("codec.bare_row")
        raise NotReadyError(t("codec.bad_row", table=table, key=key, what=what), t("codec.hint_check_row"))
    if isinstance(record, _Doubled):
        name = record.earlier[0][0]
        raise NotReadyError(t("codec.doubled_field", table=table, key=key, name=name), t("codec.hint_check_row"))
    return utf8(f"{json_text(key)}:{verbatim(record)}")


def _members(found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """All members in order, including the earlier values of a duplicate key."""
    if isinstance(found, _Doubled):
        yield from found.earlier
    yield from found.items()


def _wait(id: str, /, **values: object) -> NotReadyError:
    return NotReadyError(t(f"codec.{id}", lang=None, **values), t("codec.hint_wait"))
