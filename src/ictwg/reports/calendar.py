"""The calendar of the year as one page: month by month what falls on which day, whose it is, and what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.programme.year import entries
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said
from ictwg.reports.period import months

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.programme.year import YearEntry
    from ictwg.reports.figure_tables import Value
    from ictwg.reports.period import ReportRequest

COLUMNS = ("date", "what", "kind", "responsible", "begins", "over")


def calendar_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the days that were asked for."""
    found = entries(state, asked.since, asked.until)
    tables = (
        FigureTable("month", COLUMNS, tuple(_row(one) for one in found if month.has(one.day)), (4, 3), month.name)
        for month in months(asked)
    )
    late = sum(not one.done and one.day < today for one in found)
    said = (Said("entries", {"count": len(found)}), Said("late", {"count": late}))
    return CountedFigures("calendar", state, today, said, tuple(one for one in tables if one.rows))


def _row(one: YearEntry) -> FigureRow:
    begins = one.begins if one.begins != one.day else None
    values: tuple[Value, ...] = (one.day, one.title, one.kind, one.who or None, begins, "✓" if one.done else None)
    return FigureRow(values, one.record.id, ((one.record.TABLE, one.record.id),))
