"""Reports: figures over a period, for one audience, the same on the screen, in markdown and in JSON.

    figures(state as the audience sees it, Asked) → figures → Report (words and bars) | JSON

What an audience may not see is not in the state that is counted, so no figure gives it away. A new report is a line
in `REPORTS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.records.row_cache import OnePerState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.domain.values import Audience
    from ictwg.reports.period import ReportRequest
    from ictwg.reports.report import Figures


class ReportKind(NamedTuple):
    """Attributes: name: As on the command line. figures: From the state that the audience sees, as of a day."""

    name: str
    figures: Callable[[State, ReportRequest, date], Figures]


def _followup(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.actions import followup_figures

    return followup_figures(state, asked, today)


def _ageing(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.ageing import ageing_figures

    return ageing_figures(state, asked, today)


def _decisions(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.decisions import decision_figures

    return decision_figures(state, asked, today)


def _attendance(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.attendance import attendance_figures

    return attendance_figures(state, asked, today)


def _trainings(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.trainings import training_figures

    return training_figures(state, asked, today)


def _campaigns(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.campaigns import campaign_figures

    return campaign_figures(state, asked, today)


def _programme(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.programmes import programme_figures

    return programme_figures(state, asked, today)


def _plan(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.plan import plan_figures

    return plan_figures(state, asked, today)


def _recommendations(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.recommendations import recommendation_figures

    return recommendation_figures(state, asked, today)


def _outside(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.outside import outside_figures

    return outside_figures(state, asked, today)


def _round(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.rounds import round_figures

    return round_figures(state, asked, today)


def _annual(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.annual import annual_figures

    return annual_figures(state, asked, today, {kind.name: kind.figures for kind in REPORTS})


def _presence(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.presence import presence_figures

    return presence_figures(state, asked, today)


def _calendar(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.calendar import calendar_figures

    return calendar_figures(state, asked, today)


def _work_plan(state: State, asked: ReportRequest, today: date) -> Figures:
    from ictwg.reports.calendar import work_plan_figures

    return work_plan_figures(state, asked, today)


REPORTS: tuple[ReportKind, ...] = (
    ReportKind("followup", _followup),
    ReportKind("decisions", _decisions),
    ReportKind("attendance", _attendance),
    ReportKind("trainings", _trainings),
    ReportKind("campaigns", _campaigns),
    ReportKind("programme", _programme),
    ReportKind("plan", _plan),
    ReportKind("recommendations", _recommendations),
    ReportKind("outside", _outside),
    ReportKind("round", _round),
    ReportKind("presence", _presence),
    ReportKind("ageing", _ageing),
    ReportKind("calendar", _calendar),
    ReportKind("work_plan", _work_plan),
    ReportKind("annual", _annual),
)


def figures_of(name: str, state: State, asked: ReportRequest, today: date) -> Figures:
    """The figures of one report for the audience that is asked for.

    Raises:
        InvalidValueError: The period ends before it begins.
    """
    kind = next(kind for kind in REPORTS if kind.name == name)
    return kind.figures(_seen(state).by(asked.audience), asked, today)


class _SeenByEach:
    """A version of the state as each audience sees it: what one report has looked up the next one need not."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._seen: dict[tuple[Audience, int], State] = {}

    def by(self, audience: Audience) -> State:
        from ictwg.domain.seen import Seen

        key = (audience, self._state.version)
        if key not in self._seen:
            self._seen = {known: seen for known, seen in self._seen.items() if known[1] == key[1]}
            self._seen[key] = Seen(self._state, audience)
        return self._seen[key]


_seen = OnePerState(_SeenByEach)
