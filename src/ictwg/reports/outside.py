"""Reports to outside bodies: what is due when, who must agree, and the answers that are cleared; nothing else is told.

Contributions, and answers that wait for clearance, stand on no page, whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictwg.domain.records import ClearanceStep, Organization, OutsideQuestion, OutsideReport
from ictwg.domain.roster import protocol
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.programme.outside import is_cleared
from ictwg.programme.trainings import counted_for
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, Value
from ictwg.reports.period import ReportRequest
from ictwg.reports.report import sources_of

REPORT = ("report", "body", "own_deadline", "outside_deadline", "cleared", "questions", "submitted_on")


def outside_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of those whose outside deadline is in the period, and of those that are not submitted yet."""
    whole, _ = counted_for(state)
    found = in_order(state, (one for one in state.all(OutsideReport) if _is_meant(one, asked)))
    if asked.only and not found:
        raise NotFoundError(t("reports.no_outside_report", code=asked.only), t("reports.no_outside_report.hint"))
    on = min(asked.until, today)
    late = [one for one in found if (one.due or one.outside_deadline or on) < on < (one.submitted_on or date.max)]
    said = [Said("reports", {"count": len(found)}), *([Said("late", {"count": len(late)})] if late else [])]
    tables = [FigureTable("each", REPORT, tuple(_report(whole, one) for one in found), (1,))]
    for one in found:
        questions = tuple(_questions(state, whole, one))
        if questions:
            heads = ("question", "asked_of", "state", "answer")
            tables.append(FigureTable("questions", heads, questions, about=one.title))
        steps = in_order(whole, whole.linked(ClearanceStep, ClearanceStep.report, one.id))
        if steps:
            rows = tuple(FigureRow((step.by, step.planned, step.done_on), behind=sources_of(step)) for step in steps)
            tables.append(FigureTable("clearance", ("by", "planned", "done_on"), rows, about=one.title))
    return CountedFigures("outside", state, today, tuple(said), tuple(tables))


def _is_meant(one: OutsideReport, asked: ReportRequest) -> bool:
    if asked.only:
        return fold_words(asked.only) in map(fold_words, (one.id, one.title, one.body))
    due = one.outside_deadline
    return due is not None and due >= asked.since and (due <= asked.until or one.submitted_on is None)


def _report(whole: State, one: OutsideReport) -> FigureRow:
    questions = whole.linked(OutsideQuestion, OutsideQuestion.report, one.id)
    cleared = sum(map(is_cleared, questions))
    dates = (one.due, one.outside_deadline)
    values: tuple[Value, ...] = (one.title, one.body, *dates, cleared, len(questions), one.submitted_on)
    return FigureRow(values, one.id, sources_of(one, *questions))


def _questions(state: State, whole: State, one: OutsideReport) -> Iterator[FigureRow]:
    for question in in_order(whole, whole.linked(OutsideQuestion, OutsideQuestion.report, one.id)):
        if state.get(OutsideQuestion, question.id) is None:
            continue
        homes = sorted((o for o in state.all(Organization) if o.id in question.asked_of), key=protocol)
        text = " ".join(filter(None, (question.code, question.text)))
        answer = question.answer if is_cleared(question) else None
        asked = ", ".join(home.acronym or home.name for home in homes)
        yield FigureRow((text, asked, question.state, answer), question.id, sources_of(question))
