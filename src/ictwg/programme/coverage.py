"""Where campaigns and trainings were: by the districts of the day, with what was broadcast apart.

What is seen on the spot (events, material distributed) covers its district; a broadcast or what is online covers none.
People counted and people estimated are two figures. Where a training is held and where its participants serve are two
questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ictwg.domain.records import Campaign, FieldAction, Training
from ictwg.domain.seen import hides_small
from ictwg.domain.state import State
from ictwg.domain.values import ON_SITE, FieldActionKind, ReachBasis
from ictwg.programme.small_numbers import NOT_SHOWN, Figure, Headcount, Hidden, Shown
from ictwg.programme.trainings import told
from ictwg.records.group import counted_in, districts_on, known_districts, west_to_east
from ictwg.records.reference_data import KnownDistrict


class Reach(NamedTuple):
    """What was done, and how many it reached; of some nobody knows.

    Attributes:
        few: Actions that reached fewer than 5, of whom these readers are told no more; they are added nowhere.
    """

    actions: tuple[FieldAction, ...]
    counted: Shown
    estimated: Shown
    not_known: int
    few: int


class Coverage(NamedTuple):
    """By the name of the district; empty for a place that is none, or not known.

    Attributes:
        on_site, held: Of every district of the day, also where nothing was.
        serving: Of each figure of the trainings, where they serve; or that it is not shown.
        broadcast, online: The whole of each, wherever it was heard.
        undated: Actions without a day: nobody knows whether they are of the period.
    """

    districts: tuple[KnownDistrict, ...]
    on_site: dict[str, Reach]
    broadcast: Reach
    online: Reach
    held: dict[str, tuple[Training, ...]]
    serving: tuple[tuple[str, Figure], ...]
    undated: tuple[FieldAction, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.districts)

    @property
    def seen(self) -> Reach:
        """What was done on the spot, wherever."""
        return reach_of(one for reach in self.on_site.values() for one in reach.actions)

    @property
    def done(self) -> tuple[FieldAction, ...]:
        """All of the period."""
        return (*self.seen.actions, *self.broadcast.actions, *self.online.actions)

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
        return name if name == NOT_SHOWN else counted_in(name, districts, known)

    on_site = [(place(one.district), one) for one in done if one.kind in ON_SITE]
    held = [(place(one.district), one) for one in trainings]
    serving = [
        (place(one.serves_in), one) for training in trainings for one in told(state, training, "serves_in", "sex")
    ]
    names = ("", *(one.name for one in districts))
    return Coverage(
        districts,
        {name: reach_of(one for at, one in on_site if at == name) for name in names},
        reach_of(one for one in done if one.kind is FieldActionKind.BROADCAST),
        reach_of(one for one in done if one.kind is FieldActionKind.ONLINE),
        {name: tuple(one for at, one in held if at == name) for name in names},
        tuple(serving),
        tuple(one for one in rows if one.date is None),
    )


def reach_of(actions: Iterable[FieldAction]) -> Reach:
    """Counted and estimated are never added; a figure of which nobody knows the basis is neither."""
    rows = tuple(actions)
    few = {one for one in rows if hides_small(one, FieldAction.reached)}
    unknown = [one for one in rows if one not in few and (one.basis is ReachBasis.NOT_KNOWN or one.reached is None)]
    counted, estimated = (_people(rows, few, basis) for basis in (ReachBasis.COUNTED, ReachBasis.ESTIMATED))
    return Reach(rows, counted, estimated, len(unknown), len(few))


def _people(rows: Iterable[FieldAction], few: Iterable[FieldAction], basis: ReachBasis) -> Shown:
    found = (Figure(one.id, "", "", "", "", one.reached, one) for one in rows if one.basis is basis and one.reached)
    counted = Headcount(found)
    return Hidden.NOTHING if not counted and any(one.basis is basis for one in few) else counted


def _within(day: date | None, since: date, until: date) -> bool:
    return day is not None and since <= day <= until
