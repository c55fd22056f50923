"""Days as they are said and as they stand in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import DueWord
from ictwg.locales import language, t
from ictwg.locales.calendar_names import DATE_PATTERNS, DAYS_SHORT, MONTHS, WEEKDAY_SEPARATORS

if TYPE_CHECKING:
    from datetime import date


def say_date(day: date, lang: str, *, weekday: bool = True) -> str:
    """`Fri 12 February 2010` in the words of a language."""
    spoken = lang if lang in MONTHS else "en"
    said = DATE_PATTERNS[spoken].format(day=day.day, month=MONTHS[spoken][day.month - 1], year=day.year)
    return f"{DAYS_SHORT[spoken][day.weekday()]}{WEEKDAY_SEPARATORS[spoken]}{said}" if weekday else said


def short_day(day: date) -> str:
    """`12 Feb 2010`, in the language of now."""
    from ictwg.locales.calendar_names import MONTHS_SHORT

    months = MONTHS_SHORT.get(language(), MONTHS_SHORT["en"])
    return f"{day.day} {months[day.month - 1]} {day.year}"


def how_soon(days: int) -> str:
    """`in 3 days`; where there are none, `today`."""
    return t("today.in_days", count=days) if days else t("today.is_today")


def due_in_words(due: date | DueWord | None) -> str:
    """`Fri 12 February 2010`, `next meeting`, or nothing."""
    if due is None:
        return ""
    return t(f"choices.due.{due}") if isinstance(due, DueWord) else say_date(due, language())
