"""When an activity is to be done, as matrices write it: `2010`, `Q2 2010`, `Jan–Jun 2010`, `2010/2011`, `30 June 2010`.

An explicit grammar: what it does not read is asked, never guessed. 2010-12 is a month here, and three years there.

Columns may each be a stretch of time, with a mark in the row of each activity that goes on in it. Their headings may
stand in several lines: a year over its quarters, a quarter over its months.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ictwg.domain.text import fold, one_line
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


LEVELS, MOST = 3, 400
_MARK = re.compile(r"(?:[xv]+|[^\w\s]+)(?:\s*(?:[xv]+|[^\w\s]+))*")
_MONTHS = "jfmamjjasond"
_PARTS = ("12", "1234", "iiiiiiiv", _MONTHS, "123456789101112")
"""The headings of all that a year is divided into, one after the other: halves, quarters and months."""

_MONTH = re.compile(rf"^({YEAR.pattern})-(\d\d)(?:-01)?(?: 00:00:00)?$")
_SHORT_YEAR = re.compile(r"(?<=[^\W\d]{3})[-/'’ .]{1,2}(\d\d)$")
_OF_PLAN = re.compile(r"(?:year|ano|tinan|tahun|month|mes|fulan|bulan|[qymt])\s*\d{1,2}")
"""As in `Year 2`, of which only the plan knows which one it is."""


class PeriodColumns(NamedTuple):
    """Args: named: By their place; what they are called and when they are, where that is known."""

    named: dict[int, tuple[str, Timeframe | None]]
    heads: int
    """How many further lines of headings there are."""


def is_mark(cell: str) -> bool:
    """`X`, `✓`, a bar; a dash says that there is none."""
    return bool(_said(cell)) and _MARK.fullmatch(fold(cell).strip()) is not None


def period_columns(
    head: Sequence[str], taken: Collection[int], below: Sequence[Sequence[str]], year: str
) -> PeriodColumns:
    """Finds them in a table.

    Args:
        head: Its headings.
        taken: The places of those that are known to be something else.
        below: All rows below.
        year: That of headings that say none.
    """
    at = "".join((fold(cell)[:1] or " ") if len(cell) == 1 else " " for cell in map(str.strip, head)).find(_MONTHS)
    months = range(at, at + DECEMBER) if at >= 0 else ()  # an N elsewhere is a number
    free = [at for at in range(max(map(len, (head, *below)))) if at in months or at not in taken]
    levels = [head]
    for cells in below[: LEVELS - 1] if len(free) <= MOST else ():
        filled = [at for at, cell in enumerate(cells) if cell.strip()]
        if len(filled) < 2 or not {*filled} <= {*free} or any(is_mark(cells[at]) for at in filled):  # noqa: PLR2004
            break
        levels.append(cells)
    rows = below[len(levels) - 1 :]
    marks = {at: [cell for cells in rows for cell in cells[at : at + 1] if _said(cell)] for at in free[:MOST]}
    headed = {at: _headings(levels, at, free) for at in marks if all(map(is_mark, marks[at]))}
    headed = {at: texts for at, texts in headed.items() if texts}
    named = {at: frame for at in headed for known, frame in (_named(headed, at, year),) if known}
    names = [" ".join(headed[at]) for at in named]
    found = {
        at: (one if names.count(one) == 1 else str(named[at]), named[at]) for at, one in zip(named, names, strict=True)
    }
    return PeriodColumns(found, len(levels) - 1) if any(marks[at] for at in found) else PeriodColumns({}, 0)


def _said(cell: str) -> str:
    return cell.strip(" .-–—")


def _headings(levels: Sequence[Sequence[str]], at: int, free: Sequence[int]) -> tuple[str, ...]:
    """All that stands over a column, from above; what stands over several is written over the first of them."""
    if not "".join(levels[-1][at : at + 1]).strip():
        return ()
    found: list[str] = []
    for level in levels:
        places = [at]
        while places[-1] - 1 in free and level is not levels[-1]:
            places.append(places[-1] - 1)
        texts = (one_line("".join(level[n : n + 1])) for n in places)
        # `Jan-10` and `2010-01-01` as a spreadsheet shows January 2010
        found += [_SHORT_YEAR.sub(r" 20\1", _MONTH.sub(r"\2/\1", text)) for text in texts if text][:1]
    return tuple(found)


def _year_of(said: Sequence[str], year: str) -> str:
    return next(iter(YEAR.findall(" ".join(said))), year)


def _named(said: dict[int, tuple[str, ...]], at: int, year: str) -> tuple[bool, Timeframe | None]:
    """Whether it is one, and when."""
    own = _year_of(said[at], year)
    beside = [one for one in said if _year_of(said[one], year) == own]
    if "".join(fold(said[one][-1]) for one in beside) in _PARTS and (len(beside) == DECEMBER or len(said[at]) > 1):
        each = DECEMBER // len(beside)
        first = beside.index(at) * each + 1
        frame = timeframe(f"{first}/{own} - {first + each - 1}/{own}")
        return frame is not None, frame
    for text in reversed(said[at]):
        frame = timeframe(text if YEAR.search(text) else f"{text} {own}")
        if frame is not None and (YEAR.search(text) or not text.isdecimal()):
            return True, frame
    words = [fold(text) for text in said[at]]
    known = any(_OF_PLAN.fullmatch(one) or (months_in(one) and not one.isdecimal()) for one in words)
    return known, None
