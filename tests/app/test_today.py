"""What must be done now, and what is not in order."""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, known, organization

from ictwg.actions import actions as followup
from ictwg.app.problems.problems import RENUMBER, count_of, counts, may_get_new_number, renumbered, to_mend
from ictwg.app.today import SIGNED_WITHIN_DAYS, minutes_due, today_view, unsigned_minutes
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Group,
    Meeting,
    Membership,
    Organization,
    Role,
)
from ictwg.domain.values import (
    ActionKind,
    Answer,
    Function,
    ItemKind,
    MeetingKind,
    MeetingState,
    MembershipStatus,
    MinutesState,
    OrganizationType,
    Outcome,
    Presence,
)
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.attendance import roll, walk_in
from ictwg.meetings.invitation import AnswerDetails, answer, circulate_invitation
from ictwg.minutes.approval import never_signed
from ictwg.minutes.entering import finish
from ictwg.minutes.gaps import Problem, ProblemKind, pre_flight
from ictwg.minutes.steps import minutes_steps
from ictwg.records.group import calendar_of
from ictwg.store.maintenance.check import Finding
from ictwg.tasks.checklists import react, upcoming

TODAY = date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def test_the_next_meeting_with_what_is_still_to_do_for_it(state: MemoryState) -> None:
    changes = meetings.plan(state, date(2010, 3, 26), Meeting.venue("Dili"), Meeting.start(time(9, 30)))
    followed = known(react(state, changes, TODAY))
    state.apply(changes.and_then(followed))
    first = known(upcoming(state, TODAY))
    state.apply(followup.close(state, state.by_reference("T-2010-001")[0], TODAY))  # type: ignore[arg-type]
    coming = known(today_view(state, TODAY).next)
    assert (coming.name, coming.days, coming.done) == ("M-2010-03-26", 14, 1)
    assert len(coming.steps) == len(first.steps) - 1 == 10
    assert today_view(state, TODAY).tasks.nobodys == ()


def test_the_day_that_was_agreed_is_told_until_its_meeting_is_planned_or_called_off(state: MemoryState) -> None:
    agreed = date(2010, 3, 26)
    state.add(Meeting, Meeting.date(TODAY), Meeting.state(MeetingState.HELD), Meeting.next_meeting(agreed))
    assert today_view(state, TODAY).agreed == "26 Mar 2010"
    state.add(Meeting, Meeting.date(agreed), Meeting.state(MeetingState.CANCELLED))
    assert today_view(state, TODAY).agreed == ""


def test_what_the_secretariat_owns_is_not_nobodys(state: MemoryState) -> None:
    ours = organization(state, "IOM")
    state.add(Role, Role.function(Function.SECRETARIAT), Role.organization(ours.id))
    state.apply(followup.add_action(state, "Send the letter", [ours.id], None, None, TODAY))
    state.apply(followup.add_action(state, "Print", (), None, None, TODAY, kind=ActionKind.TASK))
    tasks = today_view(state, TODAY).tasks
    assert [row.text for row in tasks.secretariats] == ["Send the letter"]
    assert [row.text for row in tasks.nobodys] == ["Print"]


def test_who_owes_what_in_protocol_order_the_late_first(state: MemoryState) -> None:
    ngo = organization(state, "AAA")
    gov = organization(state, "MoJ", Organization.type(OrganizationType.GOVERNMENT))
    late, soon, later = date(2010, 3, 1), date(2010, 3, 26), date(2010, 3, 27)
    for owners, due in (([ngo, gov], soon), ([ngo], late), ([gov], later)):
        state.apply(followup.add_action(state, "x", [one.id for one in owners], due, None, TODAY))
    view = today_view(state, TODAY)
    assert [(o.title, o.late, len(o.rows)) for o in view.owing] == [("AAA", 1, 2), ("MoJ", 0, 1)]
    assert (view.overdue, view.soon) == (1, 1)


def test_what_all_members_and_nobody_owe_has_a_line_too(state: MemoryState) -> None:
    organization(state, "MoJ")
    late = date(2010, 3, 1)
    state.apply(followup.add_action(state, "x", (), late, None, TODAY, Action.all(value=True)))
    state.apply(followup.add_action(state, "x", (), late, None, TODAY))
    assert [(o.title, o.late) for o in today_view(state, TODAY).owing] == [
        (t("meetings.all_members"), 1),
        (t("followup.nobody"), 1),
    ]


def test_minutes_say_what_they_wait_for(state: MemoryState) -> None:
    held = (Meeting.state(MeetingState.HELD), Meeting.date(date(2010, 3, 3)))
    state.add(Meeting, *held, Meeting.minutes_state(MinutesState.DRAFT))
    state.add(Meeting, *held, Meeting.minutes_state(MinutesState.WITH_CHAIR), Meeting.sent_to_chair(date(2010, 3, 4)))
    until = Meeting.comments_until(date(2010, 3, 10))
    state.add(Meeting, *held, Meeting.minutes_state(MinutesState.CIRCULATED), until)
    state.add(Meeting, *held, Meeting.minutes_state(MinutesState.ADOPTED))
    state.add(Meeting, *held, Meeting.minutes_state(MinutesState.DRAFT), Meeting.source("x.md"))
    due = minutes_due(state, TODAY, calendar_of(state))
    assert [line.words for line in due] == [
        t("today.minutes.draft", count=7),
        t("today.minutes.with_chair", count=6),
        t("today.minutes.comments_closed", day="10 Mar 2010"),
    ]
    assert [line.late for line in due] == [True, True, False], "what may go on now is not late"


def test_the_minutes_of_today_come_first_until_the_meeting_is_closed(state: MemoryState) -> None:
    held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
    state.add(Meeting, *held, Meeting.date(date(2010, 3, 3)), Meeting.reference("M-2010-01"))
    mine = state.add(Meeting, *held, Meeting.date(TODAY), Meeting.reference("M-2010-02"))
    first, second = minutes_due(state, TODAY, calendar_of(state))
    assert (first.name, first.words, first.now, first.late) == ("M-2010-02", t("today.minutes.now"), True, False)
    assert not second.now
    state.apply(finish(state, mine, TODAY))
    assert [one.now for one in minutes_due(state, TODAY, calendar_of(state))] == [False, False]


def test_a_signed_copy_is_looked_for_after_adoption_until_it_is_filed(state: MemoryState) -> None:
    on = Meeting.adopted_on(TODAY - timedelta(days=SIGNED_WITHIN_DAYS))
    adopted = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.ADOPTED), on)
    others = (
        Meeting.source("x.md"),
        Meeting.signed_copy("Cabinet 2"),
        Meeting.kind(MeetingKind.DRAFTING_SESSION),
        Meeting.state(MeetingState.CANCELLED),
        Meeting.adopted_on(TODAY - timedelta(days=SIGNED_WITHIN_DAYS + 1)),
        Meeting.minutes_state(MinutesState.WITH_CHAIR),
    )
    for one in others:
        state.add(Meeting, *adopted, one)
    state.add(Meeting, *adopted[:-1])
    assert unsigned_minutes(state, TODAY) == ()
    meeting = state.add(Meeting, *adopted, Meeting.reference("M-2009-01"))
    due = today_view(state, TODAY).minutes[-1]
    words = t("today.minutes.unsigned", day=short_day(meeting.adopted_on))
    assert (due.name, due.words, due.late, due.unsigned) == ("M-2009-01", words, False, True)
    state.apply(never_signed(state, meeting))
    assert unsigned_minutes(state, TODAY) == ()


def kinds(lines: tuple[Problem, ...]) -> list[str]:
    return [line.what for line in lines]


def test_gaps_lead_to_the_field(state: MemoryState) -> None:
    gone = organization(state, "X", status=MembershipStatus.WITHDRAWN)
    state.apply(followup.add_action(state, "Draft", [gone.id], None, None, TODAY))
    owner, due = to_mend(state, TODAY)
    assert (owner.what, owner.field, owner.where) == (t("mend.gap.owner_left"), "owners", "A-2010-001 Draft")
    assert (due.what, due.field, due.table) == (t("mend.gap.no_due"), "due", "actions")
    assert counts((owner, due))[ProblemKind.GAPS] == count_of(state, TODAY)[ProblemKind.GAPS] == 2


def test_minutes_are_looked_through_before_they_go_out(state: MemoryState) -> None:
    settings = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT), Meeting.date(TODAY))
    meeting = state.add(Meeting, *settings)
    item = AgendaItem.meeting(meeting.id)
    state.add(AgendaItem, item, AgendaItem.title("SOP"))
    state.add(AgendaItem, item, AgendaItem.title("Law"), AgendaItem.outcome(Outcome.NOTED))
    state.add(AgendaItem, item, AgendaItem.title("Opening"), AgendaItem.kind(ItemKind.OPENING))
    state.add(Decision, Decision.meeting(meeting.id), Decision.reference("D-2010-01"))
    assert kinds(to_mend(state, TODAY)) == [
        t("mend.no_outcome"),
        t("mend.no_text"),
        t("mend.nobody_present"),
        t("mend.no_next_meeting"),
    ]
    state.add(Attendance, Attendance.meeting(meeting.id), Attendance.name("Ana"), Attendance.state(Presence.PRESENT))
    assert t("mend.not_on_roster") in kinds(to_mend(state, TODAY))


def test_a_guest_of_an_organization_that_is_not_on_the_register_is_of_one(state: MemoryState) -> None:
    settings = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT), Meeting.date(TODAY))
    meeting = state.add(Meeting, *settings, Meeting.next_meeting(TODAY))
    state.apply(walk_in(state, meeting, "Ms Smith", organization_text="Embassy of Utopia"))
    assert kinds(to_mend(state, TODAY)) == []


@given(st.lists(st.tuples(st.sampled_from(["A-2010-001", "A-2010-002", "D-2010-01"]), st.booleans()), max_size=12))
def test_all_that_share_a_number_are_one_line_and_get_their_own_at_once(
    drawn: list[tuple[str, bool]],
) -> None:
    state = MemoryState()
    out = state.add(Meeting, Meeting.date(TODAY), Meeting.minutes_state(MinutesState.CIRCULATED))
    for reference, went_out in drawn:
        kind, meeting = Action if reference.startswith("A") else Decision, (out.id if went_out else None)
        state.add(kind, kind.reference(reference), kind.meeting(meeting))

    def numbered() -> list[Action | Decision]:
        return [*state.all(Action), *state.all(Decision)]

    before = {one.id: one.reference for one in numbered()}
    lines = [line for line in to_mend(state, TODAY) if line.id == RENUMBER]
    state.apply(renumbered(state, TODAY))
    now = numbered()
    shared = Counter(one.reference for one in now)
    moved = [one for one in now if one.reference != before[one.id]]
    assert len(lines) == bool(moved)
    assert all(one.former_references == (before[one.id],) and may_get_new_number(state, one) for one in moved)
    assert all(shared[one.reference] == 1 for one in now if may_get_new_number(state, one))
    assert {one.reference for one in now} >= set(before.values())


def test_a_period_that_ends_before_it_begins_leads_to_whose_it_is(state: MemoryState) -> None:
    ministry = organization(state, "MoX")
    days = (Membership.since(TODAY), Membership.until(date(2009, 1, 1)))
    state.add(Membership, Membership.organization(ministry.id), *days)
    (line,) = to_mend(state, TODAY)
    assert count_of(state, TODAY)[ProblemKind.AFTER_MERGE] == 1
    assert (line.what, line.table, line.record) == (t("mend.ends_before"), "organizations", ministry.id)
    assert line.where.startswith("MoX · Membership · ")


def test_what_the_check_found_and_what_two_people_changed(state: MemoryState) -> None:
    finding = Finding("I1", "actions", "01", "due", "mend.rivals", {})
    action = state.add(Action, Action.text("x"), Action.due(TODAY), Action.all(value=True))
    action.row.contested = lambda: {"due": (("ana@1", "2010-03-01"),)}  # type: ignore[method-assign]
    rivals, found = to_mend(state, TODAY, contested=[action], findings=[finding])
    assert (rivals.kind, rivals.field, found.kind) == (ProblemKind.AFTER_MERGE, "due", ProblemKind.CHECK)
    assert found.where == "actions 01 due"


def test_who_comes_to_the_next_meeting_once_they_are_asked(state: MemoryState) -> None:
    organization(state, "MoJ", status=MembershipStatus.MEMBER)
    organization(state, "PNTL", status=MembershipStatus.MEMBER)
    state.apply(meetings.plan(state, date(2010, 3, 26)))
    assert today_view(state, TODAY).asked == ()
    planned = state.all(Meeting)[0]
    state.apply(circulate_invitation(state, planned, TODAY))
    first = roll(state, planned)[0]
    state.apply(answer(state, planned, first, Answer.COMING, AnswerDetails(TODAY)))
    (line,) = today_view(state, TODAY).asked
    said = t("invitation.tally", coming="1", not_coming="0", unanswered="1")
    assert line.shorter == f"{said} · {t('today.answers_until', day='26 Mar 2010')}"
    assert not line.late


def test_minutes_out_for_comments_are_asked_for_until_their_day_is_over(state: MemoryState) -> None:
    organization(state, "MoJ", status=MembershipStatus.MEMBER)
    held = (Meeting.state(MeetingState.HELD), Meeting.date(date(2010, 3, 3)))
    state.add(Meeting, *held, Meeting.minutes_state(MinutesState.CIRCULATED), Meeting.comments_until(TODAY))
    view, after = today_view(state, TODAY), today_view(state, date(2010, 3, 13))
    assert ([one.late for one in view.asked], view.minutes) == ([False], ())
    assert (after.asked, [one.late for one in after.minutes]) == ((), [False])


def test_a_member_who_stays_away_is_to_be_called_and_told_apart_from_apologies(state: MemoryState) -> None:
    home = organization(state, "MoJ", status=MembershipStatus.MEMBER)
    organization(state, "EU", status=MembershipStatus.OBSERVER)
    for month in (1, 2):
        held = (Meeting.date(date(2010, month, 1)), Meeting.state(MeetingState.HELD), Meeting.source("x"))
        place = (Attendance.meeting(state.add(Meeting, *held).id), Attendance.organization(home.id))
        state.add(Attendance, *place, Attendance.state(Presence.ABSENT))
    assert to_mend(state, TODAY) == ()
    held = (Meeting.date(date(2010, 3, 1)), Meeting.state(MeetingState.HELD), Meeting.source("x"))
    last = state.add(Meeting, *held)
    place = (Attendance.meeting(last.id), Attendance.organization(home.id))
    state.add(Attendance, *place, Attendance.state(Presence.APOLOGIES))
    (line,) = to_mend(state, TODAY)
    assert (line.kind, line.where) == (
        ProblemKind.GAPS,
        f"MoJ · {t('attendance.some_excused', count=3, apologies='1')}",
    )
    assert (line.table, line.record) == (Organization.TABLE, home.id)
    assert count_of(state, TODAY)[ProblemKind.GAPS] == counts([line])[ProblemKind.GAPS] == 1


@pytest.mark.parametrize("first", [False, True])
def test_minutes_wait_for_the_signed_copy_where_the_group_says_so(state: MemoryState, *, first: bool) -> None:
    state.add(Group, Group.signed_first(first))
    there = (Meeting.minutes_state(MinutesState.WITH_CHAIR), Meeting.cleared_by_chair(TODAY))
    meeting = state.add(Meeting, Meeting.date(TODAY - timedelta(days=2)), Meeting.state(MeetingState.HELD), *there)

    def now() -> tuple[str, str, bool]:
        (due,) = minutes_due(state, TODAY, calendar_of(state))
        before = [line.what for line in pre_flight(state, meeting, TODAY).lines]
        return due.words, minutes_steps(state, meeting)[0], t("mend.unsigned") in before

    day = short_day(TODAY)
    ready = (t("today.minutes.cleared", day=day), "circulated", False)
    assert now() == ((t("today.minutes.to_sign", day=day), "signed", True) if first else ready)
    state.apply(Edit("").update(meeting, Meeting.signed_copy("M.pdf")).done())
    meeting = state.all(Meeting)[0]
    assert now() == ready
