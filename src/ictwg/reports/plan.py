"""How far each plan of action is: by pillar with the period before beside it, what waits, and who pays for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Funder, FundingLine, Indicator, IndicatorValue, Organization, Plan
from ictwg.domain.values import ActivityStatus, Audience, Counts
from ictwg.locales import t
from ictwg.programme.funding import spending
from ictwg.programme.plan import activities, by_pillar, differences, is_current, progress, progress_by_pillar, standing
from ictwg.records.lookup import Lookup, full_title, shown_name
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, behind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.records import Activity
    from ictwg.domain.schema import Field
    from ictwg.domain.state import State
    from ictwg.programme.plan import PlanProgress
    from ictwg.reports.figure_tables import Value
    from ictwg.reports.period import ReportRequest

COUNTED = tuple(map(str, ActivityStatus))
WAITING = (ActivityStatus.DELAYED, ActivityStatus.NO_REPORT_RECEIVED, ActivityStatus.AT_RISK)


def plan_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the plans that ran in the period, as of its last day, or of today where that comes before."""
    until = min(asked.until, today)
    ran = in_order(state, (one for one in state.all(Plan) if _ran(one, asked) and is_current(state, one)))
    said, tables = [], []
    for plan in ran:
        whole = progress(state, plan, until)
        done = whole.counts.get(ActivityStatus.COMPLETED, 0)
        said.append(Said("standing", {"plan": shown_name(state, plan), "done": done, "count": whole.whole}))
        tables += [one._replace(about=shown_name(state, plan)) for one in _tables(state, asked, plan, until)]
    return CountedFigures("plan", state, today, (Said("plans", {"count": len(ran)}), *said), tuple(tables))


def _ran(plan: Plan, asked: ReportRequest) -> bool:
    first, last = plan.starts_on or asked.since, plan.ends_on or asked.until
    return first <= asked.until and last >= asked.since


def _tables(state: State, asked: ReportRequest, plan: Plan, until: date) -> Iterator[FigureTable]:
    before = progress_by_pillar(state, plan, asked.since - timedelta(days=1))
    pillars = zip(progress_by_pillar(state, plan, until), before, strict=True)
    rows = [_row(now, was) for now, was in pillars]
    rows.append(_row(progress(state, plan, until), progress(state, plan, asked.since - timedelta(days=1))))
    yield FigureTable("pillars", ("part", "activities", *COUNTED, "completed_before"), tuple(rows), (9, 8, 7, 2))
    yield FigureTable(
        "waiting", ("activity", "lead", "ends_on", "standing"), tuple(_waiting(state, asked, plan, until))
    )
    yield FigureTable(
        "sources", ("part", "funder", "planned", "committed", "spent", "currency"), tuple(_sources(state, plan))
    )
    yield FigureTable(
        "indicators",
        ("indicator", "unit", "baseline", "target", "value", "until"),
        tuple(_indicators(state, plan, asked, until)),
        (1,),
    )
    earlier = state.get(Plan, plan.earlier)
    if earlier is not None:
        changes = tuple(_changes(state, plan, earlier, asked.language))
        yield FigureTable("changes", ("part", "became", "field", "was", "now"), changes, (1,))


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
            yield from (FigureRow((full_title(part), *values), part.id, behind(part)) for values in said)


def _shown(field: Field[Any], parts: tuple[Activity, ...], lookup: Lookup) -> tuple[str, ...]:
    return tuple(field.show(field.of(part), lookup) for part in parts)


def _row(now: PlanProgress, was: PlanProgress) -> FigureRow:
    counts = tuple(now.counts.get(status, 0) for status in ActivityStatus)
    values: tuple[Value, ...] = (now.title, now.whole, *counts, was.counts.get(ActivityStatus.COMPLETED, 0))
    return FigureRow(values, behind=tuple((one.TABLE, one.id) for one in now.parts))


def _waiting(state: State, asked: ReportRequest, plan: Plan, until: date) -> Iterator[FigureRow]:
    """Who leads them is told to the core group, and to others only on purpose (DOMAIN.md §4)."""
    for part in in_order(state, activities(state, plan)):
        status = standing(state, part, until)
        if status in WAITING:
            lead = state.get(Organization, part.lead) if asked.by_organization else None
            values: tuple[Value, ...] = (
                full_title(part),
                lead.acronym if lead is not None else None,
                part.ends_on,
                status,
            )
            yield FigureRow(values, part.id, ((part.TABLE, part.id),))


def _sources(state: State, plan: Plan) -> Iterator[FigureRow]:
    """By pillar and funder, then of the whole plan by funder."""
    lines: dict[tuple[str, str], list[FundingLine]] = {}
    pillars = ((pillar.title, parts) for pillar, parts in by_pillar(state, plan))
    for title, parts in (*pillars, (shown_name(state, plan), activities(state, plan))):
        for part in parts:
            for line in state.linked(FundingLine, FundingLine.activity, part.id):
                lines.setdefault((title, line.funder or ""), []).append(line)
    for (title, id), paid in lines.items():
        funder = state.get(Funder, id)
        name = shown_name(state, funder) if funder is not None else None
        for sums in spending(state, paid):
            values: tuple[Value, ...] = (title, name, sums.planned, sums.committed, sums.spent, sums.currency)
            yield FigureRow(values, id, tuple((one.TABLE, one.id) for one in paid))


def _indicators(state: State, plan: Plan, asked: ReportRequest, until: date) -> Iterator[FigureRow]:
    """The latest value beside where it began and where it is to come to; victims or cases never, but to us."""
    for one in in_order(state, state.linked(Indicator, Indicator.plan, plan.id)):
        if one.counts is Counts.VICTIMS_OR_CASES and asked.audience is not Audience.SECRETARIAT:
            continue
        found = state.linked(IndicatorValue, IndicatorValue.indicator, one.id)
        whole = [v for v in found if v.until and v.until <= until and not (v.sex or v.audience_group or v.district)]
        last = max(whole, key=lambda value: (value.until, value.id), default=None)
        told = (last.value, last.until) if last is not None else (None, None)
        values: tuple[Value, ...] = (one.title, one.unit, one.baseline, one.target_value, *told)
        yield FigureRow(values, one.id, tuple((v.TABLE, v.id) for v in found))
