"""The short way to edit a record: its line read and made anew without registers.

Nearly every record is plain: each register says one thing under one dot, and the line shows all of it. An edit that
saw what stands there puts its values in, and its dot. Whatever is not so simple is None here and goes the long way
(`codec_rows`), which gives the same line: a law says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.ids import row_key
from ictwg.domain.text import dumps
from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.rows import GONE, LIVE, RESERVED
from ictwg.merge.stamps import DOTS, MOST, OTHERS, UNDOTTED
from ictwg.merge.values import INT_MAX, canonical, utf8
from ictwg.store.format.codec_rows import document_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ictwg.merge.values import Raw
    from ictwg.store.this_computer.transactions import Stored

_NOT_PLAIN = frozenset({MOST, OTHERS, UNDOTTED, LIVE, GONE})
_NO_FIELD = RESERVED | {GONE}
_SCALARS = frozenset({str, bool, type(None)})


class Plain:
    """One such record.

    Attributes:
        fields: What it shows: values, and the sorted elements of sets.
        dots: Register → its dot; without `_live`.
        live: The dot of `_live`.
    """

    __slots__ = ("dots", "fields", "id", "live")

    def __init__(self, id: str, fields: dict[str, Any], dots: dict[str, str], live: str) -> None:
        self.id = id
        self.fields = fields
        self.dots = dots
        self.live = live

    def before(self, register: str) -> tuple[Raw, tuple[str, ...]]:
        """The value that stands there, and its dots."""
        if register == LIVE:
            return True, (self.live,)
        dot = self.dots.get(register)
        if dot is None:
            return None, ()
        return (True if "/" in register else self.fields[register]), (dot,)

    def edited(self, writes: Iterable[Stored], dot: str) -> bytes | None:
        """The line after these writes of one transaction."""
        fields, dots = dict(self.fields), dict(self.dots)
        for _, _, name, values, seen in writes:
            if len(values) != 1 or name in _NO_FIELD or "/" in name or type(fields.get(name)) is list:
                return None
            (value,) = values
            if name == LIVE:
                if value is not True or self.live not in seen:
                    return None
                continue
            if not _is_scalar(value) or dots.get(name, dot) not in (*seen, dot):
                return None
            fields[name], dots[name] = value, dot
        return _line(self.id, fields, dots, dot)


def plain(line: bytes, id: str, document: dict[str, Any] | None = None) -> Plain | None:
    """The record of a line; None also where the line is damaged, which the long way tells.

    Args:
        line: The line.
        id: The record's.
        document: What stands in the line, where it was read already.
    """
    try:
        return _plain(dict(document_of(line) if document is None else document), id)
    except (ValueError, RecursionError):
        return None


def _plain(fields: dict[str, Any], id: str) -> Plain | None:
    listed = fields.pop(DOTS, None)
    listed = dict(listed) if type(listed) is dict else None
    if listed is None or fields.pop("id", None) != id or not _NOT_PLAIN.isdisjoint(fields):
        return None
    for found in listed.values():
        if type(found) is not list or len(found) != 1 or type(found[0]) is not str:
            return None
    star = listed.pop(MOST, None)
    live = listed.pop(LIVE, None)
    names = _registers(fields)
    if star is None or not names or not listed.keys() <= names.keys():
        return None
    dots = dict.fromkeys(names, star[0])
    for name, found in listed.items():
        dots[name] = found[0]
    newest = max(set(dots.values()), key=parse_dot)
    return Plain(id, fields, dots, newest if live is None else dot_text(parse_dot(live[0])))


def _registers(fields: dict[str, Any]) -> dict[str, None] | None:
    """The registers that the fields show; None where one of them is not shown as it stands."""
    names: dict[str, None] = {}
    for name, value in fields.items():
        if "/" in name:
            return None
        if type(value) is list:
            if not value or {*map(type, value)} != {str} or sorted(set(value)) != value:
                return None
            for element in value:
                names[f"{name}/{element}"] = None
        elif type(value) is str or _is_scalar(value):
            names[name] = None
        else:
            return None
    return names


def _is_scalar(value: object) -> bool:
    return type(value) in _SCALARS or (type(value) is int and -INT_MAX <= value <= INT_MAX)


def _line(id: str, fields: dict[str, Any], dots: dict[str, str], live: str) -> bytes:
    counts: dict[str, int] = {}
    for dot in dots.values():
        counts[dot] = counts.get(dot, 0) + 1
    most = max(counts.values())
    stars = [dot for dot, count in counts.items() if count == most]
    star = min(stars, key=canonical) if len(stars) > 1 else stars[0]
    listed = {MOST: (star,)}
    others = {name: (dot,) for name, dot in dots.items() if dot != star}
    if live != max(counts, key=parse_dot):
        others[LIVE] = (live,)
    for name in sorted(others):
        listed[name] = others[name]
    document: dict[str, Any] = {"id": id}
    for name in sorted(fields):
        document[name] = fields[name]
    document[DOTS] = listed
    return utf8(f'"{row_key(id)}":{dumps(document)}')
