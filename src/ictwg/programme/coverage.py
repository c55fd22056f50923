"""Where campaigns and trainings were: by the districts of the day, with what was broadcast apart.

What is seen on the spot (events, material distributed) covers its district; a broadcast or what is online covers none.
People counted and people estimated are two figures. Where a training is held and where its participants serve are two
questions.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Campaign, FieldAction, Training
from ictwg.domain.values import ON_SITE, FieldActionKind, ReachBasis
from ictwg.programme.trainings import figures
from ictwg.records.group import counted_in, districts_on, known_districts, west_to_east

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.programme.trainings import Figure
    from ictwg.records.reference_data import District


class Reach(NamedTuple):
    """What was done, and how many it reached; of some nobody knows."""

    actions: tuple[FieldAction, ...]
    counted: int
    estimated: int
    not_known: int


class Coverage(NamedTuple):
    """By the name of the district; empty for a place that is none, or not known.

    Attributes:
        on_site, held: Of every district of the day, also where nothing was.
        serving: The figures of the trainings of those who serve there.
        broadcast, online: The whole of each, wherever it was heard.
        undated: Actions without a day: nobody knows whether they are of the period.
    """

    districts: tuple[District, ...]
    on_site: dict[str, Reach]
    broadcast: Reach
    online: Reach
    held: dict[str, tuple[Training, ...]]
    serving: dict[str, tuple[Figure, ...]]
    undated: tuple[FieldAction, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.districts)

    @property
    def seen(self) -> Reach:
        """What was done on the spot, wherever."""
        return reach_of(one for reach in self.on_site.values() for one in reach.actions)

    @property
    def without_actions(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if not self.on_site[name].actions)

    @property
    def without_trainings(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if not self.held[name])


def coverage(state: State, whole: State, since: date, until: date, *, campaign: Campaign | None = None) -> Coverage:
    """Of a period, of all campaigns or of one.

    Args:
        whole: Where the participants stand of whom the readers of `state` may know how many there are.
        until: Its last day, and the day of whose districts it tells.
    """
    districts, known = west_to_east(districts_on(whole, until)), known_districts(whole)
    rows = state.all(FieldAction) if campaign is None else state.linked(FieldAction, FieldAction.campaign, campaign.id)
    done = [one for one in rows if one.date is not None and since <= one.date <= until]
    trainings = [] if campaign else [one for one in state.all(Training) if _within(one.starts_on, since, until)]

    def place(name: str) -> str:
        return counted_in(name, districts, known)

    on_site = [(place(one.district), one) for one in done if one.kind in ON_SITE]
    held = [(place(one.district), one) for one in trainings]
    serving = [(place(one.serves_in), one) for training in trainings for one in figures(whole, training)]
    names = ("", *(one.name for one in districts))
    return Coverage(
        districts,
        {name: reach_of(one for at, one in on_site if at == name) for name in names},
        reach_of(one for one in done if one.kind is FieldActionKind.BROADCAST),
        reach_of(one for one in done if one.kind is FieldActionKind.ONLINE),
        {name: tuple(one for at, one in held if at == name) for name in names},
        {name: tuple(one for at, one in serving if at == name) for name in names},
        tuple(one for one in rows if one.date is None),
    )


def reach_of(actions: Iterable[FieldAction]) -> Reach:
    """Counted and estimated are never added; a figure of which nobody knows the basis is neither."""
    rows = tuple(actions)
    sums: Counter[ReachBasis] = Counter()
    for one in rows:
        sums[one.basis] += one.reached or 0
    unknown = sum(one.basis is ReachBasis.NOT_KNOWN or one.reached is None for one in rows)
    return Reach(rows, sums[ReachBasis.COUNTED], sums[ReachBasis.ESTIMATED], unknown)


def _within(day: date | None, since: date, until: date) -> bool:
    return day is not None and since <= day <= until
