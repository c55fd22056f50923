"""Figures of people for those who may not know who they are (DOMAIN.md §4, Small numbers).

    figures of a training → published → rows and sums

> Sums add published figures and nothing else.

So nothing that is kept back follows from any number of pages. Who was there in their work is no secret. Where people at
risk may be among them, others than the secretariat read the total, and one breakdown alone if each of its cells is 0 or
at least 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Self, TypeAlias

from ictwg.domain.fields import BELOW, is_small, may_be_at_risk
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience
from ictwg.locales import t

Shown: TypeAlias = "Headcount | Hidden"

ALL = ""
"""The column of all."""

NOT_KNOWN = "not_known"
"""The row and the column of those of whom it is not on record."""

NOT_SHOWN = "not_shown"
"""The row and the column of those of whom it is not published."""

BREAKDOWNS = ("organization", "audience_group", "sex", "serves_in")
"""The fields of a figure by which people are told apart."""


class Figure(NamedTuple):
    """So many people at one training or action, of one organization, audience group, sex and district of duty.

    Attributes:
        of: The id of the training or the action.
        organization, audience_group, sex, serves_in: Empty where not on record, or `NOT_SHOWN`.
        people: None of fewer than 5 who are named as that and added nowhere.
        record: What says so: a participant, a count, or the training itself.
    """

    of: str
    organization: str
    audience_group: str
    sex: str
    serves_in: str
    people: int
    record: Record


class Headcount(int):
    """A number of people that knows the published figures that it adds."""

    of: tuple[Figure, ...]

    def __new__(cls, figures: Iterable[Figure] = ()) -> Self:
        of = tuple(figures)
        made = super().__new__(cls, sum(one.people for one in of))
        made.of = of
        return made


class Hidden(StrEnum):
    """What stands in the place of a number that an audience may not read."""

    SMALL = "small"
    NOTHING = "nothing"

    def words(self, lang: str = "") -> str:
        return t("programme.below", lang=lang, number=BELOW) if self is Hidden.SMALL else "–"


def as_words(count: Shown | int) -> str:
    return count.words() if isinstance(count, Hidden) else str(count)


def number(count: Shown | int) -> int | None:
    """As in JSON."""
    return None if isinstance(count, Hidden) else count


def is_whole(audience: Audience, record: Record) -> bool:
    """Whether the figures of a training or an action are for these readers as they are."""
    return audience is Audience.SECRETARIAT or not may_be_at_risk(record)


def published(audience: Audience, training: Record, figures: Sequence[Figure], *by: str) -> tuple[Figure, ...]:
    """What this audience may know of a training, told apart by these of its breakdowns.

    Two are never crossed: it is told apart by the first that may be shown, and of the others everybody is not shown.
    """
    if is_whole(audience, training) or not figures:
        return tuple(figures)
    count = sum(one.people for one in figures)
    told = next((name for name in by if may_be_shown(by_one(figures, name))), "")
    cells = by_one(figures, told) if told and not is_small(count) else {NOT_SHOWN: 0 if is_small(count) else count}
    return tuple(_alone(training, told, of, people) for of, people in sorted(cells.items()))


def _alone(training: Record, told: str, of: str, people: int) -> Figure:
    """Told apart by one breakdown."""
    organization, group, sex, serves_in = (of if name == told else NOT_SHOWN for name in BREAKDOWNS)
    return Figure(training.id, organization, group, sex, serves_in, people, training)


def may_be_shown(cells: Mapping[str, int]) -> bool:
    """A breakdown alone; of whom it is not on record is no cell of it."""
    return not any(is_small(count) for of, count in cells.items() if of)


def by_one(figures: Iterable[Figure], by: str) -> Counter[str]:
    """One breakdown alone: how many of each."""
    found: Counter[str] = Counter()
    for one in figures:
        found[getattr(one, by)] += one.people
    return found


def few(figures: Iterable[Figure]) -> int:
    """How many trainings or actions had fewer than 5 people, and are added nowhere."""
    return sum(not one.people for one in figures)


def whole_sum(figures: Sequence[Figure]) -> Shown:
    """The sum where all are counted."""
    return Hidden.NOTHING if few(figures) else Headcount(figures)


class HeadcountTable:
    """Figures in rows, by sex; a cell, and the sum of a row, is a sum of what is published.

    Args:
        figures: Each with the key of its row.
        each: A row is one training: of one of fewer than 5 it says so.
    """

    def __init__(self, figures: Iterable[tuple[str, Figure]], *, each: bool) -> None:
        self._each = each
        self._cells: dict[tuple[str, str], list[Figure]] = {}
        for row, one in figures:
            for column in (one.sex or NOT_KNOWN, ALL):
                self._cells.setdefault((row or NOT_KNOWN, column), []).append(one)

    def cell(self, row: str, column: str = ALL) -> Shown:
        """Nothing where no one is published and somebody of whom it is not told may be there."""
        counted = Headcount(self._cells.get((row, column), ()))
        if counted or not any((at, of) in self._cells for at in (row, NOT_SHOWN) for of in (column, NOT_SHOWN)):
            return counted
        own = self._each and column in (ALL, NOT_SHOWN) and few(self.of(row))
        return Hidden.SMALL if own else Hidden.NOTHING

    def of(self, row: str) -> Sequence[Figure]:
        return self._cells.get((row, ALL), ())
