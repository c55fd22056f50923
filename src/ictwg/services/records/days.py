"""Days as they are written in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.locales import language, t

if TYPE_CHECKING:
    from datetime import date


def short_day(day: date) -> str:
    """`12 Feb 2010`, in the language of now."""
    from ictwg.locales.calendar_names import MONTHS_SHORT

    months = MONTHS_SHORT.get(language(), MONTHS_SHORT["en"])
    return f"{day.day} {months[day.month - 1]} {day.year}"


def how_soon(days: int) -> str:
    """`in 3 days`; where there are none, `today`."""
    return t("today.in_days", count=days) if days else t("today.is_today")
