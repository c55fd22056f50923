"""What of the programme is proposed for the next agenda of the plenary, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.builders import MemoryState, organization

from ictwg.app.next_meeting.accepting import accept
from ictwg.app.next_meeting.assembling import propose
from ictwg.app.next_meeting.proposal import Proposed
from ictwg.domain.records import (
    Activity,
    ActivityReport,
    AgendaItem,
    CalendarItem,
    Document,
    Meeting,
    OutsideReport,
    Paper,
    Plan,
    Programme,
    ProgrammeReport,
    Round,
    RoundAnswer,
    TrackStep,
)
from ictwg.domain.values import ActivityStatus, Audience, PlanLevel, RoundState, TrackStage
from ictwg.locales import t
from ictwg.programme.due import Waits

TODAY, NEXT = date(2010, 2, 15), date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def proposed(state: MemoryState, series: str = "") -> list[Proposed]:
    found = propose(state, TODAY, series, on=NEXT).items
    return [item for item in found if item.key.startswith("programme:")]


def due(waits: Waits, day: str = "", count: int = 1) -> str:
    return t(f"today.programme.{waits}", day=day, count=count)


def told(state: MemoryState) -> list[tuple[str, str]]:
    return [(item.title, item.why) for item in proposed(state)]


def draft(state: MemoryState) -> Document:
    document = state.add(Document, Document.title("Draft plan"), Document.comments_until(NEXT - timedelta(days=1)))
    presented = (TrackStep.document(document.id), TrackStep.stage(TrackStage.PRESENTED), TrackStep.planned(NEXT))
    state.add(TrackStep, *presented)
    return document


def test_a_document_whose_comments_close_and_whose_next_step_is_due_is_an_item(state: MemoryState) -> None:
    draft(state)
    assert told(state) == [
        ("Draft plan", f"{due(Waits.COMMENTS_CLOSE, '11 Mar 2010')}; {due(Waits.STEP, '12 Mar 2010')}")
    ]
    assert proposed(state, "LAW") == []


def test_a_document_that_is_a_paper_of_the_agenda_is_not_proposed_twice(state: MemoryState) -> None:
    document = draft(state)
    meeting = state.add(Meeting, Meeting.date(NEXT))
    item = state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.title("The plan"))
    state.add(Paper, Paper.item(item.id), Paper.title("Draft 3"), Paper.document(document.id))
    assert told(state) == []


def test_a_document_that_is_taken_up_lies_on_the_table(state: MemoryState) -> None:
    document = draft(state)
    state.apply(accept(state, propose(state, TODAY, "", on=NEXT)))
    (paper,) = state.all(Paper)
    item = state.get(AgendaItem, paper.item)
    assert (paper.document, item and item.title) == (document.id, "Draft plan")


def test_milestones_and_delayed_activities_of_a_plan_are_one_item(state: MemoryState) -> None:
    plan = state.add(Plan, Plan.title("Plan"))
    for title, ends, level, status in (
        ("Slow", -40, PlanLevel.ACTIVITY, ActivityStatus.AT_RISK),
        ("Slower", -50, PlanLevel.ACTIVITY, ActivityStatus.ON_TRACK),
        ("Done", -40, PlanLevel.ACTIVITY, ActivityStatus.COMPLETED),
        ("Unknown", -40, PlanLevel.ACTIVITY, None),
        ("Milestone", 3, PlanLevel.ACTIVITY, ActivityStatus.ON_TRACK),
        ("Done before", 3, PlanLevel.ACTIVITY, ActivityStatus.COMPLETED),
        ("Later", 40, PlanLevel.ACTIVITY, ActivityStatus.ON_TRACK),
        ("Pillar", 3, PlanLevel.PILLAR, None),
        ("Said so", 40, PlanLevel.ACTIVITY, ActivityStatus.DELAYED),
    ):
        settings = (Activity.title(title), Activity.level(level), Activity.ends_on(NEXT + timedelta(days=ends)))
        activity = state.add(Activity, Activity.plan(plan.id), *settings).id
        if status is not None:
            said = (ActivityReport.status(status), ActivityReport.reported_on(TODAY))
            state.add(ActivityReport, ActivityReport.activity(activity), *said)
    (item,) = proposed(state)
    assert item.title == t("preparing.title.plan")
    assert item.why == f"{due(Waits.DELAYED, count=3)}; {due(Waits.ACTIVITY_ENDS, '15 Mar 2010')}"
    assert item.lines == (
        f"Slow: {t('preparing.delayed', day='31 Jan 2010')}",
        f"Slower: {t('preparing.delayed', day='21 Jan 2010')}",
        f"Said so: {t('choices.activity_status.delayed')}",
        f"Milestone: {due(Waits.ACTIVITY_ENDS, '15 Mar 2010')}",
    )
    assert item.of(AgendaItem.background).splitlines()[0] == f"- {item.lines[0]}"


def test_what_is_due_to_others_is_one_item_and_what_only_the_core_group_sees_another(state: MemoryState) -> None:
    home = organization(state, "MoJ").id
    for title, opens, closes in (("Opens", 5, 40), ("Closes", -40, 5), ("Far", 30, 60)):
        days = (Round.opens_on(NEXT + timedelta(days=opens)), Round.closes_on(NEXT + timedelta(days=closes)))
        one = state.add(Round, Round.title(title), *days)
        answer = (RoundAnswer.round(one.id), RoundAnswer.organization(home), RoundAnswer.state(RoundState.ASKED))
        state.add(RoundAnswer, *answer)
    state.add(OutsideReport, OutsideReport.title("Treaty"), OutsideReport.outside_deadline(NEXT))
    joint = state.add(Programme, Programme.title("Joint programme")).id
    state.add(ProgrammeReport, ProgrammeReport.programme(joint), ProgrammeReport.due(NEXT - timedelta(days=1)))
    donor, others = proposed(state)
    assert (donor.why, donor.of(AgendaItem.audience)) == (due(Waits.REPORT_DUE, "11 Mar 2010"), Audience.CORE)
    assert others.of(AgendaItem.audience) is Audience.MEMBERS
    assert others.lines == (
        f"Treaty: {due(Waits.OUTSIDE_REPORT, '12 Mar 2010')}",
        f"Opens: {due(Waits.ROUND_OPENS, '17 Mar 2010')}",
        f"Closes: {due(Waits.ROUND_CLOSES, '17 Mar 2010')}",
    )


def test_a_subject_of_the_work_plan_comes_up_when_its_work_is_to_begin(state: MemoryState) -> None:
    for title, days, lead, paragraph, done in (
        ("Budget call", 40, 20, "4.2", None),
        ("Far", 40, None, "7", None),
        ("Campaign day", 3, None, "", None),
        ("Over", 3, None, "5", TODAY),
    ):
        on = (CalendarItem.date(NEXT + timedelta(days=days)), CalendarItem.lead_days(lead), CalendarItem.done_on(done))
        state.add(CalendarItem, CalendarItem.title(title), CalendarItem.paragraph(paragraph), *on)
    (item,) = proposed(state)
    assert (item.title, item.why) == ("Budget call", due(Waits.CALENDAR_ITEM, "21 Apr 2010"))
    assert item.lines == (f"{item.why}; {t('preparing.paragraph', paragraph='4.2')}",)
