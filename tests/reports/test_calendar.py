"""The page of the year and its work plan: how far each day is, and at which meeting a subject comes up."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization

from ictwg.domain.records import Activity, ActivityReport, CalendarItem, Campaign, Meeting, Plan, Training
from ictwg.domain.values import ActivityStatus, Audience
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

TODAY = date(2010, 2, 15)
YEAR = asked_for(TODAY, date(2010, 1, 1), date(2010, 12, 31), audience=Audience.CORE)


def test_the_page_says_how_far_each_day_is() -> None:
    state = MemoryState()
    for title, day, lead, done in (
        ("Done", date(2010, 1, 4), None, TODAY),
        ("Forgotten", date(2010, 1, 5), None, None),
        ("Begin now", date(2010, 3, 1), 20, None),
        ("Later", date(2010, 6, 1), 20, None),
    ):
        settings = (CalendarItem.date(day), CalendarItem.lead_days(lead), CalendarItem.done_on(done))
        state.add(CalendarItem, CalendarItem.title(title), *settings)
    state.add(Training, Training.title("Held"), Training.starts_on(date(2010, 1, 6)))
    for title, ends in (("Over", date(2010, 1, 31)), ("Runs", date(2010, 3, 31)), ("Goes on", None)):
        settings = (Campaign.title(title), Campaign.starts_on(date(2010, 1, 8)), Campaign.ends_on(ends))
        state.add(Campaign, *settings)
    activity = (Activity.plan(state.add(Plan, Plan.title("Plan")).id), Activity.ends_on(date(2010, 1, 7)))
    completed = state.add(Activity, Activity.title("Completed"), *activity).id
    said = (ActivityReport.status(ActivityStatus.COMPLETED), ActivityReport.reported_on(TODAY))
    state.add(ActivityReport, ActivityReport.activity(completed), *said)
    page = figures_of("calendar", state, YEAR, TODAY).json(YEAR)
    assert [(row["what"], row["state"]) for row in page["days"]] == [
        ("Done", "done"),
        ("Forgotten", "overdue"),
        ("Held", "done"),
        ("Completed", "done"),
        ("Over", "done"),
        ("Runs", "under_way"),
        ("Goes on", "under_way"),
        ("Begin now", "begun"),
        ("Later", "to_come"),
    ]
    assert (page["entries"], page["late"]) == (9, 1)


def test_a_subject_of_the_terms_of_reference_comes_up_at_the_plenary_before_its_day() -> None:
    state = MemoryState()
    home = organization(state, "MFA").id
    for month, series in ((3, ""), (5, "LAW"), (6, "")):
        settings = (Meeting.series(series), Meeting.reference(f"M-{series}2010-{month:02}"))
        state.add(Meeting, Meeting.date(date(2010, month, 12)), *settings)
    for title, month, paragraph in (("Budget call", 5, "4.2"), ("Market day", 5, ""), ("Look at the terms", 7, "7")):
        settings = (CalendarItem.date(date(2010, month, 20)), CalendarItem.paragraph(paragraph))
        state.add(CalendarItem, CalendarItem.title(title), CalendarItem.responsible(home), *settings)
    page = figures_of("work_plan", state, YEAR, TODAY).json(YEAR)
    told = [(row["what"], row["paragraph"], row["meeting"], row["responsible"]) for row in page["subjects"]]
    assert told == [("Budget call", "4.2", "M-2010-03", "MFA"), ("Look at the terms", "7", "M-2010-06", "MFA")]
