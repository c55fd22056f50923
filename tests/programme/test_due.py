"""What of the programme waits for somebody: on Today, in the next agenda, and beside the decision it carries out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.builders import MemoryState, organization

from ictwg.app.next_meeting.assembling import propose
from ictwg.app.today import today_view
from ictwg.decisions.decision_detail import decision_detail
from ictwg.domain.records import (
    Activity,
    ActivityReport,
    AgendaItem,
    Campaign,
    Decision,
    Document,
    Meeting,
    OutsideReport,
    Plan,
    Programme,
    ProgrammeReport,
    Round,
    RoundAnswer,
    TrackStep,
    Training,
)
from ictwg.domain.values import ActivityStatus, MeetingState, RoundState
from ictwg.locales import t
from ictwg.programme.due import Waits, programme_due
from ictwg.records.lookup import Lookup
from ictwg.ui.screens.today import TodayRow, cell_of, today_lines

TODAY = date(2010, 3, 12)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def waiting(state: MemoryState) -> list[tuple[str, Waits, bool]]:
    return [(one.name, one.waits, one.late) for one in programme_due(state, TODAY)]


def test_a_report_to_a_donor_waits_until_it_is_sent() -> None:
    state = MemoryState()
    joint = state.add(Programme, Programme.title("Joint programme")).id
    for due, sent in ((-3, None), (14, None), (15, None), (-9, day(-10))):
        settings = (ProgrammeReport.due(day(due)), ProgrammeReport.sent_on(sent))
        state.add(ProgrammeReport, ProgrammeReport.programme(joint), *settings)
    assert waiting(state) == [
        ("Joint programme", Waits.REPORT_DUE, True),
        ("Joint programme", Waits.REPORT_DUE, False),
    ]


def test_what_was_planned_after_a_training_is_followed_up() -> None:
    state = MemoryState()
    for title, days, done in (
        ("Soon", 14, None),
        ("Later", 15, None),
        ("Was", -90, None),
        ("Long ago", -91, None),
        ("Done", -1, day(0)),
    ):
        planned = (Training.follow_up_on(day(days)), Training.followed_up_on(done))
        state.add(Training, Training.title(title), Training.report("r.pdf"), *planned)
    assert waiting(state) == [("Was", Waits.FOLLOW_UP, True), ("Soon", Waits.FOLLOW_UP, False)]


def test_rounds_documents_plans_and_reports_to_others_wait() -> None:
    state = MemoryState()
    mofa = organization(state, "MFA").id
    about = state.add(Round, Round.title("Quarter"), Round.opens_on(day(-20)), Round.closes_on(day(3))).id
    state.add(Round, Round.title("Opens"), Round.opens_on(day(14)), Round.closes_on(day(40)))
    law = state.add(Document, Document.title("Draft law"), Document.comments_until(day(5))).id
    state.add(TrackStep, TrackStep.document(law), TrackStep.planned(day(-2)))
    old = state.add(Plan, Plan.title("Plan 1")).id
    plan = state.add(Plan, Plan.title("Plan 2"), Plan.earlier(old)).id
    for title, of, ends in (("Raids", plan, 10), ("Old raids", old, 10), ("Gone", plan, -1), ("Far", plan, 15)):
        state.add(Activity, Activity.title(title), Activity.plan(of), Activity.ends_on(day(ends)))
    state.add(
        OutsideReport, OutsideReport.title("UPR"), OutsideReport.outside_deadline(day(90)), OutsideReport.due(day(-1))
    )
    wanted = [
        ("Draft law", Waits.STEP, True),
        ("UPR", Waits.OUTSIDE_REPORT, True),
        ("Draft law", Waits.COMMENTS_CLOSE, False),
        ("Raids", Waits.ACTIVITY_ENDS, False),
        ("Opens", Waits.ROUND_OPENS, False),
    ]
    assert waiting(state) == wanted  # nobody was asked in the round, so no answer is missing
    asked = (RoundAnswer.round(about), RoundAnswer.organization(mofa), RoundAnswer.state(RoundState.ASKED))
    state.add(RoundAnswer, *asked)
    assert waiting(state) == [*wanted[:2], ("Quarter", Waits.ROUND_CLOSES, False), *wanted[2:]]


def test_what_starts_soon_and_what_was_held_without_a_report_wait() -> None:
    state = MemoryState()
    for title, first, last, report in (
        ("Starts", 14, 15, ""),
        ("Later", 15, 16, ""),
        ("Held", -5, -4, ""),
        ("Reported", -5, -4, "report.pdf"),
        ("Long ago", -95, -91, ""),
        ("Today", 0, 0, ""),
    ):
        days = (Training.starts_on(day(first)), Training.ends_on(day(last)))
        state.add(Training, Training.title(title), *days, Training.report(report))
    state.add(Campaign, Campaign.title("Open end"), Campaign.starts_on(day(-30)))
    state.add(Campaign, Campaign.title("Over"), Campaign.starts_on(day(-30)), Campaign.ends_on(day(-1)))
    assert waiting(state) == [
        ("Held", Waits.NO_REPORT, False),
        ("Over", Waits.NO_REPORT, False),
        ("Today", Waits.STARTS, False),
        ("Starts", Waits.STARTS, False),
    ]
    rows = [row for row in today_lines(today_view(state, TODAY), {}, (), 24) if isinstance(row, TodayRow)]
    assert [row.text for row in rows if row.leads == "programme"] == ["Held", "Over", "Today", "Starts"]


def test_a_plan_says_how_many_of_its_activities_are_delayed() -> None:
    state = MemoryState()
    plan = state.add(Plan, Plan.title("Plan"))
    for days, status in (
        (-3, "at_risk"),
        (-1, "on_track"),
        (-3, "completed"),
        (3, "completed"),
        (4, "on_track"),
        (40, "delayed"),
    ):
        settings = (Activity.title(f"{days} {status}"), Activity.ends_on(day(days)))
        activity = state.add(Activity, Activity.plan(plan.id), *settings).id
        said = (ActivityReport.status(ActivityStatus(status)), ActivityReport.reported_on(day(-5)))
        state.add(ActivityReport, ActivityReport.activity(activity), *said)
    late, ends = programme_due(state, TODAY)
    assert (late.record, late.words()) == (plan, t("today.programme.delayed", count=3)), (
        "who leads one says so before its end"
    )
    assert (ends.name, ends.waits) == ("4 on_track", Waits.ACTIVITY_ENDS)


@pytest.mark.parametrize(("ends", "overdue"), [(-1, True), (0, False), (40, False)])
def test_a_delayed_activity_is_overdue_only_where_its_end_has_passed(ends: int, overdue: bool) -> None:
    state = MemoryState()
    plan = state.add(Plan, Plan.title("Plan"))
    activity = state.add(Activity, Activity.plan(plan.id), Activity.title("Leaflets"), Activity.ends_on(day(ends))).id
    said = (ActivityReport.status(ActivityStatus.DELAYED), ActivityReport.reported_on(day(-5)))
    state.add(ActivityReport, ActivityReport.activity(activity), *said)
    rows = [row for row in today_lines(today_view(state, TODAY), {}, (), 24) if isinstance(row, TodayRow)]
    [note] = [str(cell_of(row, 80)) for row in rows if row.text == "Plan" and "/delayed/" in row.id]
    assert (t("today.is_overdue") in note) is overdue
    assert f"▲ {t('today.is_overdue')} · " in note if overdue else f"▲ {t('today.programme.delayed', count=1)}" in note


def test_the_next_agenda_of_the_plenary_reports_what_was_over_since_it_met() -> None:
    state = MemoryState()
    state.add(Meeting, Meeting.date(day(-40)), Meeting.state(MeetingState.HELD))
    for title, last in (("Police training", -10), ("Before", -50)):
        state.add(Training, Training.title(title), Training.starts_on(day(last)), Training.ends_on(day(last)))
    proposed = propose(state, TODAY)
    (item,) = (one for one in proposed.items if one.key == "to_report")
    assert item.of(AgendaItem.title) == t("preparing.title.to_report")
    assert "Police training" in item.of(AgendaItem.background)
    assert "Before" not in item.of(AgendaItem.background)
    assert item.why.startswith("1 training or campaign")


def test_a_decision_names_the_training_that_carries_it_out() -> None:
    state = MemoryState()
    decided = state.add(Decision, Decision.text("Train the police"))
    held = (Training.starts_on(day(-10)), Training.decisions((decided.id,)))
    state.add(Training, Training.title("Police training"), *held)
    (section,) = (one for one in decision_detail(Lookup(state, TODAY), decided).sections if one.title == "Trainings")
    assert section.lines[0].endswith("Police training")
