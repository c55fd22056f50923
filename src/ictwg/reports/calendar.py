"""The calendar of the year as one table: what falls on which day, whose it is and how far it is; and the work plan.

The work plan is what the terms of reference ask for: each subject with its paragraph and the plenary that comes before
its day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ictwg.domain.records import CalendarItem, Meeting
from ictwg.domain.roster import PLENARY
from ictwg.domain.state import State
from ictwg.domain.values import MeetingState, YearState
from ictwg.programme.year import YearEntry, entries
from ictwg.records.lookup import shown_name
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, Value
from ictwg.reports.period import ReportRequest
from ictwg.reports.report import sources_of

COLUMNS = ("date", "what", "kind", "responsible", "begins", "state")
SUBJECTS = ("date", "what", "paragraph", "meeting", "responsible", "state")


def calendar_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the days that were asked for, in their order."""
    found = entries(state, asked.since, asked.until, today, asked.language)
    rows = tuple(_row(one, _state(one, asked, today)) for one in found)
    states = Counter(one.state(today) for one in found)
    said = (
        Said("entries", {"count": len(found)}),
        Said("late", {"count": states[YearState.OVERDUE]}),
        Said("unreported", {"count": states[YearState.NOT_REPORTED]}),
    )
    return CountedFigures("calendar", state, today, said, (FigureTable("days", COLUMNS, rows, (4, 3)),))


def _state(one: YearEntry, asked: ReportRequest, today: date) -> YearState:
    """How far it is; others than the chair and the secretariat are told that it is pending since its day."""
    state = one.state(today)
    return YearState.PENDING if state is YearState.OVERDUE and not asked.compares else state


def _row(one: YearEntry, state: YearState) -> FigureRow:
    begins = one.begins if one.begins != one.day else None
    values: tuple[Value, ...] = (one.day, one.title, one.kind, one.who or None, begins, state)
    return FigureRow(values, one.record.id, sources_of(one.record))


def work_plan_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Subjects and meetings of the days that were asked for."""
    rows = tuple(_subjects(state, asked, today))
    return CountedFigures("work_plan", state, today, (), (FigureTable("subjects", SUBJECTS, rows, (4,)),))


def _subjects(state: State, asked: ReportRequest, today: date) -> Iterator[FigureRow]:
    plenaries = [one for one in state.all(Meeting) if one.series == PLENARY and one.state is not MeetingState.CANCELLED]
    for one in entries(state, asked.since, asked.until, today, asked.language):
        item = one.record
        if isinstance(item, CalendarItem) and item.paragraph:
            before = (meeting for meeting in plenaries if meeting.date is not None and meeting.date <= one.day)
            meeting = max(before, key=lambda meeting: str(meeting.date), default=None)
            named = shown_name(state, meeting) if meeting is not None else None
            said = _state(one, asked, today)
            values: tuple[Value, ...] = (one.day, one.title, item.paragraph, named, one.who or None, said)
            yield FigureRow(values, item.id, sources_of(item))
