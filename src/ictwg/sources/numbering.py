"""Numbers of paragraphs that a program counts itself and writes nowhere in the text: "2.1", "(a)", "IV."."""

from __future__ import annotations

import re
from typing import NamedTuple

BULLET = "•"


class NumberingLevel(NamedTuple):
    """How the paragraphs of one level are numbered.

    Attributes:
        pattern: With the number of level 1 for `%1` and so on: `%1.%2)`; empty for none.
        style: Of the number: `decimal`, `lowerLetter`, `upperRoman` …; `bullet` and `none` have no number.
        first: The first number.
    """

    pattern: str = ""
    style: str = "decimal"
    first: int = 1


class Counter:
    """Counts the paragraphs of one list, level by level."""

    def __init__(self, levels: dict[int, NumberingLevel]) -> None:
        self._levels = levels
        self._counts: dict[int, int] = {}

    def next(self, depth: int, begin: int | None = None) -> str:
        """The number of the next paragraph at this depth; it begins anew at `begin`."""
        level = self._levels.get(depth, NumberingLevel())
        before = self._counts.get(depth, level.first - 1)
        self._counts = {at: count for at, count in self._counts.items() if at < depth}
        self._counts[depth] = before + 1 if begin is None else begin
        if level.style == "bullet":
            return BULLET
        return "" if level.style == "none" else _OF_LEVEL.sub(self._number_of, level.pattern).strip()

    def restart(self) -> None:
        """The next list of this kind begins at its first number."""
        self._counts = {}

    def _number_of(self, found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = self._levels.get(at, NumberingLevel())
        return written(self._counts.get(at, level.first), level.style)


_OF_LEVEL = re.compile(r"%(\d)")

_LETTERS = 26

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def written(number: int, style: str) -> str:
    """The number in this style; those that we do not know as figures."""
    small = style[:5] == "lower"
    if style.endswith("Roman"):
        found = _roman(number)
    elif style.endswith("Letter"):
        found = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
    elif style == "decimalZero":
        return f"{number:02}"
    else:
        return str(number)
    return found if small else found.upper()


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        found += sign * (min(number, 4999) // value)
        number %= value
    return found
