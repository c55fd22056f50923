"""The keyed words that a record type has by its declaration: `fuel:diesel`, `owner:MoJ`, `due:14d`, `from:2010-03`.

A test looks at the attribute of the record itself, so that records and rows of them are filtered alike.
"""

from __future__ import annotations

import operator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ictwg.domain.schema import form_fields
from ictwg.domain.text import fold
from ictwg.domain.values import Looks
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.filter_words import Test, equal, one_of, period, spaced, span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ictwg.domain.schema import Field, Record
    from ictwg.records.filter_words import Reader
    from ictwg.records.lookup import Lookup

    Understands = Callable[[Lookup, Field[Any], str, date], Callable[[Any], bool] | None]

NONE, ME = "none", "@me"


def readers_of(lookup: Lookup, kind: type[Record]) -> dict[str, Reader]:
    """A keyed word for each field that a person may fill in, by its name and its label, and those of its declaration.

    `from:` and `until:` look at DAY, `is:` at CLOSED_BY, `owner:` and `responsible:` at OWNERS.
    """
    readers: dict[str, Reader] = {}
    for field in form_fields(kind):
        reader = _reader(lookup, field)
        readers[field.name] = reader
        readers.setdefault(fold(t(field.label_id)).replace(" ", "_"), reader)
    if kind.DAY is not None:
        readers |= {"from": _since(kind.DAY), "until": _until(kind.DAY)}
    if kind.CLOSED_BY is not None:
        readers["is"] = one_of(_states(*kind.CLOSED_BY))
    if owned := next((field for field in kind.OWNERS if field.kind != "flag"), None):
        readers |= dict.fromkeys(("owner", "responsible"), _reader(lookup, owned))
    return readers


def _states(field: Field[Any], closed: Collection[str]) -> dict[str, Test]:
    """Open or closed, and each choice by its own word."""
    known = {str(choice): equal(field.attribute, choice) for choice in field.choices}  # type: ignore[attr-defined]
    return {
        **known,
        "open": Test(field.attribute, lambda value: value not in closed),
        "closed": Test(field.attribute, lambda value: value in closed),
    }


def _reader(lookup: Lookup, field: Field[Any]) -> Reader:
    understands = _BY_KIND.get(field.kind, _with_words)

    def read(value: str, today: date) -> Test | None:
        holds = operator.not_ if value.casefold() == NONE else understands(lookup, field, value, today)
        return Test(field.attribute, holds) if holds is not None else None

    return read


def _with_words(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    """What is typed stands in the value as it is shown; `@me` is who types."""
    wanted = fold(lookup.me) if value.casefold() == ME else spaced(value)
    return (lambda shown: wanted in fold(field.show(shown, lookup))) if wanted else None


def _the_same(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    try:
        wanted = field.parse(value, lookup)
    except InvalidValueError:
        return None
    return lambda one: bool(one == wanted)


def _on_the_day(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    """`2010`, `2010-03`, a date; before it with `<`, after it with `>`; `14d` from today, or back to where it looks."""
    sign, typed = (value[0], value[1:]) if value[:1] in ("<", ">") else ("", value)
    days = span(typed)
    if days is None:
        first, last = period(typed, today)
    elif getattr(field, "looks", Looks.AHEAD) is Looks.BACK:
        first, last = (today - timedelta(days=days)).isoformat(), today.isoformat()
    else:
        first, last = today.isoformat(), (today + timedelta(days=days)).isoformat()
    if not first:
        return None
    if sign:
        return lambda day: isinstance(day, date) and (day.isoformat() < first if sign == "<" else str(day) > last)
    return lambda day: isinstance(day, date) and first <= day.isoformat() <= last


def _since(field: Field[Any]) -> Reader:
    def read(value: str, today: date) -> Test | None:
        first = period(value, today)[0]
        return Test(field.attribute, lambda day: isinstance(day, date) and day.isoformat() >= first) if first else None

    return read


def _until(field: Field[Any]) -> Reader:
    def read(value: str, today: date) -> Test | None:
        last = period(value, today)[1]
        return Test(field.attribute, lambda day: isinstance(day, date) and day.isoformat() <= last) if last else None

    return read


_BY_KIND: dict[str, Understands] = {
    "choice": _the_same,
    "flag": _the_same,
    "number": _the_same,
    "date": _on_the_day,
    "due": _on_the_day,
}
