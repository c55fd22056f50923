"""Days as people type them: the words, the grammar, and the day or word that a text means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from ictwg.domain.text import fold_words
from ictwg.domain.values import DueWord, Looks
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES, t
from ictwg.locales import typed_words as names
from ictwg.locales.typed_words import typed_words

Phrases = Mapping[str, tuple[str, ...]]
_DAYS = typed_words("days")


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
    counts_behind: frozenset[str]
    """Numbers that stand behind what they count, as in Tetum: "semana rua"."""
    months: dict[str, int]
    weekdays: dict[str, int]
    counted_days: tuple[str, ...]

    def spoken(self, tokens: Iterable[str]) -> tuple[str, ...]:
        return tuple(token for token in tokens if token not in self.noise)


@lru_cache(maxsize=8)
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    noise = frozenset(word for lang in languages for word in fold_words(_DAYS["noise"][lang]).split())
    days, months = _weekdays(languages), _months(languages)

    def reduced(phrase: str) -> str:
        return " ".join(w for w in fold_words(phrase).replace("-", " ").split() if w not in noise)

    def meaning(table: Mapping[str, Phrases]) -> dict[str, str]:
        return {reduced(said): meant for meant, phrases in table.items() for said in in_languages(phrases, languages)}

    return Vocabulary(
        noise=noise,
        inside_a_date=frozenset(map(fold_words, in_languages(_DAYS["inside_a_date"], languages))),
        at_hour=frozenset(map(fold_words, in_languages(_DAYS["at_hour"], languages))),
        no_date=frozenset(map(fold_words, in_languages(_DAYS["no_date"], languages))),
        due_words={said: DueWord(word) for said, word in meaning(_DAYS["due_words"]).items()},
        fixed=meaning(_DAYS["fixed"]),
        coming_days={
            reduced(template.replace("{day}", name)): (day, weeks)
            for weeks, table in enumerate((_DAYS["coming_day"], _DAYS["day_of_next_week"]))
            for template in in_languages(table, languages)
            for name, day in days.items()
        },
        month_parts={
            reduced(template.replace("{month}", f"{inside}{name}")): (month, int(day))
            for day, table in _DAYS["parts_of_a_month"].items()
            for template in in_languages(table, languages)
            for name, month in months.items()
            for inside in ("", "bulan ", "fulan ", "mes ")
        },
        units=meaning(_DAYS["units"]),
        numbers={fold_words(said): count for lang in languages for said, count in _DAYS["numbers"][lang].items()},
        counts_behind=frozenset(map(fold_words, _DAYS["numbers"]["tet"] if "tet" in languages else ())),
        months=months,
        weekdays={reduced(name): day for name, day in days.items()},
        counted_days=tuple(fold_words(day.removesuffix("-feira")) for day in names.DAYS["pt"][:5]),
    )


def in_languages(table: Phrases, languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        yield from table.get(language, ())


def _weekdays(languages: tuple[str, ...]) -> dict[str, int]:
    return {
        fold_words(name): day
        for lang in languages
        for day, more in enumerate(_DAYS["more_days"][lang])
        for name in (names.DAYS[lang][day], names.DAYS_SHORT[lang][day], *more)
    }


def _months(languages: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for lang in languages:
        for spelled in (names.MONTHS[lang], names.MONTHS_SHORT[lang]):
            found.update((fold_words(name), month) for month, name in enumerate(spelled, 1))
        found.update((fold_words(name), month) for name, month in _DAYS["more_months"][lang].items())
    return found


_LONGEST = 80
_YEARS = range(1900, 2200)
_FRIDAY = 4
_MONTHS_IN_YEAR = 12

_LEAP = 9
"""The 29th of February is at most eight years away."""

_REACH = {Looks.BACK: 0, Looks.AROUND: 56, Looks.NEAREST: 182}
"""How many days ahead of today a day without a year may lie; the coming one has no such bound."""

_TOKEN = re.compile(r"[0-9]+(?:[/.-][0-9]+)+|(?<!\w)[+-]?[0-9]+|[^\W\d_]+")
_BETWEEN_TOKENS = " ,.;:-/()\t\n"
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th|[oa])\b")


# "6ª feira": Portuguese counts the days from Monday, the second.
_COUNTED_DAY = re.compile(r"\b([2-6])a feira\b")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_FIGURE = re.compile(r"[0-9]{1,2}")
_YEAR = re.compile(r"[0-9]{4}|[0-9]{2}")
_STEP = re.compile(r"[+-]?[0-9]{1,4}")


class Now(NamedTuple):
    """The day from which one looks, and in which direction."""

    today: date
    looks: Looks

    def chosen(self, in_year: Callable[[int], date | None]) -> date | None:
        """The day that is meant by one without a year: the coming one, or the latest that is not too far ahead."""
        this, reach = self.today.year, _REACH.get(self.looks)
        if reach is None:
            coming = (in_year(year) for year in range(this, this + _LEAP))
            return next((day for day in coming if day is not None and day >= self.today), None)
        latest = self.today + timedelta(days=reach)
        known = (in_year(year) for year in range(latest.year, latest.year - _LEAP, -1))
        return next((day for day in known if day is not None and day <= latest), None)


def _tokens(plain: str, words: Vocabulary) -> tuple[str, ...] | None:
    """Figures and words; None where anything else stands between them."""
    plain = _COUNTED_DAY.sub(lambda counted: words.counted_days[int(counted[1]) - 2], plain)
    plain = _ORDINAL.sub(r"\1", plain)
    if _TOKEN.sub("", plain).strip(_BETWEEN_TOKENS):
        return None
    return tuple(_TOKEN.findall(plain))


def _names_an_hour(tokens: tuple[str, ...], words: Vocabulary) -> bool:
    """`30 May at 12` is no day of the year 2012."""
    return any(
        word in words.at_hour and _FIGURE.fullmatch(figure) and any(one in words.months for one in tokens[:at])
        for at, (word, figure) in enumerate(pairwise(tokens))
    )


def _in_figures(tokens: tuple[str, ...], now: Now, words: Vocabulary) -> date | None:  # noqa: ARG001 - a rule
    """2010-02-12, 12/02/2010, 12.2.2010, 12/2."""
    if len(tokens) != 1:
        return None
    iso = _ISO.fullmatch(tokens[0])
    if iso:
        return _day(int(iso[4]), int(iso[3]), int(iso[1]), tokens[0])
    typed = _DAY_FIRST.fullmatch(tokens[0])
    if not typed:
        return None
    day, month = int(typed[1]), int(typed[3])
    if month > _MONTHS_IN_YEAR:
        raise InvalidValueError(t("when.no_month", text=tokens[0], month=month), t("when.no_month.hint"))
    return _dated(day, month, typed[4], now)


def _phrase(tokens: tuple[str, ...], now: Now, words: Vocabulary) -> Due | None:
    """today, next fri, end of May, next meeting."""
    said = " ".join(tokens)
    if said in words.due_words:
        return words.due_words[said]
    if said in words.fixed:
        return _FIXED[words.fixed[said]](now.today)
    if said in words.coming_days:
        weekday, weeks = words.coming_days[said]
        return _weekday(now, weekday, weeks)
    # mid-January, end of May 2012: the day that this part of the month ends on
    (month, day), year = _month_part(tokens, words)
    if not month:
        return None
    return _part_end(_year(year), month, day) if year else now.chosen(partial(_part_end, month=month, day=day))


def _weekday(now: Now, weekday: int, weeks: int) -> date:
    """The coming such day after today, or the last before it; with weeks, that of next week, which begins on Monday."""
    today = now.today
    if weeks:
        return today + timedelta(days=7 - today.weekday() + weekday)
    if now.looks is Looks.BACK:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _month_part(tokens: tuple[str, ...], words: Vocabulary) -> tuple[tuple[int, int], str]:
    """The month and the last day of its part, zeros where none is named; and the year."""
    whole = words.month_parts.get(" ".join(tokens))
    if whole or not tokens or not _YEAR.fullmatch(tokens[-1]):
        return whole or (0, 0), ""
    return words.month_parts.get(" ".join(tokens[:-1]), (0, 0)), tokens[-1]


def is_guess(text: str) -> bool:
    """Whether the text names a part of a month that ends before the month, and so no day: "mid-January"."""
    words = vocabulary(LANGUAGES)
    (_, day), _ = _month_part(words.spoken(_tokens(fold_words(text), words) or ()), words)
    return 0 < day < _LONGEST_MONTH


def _steps(tokens: tuple[str, ...], now: Now, words: Vocabulary) -> date | None:
    """+2w, 10 days, two weeks, semana rua, -1m; "Day 1" and "week two" count nothing, they name one of several."""
    if len(tokens) != 2:  # noqa: PLR2004 - a pair
        return None
    count, unit = reversed(tokens) if tokens[1] in words.counts_behind else tokens
    if unit not in words.units or not (_STEP.fullmatch(count) or count in words.numbers):
        return None
    return _stepped(now.today, words.numbers.get(count) or int(count), words.units[unit])


def _stepped(today: date, count: int, unit: str) -> date:
    from dateutil.relativedelta import relativedelta

    try:
        return today + relativedelta(
            days=count if unit == "days" else 0,
            weeks=count if unit == "weeks" else 0,
            months=count if unit == "months" else 0,
            years=count if unit == "years" else 0,
        )
    except (ValueError, OverflowError):
        raise InvalidValueError(t("when.too_far", count=count), t("when.hint")) from None


def _in_words(tokens: tuple[str, ...], now: Now, words: Vocabulary) -> date | None:
    """12 Feb, 12 de fevereiro de 2010, February 12, 16 fulan-agostu tinan 2024."""
    kept = [token for token in tokens if token not in words.inside_a_date]
    if not 2 <= len(kept) <= 3:  # noqa: PLR2004 - a day, a month and maybe a year
        return None
    day, month, *year = kept if kept[1] in words.months else (kept[1], kept[0], *kept[2:])
    if month not in words.months or not _FIGURE.fullmatch(day) or (year and not _YEAR.fullmatch(year[0])):
        return None
    return _dated(int(day), words.months[month], year[0] if year else None, now)


def _on_weekday(tokens: tuple[str, ...], now: Now, words: Vocabulary) -> date | None:
    """A date behind its weekday, which must be right."""
    first, *others = [token for token in tokens if token not in words.inside_a_date] or ("",)
    if first not in words.weekdays:
        return None
    rest = tuple(others)
    day = _in_figures(rest, now, words) or _in_words(rest, now, words)
    if day is not None and day.weekday() != words.weekdays[first]:
        raise InvalidValueError(t("when.wrong_weekday", day=day.isoformat()), t("when.wrong_weekday.hint"))
    return day


def _dated(day: int, month: int, year: str | None, now: Now) -> date:
    if year is not None:
        return _day(day, month, _year(year), f"{day}/{month}/{year}")

    def in_year(candidate: int) -> date | None:
        try:
            return date(candidate, month, day)
        except ValueError:
            return None

    chosen = now.chosen(in_year)
    if chosen is None:
        raise _no_such_day(f"{day}/{month}")
    return chosen


def _day(day: int, month: int, year: int, typed: str) -> date:
    try:
        if year in _YEARS:
            return date(year, month, day)
    except ValueError:
        pass
    raise _no_such_day(typed)


def _year(figures: str) -> int:
    return int(figures) if len(figures) > 2 else 2000 + int(figures)  # noqa: PLR2004 - two figures are this century


_LONGEST_MONTH = 31


def _part_end(year: int, month: int, day: int) -> date:
    return min(_month_end(year, month), _day(min(day, 28), month, year, str(year)) + timedelta(days=max(day - 28, 0)))


def _month_end(year: int, month: int) -> date:
    if year not in _YEARS:
        raise _no_such_day(str(year))
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _end_of_week(today: date) -> date:
    """Friday: the working week's end, on a weekend the coming one's."""
    return today + timedelta(days=(_FRIDAY - today.weekday()) % 7)


_FIXED: dict[str, Callable[[date], date]] = {
    "today": lambda today: today,
    "tomorrow": lambda today: today + timedelta(days=1),
    "day_after": lambda today: today + timedelta(days=2),
    "yesterday": lambda today: today - timedelta(days=1),
    "next_week": lambda today: today + timedelta(days=7),
    "next_month": lambda today: _stepped(today, 1, "months"),
    "end_of_week": _end_of_week,
    "end_of_month": lambda today: _month_end(today.year, today.month),
    "end_of_next_month": lambda today: _month_end(today.year + today.month // 12, today.month % 12 + 1),
    "end_of_year": lambda today: date(today.year, 12, 31),
}


def not_understood(text: str) -> InvalidValueError:
    return InvalidValueError(t("when.not_understood", text=text[:_LONGEST]), t("when.hint"))


def _only_a_month(text: str) -> InvalidValueError:
    return InvalidValueError(t("when.only_a_month", text=text), t("when.only_a_month.hint", text=text))


def _no_such_day(typed: str) -> InvalidValueError:
    return InvalidValueError(t("when.no_such_day", text=typed), t("when.no_such_day.hint"))


@lru_cache(maxsize=1)
def ends_of_parts() -> re.Pattern[str]:
    """Where a part of a line ends, and with it a day that it names: at a stop, and before an hour."""
    return re.compile(rf"[,;]|\.(?=\s|$)|(?<!\w)(?:{alternatives(_DAYS['at_hour'])})(?!\w)", re.IGNORECASE)


def lacks_its_figure(phrase: str, before: str) -> bool:
    """Whether the figure of this day stands before it: "June 9" in "4 June 9"."""
    words = vocabulary(LANGUAGES)
    tokens = words.spoken(_tokens(fold_words(phrase), words) or ())
    first = next((token for token in tokens if token not in words.inside_a_date), "")
    return first in words.months and _FIGURE.fullmatch(before) is not None


def alternatives(words: dict[str, tuple[str, ...]]) -> str:
    """These phrases of all languages as one expression, the longest first."""
    listed = sorted({phrase for phrases in words.values() for phrase in phrases}, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’ʻʼ]") for phrase in listed)


Due = date | DueWord

PASSED_LATELY = timedelta(days=60)
"""A due date without a year that passed so lately may have been meant: the coming one is a year away."""


def parse_due(
    text: str, today: date, languages: tuple[str, ...] = LANGUAGES, *, looks: Looks = Looks.AHEAD
) -> Due | None:
    """The day or word that `text` means; None for nothing, "none", "tbd".

    A day and month without a year, or a weekday, mean the coming one: "12 Feb" today or later, "fri" after today;
    "next fri" is the Friday of next week. Where one `looks` the other way, they mean the one that was (`Looks`).

    Raises:
        InvalidValueError: It is no such thing; the hint shows what is.
    """
    words = vocabulary(languages)
    if len(text) > _LONGEST:
        raise not_understood(text)
    plain = fold_words(text)
    if not plain or plain in words.no_date:
        return None
    typed = _tokens(plain, words) or ()
    tokens = () if _names_an_hour(typed, words) else words.spoken(typed)
    for rule in (_in_figures, _phrase, _steps, _in_words, _on_weekday):
        due = rule(tokens, Now(today, looks), words)
        if due is not None:
            return due
    raise _only_a_month(text) if tokens and tokens[0] in words.months else not_understood(text)


def just_passed(text: str, today: date) -> date | None:
    """The day that a due date without a year names, where it passed only some days ago: it may not be next year's."""
    ahead, back = maybe_due(text, today), maybe_due(text, today, Looks.BACK)
    if not isinstance(ahead, date) or not isinstance(back, date):
        return None
    return back if back < today < ahead and today - back <= PASSED_LATELY < ahead - today else None


def find_day(text: str, today: date) -> date | None:
    """The day that a line names by itself or at the end of one of its parts: "we meet on 14 May at nine"."""
    return next(filter(None, (_day_at_end(part.split(), today) for part in ends_of_parts().split(text))), None)


def _day_at_end(words: list[str], today: date) -> date | None:
    """What the last words say, from the first with which they are a day."""
    for at, before in enumerate(("", *words[:-1])):
        phrase = " ".join(words[at:])
        due = maybe_due(phrase, today)
        if isinstance(due, date):
            return None if lacks_its_figure(phrase, before) else due
    return None


def maybe_due(phrase: str, today: date, looks: Looks = Looks.AHEAD) -> Due | None:
    """The same; None also for what is no due date."""
    try:
        return parse_due(phrase, today, looks=looks)
    except InvalidValueError:
        return None
