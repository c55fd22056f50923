"""What stands in a cell of a list: for programs as it would be typed, for people in words of their language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ictwg.domain.fields import choice_area
from ictwg.domain.schema import Field, Record
from ictwg.domain.values import DueWord
from ictwg.locales import t
from ictwg.records.lookup import Lookup


def cell_text(lookup: Lookup, field: Field[Any], record: Record, lang: str = "") -> str:
    """The words of closed lists in that language; without one they are the English ones, as in JSON."""
    value = field.of(record)
    if field.is_set:
        ordered = lookup.in_order(field.target(), value) if field.kind == "links" else sorted(value)  # type: ignore[attr-defined]  # links have one
        return "; ".join(field.type_text((one,), lookup) for one in ordered)
    return (_in_words(field, value, lang) if lang else "") or field.type_text(value, lookup)


def cell_value(field: Field[Any], record: Record) -> date | int | Decimal | None:
    """What a spreadsheet keeps beside the text of a day, a number or a sum of money; None for words."""
    value = field.of(record)
    return value if field.kind in _TYPED and isinstance(value, date | int | Decimal) else None


_TYPED = frozenset({"date", "due", "number", "money"})


def cell_words(field: Field[Any], lang: str) -> tuple[str, ...]:
    """All words of a closed list in that language; none for what is in no list."""
    values = getattr(field, "choices", ()) if field.kind == "choice" else (True, False) if field.kind == "flag" else ()
    return tuple(_in_words(field, value, lang) for value in values)


def _in_words(field: Field[Any], value: Any, lang: str) -> str:
    """A word of a closed list in that language; empty for what is in no list."""
    if field.kind == "choice" and value is not None:
        return t(f"choices.{choice_area(field.choices)}.{value}", lang=lang)  # type: ignore[attr-defined]  # it has them
    if field.kind == "flag":
        return t("choices.flag.yes" if value else "choices.flag.no", lang=lang)
    return t(f"choices.due.{value}", lang=lang) if isinstance(value, DueWord) else ""
