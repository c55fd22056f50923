"""Working days: all days but weekends, public holidays and the group's own closed days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ictwg.domain.values import DueWord
from ictwg.errors import InvalidValueError
from ictwg.locales import language, t
from ictwg.locales.typed_words import DATE_PATTERNS, DAYS_SHORT, MONTHS, MONTHS_SHORT, WEEKDAY_SEPARATORS

WEEKEND = (5, 6)
_DAYS_IN_WEEK = 7


# Forty years of working days: far beyond any plan, near enough to compute at once.
_FURTHEST = 10_000


class Calendar:
    """The calendar of one group.

    Args:
        holidays: Public holidays and their names.
        closed: Days on which the group or its office does not work.
        weekend: Weekdays off, Monday is 0.
    """

    __slots__ = ("_closed", "_holidays", "_off", "_weekend")

    def __init__(
        self, holidays: Mapping[date, str], closed: frozenset[date] = frozenset(), weekend: tuple[int, ...] = WEEKEND
    ) -> None:
        self._holidays = holidays
        self._closed = closed
        self._weekend = frozenset(weekend)
        if len(self._weekend) >= _DAYS_IN_WEEK:
            raise InvalidValueError(t("calendar.no_working_day"), t("calendar.no_working_day.hint"))
        self._off = sorted(day.toordinal() for day in {*holidays, *closed} if day.weekday() not in self._weekend)

    def is_working(self, day: date) -> bool:
        return day not in self._holidays and day not in self._closed and day.weekday() not in self._weekend

    def why_closed(self, day: date) -> str | None:
        """The holiday's name, or that it is a closed day or a weekend; None on a working day."""
        if day in self._holidays:
            return self._holidays[day]
        if day in self._closed:
            return t("calendar.closed_day")
        return t("calendar.weekend") if day.weekday() in self._weekend else None

    def shift(self, day: date, working_days: int) -> date:
        """The n-th working day after `day`, before it where n is negative; `day` itself for 0."""
        if abs(working_days) > _FURTHEST:
            raise _too_far(working_days)
        step = timedelta(days=1 if working_days > 0 else -1)
        left = abs(working_days)
        while left:
            try:
                day += step
            except OverflowError:
                raise _too_far(working_days) from None
            left -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days `end` is after `start`: those after `start` up to `end`; negative before it."""
        first, last = start.toordinal(), end.toordinal()
        if last >= first:
            return self._count(first + 1, last + 1)
        return -self._count(last, first)

    def _count(self, first: int, stop: int) -> int:
        """Working days among the ordinals first … stop - 1."""
        weeks, rest = divmod(stop - first, _DAYS_IN_WEEK)
        open_days = weeks * (_DAYS_IN_WEEK - len(self._weekend))
        open_days += sum((ordinal - 1) % _DAYS_IN_WEEK not in self._weekend for ordinal in range(stop - rest, stop))
        return open_days - (bisect_left(self._off, stop) - bisect_left(self._off, first))


def _too_far(working_days: int) -> InvalidValueError:
    return InvalidValueError(t("calendar.too_far", count=working_days), t("calendar.too_far.hint", most=_FURTHEST))


def say_date(day: date, lang: str, *, weekday: bool = True) -> str:
    """`Fri 12 February 2010` in the words of a language."""
    spoken = lang if lang in MONTHS else "en"
    said = DATE_PATTERNS[spoken].format(day=day.day, month=MONTHS[spoken][day.month - 1], year=day.year)
    return f"{DAYS_SHORT[spoken][day.weekday()]}{WEEKDAY_SEPARATORS[spoken]}{said}" if weekday else said


def month_of(day: date, lang: str) -> str:
    """`December 2009`."""
    return f"{MONTHS.get(lang, MONTHS['en'])[day.month - 1]} {day.year}"


def quarter(day: date, lang: str) -> str:
    """`January–March 2010`: that of a day."""
    months = MONTHS.get(lang, MONTHS["en"])
    first = (day.month - 1) // 3 * 3
    return f"{months[first]}–{months[first + 2]} {day.year}"


def short_day(day: date | None, lang: str = "") -> str:
    """`12 Feb 2010`, in a language or that of now; nothing for none."""
    if day is None:
        return ""
    return f"{day.day} {short_month(day, lang or language())}"


def day_in_words(text: str) -> str:
    """`12 Feb 2010` for `2010-02-12`; what is no day as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return short_day(day) if day.isoformat() == text else text


def short_minute(at: datetime) -> str:
    """`12 Feb 2010 18:45`, by the clock of its zone."""
    return f"{short_day(at.date())} {at:%H:%M}"


def short_month(day: date, lang: str) -> str:
    """`Feb 2010`."""
    return f"{MONTHS_SHORT.get(lang, MONTHS_SHORT['en'])[day.month - 1]} {day.year}"


def how_soon(days: int) -> str:
    """`in 3 days`; where there are none, `today`."""
    return t("today.in_days", count=days) if days else t("today.is_today")


def due_in_words(due: date | DueWord | None) -> str:
    """`Fri 12 February 2010`, `next meeting`, or nothing."""
    if due is None:
        return ""
    return t(f"choices.due.{due}") if isinstance(due, DueWord) else say_date(due, language())
