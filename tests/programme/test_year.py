"""The calendar of the year: every record that has a day, and the year after."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization

from ictwg.domain.records import (
    Activity,
    CalendarItem,
    Campaign,
    Document,
    Meeting,
    OutsideReport,
    Plan,
    Programme,
    ProgrammeReport,
    Round,
    TrackStep,
    Training,
)
from ictwg.domain.values import MeetingState, YearKind, YearState
from ictwg.locales import t
from ictwg.programme.year import entries, next_year

JUNE = date(2010, 6, 15)


def test_all_that_falls_on_a_day_stands_in_the_year() -> None:
    state = MemoryState()
    home, joint = organization(state, "MoJ").id, state.add(Programme, Programme.title("Joint")).id
    state.add(Meeting, Meeting.date(JUNE), Meeting.state(MeetingState.HELD))
    state.add(Meeting, Meeting.date(JUNE), Meeting.state(MeetingState.CANCELLED))
    state.add(Round, Round.title("Q2"), Round.opens_on(JUNE), Round.closes_on(JUNE))
    state.add(ProgrammeReport, ProgrammeReport.programme(joint), ProgrammeReport.due(JUNE))
    state.add(OutsideReport, OutsideReport.title("UPR"), OutsideReport.outside_deadline(JUNE))
    law = state.add(Document, Document.title("Law")).id
    state.add(TrackStep, TrackStep.document(law), TrackStep.planned(JUNE))
    plan = state.add(Plan, Plan.title("Plan")).id
    state.add(Activity, Activity.plan(plan), Activity.title("Raids"), Activity.lead(home), Activity.ends_on(JUNE))
    state.add(Training, Training.title("Course"), Training.starts_on(JUNE))
    state.add(Campaign, Campaign.title("Radio"), Campaign.starts_on(JUNE))
    state.add(CalendarItem, CalendarItem.title("Budget call"), CalendarItem.date(JUNE), CalendarItem.lead_days(30))
    found = entries(state, JUNE, JUNE, JUNE)
    assert [one.kind for one in found] == list(YearKind)
    by_kind = {one.kind: one for one in found}
    assert by_kind[YearKind.MEETING].done
    assert by_kind[YearKind.ACTIVITY_ENDS].who == "MoJ"
    assert by_kind[YearKind.ITEM].begins == date(2010, 4, 30)
    assert by_kind[YearKind.ACTIVITY_ENDS].state(date(2010, 7, 1)) is YearState.NOT_REPORTED
    assert by_kind[YearKind.OUTSIDE_REPORT].state(date(2010, 7, 1)) is YearState.OVERDUE
    step = by_kind[YearKind.STEP].title
    assert step == f"{t('choices.track_stage.drafting')} (planned): Law", "not yet what it will be"
    assert entries(state, date(2010, 6, 16), date(2010, 12, 31), JUNE) == ()


def test_what_comes_every_year_is_proposed_once_for_the_next() -> None:
    state = MemoryState()
    for title, day, yearly in (
        ("Budget", JUNE, True),
        ("Once", JUNE, False),
        ("Leap", date(2008, 2, 29), True),
        ("Later", date(2011, 1, 1), True),
    ):
        state.add(CalendarItem, CalendarItem.title(title), CalendarItem.date(day), CalendarItem.yearly(yearly))
    for year in (2008, 2010, 2010):
        state.apply(next_year(state, year))
    made = sorted(
        (one.title, one.date) for one in state.all(CalendarItem) if one.date and one.date.year in (2009, 2011)
    )
    assert made == [("Budget", date(2011, 6, 15)), ("Later", date(2011, 1, 1)), ("Leap", date(2009, 2, 28))]
