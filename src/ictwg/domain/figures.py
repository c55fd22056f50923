"""Figures, and the bars that a terminal and a page draw beside them.

Whole ones as people work them out: a half goes up, where `round(2.5)` is 2. Nothing else rounds figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


def middle(values: Iterable[int]) -> int | None:
    """Their median; None where there is none."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return _divided(ordered[half] + ordered[~half], 2) if ordered else None


def percent(part: int, whole: int) -> int:
    return _divided(100 * part, whole)


def _divided(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)


class Bar(NamedTuple):
    """How much of a row stands out (`dark`: overdue, absent) and how much does not; in what the table counts."""

    dark: int = 0
    light: int = 0

    @property
    def length(self) -> int:
        return self.dark + self.light


DARK, LIGHT = "█", "░"


def drawn(bar: Bar, longest: int, room: int) -> str:
    """The bar in `room` signs where the longest takes them all; what is not nothing is never drawn as nothing."""
    if not longest:
        return ""
    whole = _signs(bar.length, longest, room)
    dark = min(whole, _signs(bar.dark, longest, room))
    dark = dark - 1 if bar.light and dark == whole and whole > 1 else dark
    return DARK * dark + LIGHT * (whole - dark)


def _signs(count: int, longest: int, room: int) -> int:
    return max(round(count * room / longest), 1) if count else 0
