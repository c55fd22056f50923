"""Bars of figures, as a terminal and a page draw them."""

from __future__ import annotations

from typing import NamedTuple


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
