"""The rounds of a period: how many were asked, have answered, had nothing to report, and have not answered; and what
came of each activity, with the period before beside it and what is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization, Round
from ictwg.domain.values import RoundKind, RoundState
from ictwg.programme.round_reports import awaited
from ictwg.programme.rounds import answers_of, silent
from ictwg.programme.trainings import counted_for
from ictwg.records.lookup import full_title
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said
from ictwg.reports.report import behind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.domain.records import ActivityReport
    from ictwg.domain.state import State
    from ictwg.programme.round_reports import Awaited
    from ictwg.reports.figure_tables import Value
    from ictwg.reports.period import ReportRequest


def round_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Those that were open in the period; who has not answered is told to the core group alone (DOMAIN.md §4)."""
    whole, _ = counted_for(state)
    rounds = in_order(state, (one for one in state.all(Round) if _in_period(one, asked)))
    tables = [FigureTable("rounds", _COLUMNS, tuple(_row(whole, one) for one in rounds), (1,))]
    for one in rounds:
        tables += _reported(state, one, min(asked.until, today))
    if asked.by_organization:
        waiting = tuple(row for one in rounds for row in _waiting(whole, one))
        tables.append(FigureTable("silent", ("round", "organization", "asked_on", "reminded_on"), waiting))
    return CountedFigures("round", state, today, (Said("held", {"count": len(rounds)}),), tuple(tables))


_COLUMNS = ("round", "closes_on", "asked", "received", "nothing_to_report", "waiting")


def _in_period(one: Round, asked: ReportRequest) -> bool:
    closes = one.closed_on or one.closes_on
    opens = one.opens_on or closes
    return opens is not None and asked.meets(opens, closes)


def _row(state: State, one: Round) -> FigureRow:
    answers = answers_of(state, one)
    came = (sum(a.state is kind for a in answers) for kind in (RoundState.RECEIVED, RoundState.NOTHING_TO_REPORT))
    closes = one.closed_on or one.closes_on
    values: tuple[Value, ...] = (one.title, closes, len(answers), *came, len(silent(state, one)))
    return FigureRow(values, one.id, tuple((a.TABLE, a.id) for a in answers))


def _reported(state: State, one: Round, on: date) -> Iterator[FigureTable]:
    """How far each activity is, in the words of the report, and of what holds it up; whoever reported it."""
    rows = tuple(awaited(state, one)) if one.kind is RoundKind.ACTIVITY_REPORTS else ()
    told = tuple((row, row.report) for row in rows if row.report is not None)
    needs = tuple((row, report) for row, report in told if report.constraints or report.support_needed)
    if rows:
        yield FigureTable(
            "reported", ("activity", "last", "standing"), tuple(_standing(row, on) for row in rows), about=one.title
        )
    if needs:
        heads = ("activity", "constraints", "support_needed")
        yield FigureTable("needs", heads, tuple(_need(*need) for need in needs), about=one.title)


def _standing(row: Awaited, on: date) -> FigureRow:
    last = row.last.status if row.last is not None else None
    reports = tuple(one for one in (row.report, row.last) if one is not None)
    said = row.report.status if row.report is not None else row.stands(on)
    return FigureRow((full_title(row.activity), last, said), row.activity.id, behind(row.activity, *reports))


def _need(row: Awaited, report: ActivityReport) -> FigureRow:
    values = (full_title(row.activity), report.constraints or None, report.support_needed or None)
    return FigureRow(values, row.activity.id, behind(report))


def _waiting(state: State, one: Round) -> Iterator[FigureRow]:
    for answer in silent(state, one):
        home = state.get(Organization, answer.organization)
        values: tuple[Value, ...] = (one.title, home.acronym if home else None, answer.asked_on, answer.reminded_on)
        yield FigureRow(values, answer.id, ((answer.TABLE, answer.id),))
