"""Each organization over the meetings of a series, and who has stayed away three times in a row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.builders import MemoryState, organization

from ictwg.domain.records import Attendance, BodyMember, Meeting, Organization
from ictwg.domain.roster import held_before
from ictwg.domain.values import Function, MeetingState, MembershipStatus, Presence
from ictwg.locales import t
from ictwg.members.attendance_history import (
    OrganizationAttendance,
    attendance_over_time,
    flagged,
    members_staying_away,
    staying_away,
)
from ictwg.ui.screens.attendance_chart import ChartRequest, ChartRow, attendance_chart

TODAY = date(2010, 12, 1)
PRESENT, REMOTE, APOLOGIES, ABSENT = Presence.PRESENT, Presence.REMOTE, Presence.APOLOGIES, Presence.ABSENT


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def met(state: MemoryState, month: int, *, series: str = "", **came: Presence | None) -> Meeting:
    held = (Meeting.date(date(2010, month, 1)), Meeting.state(MeetingState.HELD), Meeting.series(series))
    meeting = state.add(Meeting, *held)
    for acronym, presence in came.items():
        home = next(o for o in state.all(Organization) if o.acronym == acronym)
        settings = (Attendance.meeting(meeting.id), Attendance.organization(home.id), Attendance.state(presence))
        state.add(Attendance, *settings)
    return meeting


def row(state: MemoryState, acronym: str, on: date = TODAY) -> OrganizationAttendance:
    return next(row for row in attendance_over_time(state, on) if row.acronym == acronym)


def test_the_latest_meeting_stands_first_and_silence_is_no_absence(state: MemoryState) -> None:
    organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2010, 2, 1))
    met(state, 1, MoJ=None)
    met(state, 2, MoJ=PRESENT)
    met(state, 3)
    found = row(state, "MoJ")
    assert [(one.state, one.unrecorded) for one in found.came] == [(None, True), (PRESENT, False), (None, False)]
    assert (found.attended, found.invited, found.counted, found.unrecorded) == (1, 2, 1, 1)
    assert (found.rate, found.missed.meetings, found.missed.is_worth_a_call) == (100, 0, False)


def test_who_was_not_marked_is_in_no_figure_though_others_were(state: MemoryState) -> None:
    for acronym in ("MoJ", "PNTL"):
        organization(state, acronym, status=MembershipStatus.MEMBER, since=date(2003, 5, 1))
    met(state, 1, MoJ=ABSENT, PNTL=PRESENT)
    for month in (2, 3):
        met(state, month, PNTL=PRESENT)
    assert [one.unrecorded for one in row(state, "MoJ").came] == [True, True, False]
    assert (row(state, "MoJ").missed.meetings, row(state, "MoJ").missed.is_worth_a_call) == (1, False)


def test_three_in_a_row_are_flagged_and_apologies_are_no_presence(state: MemoryState) -> None:
    organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2003, 5, 1))
    met(state, 1, MoJ=REMOTE)
    met(state, 2, MoJ=ABSENT)
    met(state, 3, MoJ=APOLOGIES)
    assert not row(state, "MoJ").missed.is_worth_a_call
    met(state, 4, MoJ=ABSENT)
    assert (row(state, "MoJ").missed.meetings, row(state, "MoJ").missed.is_worth_a_call) == (3, True)
    met(state, 5, MoJ=PRESENT)
    assert row(state, "MoJ").missed.meetings == 0


def test_it_was_there_if_one_of_its_people_was(state: MemoryState) -> None:
    home = organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2003, 5, 1))
    meeting = met(state, 1, MoJ=ABSENT)
    state.add(Attendance, Attendance.meeting(meeting.id), Attendance.organization(home.id), Attendance.state(REMOTE))
    assert [one.state for one in row(state, "MoJ").came] == [REMOTE]


def test_only_meetings_that_were_held_up_to_the_day_in_the_series(state: MemoryState) -> None:
    organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2003, 5, 1))
    first = met(state, 1)
    met(state, 6)
    state.add(Meeting, Meeting.date(date(2010, 1, 2)), Meeting.state(MeetingState.CANCELLED))
    law = state.add(Meeting, Meeting.date(date(2010, 1, 3)), Meeting.state(MeetingState.HELD), Meeting.series("LAW"))
    assert held_before(state, "", date(2010, 6, 1)) == (first,)
    assert held_before(state, "LAW", TODAY + timedelta(days=1)) == (law,)


def test_those_who_do_not_belong_that_day_are_not_listed(state: MemoryState) -> None:
    organization(state, "Gone", status=MembershipStatus.MEMBER, since=date(2003, 5, 1), until=date(2009, 12, 31))
    organization(state, "EU", status=MembershipStatus.OBSERVER, since=date(2003, 5, 1))
    assert [row.acronym for row in attendance_over_time(state, TODAY)] == ["EU"]
    assert [row.acronym for row in attendance_over_time(state, date(2009, 1, 1))] == ["EU", "Gone"]


@pytest.mark.parametrize(
    ("came", "words"),
    [
        ((ABSENT, ABSENT, ABSENT), t("attendance.missed", count=3)),
        ((ABSENT, APOLOGIES, ABSENT), t("attendance.some_excused", count=3, apologies="1")),
        ((APOLOGIES, APOLOGIES, APOLOGIES), t("attendance.all_excused", count=3)),
        ((PRESENT, ABSENT, PRESENT), ""),
    ],
)
def test_apologies_are_told_apart(state: MemoryState, came: tuple[Presence, ...], words: str) -> None:
    organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2003, 5, 1))
    for month, presence in enumerate(came, 1):
        met(state, month, MoJ=presence)
    assert row(state, "MoJ").missed.words() == words
    assert [one.acronym for one in flagged(state, TODAY)] == (["MoJ"] if words else [])


def test_each_body_has_its_own_row_of_absences(state: MemoryState) -> None:
    organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2003, 5, 1))
    for month in (1, 3, 5):
        met(state, month, MoJ=ABSENT)
        held = (Meeting.state(MeetingState.HELD), Meeting.series("LAW"))
        meeting = state.add(Meeting, Meeting.date(date(2010, month + 1, 1)), *held)
        home = state.all(Organization)[0]
        place = (Attendance.meeting(meeting.id), Attendance.organization(home.id))
        state.add(Attendance, *place, Attendance.state(PRESENT if month == 3 else ABSENT))
    assert [(series, found.acronym) for series, found in staying_away(state, TODAY)] == [("", "MoJ")]


def test_the_chart_and_what_is_to_check_name_the_same_who_stay_away(state: MemoryState) -> None:
    statuses = {"MoJ": MembershipStatus.MEMBER, "EU": MembershipStatus.OBSERVER, "Bank": MembershipStatus.INVITED}
    for acronym, status in statuses.items():
        organization(state, acronym, status=status, since=date(2003, 5, 1))
    for month in (1, 3, 5):
        met(state, month, **dict.fromkeys(statuses, ABSENT))
    lines = attendance_chart(state, ChartRequest(TODAY)).lines
    charted = {line.acronym for line in lines if isinstance(line, ChartRow) and line.missed}
    listed = {row.acronym for _, row in staying_away(state, TODAY)}
    assert charted == listed == {"MoJ", "EU"}


def test_a_sub_group_misses_its_own_members_and_nobody_elses(state: MemoryState) -> None:
    for acronym in ("MoJ", "PNTL", "UNDP"):
        organization(state, acronym, status=MembershipStatus.MEMBER, since=date(2003, 5, 1))
    university = organization(state, "University")
    homes = {one.acronym: one for one in state.all(Organization)}
    seated = ((homes["MoJ"], Function.FOCAL_POINT), (homes["UNDP"], Function.SECRETARIAT), (university, None))
    for home, function in seated:
        of = (BodyMember.series("LAW"), BodyMember.organization(home.id), BodyMember.since(date(2010, 2, 1)))
        state.add(BodyMember, *of, BodyMember.function(function or Function.FOCAL_POINT))
    for month in (1, 3, 5, 7):
        came = dict.fromkeys(("MoJ", "UNDP", "University"), ABSENT if month > 1 else None)
        met(state, month, PNTL=PRESENT if month == 1 else None, series="LAW", **came)
    found = {row.acronym: [one.state for one in row.came] for row in attendance_over_time(state, TODAY, "LAW")}
    missed = [ABSENT, ABSENT, ABSENT, None]
    assert found == {"MoJ": missed, "UNDP": missed, "University": missed}
    assert [row.acronym for row in members_staying_away(state, TODAY, "LAW")] == ["MoJ", "University"]
    assert [(code, row.acronym) for code, row in staying_away(state, TODAY)] == [("LAW", "MoJ"), ("LAW", "University")]
    assert all(row.invited == 0 for row in attendance_over_time(state, TODAY))
