"""The calendar of the year: all that falls on a day, from the records that say so, and what comes again every year.

Meetings, rounds, reports to outside bodies and donors, steps of documents, what of the plan ends, trainings and
campaigns keep their own days; a calendar item is for what is none of these, such as the budget call.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ictwg.documents.track import steps_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import (
    CalendarItem,
    Campaign,
    Document,
    Meeting,
    Organization,
    OutsideReport,
    Plan,
    ProgrammeReport,
    Round,
    Training,
)
from ictwg.domain.schema import Field, Record, taken
from ictwg.domain.state import State
from ictwg.domain.values import ActivityStatus, MeetingState, YearKind, YearState
from ictwg.locales import t
from ictwg.programme.plan import OVER, activities, is_current, standing
from ictwg.records.group import calendar_of
from ictwg.records.lookup import shown_name

_HAPPENS = frozenset({YearKind.ROUND_OPENS, YearKind.TRAINING, YearKind.CAMPAIGN})
"""What is over when its day is, without anybody saying so."""


class YearEntry(NamedTuple):
    """Something on a day.

    Attributes:
        begins: When work on it is to begin; the day itself where it needs none.
        who: The organization that is responsible; empty where none is named.
        done: Whether it is over.
        known: False of an activity that nobody reported on: it is never called overdue.
        ends: The last day of what goes on for several.
    """

    day: date
    kind: YearKind
    record: Record
    title: str
    who: str = ""
    done: bool = False
    begins: date | None = None
    known: bool = True
    ends: date | None = None

    def state(self, today: date) -> YearState:
        if self.done or (self.kind in _HAPPENS and (self.ends or self.day) < today):
            return YearState.DONE
        if self.ends is not None and self.day <= today:
            return YearState.UNDER_WAY
        if self.day < today:
            return YearState.OVERDUE if self.known else YearState.NOT_REPORTED
        begun = self.begins is not None and self.begins <= today
        return YearState.BEGUN if begun else YearState.TO_COME


def entries(state: State, since: date, until: date, today: date, lang: str | None = None) -> tuple[YearEntry, ...]:
    """Of these days, both included, in their order; what is known of an activity is what is known today."""
    found = (one for one in _all(state, since, until, today, lang) if since <= one.day <= until)
    return tuple(sorted(found, key=lambda one: (one.day, list(YearKind).index(one.kind), one.record.id)))


def _all(state: State, since: date, until: date, today: date, lang: str | None) -> Iterator[YearEntry]:
    for meeting in state.all(Meeting):
        if meeting.date is not None and meeting.state is not MeetingState.CANCELLED:
            held, title = meeting.state is MeetingState.HELD, meeting.title or shown_name(state, meeting)
            yield YearEntry(meeting.date, YearKind.MEETING, meeting, title, done=held)
    for item in state.all(CalendarItem):
        if item.date is not None:
            who, begins = _acronym(state, item.responsible), begins_on(state, item.date, item.lead_days)
            over = item.done_on is not None
            yield YearEntry(item.date, YearKind.ITEM, item, item.title, who, done=over, begins=begins)
    yield from _reports(state)
    yield from _steps(state, lang)
    yield from _activities(state, since, until, today)
    for one in state.all(Training):
        if one.starts_on is not None:
            ends = one.ends_on or one.starts_on
            yield YearEntry(one.starts_on, YearKind.TRAINING, one, one.title, ends=ends)
    for campaign in state.all(Campaign):
        if campaign.starts_on is not None:  # one without an end goes on
            ends = campaign.ends_on or date.max
            yield YearEntry(campaign.starts_on, YearKind.CAMPAIGN, campaign, campaign.title, ends=ends)


def _reports(state: State) -> Iterator[YearEntry]:
    """What is owed to others: by rounds, to donors, to outside bodies."""
    for one in state.all(Round):
        for day, kind in ((one.opens_on, YearKind.ROUND_OPENS), (one.closes_on, YearKind.ROUND_CLOSES)):
            if day is not None:
                yield YearEntry(day, kind, one, one.title, done=one.closed_on is not None)
    for donor in state.all(ProgrammeReport):
        if donor.due is not None:
            sent = donor.sent_on is not None
            yield YearEntry(donor.due, YearKind.DONOR_REPORT, donor, shown_name(state, donor), done=sent)
    for outside in state.all(OutsideReport):
        day = outside.due or outside.outside_deadline
        if day is not None:
            who, sent = _acronym(state, outside.coordinator), outside.submitted_on is not None
            yield YearEntry(day, YearKind.OUTSIDE_REPORT, outside, outside.title, who, done=sent)


def _steps(state: State, lang: str | None) -> Iterator[YearEntry]:
    for document in state.all(Document):
        for step in steps_of(state, document):
            day = step.done_on or step.planned
            if day is not None:
                over, stage = step.done_on is not None, t(f"choices.track_stage.{step.stage}", lang=lang)
                title = f"{stage if over else t('documents.planned_step', lang=lang, stage=stage)}: {document.title}"
                yield YearEntry(day, YearKind.STEP, document, title, step.lies_with, done=over)


def _activities(state: State, since: date, until: date, today: date) -> Iterator[YearEntry]:
    """Only of these days: how far each is costs a look at all its reports."""
    current = (plan for plan in state.all(Plan) if is_current(state, plan))
    for part in (part for plan in current for part in activities(state, plan)):
        if part.ends_on is not None and since <= part.ends_on <= until:
            status = standing(state, part, today)
            known = status is not ActivityStatus.NO_REPORT_RECEIVED
            told = (part, shown_name(state, part), _acronym(state, part.lead))
            yield YearEntry(part.ends_on, YearKind.ACTIVITY_ENDS, *told, done=status in OVER, known=known)


def _acronym(state: State, id: str | None) -> str:
    home = state.get(Organization, id) if id else None
    return home.acronym if home is not None else ""


def begins_on(state: State, day: date, lead_days: int | None) -> date:
    """When work on it is to begin, so many working days before."""
    return calendar_of(state).shift(day, -lead_days) if lead_days else day


def next_year(state: State, year: int) -> Changes:
    """What comes again, a year later: on the same day, and only once, whoever asks for it."""
    edit = Edit("verbs.year_proposed", str(year + 1))
    for item in state.all(CalendarItem):
        if item.yearly and item.date is not None and item.date.year == year:
            id = derived_id(state.db, CalendarItem.TABLE, (item.id, str(year + 1)))
            if state.get(CalendarItem, id) is None:
                edit.create(CalendarItem, id, *taken(item, *_AGAIN), CalendarItem.date(_year_later(item.date)))
    return edit.done()


_AGAIN: tuple[Field[Any], ...] = (
    CalendarItem.title, CalendarItem.lead_days, CalendarItem.responsible, CalendarItem.yearly, CalendarItem.paragraph,
)  # fmt: skip


def _year_later(day: date) -> date:
    """Of 29 February the day before."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
