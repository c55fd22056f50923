"""What became of the recommendations to the group: by source, and one by one with what is done about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.bars import Bar
from ictwg.domain.records import Activity, Recommendation
from ictwg.domain.values import RecommendationSource, Uptake
from ictwg.programme.plan import standing
from ictwg.records.lookup import full_title
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, behind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.reports.figure_tables import Value
    from ictwg.reports.period import ReportRequest

COUNTED = tuple(map(str, Uptake))
_LEGEND = "reports.legend.implemented"


def recommendation_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """All that were made until the last day of the period: an old one waits for its answer too."""
    made = in_order(state, (one for one in state.all(Recommendation) if one.date is None or one.date <= asked.until))
    acted = [one for one in made if _activities(state, one)]
    said = (
        Said("made", {"count": len(made)}),
        Said("implemented", {"count": sum(one.implementation is Uptake.IMPLEMENTED for one in made)}),
        Said("no_activity", {"count": len(made) - len(acted)}),
    )
    by_source = FigureTable("sources", ("source", "total", *COUNTED), tuple(_by_source(made)), (6, 5), legend=_LEGEND)
    each = FigureTable(
        "each", ("code", "recommendation", "implementation", "done_about_it"), tuple(_each(state, made, today)), (0,)
    )
    return CountedFigures("recommendations", state, today, said, (by_source, each))


def _activities(state: State, one: Recommendation) -> tuple[Activity, ...]:
    return state.linked(Activity, Activity.recommendations, one.id)


def _by_source(made: Sequence[Recommendation]) -> Iterator[FigureRow]:
    for source in RecommendationSource:
        found = [one for one in made if one.source is source]
        if found:
            counts = (sum(one.implementation is uptake for one in found) for uptake in Uptake)
            values: tuple[Value, ...] = (source, len(found), *counts)
            bar = Bar(done := sum(one.implementation is Uptake.IMPLEMENTED for one in found), len(found) - done)
            yield FigureRow(values, behind=behind(*found), bar=bar)


def _each(state: State, made: Sequence[Recommendation], today: date) -> Iterator[FigureRow]:
    for one in made:
        parts = _activities(state, one)
        done = "; ".join(full_title(part) for part in parts)
        behind = tuple((part.TABLE, part.id) for part in parts if standing(state, part, today) is not None)
        values: tuple[Value, ...] = (one.code or "–", one.text, one.implementation, done)
        yield FigureRow(values, one.id, ((one.TABLE, one.id), *behind))
