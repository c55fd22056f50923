"""The rounds of a period: how many were asked, have answered, had nothing to report, and have not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization, Round
from ictwg.domain.values import RoundState
from ictwg.programme.rounds import answers_of, silent
from ictwg.programme.trainings import counted_for
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.reports.figure_tables import Value
    from ictwg.reports.period import ReportRequest


def round_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Those that close in the period; who has not answered is told to the core group alone (DOMAIN.md §4)."""
    whole, _ = counted_for(state)
    rounds = in_order(state, (one for one in state.all(Round) if _in_period(one, asked)))
    tables = [FigureTable("rounds", _COLUMNS, tuple(_row(whole, one) for one in rounds), (1,))]
    if asked.by_organization:
        waiting = tuple(row for one in rounds for row in _waiting(whole, one))
        tables.append(FigureTable("silent", ("round", "organization", "asked_on", "reminded_on"), waiting))
    return CountedFigures("round", state, today, (Said("held", {"count": len(rounds)}),), tuple(tables))


_COLUMNS = ("round", "closes_on", "asked", "received", "nothing_to_report", "waiting")


def _in_period(one: Round, asked: ReportRequest) -> bool:
    closes = one.closed_on or one.closes_on
    return closes is not None and asked.since <= closes <= asked.until


def _row(state: State, one: Round) -> FigureRow:
    answers = answers_of(state, one)
    came = (sum(a.state is kind for a in answers) for kind in (RoundState.RECEIVED, RoundState.NOTHING_TO_REPORT))
    values: tuple[Value, ...] = (one.title, one.closes_on, len(answers), *came, len(silent(state, one)))
    return FigureRow(values, one.id, tuple((a.TABLE, a.id) for a in answers))


def _waiting(state: State, one: Round) -> Iterator[FigureRow]:
    for answer in silent(state, one):
        home = state.get(Organization, answer.organization)
        values: tuple[Value, ...] = (one.title, home.acronym if home else None, answer.asked_on, answer.reminded_on)
        yield FigureRow(values, answer.id, ((answer.TABLE, answer.id),))
