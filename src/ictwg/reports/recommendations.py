"""What became of the recommendations to the group: by source, and one by one with what is done about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from ictwg.domain.figures import Bar
from ictwg.domain.records import Activity, Decision, Indicator, Organization, Recommendation
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.domain.values import RecommendationSource, Uptake
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.programme.indicators import reached, start_of, values_of
from ictwg.programme.plan import activities_on, reports_of, standing
from ictwg.programme.trainings import counted_for
from ictwg.records.lookup import Lookup, full_title
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, Value
from ictwg.reports.period import ReportRequest
from ictwg.reports.report import KeyFigure, sources_of

COUNTED = tuple(map(str, Uptake))
_LEGEND = "reports.legend.implemented"


def recommendation_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """All that were made until the last day of the period: an old one waits for its answer too.

    Of those that were asked for alone (`only`) it is the whole answer: what was done about each.
    """
    on = min(asked.until, today)
    made = in_order(state, (one for one in state.all(Recommendation) if one.date is None or one.date <= on))
    if asked.only:
        made = tuple(one for one in made if _is_meant(one, asked.only))
        if not made:
            raise NotFoundError(t("reports.no_recommendation", code=asked.only), t("reports.no_recommendation.hint"))
    acted = [one for one in made if activities_on(state, one)]
    done = sum(_uptake(one, on) is Uptake.IMPLEMENTED for one in made)
    said = (
        Said("made", {"count": len(made)}),
        Said("implemented", {"count": done}),
        Said("no_activity", {"count": len(made) - len(acted)}),
    )
    by_source = FigureTable(
        "sources", ("source", "total", *COUNTED), tuple(_by_source(made, on)), (6, 5), legend=_LEGEND
    )
    each = FigureTable(
        "each", ("code", "recommendation", "implementation", "done_about_it"), tuple(_each(state, made, on))
    )
    whole = tuple(table for one in made for table in _answer(state, asked, one, on)) if asked.only else ()
    if whole:
        return CountedFigures("recommendations", state, today, (), whole)
    key_figures = (KeyFigure("implemented", done),)
    return CountedFigures("recommendations", state, today, said, (by_source, each), key_figures)


def _is_meant(one: Recommendation, text: str) -> bool:
    """By its code, its id, its symbol, or its source or the body that made it."""
    named = (one.code, one.id, one.symbol, one.body, str(one.source), t(f"choices.recommendation_source.{one.source}"))
    return fold_words(text) in map(fold_words, filter(None, named))


def _uptake(one: Recommendation, on: date) -> Uptake:
    """How far it was on a day, as far as anybody had looked by then."""
    return one.implementation if one.assessed_on is None or one.assessed_on <= on else Uptake.NOT_STARTED


def _by_source(made: Sequence[Recommendation], on: date) -> Iterator[FigureRow]:
    for source in RecommendationSource:
        found = [one for one in made if one.source is source]
        if found:
            counts = Counter(_uptake(one, on) for one in found)
            values: tuple[Value, ...] = (source, len(found), *(counts[uptake] for uptake in Uptake))
            done = counts[Uptake.IMPLEMENTED]
            yield FigureRow(values, behind=sources_of(*found), bar=Bar(done, len(found) - done))


def _each(state: State, made: Sequence[Recommendation], on: date) -> Iterator[FigureRow]:
    for one in made:
        parts = activities_on(state, one)
        done = "; ".join(map(full_title, parts)) or t("programme.no_activity_yet")
        values: tuple[Value, ...] = (one.code or "–", one.text, _uptake(one, on), done)
        yield FigureRow(values, one.id, sources_of(one, *parts))


def _answer(state: State, asked: ReportRequest, one: Recommendation, on: date) -> Iterator[FigureTable]:
    """What it says and where it comes from, the activities with their last report, decisions, indicators."""
    about = " ".join(filter(None, (one.code, one.symbol))) or one.text
    parts = activities_on(state, one)
    lookup = Lookup(state, on, asked.language)
    assessed = one.assessed_on is None or one.assessed_on <= on
    told = ((field, field.show(field.of(one), lookup)) for field in (*_TOLD, *(_ASSESSED if assessed else ())))
    rows = tuple(
        FigureRow((t(f.label_id, lang=asked.language), text), behind=sources_of(one)) for f, text in told if text
    )
    yield FigureTable("answer", ("field", "answer"), rows, about=about)
    nothing = FigureRow(
        (t("programme.no_activity_yet", lang=asked.language), None, None, None, None), behind=sources_of(one)
    )
    done = tuple(_activity(state, part, on) for part in parts) or (nothing,)
    yield FigureTable("activities", ("activity", "lead", "standing", "reported_on", "progress"), done, about=about)
    ids = {one.decision, *(id for part in parts for id in part.decisions)}
    decisions = in_order(state, (found for id in ids if (found := state.get(Decision, id)) is not None))
    if decisions:
        cells = (FigureRow((d.reference, d.text, d.status), d.id, sources_of(d)) for d in decisions)
        yield FigureTable("decisions", ("reference", "decision", "status"), tuple(cells), about=about)
    values = tuple(row for part in parts for row in _indicators(state, part, asked, on))
    if values:
        heads = ("indicator", "baseline", "value", "target", "until", "evidence")
        yield FigureTable("indicators", heads, values, about=about, legend="reports.legend.way")


_TOLD: tuple[Field[Any], ...] = (
    Recommendation.text,
    Recommendation.source,
    Recommendation.body,
    Recommendation.symbol,
    Recommendation.paragraph,
    Recommendation.date,
    Recommendation.cycle,
    Recommendation.theme,
    Recommendation.response,
    Recommendation.leads,
)
_ASSESSED: tuple[Field[Any], ...] = (Recommendation.implementation, Recommendation.assessed_on, Recommendation.evidence)


def _activity(state: State, part: Activity, on: date) -> FigureRow:
    last = next(iter(reports_of(state, part, on)), None)
    lead = state.get(Organization, part.lead)
    told = (last.reported_on, last.progress or last.evidence) if last is not None else (None, None)
    values = (full_title(part), lead.acronym if lead is not None else None, standing(state, part, on), *told)
    return FigureRow(values, part.id, sources_of(part, *((last,) if last is not None else ())))


def _indicators(state: State, part: Activity, asked: ReportRequest, on: date) -> Iterator[FigureRow]:
    for one in counted_for(state)[0].linked(Indicator, Indicator.activity, part.id):
        last = next((v for v in reversed(values_of(state, one, asked.recipient)) if v.until <= on), None)
        if last is not None:
            percent = reached(state.get(Indicator, one.id) or one, last)
            values = (one.title, start_of(state, one), last.total, one.target_value, last.until, last.evidence)
            bar = None if percent is None else Bar(percent, 100 - percent)
            yield FigureRow(values, one.id, sources_of(*last.values), bar)
