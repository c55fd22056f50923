"""Dates and times of day as minutes write them; an explicit grammar, nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.locales.typed_words import DAYS, DAYS_SHORT, MONTHS, MONTHS_SHORT, typed_words


class FoundDate(NamedTuple):
    date: date
    start: int
    end: int


_WORDS = typed_words("written_days")


def _month_numbers() -> dict[str, int]:
    numbers = {"sept": 9}
    for names in (*MONTHS_SHORT.values(), *MONTHS.values(), *_WORDS["other_months"].values()):
        for number, name in enumerate(names, start=1):
            numbers[fold(name)] = number
            numbers[name.lower()] = number
    return numbers


_MONTH_NUMBERS = _month_numbers()
_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _MONTH_NUMBERS), key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?<![\d/.:-])(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th|º|°))?(?:\b\.?|(?=[^\W\d_]{3}))"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_OF = r"(?:\s*,?\s+(?:de|day of|dias do mês de|of|da|do|fulan|tinan|bulan|tahun)\s*[-‑]?\s*|\s*[-‑/]\s*|\s*,?\s*)"
_FULAN = r"(?:fulan[-‑\s]+)?"
_WRITTEN = re.compile(rf"{_DAY}{_OF}{_FULAN}{_MONTH}{_OF}{_YEAR}", re.IGNORECASE)
_AMERICAN = re.compile(rf"\b{_MONTH}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)([-/._])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>(?:19|20)?\d\d)(?![\d/.-]\d)")


# "Tue 17 Feb 26": a year of two figures, where what follows lets it be no count and no hour.
_BRIEF = re.compile(
    rf"{_DAY}[\s-]{_MONTH}[\s-]?['’]?(?P<year>[1-3]\d)(?!\d|\s*[-–—:.h]\s*\d)"
    rf"(?=\s*(?:$|[^\w\s])|\s+(?:{'|'.join(_WORDS['behind_a_year'])})\b)",
    re.IGNORECASE | re.MULTILINE,
)

_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")


# "24-25 September 2025", "24 a 26 de setembro de 2025": the first day counts.
_SPAN = re.compile(
    rf"{_DAY}\s*(?:[-–—]|to|and|e|a|dan|sampai|s\.?/?d\.?)\s*\d{{1,2}}(?:st|nd|rd|th)?{_OF}{_MONTH}{_OF}{_YEAR}",
    re.IGNORECASE,
)

_FULL = (_ISO, _WRITTEN, _AMERICAN, _SLASHED, _SPAN, _BRIEF)

_NO_YEAR = (
    re.compile(rf"{_DAY}{_OF}{_FULAN}{_MONTH}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s*{_DAY}", re.IGNORECASE),
)

_YEAR_ONLY = re.compile(r"(?:19|20)\d\d")
_HALF_A_YEAR = 183

_SAID_AGAIN = re.compile(
    r"(?<=\d) \([^\W\d_]+(?:[ -][^\W\d_]+){0,5}\)(?= (?:dias?|days?|de|of|bulan|fulan)\b)", re.IGNORECASE
)
"""As in "26 (vinte e seis) dias": a number in words, behind its figures."""

_LONGEST = 400  # a heading, label or due date is shorter
_DECEMBER = 12
_SHORT_YEAR = 100


def find_date(text: str) -> FoundDate | None:
    """The first full date in the text."""
    return next(iter(find_dates(text)), None)


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All full dates, those that do not overlap, in order."""
    text = _SAID_AGAIN.sub(lambda again: " " * len(again[0]), text[:_LONGEST])
    hits = [hit for pattern in _FULL for hit in _hits(pattern, text)] if any(map(str.isdigit, text)) else []
    kept: list[FoundDate] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def date_in(text: str, near: date | None = None) -> date | None:
    """The date that a short text names; without a year the one that fits `near`."""
    found = find_date(text)
    if found or near is None:
        return found.date if found else None
    for pattern in _NO_YEAR:
        match = pattern.search(text[:_LONGEST])
        if match and not _YEAR_ONLY.search(text[match.end() : match.end() + 6]):
            return _beside(near, month_number(match["month"]), int(match["day"]))
    return None


_FIGURES = {word: int(value) for value, words in _WORDS["figures"].items() for word in words}
_TIMES = {"mil": 1000, "ribu": 1000, "puluh": 10}
_NUMBER_WORD = rf"(?:{'|'.join([*_FIGURES, *_TIMES, 'belas'])})\b"

_SPELLED = re.compile(
    rf"\b(?P<day>{_NUMBER_WORD}(?:\s+(?:e\s+)?{_NUMBER_WORD}){{0,3}})\s+(?:dias?\s+)?(?:do mes de|de|bulan|fulan)?\s*"
    r"(?P<month>[a-z]+)(?:\s+(?:do ano de|de|tahun|tinan)?\s*"
    rf"(?P<year>{_NUMBER_WORD}(?:\s+(?:e\s+)?{_NUMBER_WORD}){{1,6}}|(?:19|20)\d\d\b))?"
)


def date_spelled(text: str, near: date | None = None) -> date | None:
    """A date whose day is in words: "dezassete dias do mês de outubro do ano de dois mil e vinte e quatro".

    Its year may be in figures; without one it is that which fits `near`.
    """
    said = fold(text[:_LONGEST])
    if near is None and "mil" not in said and "ribu" not in said and not _YEAR_ONLY.search(said):
        return None
    for match in _SPELLED.finditer(said):
        month, day = month_number(match["month"]), _number(match["day"])
        found = (
            _day(_number(match["year"]), month, day) if match["year"] else _beside(near, month, day) if near else None
        )
        if found:
            return found
    return None


_HOUR_SPELLED = re.compile(
    r"\b(?:as|pelas|eram|sendo|hora marcada,?|pukul|jam|tuku)\s+"
    rf"(?P<hour>{_NUMBER_WORD}(?:\s+(?:e\s+)?{_NUMBER_WORD})?)(?:\s+horas?)?"
    rf"(?:\s+(?:e|lewat)\s+(?P<minute>{_NUMBER_WORD}(?:\s+(?:e\s+)?{_NUMBER_WORD})?)\s+(?:minutos|menit))?"
)


def hour_spelled(text: str) -> str:
    """The first time of day whose hour is a word: "pelas vinte e uma horas e quarenta minutos"; empty without one."""
    found = _HOUR_SPELLED.search(fold(text))
    hour = _number(found["hour"]) if found else _HOURS
    minute = _number(found["minute"] or "") if found else 0
    return f"{hour:02}:{minute:02}" if hour < _HOURS and minute < _MINUTES else ""


_HOURS, _MINUTES = 24, 60


def _number(words: str) -> int:
    total = 0
    for word in words.split():
        if word.isdecimal():
            total += int(word)
        elif word in _TIMES:
            last = total % 10 if _TIMES[word] == 10 else total  # noqa: PLR2004 - "dua puluh"
            total += max(last, 1) * _TIMES[word] - last
        else:
            total += 10 if word == "belas" else _FIGURES.get(word, 0)
    return total


def impossible_day(text: str) -> str:
    """A full date that is written there and does not exist ("31 June 2024"); nothing where there is none."""
    text = text[:_LONGEST]
    for pattern in (_WRITTEN, _AMERICAN, _ISO):
        for match in pattern.finditer(text):
            if _checked(match["year"], match["month"], match["day"]) is None:
                return match[0].strip()
    return ""


def date_in_path(path: str) -> date | None:
    """From a file name or folder: 2024-03-05, 20240305 or a written date; the last part that has one."""
    for part in reversed(re.split(r"[\\/]", path)):
        found = find_date(part.replace("_", " ")) or next(iter(_hits(_COMPACT, part)), None) or find_date(part)
        if found:
            return found.date
    return None


_DAY_NAMES = frozenset(fold(name) for table in (DAYS, DAYS_SHORT) for names in table.values() for name in names)


def without_dates(text: str) -> str:
    """The text with its dates and week days cut out."""
    for hit in reversed(find_dates(text)):
        text = f"{text[: hit.start]} {text[hit.end :]}"
    return " ".join(word for word in text.split() if fold(word).strip(".,;:()-–—") not in _DAY_NAMES)


def _hits(pattern: re.Pattern[str], text: str) -> list[FoundDate]:
    found = []
    for match in pattern.finditer(text):
        day = _checked(match["year"], match["month"], match["day"])
        if day:
            found.append(FoundDate(day, match.start(), match.end()))
    return found


def _checked(year: str, month: str, day: str) -> date | None:
    y, m, d = int(year), month_number(month), int(day)
    if y < _SHORT_YEAR:
        y += 2000
    if m > _DECEMBER and d <= _DECEMBER:
        m, d = d, m
    return _day(y, m, d)


def month_number(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTH_NUMBERS.get(fold(text), 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _beside(near: date, month: int, day: int) -> date | None:
    found = _day(near.year, month, day)
    if found and (near - found).days > _HALF_A_YEAR:
        return _day(near.year + 1, month, day)
    return found
