"""What of the programme waits for somebody: a report to a donor or of what was held, a start, a follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ictwg.contacts.calls import call_backs
from ictwg.contacts.incoming import unanswered
from ictwg.decisions.decisions import to_review
from ictwg.documents.track import lies
from ictwg.domain.calendar import short_day
from ictwg.domain.records import (
    AgendaItem,
    CalendarItem,
    Campaign,
    Deliverable,
    Document,
    Meeting,
    Organization,
    OutsideReport,
    Paper,
    Plan,
    ProgrammeReport,
    Round,
    Training,
)
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.programme.plan import OVER, activities, delayed, is_current, standing
from ictwg.programme.rounds import silent
from ictwg.programme.year import begins_on
from ictwg.records.lookup import shown_name

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
    DELAYED = "delayed"
    CALENDAR_ITEM = "calendar_item"
    REVIEW = "review"
    DELIVERABLE = "deliverable"
    PAPER = "paper"
    INCOMING = "incoming"
    CALL_BACK = "call_back"


class ProgrammeDue(NamedTuple):
    """Something of the programme that somebody has to do or to know of.

    Attributes:
        name: Of the record, as lists show it.
        day: When it is due, starts, was over, opens, closes, ends or is to be followed up.
        late: Its day is past, and somebody waits.
        many: How many wait for the same; of a plan, how many of its activities are delayed.
    """

    record: Record
    name: str
    waits: Waits
    day: date
    late: bool
    many: int = 1

    def words(self, lang: str | None = None) -> str:
        """Such as `comments close 26 Feb 2010`."""
        return t(f"today.programme.{self.waits}", day=short_day(self.day), count=self.many, lang=lang)


def programme_due(state: State, today: date, until: date | None = None) -> tuple[ProgrammeDue, ...]:
    """What waits today, or will until a day, by day; what is late comes first."""
    ahead = max(today, until or today) + AHEAD
    return tuple(sorted(_found(state, today, ahead), key=lambda one: (not one.late, one.day, one.record.id)))


def over_between(state: State, after: date, until: date) -> tuple[Work, ...]:
    """The trainings and campaigns that were over in these days, both included."""
    held = ((_over(work), work) for work in _all(state))
    found = [(day, work.id, work) for day, work in held if day is not None and after <= day <= until]
    return tuple(work for _, _, work in sorted(found, key=lambda one: one[:2]))


def _found(state: State, today: date, ahead: date) -> Iterator[ProgrammeDue]:
    for report in state.all(ProgrammeReport):
        if report.sent_on is None and report.due is not None and report.due <= ahead:
            late = report.due < today
            yield ProgrammeDue(report, shown_name(state, report), Waits.REPORT_DUE, report.due, late)
    for work in _all(state):
        if work.starts_on is not None and today <= work.starts_on <= ahead:
            yield ProgrammeDue(work, work.title, Waits.STARTS, work.starts_on, late=False)
    for work in over_between(state, today - BEHIND, today - timedelta(days=1)):
        if not work.report and (day := _over(work)) is not None:
            yield ProgrammeDue(work, work.title, Waits.NO_REPORT, day, late=False)
    for training in state.all(Training):
        planned = training.follow_up_on
        if training.followed_up_on is None and planned is not None and today - BEHIND <= planned <= ahead:
            yield ProgrammeDue(training, training.title, Waits.FOLLOW_UP, planned, late=planned < today)

    yield from _letters(state, today)
    yield from _rounds(state, today, ahead)
    yield from _documents(state, today, ahead)
    yield from _plans(state, today, ahead)
    yield from _to_others(state, today, ahead)
    yield from _reviews(state, today, ahead)
    yield from _calendar(state, today, ahead)


def _letters(state: State, today: date) -> Iterator[ProgrammeDue]:
    for letter in unanswered(state):
        if letter.received_on is not None:
            late = letter.answer_by is not None and letter.answer_by < today
            yield ProgrammeDue(letter, letter.subject, Waits.INCOMING, letter.received_on, late)
    for call in call_backs(state):
        if call.call_back_on is not None and call.call_back_on <= today:
            home = state.get(Organization, call.organization)
            named = " – ".join(filter(None, (home.acronym if home is not None else "", call.name, call.text)))
            yield ProgrammeDue(call, named, Waits.CALL_BACK, call.call_back_on, late=call.call_back_on < today)


def _to_others(state: State, today: date, ahead: date) -> Iterator[ProgrammeDue]:
    for outside in state.all(OutsideReport):
        day = outside.due or outside.outside_deadline
        if outside.submitted_on is None and day is not None and day <= ahead:
            yield ProgrammeDue(outside, outside.title, Waits.OUTSIDE_REPORT, day, late=day < today)


def _reviews(state: State, today: date, ahead: date) -> Iterator[ProgrammeDue]:
    for decision in to_review(state, ahead):
        if decision.review_on is not None:
            late = decision.review_on < today
            yield ProgrammeDue(decision, shown_name(state, decision), Waits.REVIEW, decision.review_on, late=late)


def _rounds(state: State, today: date, ahead: date) -> Iterator[ProgrammeDue]:
    for one in state.all(Round):
        if one.closed_on is None and one.opens_on and today <= one.opens_on <= ahead:
            yield ProgrammeDue(one, one.title, Waits.ROUND_OPENS, one.opens_on, late=False)
        elif one.closed_on is None and one.closes_on and one.closes_on <= ahead and silent(state, one):
            yield ProgrammeDue(one, one.title, Waits.ROUND_CLOSES, one.closes_on, late=one.closes_on < today)


def _documents(state: State, today: date, ahead: date) -> Iterator[ProgrammeDue]:
    for one in state.all(Document):
        if one.comments_until is not None and today <= one.comments_until <= ahead:
            yield ProgrammeDue(one, one.title, Waits.COMMENTS_CLOSE, one.comments_until, late=False)
        step = lies(state, one, today).step
        if step is not None and step.planned is not None and step.planned <= ahead:
            yield ProgrammeDue(one, one.title, Waits.STEP, step.planned, late=step.planned < today)
    awaited: list[Deliverable | Paper] = [paper for paper in state.all(Paper) if _is_ahead(state, today, paper)]
    for owed in (*state.all(Deliverable), *awaited):
        if owed.received_on is None and owed.due is not None and owed.due <= ahead:
            waits = Waits.PAPER if isinstance(owed, Paper) else Waits.DELIVERABLE
            yield ProgrammeDue(owed, owed.title, waits, owed.due, late=owed.due < today)


def _is_ahead(state: State, today: date, paper: Paper) -> bool:
    """Once the meeting was held nobody waits for its papers."""
    item = state.get(AgendaItem, paper.item)
    meeting = state.get(Meeting, item.meeting) if item is not None else None
    return meeting is not None and meeting.date is not None and meeting.date >= today


def _plans(state: State, today: date, ahead: date) -> Iterator[ProgrammeDue]:
    """Of a plan in its latest version what ends within the days ahead, and how much is delayed."""
    for plan in state.all(Plan):
        if is_current(state, plan):
            for part in activities(state, plan):
                near = part.ends_on is not None and today <= part.ends_on <= ahead
                if near and part.ends_on and standing(state, part, today) not in OVER:
                    yield ProgrammeDue(part, shown_name(state, part), Waits.ACTIVITY_ENDS, part.ends_on, late=False)
            late = delayed(state, plan, today)
            if late:
                since = min(part.ends_on or today for part in late)
                many, past = len(late), since < today
                yield ProgrammeDue(plan, shown_name(state, plan), Waits.DELAYED, since, late=past, many=many)


def _calendar(state: State, today: date, ahead: date) -> Iterator[ProgrammeDue]:
    """What of the year is to be begun by now."""
    for item in state.all(CalendarItem):
        if item.done_on is None and item.date is not None and today - BEHIND <= item.date:
            begins = begins_on(state, item.date, item.lead_days)
            if begins <= ahead:
                yield ProgrammeDue(item, item.title, Waits.CALENDAR_ITEM, item.date, late=item.date < today)


def _all(state: State) -> tuple[Work, ...]:
    return (*state.all(Training), *state.all(Campaign))


def _over(work: Work) -> date | None:
    """The last day; of a campaign that does not say when it ends nobody knows."""
    return work.ends_on or (work.starts_on if isinstance(work, Training) else None)
