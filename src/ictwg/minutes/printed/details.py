"""What minutes print of a record behind labels of its own: the fields that its type declares as `PRINTED`.

How a field is printed follows from its kind; `ictwg.minutes.read_back.reading_lines.read_details` is the other way.
The sheet calls each by its name.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ictwg.domain.access import within
from ictwg.domain.fields import Link, Links, Text
from ictwg.domain.records import Meeting
from ictwg.domain.schema import Field, Record, Tally
from ictwg.domain.text import clean
from ictwg.minutes.printed.sheet import printed_text
from ictwg.papers.blocks import NOTHING, PaperText, chain, line, long, own
from ictwg.papers.words import choice, day, label

if TYPE_CHECKING:
    from ictwg.minutes.printed.view import DayView

HEAD = (
    *(Meeting.ordinal, Meeting.title, Meeting.start, Meeting.end, Meeting.time_zone, Meeting.venue, Meeting.state),
    *(Meeting.chair, Meeting.chair_position, Meeting.minute_taker, Meeting.minute_taker_position, Meeting.summary),
)
"""What minutes print of their meeting above all else."""


def told_details(view: DayView, record: Record, *fields: Field[Any]) -> dict[str, Any]:
    """What this audience is told of its fields, of all or of these, by their names; sets of links are the caller's."""
    named = fields or record.printed_fields()
    return {field.name: _told(view, record, field) for field in named if not isinstance(field, Links)}


def _told(view: DayView, record: Record, field: Field[Any]) -> Any:
    switched_on = field.shown_if is None or (view.group is not None and field.shown_if.of(view.group))
    if not switched_on or not within(field.audience or view.audience, view.audience):
        return unsaid(field)
    value = field.of(record)
    if isinstance(field, Link):
        named = view.organization(value)
        return named.acronym if named else ""
    if isinstance(field, Text):
        return printed_text(value)
    return clean(value) if type(value) is str else value


def unsaid(field: Field[Any]) -> Any:
    """The value of which nothing is printed, and which is read where nothing is: that of a field nobody wrote."""
    return "" if isinstance(field, Link) else field.decode(None)


def printed_details(kind: type[Record], told: object, lang: str, signs: str = "") -> dict[str, PaperText]:
    """By the keys of the labels what stands behind them; `signs` mean something there."""
    return {
        one.name: _figures(one, told, lang) if isinstance(one, Tally) else _value(one, told, lang, signs)
        for one in kind.PRINTED
    }


def _figures(figures: Tally, told: object, lang: str) -> PaperText:
    known = {word: getattr(told, field.name) for word, field in figures.fields.items()}
    return own(", ".join(f"{label(f'detail.{word}', lang)} {n}" for word, n in known.items() if n is not None))


def _value(field: Field[Any], told: object, lang: str, signs: str) -> PaperText:
    value = getattr(told, field.name)
    if value == unsaid(field):
        return NOTHING
    match value:
        case StrEnum():
            return own(choice(value, lang))
        case date():
            return own(day(value, lang))
        case tuple():
            return chain(f"{between(field)} ", (line(one, between(field)) for one in value))
    return long(value) if isinstance(field, Text) else line(str(value), signs)


def between(field: Field[Any]) -> str:
    """What stands between several."""
    return "," if isinstance(field, Links) else ";"
