"""Reports: figures over a period, for one audience, the same on the screen, in markdown and in JSON.

    figures(state as the audience sees it, Asked) → figures → Report (words and bars) | JSON

What an audience may not see is not in the state that is counted, so no figure gives it away. A new report is a line
in `REPORTS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import OutsideReport, Recommendation
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.domain.worked_out import OnePerState, PerVersion
from ictwg.papers.catalogue import PaperKind, PaperRequest
from ictwg.papers.document import Document
from ictwg.papers.forms import PAGES as PAGE_FORMS
from ictwg.papers.forms import SPREADSHEET

if TYPE_CHECKING:
    from ictwg.reports.period import ReportRequest
    from ictwg.reports.report import Figures


class ReportKind(NamedTuple):
    """What a report is called, and who counts it.

    Attributes:
        name: As on the command line.
        figures: From the state that the audience sees, as of a day.
        of_year: It is of a calendar year where no days are named; others are of the last twelve months.
    """

    name: str
    figures: Callable[[State, ReportRequest, date], Figures]
    of_year: bool = False


def _later(module: str, name: str) -> Callable[[State, ReportRequest, date], Figures]:
    """What counts a report, loaded when it is asked for."""

    def figures(state: State, asked: ReportRequest, today: date) -> Figures:
        found: Figures = getattr(import_module(f"ictwg.reports.{module}"), name)(state, asked, today)
        return found

    return figures


def _annual(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.annual import annual_figures

    return annual_figures(state, asked, today, {kind.name: kind.figures for kind in REPORTS})


REPORTS: tuple[ReportKind, ...] = (
    ReportKind("followup", _later("actions", "followup_figures")),
    ReportKind("decisions", _later("decisions", "decision_figures")),
    ReportKind("attendance", _later("attendance", "attendance_figures")),
    ReportKind("trainings", _later("trainings", "training_figures")),
    ReportKind("campaigns", _later("trainings", "campaign_figures")),
    ReportKind("programme", _later("programmes", "programme_figures")),
    ReportKind("plan", _later("plan", "plan_figures")),
    ReportKind("recommendations", _later("recommendations", "recommendation_figures")),
    ReportKind("outside", _later("outside", "outside_figures")),
    ReportKind("round", _later("rounds", "round_figures")),
    ReportKind("presence", _later("presence", "presence_figures")),
    ReportKind("ageing", _later("ageing", "ageing_figures")),
    ReportKind("calendar", _later("calendar", "calendar_figures"), of_year=True),
    ReportKind("work_plan", _later("calendar", "work_plan_figures"), of_year=True),
    ReportKind("annual", _annual, of_year=True),
)


def _paper(kind: ReportKind) -> PaperKind:
    def build(asked: PaperRequest) -> tuple[Document, ...]:
        from ictwg.reports.report import report_document

        figures = figures_of(kind.name, asked.state, asked.about, asked.today)
        return (report_document(figures.report(asked.about), asked.about, asked.state),)

    return PaperKind(kind.name, REPORT, build, (*PAGE_FORMS, SPREADSHEET), tuple(Audience))


REPORT = "report"
PAPERS = tuple(map(_paper, REPORTS))
OF_YEAR = frozenset(kind.name for kind in REPORTS if kind.of_year)

PAGES = {Recommendation.TABLE: "recommendations", OutsideReport.TABLE: "outside"}
"""The reports that tell of one record alone, by its type."""


def figures_of(name: str, state: State, asked: ReportRequest, today: date) -> Figures:
    """The figures of one report for the audience that is asked for.

    Raises:
        InvalidValueError: The period ends before it begins.
    """
    from ictwg.domain.seen import AudienceView

    kind, readers = next(kind for kind in REPORTS if kind.name == name), (asked.audience, asked.is_cleared)
    seen = _seen(state)(readers, lambda: AudienceView(state, asked.audience, cleared=asked.is_cleared))
    return kind.figures(seen, asked, today)


_seen: OnePerState[PerVersion[tuple[Audience, bool], State]] = OnePerState(PerVersion)
"""The state as each audience sees it: what one report has looked up the next one need not."""
