"""How far each plan of action is: by pillar with the period before beside it, what waits, and who pays for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from ictwg.domain.figures import Bar, percent
from ictwg.domain.records import Activity, ActivityReport, Funder, FundingLine, Indicator, Organization, Plan
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.values import ActivityStatus, Counts
from ictwg.locales import t
from ictwg.programme.funding import spending
from ictwg.programme.indicators import SHARES, PeriodValue, reached, start_of, values_of
from ictwg.programme.plan import (
    PlanProgress,
    activities,
    by_pillar,
    differences,
    funding_of,
    is_current,
    pillar_title,
    progress,
    progress_by_pillar,
    reports_in,
    standing,
)
from ictwg.programme.trainings import counted_for
from ictwg.records.lookup import Lookup, full_title, shown_name
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, Value
from ictwg.reports.period import ReportRequest
from ictwg.reports.report import sources_of

Fields: TypeAlias = "tuple[Field[Any], ...]"

STANDS = tuple(status for status in ActivityStatus if status is not ActivityStatus.NOT_SAID)
COUNTED = tuple(map(str, STANDS))
WAITING = (ActivityStatus.DELAYED, ActivityStatus.NO_REPORT_RECEIVED, ActivityStatus.AT_RISK)


def plan_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the plans that ran in the period, as of its last day, or of today where that comes before."""
    until = min(asked.until, today)
    ran = in_order(
        state, (one for one in state.all(Plan) if asked.meets(one.starts_on, one.ends_on) and is_current(state, one))
    )
    said, tables = [], []
    for plan in ran:
        whole = progress(state, plan, until)
        done = whole.counts.get(ActivityStatus.COMPLETED, 0)
        said.append(Said("standing", {"plan": shown_name(state, plan), "done": done, "count": whole.whole}))
        tables += [one._replace(about=shown_name(state, plan)) for one in _tables(state, asked, plan, until)]
    return CountedFigures("plan", state, today, (Said("plans", {"count": len(ran)}), *said), tuple(tables))


def _tables(state: State, asked: ReportRequest, plan: Plan, until: date) -> Iterator[FigureTable]:
    before = progress_by_pillar(state, plan, asked.since - timedelta(days=1), asked.language)
    pillars = zip(progress_by_pillar(state, plan, until, asked.language), before, strict=True)
    rows = [_row(now, was) for now, was in pillars]
    rows.append(_row(progress(state, plan, until), progress(state, plan, asked.since - timedelta(days=1))))
    heads = ("part", "activities", *COUNTED, "completed_before")
    yield FigureTable("pillars", heads, tuple(rows), (8, 7, 10, 4, 2), legend="reports.legend.completed")
    heads = ("activity", *(("lead",) if asked.by_organization else ()), "ends_on", "standing")
    yield FigureTable("waiting", heads, tuple(_waiting(state, asked, plan, until)))
    yield from _reported(state, asked, plan, until)
    yield FigureTable(
        "sources",
        ("part", "funder", "planned", "committed", "spent", "percent", "currency"),
        tuple(_sources(state, plan, asked.language)),
    )
    told = tuple(_told(state, plan, asked, until))
    yield FigureTable(
        "indicators", _INDICATOR, tuple(_value(state, *one) for one in told), (7, 8, 1, 3), legend="reports.legend.way"
    )
    for by in (field.name for field in SHARES):
        if shares := tuple(_shares(told, by)):
            yield FigureTable(f"by_{by}", ("indicator", "until", by, "people"), shares, (1,))
    if cleared := tuple(_cleared(told)):
        yield FigureTable("cleared", ("indicator", "until", "cleared_by", "cleared_for", "cleared_on"), cleared)
    earlier = state.get(Plan, plan.earlier)
    if earlier is not None:
        changes = tuple(_changes(state, plan, earlier, asked.language))
        yield FigureTable("changes", ("part", "became", "field", "was", "now"), changes, (1,))


_INDICATOR = ("indicator", "unit", "baseline", "before", "value", "target", "until", "source", "evidence")


def _changes(state: State, plan: Plan, earlier: Plan, lang: str) -> Iterator[FigureRow]:
    """What reads otherwise than in the version before, field by field; of what is new or gone its title."""
    lookup = Lookup(state, date.max, lang)
    for one in differences(state, earlier, plan):
        was, now = one.before, one.after
        part = now or was
        if part is not None:
            said: list[tuple[Value, ...]] = [(one.became, None, None, None)]
            if was is not None and now is not None:
                said = [(one.became, t(f.label_id, lang=lang), *_shown(f, (was, now), lookup)) for f in one.fields]
            yield from (FigureRow((full_title(part), *values), part.id, sources_of(part)) for values in said)


def _shown(field: Field[Any], parts: tuple[Activity, ...], lookup: Lookup) -> tuple[str, ...]:
    return tuple(field.show(field.of(part), lookup) for part in parts)


def _row(now: PlanProgress, was: PlanProgress) -> FigureRow:
    counts = tuple(now.counts.get(status, 0) for status in STANDS)
    values: tuple[Value, ...] = (now.title, now.whole, *counts, was.counts.get(ActivityStatus.COMPLETED, 0))
    done = now.counts.get(ActivityStatus.COMPLETED, 0)
    return FigureRow(values, behind=sources_of(*now.parts), bar=Bar(done, now.whole - done))


def _waiting(state: State, asked: ReportRequest, plan: Plan, until: date) -> Iterator[FigureRow]:
    """Who leads them is told to the core group, and to others only on purpose (DOMAIN.md §4)."""
    for part in in_order(state, activities(state, plan)):
        status = standing(state, part, until)
        if status in WAITING:
            lead = state.get(Organization, part.lead)
            led: tuple[Value, ...] = (lead.acronym if lead is not None else None,) if asked.by_organization else ()
            yield FigureRow((full_title(part), *led, part.ends_on, status), part.id, sources_of(part))


def _reported(state: State, asked: ReportRequest, plan: Plan, until: date) -> Iterator[FigureTable]:
    """What the bodies told of the period: what was done, what holds activities up, and what comes next."""
    told = [
        (part, report)
        for part in in_order(state, activities(state, plan))
        for report in reports_in(state, part, asked.since, until)
    ]
    for name, fields in REPORTED.items():
        rows = tuple(_of_report(state, asked, *one, fields) for one in told if any(told_in(one[1], fields)))
        home = ("organization",) if asked.by_organization else ()
        if rows:
            yield FigureTable(name, ("activity", *home, "reported_on", *(field.name for field in fields)), rows)


REPORTED: dict[str, Fields] = {
    "reported": (ActivityReport.progress,),
    "needs": (ActivityReport.constraints, ActivityReport.support_needed),
    "next": (ActivityReport.next_steps,),
}


def told_in(report: ActivityReport, fields: Fields) -> tuple[str | None, ...]:
    return tuple(field.of(report) or None for field in fields)


def _of_report(state: State, asked: ReportRequest, part: Activity, report: ActivityReport, fields: Fields) -> FigureRow:
    home = state.get(Organization, report.organization)
    homes = ((home.acronym or home.name) if home is not None else None,) if asked.by_organization else ()
    values = (full_title(part), *homes, report.reported_on, *told_in(report, fields))
    return FigureRow(values, report.id, sources_of(part, report))


def _sources(state: State, plan: Plan, lang: str) -> Iterator[FigureRow]:
    """By pillar and funder, then of the whole plan by funder."""
    lines: dict[tuple[str, str], list[FundingLine]] = {}
    pillars = ((pillar_title(pillar, lang), parts) for pillar, parts in by_pillar(state, plan))
    for title, parts in (*pillars, (shown_name(state, plan), activities(state, plan))):
        for part in parts:
            for line in funding_of(state, part):
                lines.setdefault((title, line.funder or ""), []).append(line)
    for (title, id), paid in lines.items():
        funder = state.get(Funder, id)
        name = shown_name(state, funder) if funder is not None else None
        for sums in spending(state, paid):
            share = percent(int(sums.spent), int(sums.planned)) if sums.planned >= 1 else None
            values: tuple[Value, ...] = (title, name, sums.planned, sums.committed, sums.spent, share, sums.currency)
            yield FigureRow(values, id, tuple((one.TABLE, one.id) for one in paid))


class _Told(NamedTuple):
    """An indicator with a value, and with the one before."""

    indicator: Indicator
    value: PeriodValue | None
    before: PeriodValue | None


def _told(state: State, plan: Plan, asked: ReportRequest, until: date) -> Iterator[_Told]:
    """The values of the period; where it has none the last one, so that no indicator is forgotten."""
    whole, _ = counted_for(state)
    for one in in_order(whole, whole.linked(Indicator, Indicator.plan, plan.id)):
        known = [value for value in values_of(state, one, asked.recipient) if value.until <= until]
        seen = state.get(Indicator, one.id) is not None and one.counts is not Counts.VICTIMS_OR_CASES
        earlier = next((at for at, value in enumerate(known) if value.until >= asked.since), len(known) - 1)
        yield from (_Told(one, v, known[at - 1] if at else None) for at, v in enumerate(known) if at >= earlier)
        if not known and seen:
            yield _Told(one, None, None)


def _value(state: State, indicator: Indicator, value: PeriodValue | None, before: PeriodValue | None) -> FigureRow:
    now: tuple[Value, ...] = (None,) * 4
    if value is not None:
        now = (value.total, value.until, value.source, value.evidence)
    counted, until, source, evidence = now
    was = before.total if before is not None else None
    target = indicator.target_value
    share = reached(state.get(Indicator, indicator.id) or indicator, value)
    bar = None if share is None else Bar(share, 100 - share)
    start = start_of(state, indicator)
    values = (indicator.title, indicator.unit, start, was, counted, target, until, source, evidence)
    return FigureRow(values, indicator.id, sources_of(*(value.values if value is not None else (indicator,))), bar)


def _shares(told: Iterable[_Told], by: str) -> Iterator[FigureRow]:
    for indicator, value, _ in told:
        for share in value.shares if value is not None else ():
            if share.by == by and value is not None:
                yield FigureRow(
                    (indicator.title, value.until, share.of, share.people), indicator.id, sources_of(*value.values)
                )


def _cleared(told: Iterable[_Told]) -> Iterator[FigureRow]:
    for indicator, value, _ in told:
        if value is not None and (one := value.cleared) is not None:
            values = (indicator.title, value.until, one.cleared_by, one.cleared_for, one.cleared_on)
            yield FigureRow(values, indicator.id, sources_of(one))
