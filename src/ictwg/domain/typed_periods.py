"""Months of a year as people type them: `2010`, `Apr 2010`, `03/2010`, `Q2 2010`, `2010-Q2`, `first half of 2010`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.domain.when import vocabulary
from ictwg.locales import LANGUAGES
from ictwg.locales.typed_words import typed_words

DECEMBER = 12
YEAR = re.compile(r"(?:19|20)\d\d")
_SAID = typed_words("periods")
_LENGTHS = {word: months for name, months in (("quarter", 3), ("half", 6)) for word in _SAID[name]}
"""So many months has each."""

_TURNS = {word: int(turn) for turn, words in _SAID["turns"].items() for word in (turn, *words)}
BY = frozenset(_SAID["until"])
BESIDE = frozenset(_SAID["beside"])


class Months(NamedTuple):
    """From the first to the last, of a year that may be said elsewhere."""

    first: int
    last: int
    year: int | None


def tokens_of(said: str) -> list[str]:
    """The words and figures of a folded text."""
    return re.findall(r"[a-z]+|\d+", said) or [""]


def months_in(said: str) -> Months | None:
    """The months that a folded text means; None where it is not clear."""
    tokens = [token for token in tokens_of(said) if token not in BY | BESIDE]
    years = [token for token in tokens if YEAR.fullmatch(token)]
    rest = [token for token in tokens if token not in years]
    if len(years) > 1 or not tokens or tokens == [""]:
        return None
    year = int(years[0]) if years else None
    if not rest:
        return Months(1, DECEMBER, year)
    lengths = [_LENGTHS[token] for token in rest if token in _LENGTHS]
    turns = [_TURNS[token] for token in rest if token in _TURNS]
    if len(rest) == len(lengths) + len(turns) and len(lengths) == len(turns) == 1:
        last = lengths[0] * turns[0]
        return Months(last - lengths[0] + 1, last, year) if last <= DECEMBER else None
    word = rest[0] if len(rest) == 1 else ""
    month = int(word) if word.isdecimal() else vocabulary(LANGUAGES).months.get(word, 0)
    return Months(month, month, year) if 1 <= month <= DECEMBER else None


def first_and_last(text: str) -> tuple[date | None, date] | None:
    """The days of a period that is typed with its year, in figures of the year and words; None for anything else.

    By the end of a year says nothing of a beginning.
    """
    said = fold(text).strip(" .")
    months = months_in(said) if re.fullmatch(r"[\w\s./ºª-]+", said) else None
    short = re.fullmatch(rf"{YEAR.pattern}\s*[-/]\s*\d\d?", said)  # months here, years in a matrix
    if months is None or months.year is None or short:
        return None
    first = None if BY.intersection(tokens_of(said)) else date(months.year, months.first, 1)
    return first, last_of(months.year, months.last)


def last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
