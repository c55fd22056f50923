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
    for record, name, waits, day, since in _dated(state, today, ahead):
        if day is not None and (since or day) <= day <= ahead:
            yield ProgrammeDue(record, name, waits, day, late=day < today)
    for work in over_between(state, today - BEHIND, today - timedelta(days=1)):
        if not work.report and (day := _over(work)) is not None:
            yield ProgrammeDue(work, work.title, Waits.NO_REPORT, day, late=False)
    yield from _letters(state, today)
    yield from _plans(state, today, ahead)
    # What of the year is to be begun by now
    for item in state.all(CalendarItem):
        if item.done_on is None and item.date is not None and today - BEHIND <= item.date:
            begins = begins_on(state, item.date, item.lead_days)
            if begins <= ahead:
                yield ProgrammeDue(item, item.title, Waits.CALENDAR_ITEM, item.date, late=item.date < today)


def _dated(state: State, today: date, ahead: date) -> Iterator[tuple[Record, str, Waits, date | None, date | None]]:
    """What is to be done by a day, or begins or ends on one, with its name; the last is since when that is told of.

    The day is None where it was done, and the last where it waits until it is.
    """
    for report in state.all(ProgrammeReport):
        yield report, shown_name(state, report), Waits.REPORT_DUE, None if report.sent_on else report.due, None
    for work in _all(state):
        yield work, work.title, Waits.STARTS, work.starts_on, today
    for training in state.all(Training):
        planned = None if training.followed_up_on else training.follow_up_on
        yield training, training.title, Waits.FOLLOW_UP, planned, today - BEHIND
    for one in state.all(Round):
        begins = one.opens_on is not None and today <= one.opens_on <= ahead
        closes = one.closed_on is None and not begins and silent(state, one)
        yield one, one.title, Waits.ROUND_OPENS, one.opens_on if one.closed_on is None else None, today
        yield one, one.title, Waits.ROUND_CLOSES, one.closes_on if closes else None, None
    for document in state.all(Document):
        yield document, document.title, Waits.COMMENTS_CLOSE, document.comments_until, today
        step = lies(state, document, today).step
        yield document, document.title, Waits.STEP, step.planned if step is not None else None, None
    for deliverable in state.all(Deliverable):
        due = None if deliverable.received_on else deliverable.due
        yield deliverable, deliverable.title, Waits.DELIVERABLE, due, None
    for paper in state.all(Paper):
        due = paper.due if paper.received_on is None and _is_ahead(state, today, paper) else None
        yield paper, paper.title, Waits.PAPER, due, None
    for outside in state.all(OutsideReport):
        due = None if outside.submitted_on else outside.due or outside.outside_deadline
        yield outside, outside.title, Waits.OUTSIDE_REPORT, due, None
    for decision in to_review(state, ahead):
        yield decision, shown_name(state, decision), Waits.REVIEW, decision.review_on, None


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


def _all(state: State) -> tuple[Work, ...]:
    return (*state.all(Training), *state.all(Campaign))


def _over(work: Work) -> date | None:
    """The last day; of a campaign that does not say when it ends nobody knows."""
    return work.ends_on or (work.starts_on if isinstance(work, Training) else None)
