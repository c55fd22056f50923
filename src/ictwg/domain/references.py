"""References: the short numbers that people quote in letters.

    A-2010-014      action 14 of 2010          M-2010-03        meeting 3 of 2010 of the default series
    T-2010-003      task                       M-LAW-2010-03    of the series LAW
    D-2010-03       decision                   M-2010-03-12     the meeting of that day

Two records that carry the same one are *shown* with the end of their own id, `A-2010-014·k7` (STORE.md §2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ictwg.domain.state import State
from ictwg.domain.values import ActionKind


class ReferenceKind(StrEnum):
    ACTION = "A"
    TASK = "T"
    DECISION = "D"
    MEETING = "M"


_DIGITS = {ReferenceKind.ACTION: 3, ReferenceKind.TASK: 3, ReferenceKind.DECISION: 2, ReferenceKind.MEETING: 2}
YEAR_ENDS = len("A-2010")
_LONGEST = 60
_MOST_DIGITS = 6
_GAP = r"[\s/_.‐‑–-]"
_LETTERS = frozenset("atdm")


@cache
def _typed() -> re.Pattern[str]:
    """Compiled when something looks like a reference: that costs a command as much as ten of its modules."""
    return re.compile(
        rf"""([atdm]){_GAP}*
             (?:([a-z0-9]*[a-z][a-z0-9]*){_GAP}+)?    # the code of a series has a letter
             ([0-9]{{4}}){_GAP}+([0-9]{{1,{_MOST_DIGITS}}})
             (?:{_GAP}+([0-9]{{1,2}}))?               # the day, where year and month came before
             (?:\s*·\s*([0-9a-z]{{2}}))?""",
        re.VERBOSE,
    )


class Reference(NamedTuple):
    kind: ReferenceKind
    year: int
    number: int
    """0 where a meeting is named by its day."""
    series: str = ""
    day: date | None = None
    suffix: str = ""
    """The two characters that tell apart two records with the same reference; lower case."""

    def __str__(self) -> str:
        if self.day is not None:
            return day_reference(self.day, self.series)
        return format_reference(self.kind, self.year, self.number, self.series)


def format_reference(kind: ReferenceKind, year: int, number: int, series: str = "") -> str:
    return f"{prefix(kind, year, series)}{number:0{_DIGITS[kind]}}"


def prefix(kind: ReferenceKind, year: int, series: str = "") -> str:
    """What all references of a kind, series and year begin with."""
    return f"{kind}-{series}-{year:04}-" if series else f"{kind}-{year:04}-"


def day_reference(day: date, series: str = "") -> str:
    """A meeting by its date, which it has before its number and keeps after."""
    return f"{ReferenceKind.MEETING}-{series}-{day.isoformat()}" if series else f"{ReferenceKind.MEETING}-{day}"


def shown_reference(reference: str, record_id: str) -> str:
    """The reference of a record that shares it with another."""
    return f"{reference}·{record_id[-2:].lower()}"


def place(reference: str) -> tuple[str, int, str]:
    """What sorts as references stand in a list: by year as text, then the longer number is the greater."""
    return reference[:YEAR_ENDS], len(reference), reference


def parse_reference(text: str) -> Reference | None:
    """Reads `A-2010-014`, `a 2010 14`, `A-2010-014·k7`, `m-law-2010-3`; None where it is no reference."""
    words = text.strip().lower()
    typed = _typed().fullmatch(words) if words[:1] in _LETTERS and len(text) <= _LONGEST else None
    if not typed:
        return None
    letter, series, year, number, day, suffix = typed.groups(default="")
    kind = ReferenceKind(letter.upper())
    if kind is not ReferenceKind.MEETING and (series or day):
        return None
    if day:
        return _by_day(int(year), int(number), int(day), series.upper(), suffix)
    return Reference(kind, int(year), int(number), series.upper(), None, suffix)


def next_number(seen: Iterable[str], kind: ReferenceKind, year: int, series: str = "") -> int:
    """One more than the highest ever seen, trash, former and purged ones included."""
    wanted, begun = (kind, year, series.upper()), prefix(kind, year, series.upper())
    return max((_number(reference, begun, wanted) for reference in seen), default=0) + 1


def _number(text: str, begun: str, wanted: tuple[ReferenceKind, int, str]) -> int:
    """The number in a reference of the wanted kind, year and series, 0 in any other; a plain one needs no pattern."""
    number = text.removeprefix(begun)
    if number != text and len(number) <= _MOST_DIGITS and number.isascii() and number.isdigit():
        return int(number)
    found = parse_reference(text)
    if found is None or found.day is not None or (found.kind, found.year, found.series) != wanted:
        return 0
    return found.number


def _by_day(year: int, month: int, day: int, series: str, suffix: str) -> Reference | None:
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return Reference(ReferenceKind.MEETING, year, 0, series, on, suffix)


_KINDS = {ActionKind.ACTION: ReferenceKind.ACTION, ActionKind.TASK: ReferenceKind.TASK}


class ReferenceNumbers:
    """Hands out references within one transaction, none twice."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._next: dict[tuple[ReferenceKind, int], int] = {}

    def take(self, kind: ActionKind, year: int) -> str:
        return self._take(_KINDS[kind], year)

    def take_decision(self, year: int) -> str:
        return self._take(ReferenceKind.DECISION, year)

    def _take(self, kind: ReferenceKind, year: int) -> str:
        if (kind, year) not in self._next:
            self._next[kind, year] = next_number(self._state.references(prefix(kind, year)), kind, year)
        number = self._next[kind, year]
        self._next[kind, year] = number + 1
        return format_reference(kind, year, number)
