"""The date words of the chosen languages as tables that the grammar looks up; built once, when first needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.domain.values import DueWord
from ictwg.locales import calendar_names as names
from ictwg.locales import date_words as listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Phrases = Mapping[str, tuple[str, ...]]

_FIXED: tuple[tuple[str, Phrases], ...] = (
    ("today", listed.TODAY),
    ("tomorrow", listed.TOMORROW),
    ("day_after", listed.DAY_AFTER),
    ("yesterday", listed.YESTERDAY),
    ("next_week", listed.NEXT_WEEK),
    ("next_month", listed.NEXT_MONTH),
    ("end_of_week", listed.END_OF_WEEK),
    ("end_of_month", listed.END_OF_MONTH),
    ("end_of_next_month", listed.END_OF_NEXT_MONTH),
    ("end_of_year", listed.END_OF_YEAR),
)
_DUE_WORDS = ((DueWord.NEXT_MEETING, listed.NEXT_MEETING), (DueWord.ONGOING, listed.ONGOING))
_UNITS: tuple[tuple[str, Phrases], ...] = (
    ("days", listed.UNIT_DAYS),
    ("weeks", listed.UNIT_WEEKS),
    ("months", listed.UNIT_MONTHS),
    ("years", listed.UNIT_YEARS),
)


class Vocabulary(NamedTuple):
    """Folded words and phrases, without the small words, and what each means."""

    noise: frozenset[str]
    inside_a_date: frozenset[str]
    at_hour: frozenset[str]
    no_date: frozenset[str]
    due_words: dict[str, DueWord]
    fixed: dict[str, str]
    coming_days: dict[str, tuple[int, int]]
    """Weekday, and 1 where the week after this one is meant."""
    month_parts: dict[str, tuple[int, int]]
    """The month, and the day that the part of it ends on; 31 is the last day of each."""
    units: dict[str, str]
    numbers: dict[str, int]
    months: dict[str, int]
    weekdays: dict[str, int]
    counted_days: tuple[str, ...]

    def spoken(self, tokens: Iterable[str]) -> tuple[str, ...]:
        return tuple(token for token in tokens if token not in self.noise)


def plain_words(text: str) -> str:
    return " ".join(fold(text).split())


@lru_cache(maxsize=8)
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    noise = frozenset(word for lang in languages for word in plain_words(listed.NOISE[lang]).split())
    days, months = _weekdays(languages), _months(languages)

    def reduced(phrase: str) -> str:
        return " ".join(w for w in plain_words(phrase).replace("-", " ").split() if w not in noise)

    def meaning(pairs: Iterable[tuple[str, Phrases]]) -> dict[str, str]:
        return {reduced(said): meant for meant, phrases in pairs for said in _of(phrases, languages)}

    return Vocabulary(
        noise=noise,
        inside_a_date=frozenset(map(plain_words, _of(listed.INSIDE_A_DATE, languages))),
        at_hour=frozenset(map(plain_words, _of(listed.AT_HOUR, languages))),
        no_date=frozenset(map(plain_words, _of(listed.NO_DATE, languages))),
        due_words={said: DueWord(word) for said, word in meaning(_DUE_WORDS).items()},
        fixed=meaning(_FIXED),
        coming_days={
            reduced(template.replace("{day}", name)): (day, weeks)
            for weeks, table in enumerate((listed.COMING_DAY, listed.DAY_OF_NEXT_WEEK))
            for template in _of(table, languages)
            for name, day in days.items()
        },
        month_parts={
            reduced(template.replace("{month}", f"{inside}{name}")): (month, day)
            for day, table in listed.PARTS_OF_A_MONTH.items()
            for template in _of(table, languages)
            for name, month in months.items()
            for inside in ("", "bulan ")
        },
        units=meaning(_UNITS),
        numbers={plain_words(said): count for lang in languages for said, count in listed.NUMBERS[lang].items()},
        months=months,
        weekdays={reduced(name): day for name, day in days.items()},
        counted_days=tuple(plain_words(day.removesuffix("-feira")) for day in names.DAYS["pt"][:5]),
    )


def _of(table: Phrases, languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        yield from table.get(language, ())


def _weekdays(languages: tuple[str, ...]) -> dict[str, int]:
    return {
        plain_words(name): day
        for lang in languages
        for day, more in enumerate(listed.MORE_DAYS[lang])
        for name in (names.DAYS[lang][day], names.DAYS_SHORT[lang][day], *more)
    }


def _months(languages: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for lang in languages:
        for spelled in (names.MONTHS[lang], names.MONTHS_SHORT[lang]):
            found.update((plain_words(name), month) for month, name in enumerate(spelled, 1))
        found.update((plain_words(name), month) for name, month in listed.MORE_MONTHS[lang].items())
    return found
