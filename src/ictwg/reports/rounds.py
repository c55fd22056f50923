"""The rounds of a period: how many were asked, have answered, had nothing to report, and have not answered; and what
came of each activity, with the period before beside it, what is asked for, and what comes next. All is as of the
period's last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from ictwg.domain.records import ActivityReport, Organization, Round
from ictwg.domain.state import State
from ictwg.domain.values import RoundKind, RoundState
from ictwg.programme.rounds import Awaited, asked_by, awaited
from ictwg.programme.trainings import counted_for
from ictwg.records.lookup import full_title
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, Value
from ictwg.reports.period import ReportRequest
from ictwg.reports.plan import REPORTED, Fields, told_in
from ictwg.reports.report import sources_of


def round_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Those that were open in the period; who has not answered is told to the core group alone (DOMAIN.md §4)."""
    whole, _ = counted_for(state)
    on = min(asked.until, today)
    rounds = in_order(state, (one for one in state.all(Round) if _in_period(one, asked)))
    tables = [FigureTable("rounds", _COLUMNS, tuple(_row(whole, one, on) for one in rounds), (1,))]
    if asked.by_organization:
        waiting = tuple(row for one in rounds for row in _waiting(whole, one, on))
        tables.append(FigureTable("silent", ("round", "organization", "asked_on", "reminded_on"), waiting))
    for one in rounds:
        tables += _reported(state, one, on, named=asked.by_organization)
    return CountedFigures("round", state, today, (Said("held", {"count": len(rounds)}),), tuple(tables))


_COLUMNS = ("round", "closes_on", "asked", "received", "nothing_to_report", "waiting")


def _in_period(one: Round, asked: ReportRequest) -> bool:
    closes = one.closed_on or one.closes_on
    opens = one.opens_on or closes
    return opens is not None and asked.meets(opens, closes)


def _row(state: State, one: Round, on: date) -> FigureRow:
    answers = asked_by(state, one, on)
    came = [answer.state for answer, has_come in answers.items() if has_come]
    counts = (came.count(RoundState.RECEIVED), came.count(RoundState.NOTHING_TO_REPORT), len(answers) - len(came))
    values: tuple[Value, ...] = (one.title, one.closes_on, len(answers), *counts)
    return FigureRow(values, one.id, sources_of(*answers))


def _reported(state: State, one: Round, on: date, *, named: bool) -> Iterator[FigureTable]:
    """What came of each activity, once, in the words of its lead; what did not; and what holds activities up."""
    rows = tuple(awaited(state, one)) if one.kind is RoundKind.ACTIVITY_REPORTS else ()
    home = ("organization",) if named else ()
    told, silent, all_came = [], [], []
    for _, each in groupby(rows, lambda row: row.activity.id):
        lead, *others = each
        reported = [(row, row.report) for row in (lead, *others) if row.report]
        came = [(row, report) for row, report in reported if (report.reported_on or on) <= on]
        told += [_told(lead, came, named=named)] if came else []
        silent += [] if came else [_unreported(lead, on, named=named)]
        all_came += came
    if rows:
        heads = ("activity", *home, "last", "standing", "progress")
        yield FigureTable("reported", heads, tuple(told), (len(heads) - 3,), about=one.title)
        yield FigureTable("unreported", ("activity", *home, "standing"), tuple(silent), about=one.title)
    for name, fields in REPORTED.items():
        texts = tuple(_texts(*one, fields, named=named) for one in all_came if any(told_in(one[1], fields)))
        if texts and name != "reported":  # which stands there already, with how far each is
            heads = ("activity", *home, *(field.name for field in fields))
            yield FigureTable(name, heads, texts, about=one.title)


def _told(lead: Awaited, came: list[tuple[Awaited, ActivityReport]], *, named: bool) -> FigureRow:
    """The lead's report decides, else the latest."""
    by_lead = [report for row, report in came if row is lead]
    decides = by_lead[0] if by_lead else max((one for _, one in came), key=lambda one: (str(one.reported_on), one.id))
    texts = (_by(row, report.progress, named=named and len(came) > 1) for row, report in came)
    homes = (", ".join(filter(None, (_acronym(row.organization) for row, _ in came))),) if named else ()
    last = lead.last.status if lead.last is not None else None
    values = (full_title(lead.activity), *homes, last, decides.status, " · ".join(filter(None, texts)) or None)
    known = (*(report for _, report in came), *((lead.last,) if lead.last is not None else ()))
    return FigureRow(values, lead.activity.id, sources_of(lead.activity, *known))


def _by(row: Awaited, text: str, *, named: bool) -> str:
    return f"{_acronym(row.organization)}: {text}" if named and text else text


def _acronym(home: Organization | None) -> str:
    return (home.acronym or home.name) if home is not None else ""


def _unreported(lead: Awaited, on: date, *, named: bool) -> FigureRow:
    homes = (_acronym(lead.organization) or None,) if named else ()
    known = (lead.last,) if lead.last is not None else ()
    stands = lead._replace(report=None).stands(on)
    return FigureRow((full_title(lead.activity), *homes, stands), lead.activity.id, sources_of(lead.activity, *known))


def _texts(row: Awaited, report: ActivityReport, fields: Fields, *, named: bool) -> FigureRow:
    homes = (_acronym(row.organization) or None,) if named else ()
    return FigureRow((full_title(row.activity), *homes, *told_in(report, fields)), row.activity.id, sources_of(report))


def _waiting(state: State, one: Round, on: date) -> Iterator[FigureRow]:
    for answer, has_come in asked_by(state, one, on).items():
        if not has_come:
            home = state.get(Organization, answer.organization)
            reminded = answer.reminded_on if answer.reminded_on is not None and answer.reminded_on <= on else None
            values: tuple[Value, ...] = (one.title, _acronym(home) or None, answer.asked_on, reminded)
            yield FigureRow(values, answer.id, sources_of(answer))
