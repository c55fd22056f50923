"""When an activity is to be done, as matrices write it: `2010`, `Q2 2010`, `Jan–Jun 2010`, `2010/2011`, `30 June 2010`.

An explicit grammar: what it does not read is asked, never guessed. 2010-12 is a month here, and three years there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.dates import find_dates, month_number
from ictwg.records.reference_data import load_import_words

if TYPE_CHECKING:
    from collections.abc import Iterator


class Timeframe(NamedTuple):
    """The last day alone says by when."""

    start: date | None
    end: date

    def __str__(self) -> str:
        return BETWEEN.join(day.isoformat() for day in (self.start, self.end) if day is not None)


BETWEEN = " – "
DECEMBER = 12
_SAID = load_import_words("timeframes")
_WORDS = {word: months for name, months in (("quarter", 3), ("half", 6)) for word in _SAID[name]}
"""So many months has each."""

_TURNS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_BY = frozenset(_SAID["until"])
_NOTHING = frozenset(_SAID["beside"]) | {""}
_RANGE = re.compile(
    r"\s*[-‑–—]\s*|(?<=\d{4})\s*/\s*(?=\d{4})"
    r"|\s+(?:to|until|till|a|ate|to'o|too|sampai|s/d|hingga)\s+"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT = re.compile(r"((?:19|20)\d\d)\s*[-‑–—/]\s*(\d\d)")


class _Part(NamedTuple):
    """Months of a year, which the other end of the range may name."""

    first: int
    last: int
    year: int | None


def timeframe(text: str) -> Timeframe | None:
    """What the text says; None where it is not clear."""
    days = [found.date for found in find_dates(text)]
    if days:
        return Timeframe(days[0] if len(days) > 1 else None, days[-1]) if _only_days(text) else None
    said = fold(text).strip(" .")
    ends = _RANGE.split(said)
    parts = [_part(end) for end in ends]
    if not 1 <= len(parts) <= 2 or None in parts:  # noqa: PLR2004 - two ends
        return None
    first, last = parts[0], parts[-1]
    assert first is not None  # noqa: S101 - asked above
    assert last is not None  # noqa: S101 - likewise
    year, until = first.year or last.year, last.year
    if year is None or until is None or (year, first.first) > (until, last.last):
        return None
    begins = None if len(parts) == 1 and _tokens(said)[0] in _BY else date(year, first.first, 1)
    return Timeframe(begins, date(until, last.last, monthrange(until, last.last)[1]))


def possible(text: str) -> Iterator[Timeframe]:
    """What an unclear one may mean: the years that it names."""
    short = _SHORT.fullmatch(text.strip())
    years = [int(year) for year in _YEAR.findall(text)]
    if short is not None:
        years.append(int(short[1]) // 100 * 100 + int(short[2]))
    if years and years[0] <= years[-1]:
        yield Timeframe(date(years[0], 1, 1), date(years[-1], 12, 31))
    if short is not None and 1 <= int(short[2]) <= DECEMBER:
        year, month = int(short[1]), int(short[2])
        yield Timeframe(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def timeframe_of(text: str) -> Timeframe | None:
    """One as it was offered: `2010-01-01 – 2010-12-31`."""
    start, between, end = text.partition(BETWEEN)
    return Timeframe(date.fromisoformat(start), date.fromisoformat(end)) if between else None


def _only_days(text: str) -> bool:
    """Whether nothing but days and the words between them stand there."""
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return all(word in _BY | _NOTHING | {"to", "from", "sampai", "desde"} for word in _tokens(fold(text)))


def _tokens(said: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", said) or [""]


def _part(said: str) -> _Part | None:
    tokens = [token for token in _tokens(said) if token not in _BY | _NOTHING]
    years = [token for token in tokens if _YEAR.fullmatch(token)]
    rest = [token for token in tokens if token not in years]
    if len(years) > 1 or not tokens:
        return None
    year = int(years[0]) if years else None
    if not rest:
        return _Part(1, DECEMBER, year)
    lengths = [_WORDS[token] for token in rest if token in _WORDS]
    turns = [_TURNS[token] for token in rest if token in _TURNS]
    if len(rest) == len(lengths) + len(turns) and len(lengths) == len(turns) == 1:
        last = lengths[0] * turns[0]
        return _Part(last - lengths[0] + 1, last, year) if last <= DECEMBER else None
    month = month_number(rest[0]) if len(rest) == 1 else 0
    return _Part(month, month, year) if 1 <= month <= DECEMBER else None
