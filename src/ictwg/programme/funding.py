"""What a programme pays for, and how far its results are reached.

A funding line says of a training, a campaign or a meeting to which output it belongs. A result is counted by all that
is paid for it and for the results under it, each once, however many lines pay for it. Amounts of two currencies are
never added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ictwg.domain.records import Campaign, FieldAction, Funder, FundingLine, Group, Meeting, Programme, Result, Training
from ictwg.domain.schema import R
from ictwg.domain.seen import hides_small
from ictwg.domain.state import State
from ictwg.domain.tree import branches
from ictwg.domain.values import ON_SITE, Measure
from ictwg.programme.coverage import reach_of
from ictwg.programme.small_numbers import Hidden, Shown, whole_sum
from ictwg.programme.trainings import told
from ictwg.records.group import counted_in, districts_on, group_of, known_districts


class Spending(NamedTuple):
    """In one currency."""

    currency: str
    planned: Decimal
    committed: Decimal
    spent: Decimal


class PaidFor(NamedTuple):
    """What funding lines pay for, each once."""

    lines: tuple[FundingLine, ...]
    trainings: tuple[Training, ...]
    campaigns: tuple[Campaign, ...]
    meetings: tuple[Meeting, ...]


class ResultWork(NamedTuple):
    """A result, how deep it stands in the tree, and what is paid for it and for those under it."""

    result: Result
    level: int
    paid: PaidFor


def lines_of(state: State, programme: Programme) -> tuple[FundingLine, ...]:
    """Its funding lines: of its outputs, or paid by its funders."""
    results = {one.id for one in state.linked(Result, Result.programme, programme.id)}
    funders = {one.id for one in state.linked(Funder, Funder.programme, programme.id)}
    return tuple(one for one in state.all(FundingLine) if one.output in results or one.funder in funders)


def paid_for(state: State, lines: Iterable[FundingLine]) -> PaidFor:
    rows = tuple(lines)
    return PaidFor(
        rows,
        _found(state, Training, (one.training for one in rows)),
        _found(state, Campaign, (one.campaign for one in rows)),
        _found(state, Meeting, (one.meeting for one in rows)),
    )


def _found(state: State, kind: type[R], ids: Iterable[str | None]) -> tuple[R, ...]:
    found = (state.get(kind, id) for id in dict.fromkeys(ids) if id)
    return tuple(one for one in found if one is not None)


def work_by_result(state: State, programme: Programme) -> tuple[ResultWork, ...]:
    """Every result of a programme, in its tree."""
    tree = branches(Result.part_of, state.linked(Result, Result.programme, programme.id))
    below: dict[str, set[str]] = defaultdict(set)
    for branch in tree:
        for id in (*branch.above, branch.record.id):
            below[id].add(branch.record.id)
    lines = lines_of(state, programme)
    paid = {id: paid_for(state, (line for line in lines if line.output in ids)) for id, ids in below.items()}
    return tuple(ResultWork(at.record, at.depth, paid[at.record.id]) for at in tree)


def held(paid: PaidFor, since: date | None, until: date) -> tuple[Training, ...]:
    return tuple(one for one in paid.trainings if _within(one.starts_on, since, until))


def actions_done(state: State, paid: PaidFor, since: date | None, until: date) -> tuple[FieldAction, ...]:
    rows = (row for one in paid.campaigns for row in state.linked(FieldAction, FieldAction.campaign, one.id))
    return tuple(row for row in rows if _within(row.date, since, until))


def done(state: State, whole: State, work: ResultWork, since: date | None, until: date) -> Shown | int | None:
    """How much of what a result counts was done; what was typed where it counts nothing.

    Of people nothing is shown where some of them are not counted for these readers.

    Args:
        whole: Where the participants stand.
        since: None: from the beginning.
    """
    trainings, actions = held(work.paid, since, until), actions_done(state, work.paid, since, until)
    match work.result.measure:
        case Measure.TRAININGS_HELD:
            return len(trainings)
        case Measure.PEOPLE_TRAINED:
            return whole_sum([one for training in trainings for one in told(state, training)])
        case Measure.ACTIONS_IN_FIELD:
            return len(actions)
        case Measure.PEOPLE_REACHED:
            reach = reach_of(actions)
            return Hidden.NOTHING if reach.few else reach.counted
        case Measure.DISTRICTS_COVERED:
            districts, known = districts_on(whole, until), known_districts(whole)
            return len({counted_in(one.district, districts, known) for one in actions if one.kind in ON_SITE} - {""})
        case None:
            typed = Hidden.SMALL if hides_small(work.result, Result.reached) else work.result.reached
            return typed if since is None else None


def spending(state: State, lines: Iterable[FundingLine]) -> tuple[Spending, ...]:
    """The sums of each currency: that of the funder, else that of the group."""
    usual = usual_currency(state)
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for line in lines:
        funder = state.get(Funder, line.funder)
        currency = (funder.currency if funder else "") or usual
        told = (line.planned, line.committed, line.spent)
        sums[currency] = [have + (more or 0) for have, more in zip(sums[currency], told, strict=True)]
    return tuple(Spending(currency, *sums[currency]) for currency in sorted(sums))


def usual_currency(state: State) -> str:
    """That of the group, in which an amount is meant whose funder has none."""
    group = group_of(state)
    return group.currency if group is not None else str(Group.currency.default)


def _within(day: date | None, since: date | None, until: date) -> bool:
    return day is not None and (since is None or since <= day) and day <= until
