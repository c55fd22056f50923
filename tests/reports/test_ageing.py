"""How old open actions are and how much is done: every figure counted again from lists."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any, NamedTuple

import pytest
from tests.builders import MemoryState, organization

from ictwg.domain.records import Action, StatusChange
from ictwg.domain.values import ActionStatus, Audience
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

TODAY, SINCE = date(2010, 2, 15), date(2009, 6, 1)
CLASSES = ((0, 30), (31, 90), (91, 180), (181, 365), (366, 10_000))


class Promise(NamedTuple):
    owner: int
    given: date
    due: date | None
    closed: date | None
    how: ActionStatus


class Promised:
    """Two hundred actions of five organizations, some done, some cancelled."""

    def __init__(self, seed: int) -> None:
        random, self.state = Random(seed), MemoryState()
        self.homes = [organization(self.state, f"NGO-{n}").id for n in range(5)]
        self.all = [self._one(random) for _ in range(200)]

    def _one(self, random: Random) -> Promise:
        given = TODAY - timedelta(days=random.randrange(500))
        due = given + timedelta(days=random.randrange(120)) if random.random() < 0.8 else None
        how = random.choice([ActionStatus.OPEN, ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.CANCELLED])
        closed = (
            given + timedelta(days=random.randrange((TODAY - given).days + 1)) if how is not ActionStatus.OPEN else None
        )
        one = Promise(random.randrange(5), given, due, closed, how)
        told = (Action.owners((self.homes[one.owner],)), Action.given_on(given), Action.due(due), Action.status(how))
        action = self.state.add(Action, *told, Action.closed_on(closed))
        if closed is not None:
            moved = (StatusChange.on(closed), StatusChange.before(ActionStatus.OPEN))
            self.state.add(StatusChange, StatusChange.action(action.id), *moved)
        return one

    def told(self, audience: Audience = Audience.CORE) -> dict[str, Any]:
        asked = asked_for(TODAY, SINCE, TODAY, audience=audience)
        return figures_of("ageing", self.state, asked, TODAY).json(asked)


@pytest.fixture(scope="module", params=[1, 2])
def promised(request: pytest.FixtureRequest) -> Promised:
    return Promised(request.param)


def whole(number: float) -> int:
    """A half goes up."""
    return int(number + 0.5)


def _open(one: Promise, at: date) -> bool:
    return one.given <= at and (one.closed is None or one.closed > at)


def test_every_figure_is_that_of_the_lists(promised: Promised) -> None:
    said = promised.told()
    waits = [one for one in promised.all if _open(one, TODAY)]
    late = [one for one in waits if one.due is not None and one.due < TODAY]
    ages = [(TODAY - one.given).days for one in waits]
    beyond = [(TODAY - one.due).days for one in late if one.due is not None]
    assert (said["open"], said["overdue"]) == (len(waits), len(late))
    assert (said["days"], said["beyond"]) == (whole(median(ages)), whole(median(beyond)))
    for (first, last), row, lately in zip(CLASSES, said["ages"], said["late"], strict=True):
        assert row["open"] == len(row["behind"]) == sum(first <= age <= last for age in ages)
        assert row["overdue"] == sum(first <= (TODAY - one.given).days <= last for one in late)
        assert lately["overdue"] == len(lately["behind"]) == sum(first <= days <= last for days in beyond)
    lively = [one for one in promised.all if one.closed is None or one.closed >= SINCE or one.given >= SINCE]
    months = [(row["month"], row["agreed"], row["done"]) for row in said["months"]]
    ends = [date(2009, n, 1) - timedelta(days=1) for n in range(7, 13)]
    for (_, agreed, done), end in zip(months, [*ends, date(2009, 12, 31), date(2010, 1, 31), TODAY], strict=True):
        by_then = [one for one in lively if one.given <= end]
        cancelled = [one for one in by_then if one.how is ActionStatus.CANCELLED and not _open(one, end)]
        assert agreed == len(by_then) - len(cancelled)
        assert done == sum(one.how is ActionStatus.DONE and not _open(one, end) for one in by_then)


def test_days_and_rates_of_an_organization_are_the_core_groups(promised: Promised) -> None:
    rows = promised.told()["organizations"]
    waits = [one for one in promised.all if _open(one, TODAY)]
    for home, row in enumerate(rows):
        own = [(TODAY - one.given).days for one in waits if one.owner == home]
        assert (row["organization"], row["open"], row["days_open"]) == (f"NGO-{home}", len(own), whole(median(own)))
    assert len(rows) == 5
    for audience in (Audience.EVERYONE, Audience.MEMBERS):
        assert "organizations" not in promised.told(audience)
        assert "NGO-" not in str(promised.told(audience))
