"""When an activity is to be done, as matrices write it: `2010`, `Q2 2010`, `Jan–Jun 2010`, `2010/2011`, `30 June 2010`.

An explicit grammar: what it does not read is asked, never guessed. 2010-12 is a month here, and three years there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.domain.typed_periods import BESIDE, BY, DECEMBER, YEAR, last_of, months_in, tokens_of
from ictwg.sentences.dates import find_dates


class Timeframe(NamedTuple):
    """The last day alone says by when."""

    start: date | None
    end: date

    def __str__(self) -> str:
        return BETWEEN.join(day.isoformat() for day in (self.start, self.end) if day is not None)


BETWEEN = " – "
_RANGE = re.compile(
    r"\s*[-‑–—]\s*|(?<=\d{4})\s*/\s*(?=\d{4})"
    r"|\s+(?:to|until|till|a|ate|to'o|too|sampai|s/d|hingga)\s+"
)
_SHORT = re.compile(r"((?:19|20)\d\d)\s*[-‑–—/]\s*(\d\d)")

_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)\s*[-‑/]\s*(?=[a-z]+\s?\d\b)")
"""As in `2010-Q2`: no range."""

_YEARS = re.compile(rf"{YEAR.pattern}(?:(?:\s*,\s*|\s+(?:and|e|ho|dan)\s+){YEAR.pattern})+")
"""As in `2006, 2007 and 2008`."""


def timeframe(text: str) -> Timeframe | None:
    """What the text says; None where it is not clear."""
    days = [found.date for found in find_dates(text)]
    if days:
        return Timeframe(days[0] if len(days) > 1 else None, days[-1]) if _only_days(text) else None
    years = [int(year) for year in YEAR.findall(text)]
    if _YEARS.fullmatch(fold(text).strip(" .")) and years == [*range(years[0], years[-1] + 1)]:
        return Timeframe(date(years[0], 1, 1), date(years[-1], 12, 31))
    said = _YEAR_FIRST.sub(r"\1 ", fold(text).strip(" ."))
    ends = _RANGE.split(said)
    parts = [months_in(end) for end in ends]
    if not 1 <= len(parts) <= 2 or None in parts:  # noqa: PLR2004 - two ends
        return None
    first, last = parts[0], parts[-1]
    assert first is not None  # noqa: S101 - asked above
    assert last is not None  # noqa: S101 - likewise
    year, until = first.year or last.year, last.year
    if year is None or until is None or (year, first.first) > (until, last.last):
        return None
    begins = None if len(parts) == 1 and tokens_of(said)[0] in BY else date(year, first.first, 1)
    return Timeframe(begins, last_of(until, last.last))


def possible(text: str) -> Iterator[Timeframe]:
    """What an unclear one may mean: the years that it names."""
    short = _SHORT.fullmatch(text.strip())
    years = [int(year) for year in YEAR.findall(text)]
    if short is not None:
        years.append(int(short[1]) // 100 * 100 + int(short[2]))
    if years and years[0] <= years[-1]:
        yield Timeframe(date(years[0], 1, 1), date(years[-1], 12, 31))
    if short is not None and 1 <= int(short[2]) <= DECEMBER:
        year, month = int(short[1]), int(short[2])
        yield Timeframe(date(year, month, 1), last_of(year, month))


def _only_days(text: str) -> bool:
    """Whether nothing but days and the words between them stand there."""
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return all(word in BY | BESIDE | {"", "to", "from", "sampai", "desde"} for word in tokens_of(fold(text)))
