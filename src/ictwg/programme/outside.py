"""Reports to outside bodies: which answers may go out, and what the next cycle is likely to be."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from ictwg.domain.records import OutsideQuestion, OutsideReport
from ictwg.domain.state import State
from ictwg.domain.values import QuestionState

YEAR = relativedelta(years=1)


def is_cleared(question: OutsideQuestion) -> bool:
    """Whether its answer may leave the secretariat."""
    return question.state is QuestionState.CLEARED and bool(question.cleared_by)


def next_cycle(state: State, report: OutsideReport) -> dict[str, str]:
    """What a form for the next report to this body starts with, by field: as long after this one as this was due after
    the one before, else after a year; the group's own deadline is as long before it.
    """
    due = report.outside_deadline
    if due is None:
        return {}
    known = (one.outside_deadline for one in state.all(OutsideReport) if one.body == report.body)
    before = max((one for one in known if one is not None and one < due), default=None)
    after = due + (relativedelta(due, before) if before is not None else YEAR)
    told: dict[str, date | str | None] = {
        OutsideReport.title.name: report.title,
        OutsideReport.body.name: report.body,
        OutsideReport.outside_deadline.name: after,
        OutsideReport.due.name: after - (due - report.due) if report.due is not None else None,
    }
    return {name: str(value) for name, value in told.items() if value}
