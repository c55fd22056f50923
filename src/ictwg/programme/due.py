"""What of the programme waits for somebody: a report to a donor or of what was held, a start, a follow-up."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ictwg.decisions.decisions import to_review
from ictwg.documents.track import lies
from ictwg.domain.records import (
    Activity,
    AgendaItem,
    Campaign,
    Deliverable,
    Document,
    Meeting,
    OutsideReport,
    Paper,
    Plan,
    ProgrammeReport,
    Round,
    Training,
)
from ictwg.programme.plan import is_current
from ictwg.programme.rounds import silent
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State

    Work = Training | Campaign

AHEAD = timedelta(days=14)
"""So long before its day something is told of."""


BEHIND = timedelta(days=90)
"""So long it is asked for the report of what was held, and for a follow-up; later filters such as `report:none` find
them."""


class Waits(StrEnum):
    """What it waits for; the words are in the catalogue under `today.programme.`."""

    REPORT_DUE = "report_due"
    STARTS = "starts"
    NO_REPORT = "no_report"
    FOLLOW_UP = "follow_up"
    ROUND_OPENS = "round_opens"
    ROUND_CLOSES = "round_closes"
    STEP = "step"
    COMMENTS_CLOSE = "comments_close"
    ACTIVITY_ENDS = "activity_ends"
    OUTSIDE_REPORT = "outside_report"
    REVIEW = "review"
    DELIVERABLE = "deliverable"
    PAPER = "paper"


class ProgrammeDue(NamedTuple):
    """Something of the programme that somebody has to do or to know of.

    Attributes:
        name: Of the record, as lists show it.
        day: When it is due, starts, was over, opens, closes, ends or is to be followed up.
        late: Its day is past, and somebody waits.
    """

    record: Record
    name: str
    waits: Waits
    day: date
    late: bool


def programme_due(state: State, today: date) -> tuple[ProgrammeDue, ...]:
    """What waits today, by day; what is late comes first."""
    return tuple(sorted(_found(state, today), key=lambda one: (not one.late, one.day, one.record.id)))


def over_between(state: State, after: date, until: date) -> tuple[Work, ...]:
    """The trainings and campaigns that were over in these days, both included."""
    held = ((_over(work), work) for work in _all(state))
    found = [(day, work.id, work) for day, work in held if day is not None and after <= day <= until]
    return tuple(work for _, _, work in sorted(found, key=lambda one: one[:2]))


def _found(state: State, today: date) -> Iterator[ProgrammeDue]:
    for report in state.all(ProgrammeReport):
        if report.sent_on is None and report.due is not None and report.due <= today + AHEAD:
            late = report.due < today
            yield ProgrammeDue(report, shown_name(state, report), Waits.REPORT_DUE, report.due, late)
    for work in _all(state):
        if work.starts_on is not None and today <= work.starts_on <= today + AHEAD:
            yield ProgrammeDue(work, work.title, Waits.STARTS, work.starts_on, late=False)
    for work in over_between(state, today - BEHIND, today - timedelta(days=1)):
        if not work.report and (day := _over(work)) is not None:
            yield ProgrammeDue(work, work.title, Waits.NO_REPORT, day, late=False)
    for training in state.all(Training):
        planned = training.follow_up_on
        if training.followed_up_on is None and planned is not None and today - BEHIND <= planned <= today + AHEAD:
            yield ProgrammeDue(training, training.title, Waits.FOLLOW_UP, planned, late=planned < today)

    yield from _rounds(state, today)
    yield from _documents(state, today)
    yield from _plans(state, today)
    yield from _to_others(state, today)
    yield from _reviews(state, today)


def _to_others(state: State, today: date) -> Iterator[ProgrammeDue]:
    for outside in state.all(OutsideReport):
        day = outside.due or outside.outside_deadline
        if outside.submitted_on is None and day is not None and day <= today + AHEAD:
            yield ProgrammeDue(outside, outside.title, Waits.OUTSIDE_REPORT, day, late=day < today)


def _reviews(state: State, today: date) -> Iterator[ProgrammeDue]:
    for decision in to_review(state, today + AHEAD):
        if decision.review_on is not None:
            late = decision.review_on < today
            yield ProgrammeDue(decision, shown_name(state, decision), Waits.REVIEW, decision.review_on, late=late)


def _rounds(state: State, today: date) -> Iterator[ProgrammeDue]:
    for one in state.all(Round):
        if one.closed_on is None and one.opens_on and today <= one.opens_on <= today + AHEAD:
            yield ProgrammeDue(one, one.title, Waits.ROUND_OPENS, one.opens_on, late=False)
        elif one.closed_on is None and one.closes_on and one.closes_on <= today + AHEAD and silent(state, one):
            yield ProgrammeDue(one, one.title, Waits.ROUND_CLOSES, one.closes_on, late=one.closes_on < today)


def _documents(state: State, today: date) -> Iterator[ProgrammeDue]:
    for one in state.all(Document):
        if one.comments_until is not None and today <= one.comments_until <= today + AHEAD:
            yield ProgrammeDue(one, one.title, Waits.COMMENTS_CLOSE, one.comments_until, late=False)
        step = lies(state, one, today).step
        if step is not None and step.planned is not None and step.planned <= today + AHEAD:
            yield ProgrammeDue(one, one.title, Waits.STEP, step.planned, late=step.planned < today)
    awaited: list[Deliverable | Paper] = [paper for paper in state.all(Paper) if _is_ahead(state, today, paper)]
    for owed in (*state.all(Deliverable), *awaited):
        if owed.received_on is None and owed.due is not None and owed.due <= today + AHEAD:
            waits = Waits.PAPER if isinstance(owed, Paper) else Waits.DELIVERABLE
            yield ProgrammeDue(owed, owed.title, waits, owed.due, late=owed.due < today)


def _is_ahead(state: State, today: date, paper: Paper) -> bool:
    """Once the meeting was held nobody waits for its papers."""
    item = state.get(AgendaItem, paper.item)
    meeting = state.get(Meeting, item.meeting) if item is not None else None
    return meeting is not None and meeting.date is not None and meeting.date >= today


def _plans(state: State, today: date) -> Iterator[ProgrammeDue]:
    """What of a plan in its latest version ends within the days ahead; what is delayed already stands in the plan."""
    for plan in state.all(Plan):
        if is_current(state, plan):
            for part in state.linked(Activity, Activity.plan, plan.id):
                if part.ends_on is not None and today <= part.ends_on <= today + AHEAD:
                    yield ProgrammeDue(part, shown_name(state, part), Waits.ACTIVITY_ENDS, part.ends_on, late=False)


def _all(state: State) -> tuple[Work, ...]:
    return (*state.all(Training), *state.all(Campaign))


def _over(work: Work) -> date | None:
    """The last day; of a campaign that does not say when it ends nobody knows."""
    return work.ends_on or (work.starts_on if isinstance(work, Training) else None)
