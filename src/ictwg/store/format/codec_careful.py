"""Reads a file that is not in our layout: saved by a script, half-synced or damaged. Reports what is wrong where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.merge.values import Literal, json_text, utf8, verbatim
from ictwg.store.format.codec_header import header_of
from ictwg.store.format.lines import SYNC, Lines
from ictwg.store.format.table import Table

Doubles = list[tuple[str, str, bytes]]

_KEY = re.compile(r"[1-9][0-9]{0,38}", re.ASCII)
_KEY_MAX = 2**128
_DIGITS = 4000
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


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
