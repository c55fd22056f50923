"""How old what is open is, how far beyond its date, and how much of what was agreed is done; by month and organization.

Days and rates of one organization are the core group's (DOMAIN.md §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ictwg.domain.figures import Bar, middle, percent
from ictwg.domain.overdue import ActionHistory, Deadlines
from ictwg.domain.records import Organization
from ictwg.domain.roster import protocol
from ictwg.domain.state import State
from ictwg.domain.values import ActionStatus
from ictwg.reports.actions import age_words, by_age, courses_of, owners_of, with_ages
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, Value
from ictwg.reports.period import ReportRequest, months
from ictwg.reports.report import sources_of

Days = tuple["ActionHistory", int | None]
"""How old or late an action is; None where nobody knows."""

RATE = ("agreed", "done", "rate")


def ageing_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the actions that `state` shows, as of the last day of the period."""
    deadlines = Deadlines(state, min(asked.until, today))
    at, courses = deadlines.today, courses_of(state, asked)
    waits = [course for course in courses if course.was_open(at)]
    days = with_ages(waits, at)
    beyond = [(course, (at - due).days) for course in waits if (due := course.missed(at, deadlines)) is not None]
    said = [Said("open", {"count": len(waits)}), Said("overdue", {"count": len(beyond)})]
    said += [Said(name, {"count": _middle(told)}) for name, told in (("days", days), ("beyond", beyond)) if told]
    legend = "reports.legend.open"
    tables = [
        FigureTable("ages", ("age", "open", "overdue"), tuple(_ages(days, beyond, asked.language)), legend=legend),
        FigureTable("late", ("age", "overdue"), tuple(_late(beyond, asked.language))),
        FigureTable(
            "months",
            ("month", *RATE),
            tuple(_rate(month.name, courses, month.last) for month in months(asked, at)),
            legend="reports.legend.done",
        ),
    ]
    if asked.compares:
        heads = ("organization", "open", "days_open", "overdue", "days_beyond", *RATE)
        rows = tuple(_organizations(state, courses, days, beyond, at))
        tables.append(FigureTable("organizations", heads, rows, (5, 6)))
    return CountedFigures("ageing", state, today, tuple(said), tuple(tables))


def _middle(told: Iterable[Days]) -> int | None:
    return middle(count for _, count in told if count is not None)


def _ages(days: Sequence[Days], beyond: Sequence[Days], lang: str) -> Iterator[FigureRow]:
    late = {course.action.id for course, _ in beyond}
    for up_to, found in by_age(days).items():
        overdue = sum(course.action.id in late for course in found)
        values = (age_words(up_to, lang), len(found), overdue)
        yield FigureRow(values, behind=_behind(found), bar=Bar(overdue, len(found) - overdue))


def _late(beyond: Sequence[Days], lang: str) -> Iterator[FigureRow]:
    for up_to, found in by_age(beyond).items():
        yield FigureRow((age_words(up_to, lang), len(found)), behind=_behind(found))


def _rate(name: Value, courses: Sequence[ActionHistory], at: date, *more: Value) -> FigureRow:
    """Of what was agreed until a day and not cancelled, how much was done by then."""
    known = (one for one in courses if one.given is None or one.given <= at)
    agreed = [one for one in known if one.status(at) is not ActionStatus.CANCELLED]
    done = sum(course.status(at) is ActionStatus.DONE for course in agreed)
    rate = f"{percent(done, len(agreed))} %" if agreed else None
    bar = None if more else Bar(done, len(agreed) - done)
    return FigureRow((name, *more, len(agreed), done, rate), behind=_behind(agreed), bar=bar)


def _organizations(
    state: State, courses: Sequence[ActionHistory], days: Sequence[Days], beyond: Sequence[Days], at: date
) -> Iterator[FigureRow]:
    """In protocol order, without bars."""
    for home in sorted(state.all(Organization), key=protocol):
        own = [course for course in courses if home.id in owners_of(course.action)]
        if own:
            ids = {course.action.id for course in own}
            waits, late = ([one for one in told if one[0].action.id in ids] for told in (days, beyond))
            late = [one for one in late if not one[0].is_invited(home.id)]
            counts = (len(waits), _middle(waits), len(late), _middle(late))
            yield _rate(home.acronym or home.name, own, at, *counts)._replace(id=home.id)


def _behind(courses: Iterable[ActionHistory]) -> tuple[tuple[str, str], ...]:
    return sources_of(*(course.action for course in courses))
