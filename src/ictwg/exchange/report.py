"""A report as it is printed: sentences, and tables whose rows may carry a bar. The same on a screen and in markdown."""

from __future__ import annotations

from typing import NamedTuple


class Bar(NamedTuple):
    """How much of a row stands out (`dark`: overdue, absent) and how much does not; in what the table counts."""

    dark: int = 0
    light: int = 0

    @property
    def length(self) -> int:
        return self.dark + self.light


class Table(NamedTuple):
    """Cells as they are shown; a cell of figures alone stands to the right.

    Attributes:
        bars: One for each row, or none at all.
        legend: What the two halves of the bars are.
        less: The columns that give way where the room is short, the first of them first.
        leads: The table and id of the record that a row tells of, or None; one for each row, or none at all.
        empty: What stands there instead, where there is no row.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...] = ()
    legend: str = ""
    less: tuple[int, ...] = ()
    leads: tuple[tuple[str, str] | None, ...] = ()
    empty: str = ""


class Report(NamedTuple):
    """Everything of one report for one audience.

    Attributes:
        kind: `followup`, `decisions`, `attendance`.
        about: The period, the body, the audience, in one line each.
        values: For the head of the file: what it is, of which days, for whom.
        language: In which it is written.
    """

    kind: str
    title: str
    about: tuple[str, ...]
    summary: tuple[str, ...]
    tables: tuple[Table, ...]
    values: dict[str, str]
    language: str


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
