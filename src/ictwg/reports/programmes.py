"""A page for each programme: results planned against done, people by sex, places, amounts, reports, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ictwg.domain.records import (
    CampaignMaterial,
    Funder,
    Organization,
    Programme,
    ProgrammeReport,
    Training,
    TrainingMaterial,
)
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.values import ON_SITE
from ictwg.locales import t
from ictwg.programme.funding import (
    PaidFor,
    ResultWork,
    actions_done,
    done,
    held,
    lines_of,
    paid_for,
    spending,
    work_by_result,
)
from ictwg.programme.small_numbers import Hidden
from ictwg.programme.trainings import counted_for, told
from ictwg.records.group import counted_in, districts_on, known_districts, west_to_east
from ictwg.records.lookup import shown_name
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, PeopleTable, Said, Value
from ictwg.reports.period import ReportRequest
from ictwg.reports.report import sources_of

AMOUNTS = ("planned", "committed", "spent", "currency")


def programme_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the programmes that ran in the period, each with its own tables."""
    ran = in_order(state, (one for one in state.all(Programme) if asked.meets(one.starts_on, one.ends_on)))
    period = (asked.since, min(asked.until, today))
    each = ((one, table) for one in ran for table in _tables(state, one, *period, asked.language))
    tables = tuple(table._replace(about=one.title) for one, table in each)
    due = (row for one in ran for row in state.linked(ProgrammeReport, ProgrammeReport.programme, one.id))
    overdue = sum(row.due is not None and row.due < period[1] < (row.sent_on or date.max) for row in due)
    people = [row for table in tables if table.name == "people" for row in table.rows]
    beside = {"overdue": overdue, "few": len({row.id for row in people if row.values[-1] is Hidden.SMALL})}
    said = (Said("running", {"count": len(ran)}), *(Said(name, {"count": n}) for name, n in beside.items() if n))
    return CountedFigures("programme", state, today, said, tables)


def _tables(state: State, programme: Programme, since: date, until: date, lang: str) -> Iterator[FigureTable]:
    whole, _ = counted_for(state)
    paid = paid_for(state, lines_of(state, programme))
    yield FigureTable("about", _ABOUT, tuple(_about(state, programme)), (2, 3))
    results = tuple(_result(state, whole, work, (since, until)) for work in work_by_result(state, programme))
    yield FigureTable("results", ("result", "indicator", "target", "done", "in_period"), results, (1,))
    yield _people(state, held(paid, None, until))
    yield FigureTable("places", ("district", "trainings", "actions"), tuple(_places(state, whole, paid, until)))
    yield FigureTable("amounts", ("result", *AMOUNTS), tuple(_amounts(state, programme, lang)))
    yield FigureTable("due", ("report", "due", "recipient", "sent_on"), tuple(_due(state, programme)))
    yield FigureTable(
        "evidence", ("evidence", "belongs_to", "date", "link"), tuple(_evidence(state, programme, paid, until))
    )


_ABOUT = ("programme", "agreement_number", "starts_on", "ends_on", "funder", "amount", "currency")


def _about(state: State, programme: Programme) -> Iterator[FigureRow]:
    told: tuple[Value, ...] = (programme.title, programme.agreement_number, programme.starts_on, programme.ends_on)
    for one in in_order(state, state.linked(Funder, Funder.programme, programme.id)):
        yield FigureRow((*told, shown_name(state, one), one.amount, one.currency), one.id, sources_of(programme))


def _result(state: State, whole: State, work: ResultWork, period: tuple[date, date]) -> FigureRow:
    since, until = period
    counted = [done(state, whole, work, first, until) for first in (None, since)]
    name = "– " * work.level + " ".join(filter(None, (work.result.code, work.result.title)))
    rows = (*held(work.paid, None, until), *actions_done(state, work.paid, None, until)) or (work.result,)
    told: tuple[Value, ...] = (name, work.result.indicator, work.result.target_value, *counted)
    return FigureRow(told, work.result.id, sources_of(*rows))


def _people(state: State, trainings: Sequence[Training]) -> FigureTable:
    counted = [(training.id, one) for training in trainings for one in told(state, training, "sex")]
    rows: dict[str, tuple[Value, ...]] = {one.id: (one.title, one.starts_on) for one in trainings}
    return PeopleTable("people", ("training", "date"), rows, counted, opens=Training).made()


def _places(state: State, whole: State, paid: PaidFor, until: date) -> Iterator[FigureRow]:
    districts, known = west_to_east(districts_on(whole, until)), known_districts(whole)
    trainings = held(paid, None, until)
    actions = [one for one in actions_done(state, paid, None, until) if one.kind in ON_SITE]
    for name in (*(one.name for one in districts), ""):
        here = [
            [one for one in rows if counted_in(one.district, districts, known) == name] for rows in (trainings, actions)
        ]
        if name or any(here):
            yield FigureRow((name, *map(len, here)), "", sources_of(*[one for rows in here for one in rows]))


def _amounts(state: State, programme: Programme, lang: str) -> Iterator[FigureRow]:
    """Of each result with all under it, of what its funders pay for no result, and of the whole, in each currency."""
    works, lines = work_by_result(state, programme), lines_of(state, programme)
    results = {work.result.id for work in works}
    beside = tuple(line for line in lines if line.output not in results)
    rows = [("– " * work.level + work.result.title, work.result.id, work.paid.lines) for work in works]
    rows += [(t("reports.programme.no_result", lang=lang), "", beside), (programme.title, programme.id, lines)]
    for title, id, paid in rows:
        for sums in spending(state, paid):
            yield FigureRow((title, sums.planned, sums.committed, sums.spent, sums.currency), id, sources_of(*paid))


def _due(state: State, programme: Programme) -> Iterator[FigureRow]:
    for one in in_order(state, state.linked(ProgrammeReport, ProgrammeReport.programme, programme.id)):
        to = state.get(Organization, one.recipient)
        yield FigureRow((one.kind, one.due, shown_name(state, to) if to else "", one.sent_on), one.id, sources_of(one))


def _evidence(state: State, programme: Programme, paid: PaidFor, until: date) -> Iterator[FigureRow]:
    """The reports and materials that are on file."""
    found: list[tuple[Record, Record, date | None, str]] = []
    for training in held(paid, None, until):
        found.append((training, training, training.starts_on, training.report))
        rows = state.linked(TrainingMaterial, TrainingMaterial.training, training.id)
        found += [(one, training, None, one.link) for one in rows]
    for campaign in paid.campaigns:
        found.append((campaign, campaign, campaign.starts_on, campaign.report))
        copies = state.linked(CampaignMaterial, CampaignMaterial.campaign, campaign.id)
        found += [(one, campaign, one.approved_on, one.link) for one in copies]
    sent = state.linked(ProgrammeReport, ProgrammeReport.programme, programme.id)
    found += [(one, programme, one.sent_on, one.link) for one in sent]
    for record, of, day, link in found:
        if link:
            yield FigureRow(
                (shown_name(state, record), shown_name(state, of), day, link), record.id, sources_of(record)
            )
