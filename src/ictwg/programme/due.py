"""What of the programme waits for somebody: a report to a donor or of what was held, a start, a follow-up."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Campaign, ProgrammeReport, Training
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class ProgrammeDue(NamedTuple):
    """Something of the programme that somebody has to do or to know of.

    Attributes:
        name: Of the record, as lists show it.
        day: When the report is due, the work starts, was over, or is to be followed up.
        late: The day of a report to a donor, or of a follow-up, is past.
    """

    record: ProgrammeReport | Training | Campaign
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


def _all(state: State) -> tuple[Work, ...]:
    return (*state.all(Training), *state.all(Campaign))


def _over(work: Work) -> date | None:
    """The last day; of a campaign that does not say when it ends nobody knows."""
    return work.ends_on or (work.starts_on if isinstance(work, Training) else None)
