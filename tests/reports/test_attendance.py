"""The report on attendance: equal to a count by hand, for each audience, in words and in JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization
from tests.papers_made import report_text

from ictwg.domain.records import Attendance, BodyMember, Group, Meeting, Organization
from ictwg.domain.schema import Setting
from ictwg.domain.values import Audience, Capacity, Function, MeetingState, MembershipStatus, Presence
from ictwg.locales import t
from ictwg.members.organizations import change_status
from ictwg.reports import figures_of
from ictwg.reports.attendance import attendance_figures
from ictwg.reports.period import ReportRequest, asked_for

FIRST, TODAY = date(2010, 1, 4), date(2010, 12, 31)
YEAR = asked_for(TODAY, FIRST, TODAY, audience=Audience.CORE)
MEMBERS = YEAR._replace(audience=Audience.MEMBERS)
ORGANIZATIONS = ("MoJ", "PNTL", "EU")


def group(marks: Sequence[tuple[Presence | None, ...]], *settings: Setting) -> MemoryState:
    """Meetings a week apart, at which the three were marked so; the EU observes, PNTL is a member since the third."""
    state = MemoryState()
    state.add(Group, Group.name("Working Group"), *settings)
    since = (None, FIRST + timedelta(weeks=2), None)
    status = (MembershipStatus.MEMBER, MembershipStatus.MEMBER, MembershipStatus.OBSERVER)
    told = zip(ORGANIZATIONS, since, status, strict=True)
    homes = [organization(state, acronym, status=is_now, since=begins) for acronym, begins, is_now in told]
    for week, row in enumerate(marks):
        held = (Meeting.date(FIRST + timedelta(weeks=week)), Meeting.state(MeetingState.HELD))
        meeting = state.add(Meeting, *held, Meeting.reference(f"M-2010-{week + 1:02}"))
        for home, presence in zip(homes, row, strict=True):
            if presence is not None:
                place = (Attendance.meeting(meeting.id), Attendance.organization(home.id))
                state.add(Attendance, *place, Attendance.capacity(Capacity.MEMBER), Attendance.state(presence))
    return state


def sub_group_met(state: MemoryState, weeks: Sequence[int], absent: Sequence[str]) -> None:
    """The sub-group met in these weeks without them."""
    homes = {one.acronym: one.id for one in state.all(Organization)}
    for week in weeks:
        held = (Meeting.state(MeetingState.HELD), Meeting.series("LAW"))
        meeting = state.add(Meeting, Meeting.date(FIRST + timedelta(weeks=week)), *held)
        for acronym in absent:
            place = (Attendance.meeting(meeting.id), Attendance.organization(homes[acronym]))
            state.add(Attendance, *place, Attendance.state(X))


P, R, A, X = Presence.PRESENT, Presence.REMOTE, Presence.APOLOGIES, Presence.ABSENT
WEEKS = [(P, None, P), (R, None, A), (A, X, A), (None, P, X), (X, R, None)]


def test_the_figures_of_each_organization_and_each_meeting() -> None:
    figures = attendance_figures(group(WEEKS), YEAR, TODAY)
    told = (*figures.members, *figures.others)
    counts = [[one.row.count(state) for state in Presence] for one in told]
    assert [one.row.acronym for one in figures.members] == ["MoJ", "PNTL"]
    assert [one.row.acronym for one in figures.others] == ["EU"]
    assert counts == [[1, 1, 1, 1], [1, 1, 0, 1], [1, 0, 2, 1]]
    assert [(one.row.counted, one.row.unrecorded) for one in told] == [(4, 1), (3, 0), (4, 1)]
    assert [one.missed for one in told] == [(2, 1), (0, 0), (3, 2)]
    assert [(met.name, met.came, met.counted.represented, met.counted.of) for met in figures.meetings] == [
        ("M-2010-01", 2, 1, 1),
        ("M-2010-02", 1, 1, 1),
        ("M-2010-03", 0, 0, 2),
        ("M-2010-04", 1, 1, 2),
        ("M-2010-05", 1, 1, 2),
    ]


def test_in_markdown_with_signs_bars_and_flags() -> None:
    text = report_text(attendance_figures(group(WEEKS), YEAR, TODAY).report(YEAR))
    assert t("reports.attendance.held", count=5) in text
    assert t("reports.attendance.flagged", organizations="EU") in text
    row = next(line for line in text.splitlines() if line.startswith("| MoJ |"))
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        "MoJ", "2 of 4", "50 %", "1", "1", "1", "1", "1", "×?○◍●", "██████████░░░░░░░░░░",
    ]  # fmt: skip
    assert "Quorum" not in text
    assert "quorum" not in text


def test_quorum_stands_in_it_only_where_there_is_a_rule() -> None:
    state = group(WEEKS, Group.quorum_rule("ToR, § 7"))
    text = report_text(attendance_figures(state, YEAR, TODAY).report(YEAR))
    assert "| M-2010-01 | 4 Jan 2010 | 1 of 1 | 2 | quorum (1 needed) |" in text
    assert f"| M-2010-03 | 18 Jan 2010 | 0 of 2 | 0 | {t('reports.attendance.no_quorum', needed='2')} |" in text


def test_the_days_and_the_body_that_were_asked_for() -> None:
    state = group(WEEKS)
    sub_group_met(state, (0,), ("MoJ",))
    two = ReportRequest(FIRST + timedelta(weeks=1), FIRST + timedelta(weeks=2), "")
    assert [met.name for met in attendance_figures(state, two, TODAY).meetings] == ["M-2010-02", "M-2010-03"]
    assert len(attendance_figures(state, YEAR, TODAY).meetings) == 6
    assert len(attendance_figures(state, YEAR._replace(series="LAW"), TODAY).meetings) == 1
    early = attendance_figures(state, YEAR._replace(series=""), FIRST + timedelta(weeks=1))
    assert len(early.meetings) == 2


def test_what_was_missed_in_a_row_is_of_one_body() -> None:
    state = group([(X, P, P), (X, P, P)])
    sub_group_met(state, (2, 3), ("MoJ", "PNTL"))
    figures = attendance_figures(state, YEAR, TODAY)
    assert [(one.row.acronym, one.row.invited, one.missed.meetings) for one in figures.members] == [
        ("MoJ", 4, 2),
        ("PNTL", 4, 2),
    ]
    assert figures.flagged == ()


def test_of_a_sub_group_the_members_are_its_own() -> None:
    state = group(WEEKS)
    homes = {one.acronym: one.id for one in state.all(Organization)}
    for acronym, function in (("EU", Function.FOCAL_POINT), ("PNTL", Function.SECRETARIAT)):
        of = (BodyMember.series("LAW"), BodyMember.organization(homes[acronym]), BodyMember.function(function))
        state.add(BodyMember, *of)
    sub_group_met(state, (1, 2, 3), ("EU",))
    figures = attendance_figures(state, YEAR._replace(series="LAW"), TODAY)
    assert [(one.row.acronym, one.missed) for one in figures.members] == [("EU", (3, 0))]
    assert [one.row.acronym for one in figures.others] == ["PNTL"]
    everything = attendance_figures(state, YEAR, TODAY)
    assert [(one.row.acronym, one.row.invited) for one in everything.members] == [("MoJ", 5), ("PNTL", 6)]


def test_a_meeting_that_they_may_not_see_counts_for_nobody() -> None:
    state = group(WEEKS)
    closed = (Meeting.state(MeetingState.HELD), Meeting.audience(Audience.CORE))
    state.add(Meeting, Meeting.date(FIRST + timedelta(weeks=5)), *closed)
    told = figures_of("attendance", state, MEMBERS, TODAY).json(MEMBERS)
    assert (len(told["meetings"]), told["not_recorded"]) == (5, [])
    assert len(figures_of("attendance", state, YEAR, TODAY).json(YEAR)["not_recorded"]) == 1


def test_a_meeting_whose_roll_nobody_took_counts_for_nobody_and_is_named() -> None:
    state = group([(P, P, P), (None, None, None), (X, P, P)])
    figures = attendance_figures(state, YEAR, TODAY)
    assert (figures.held, figures.not_taken) == (3, ("M-2010-02",))
    assert [met.name for met in figures.meetings] == ["M-2010-01", "M-2010-03"]
    assert [(one.row.acronym, one.row.attended, one.row.counted) for one in figures.members] == [
        ("MoJ", 1, 2),
        ("PNTL", 2, 2),
    ]
    text = report_text(figures.report(YEAR))
    assert t("reports.attendance.held", count=3) in text
    assert t("reports.attendance.not_taken", meetings="M-2010-02") in text


@pytest.mark.parametrize("held", [0, 1])
def test_where_no_roll_was_taken_it_does_not_say_that_nobody_met(held: int) -> None:
    text = report_text(attendance_figures(group([(None, None, None)] * held), YEAR, TODAY).report(YEAR))
    assert t("reports.attendance.held", count=held) in text
    assert (t("reports.attendance.no_meeting") in text) is (held == 0)
    assert (t("reports.attendance.none_taken") in text) is (held > 0)


def test_who_withdrew_later_was_a_member_in_the_period_all_the_same() -> None:
    state = group(WEEKS)
    moj = next(one for one in state.all(Organization) if one.acronym == "MoJ")
    state.apply(change_status(state, moj, MembershipStatus.WITHDRAWN, FIRST + timedelta(weeks=3)))
    figures = attendance_figures(state, YEAR, TODAY)
    assert [one.row.acronym for one in figures.members] == ["MoJ", "PNTL"]
    assert [met.counted.of for met in figures.meetings] == [1, 1, 2, 1, 1]


def test_members_are_told_of_the_meetings_and_of_no_organization() -> None:
    figures = attendance_figures(group(WEEKS), MEMBERS, TODAY)
    text = report_text(figures.report(MEMBERS))
    assert "| M-2010-05 | 1 Feb 2010 | 1 of 2 | 1 |" in text
    assert not {"MoJ", "PNTL", "EU"} & set(re.findall(r"\w+", text))
    assert figures.json(MEMBERS)["organizations"] is None
    cleared = MEMBERS._replace(organizations=True)
    told = next(one for one in figures.report(cleared).tables if one.heading == "Members")
    assert told.columns == (
        "Organization", t("reports.column.came_of"), "Present", "Remote", "Apologies", "Absent",
        t("reports.column.not_recorded"),
    )  # fmt: skip
    assert (told.bars, [row[0] for row in told.rows]) == ((), ["MoJ", "PNTL"])
    assert "flagged" not in figures.json(cleared)["organizations"][0]


marks = st.lists(st.tuples(*[st.sampled_from([None, *Presence])] * 3), max_size=12)


@given(marks)
def test_json_adds_up_to_a_count_by_hand(weeks: list[tuple[Presence | None, ...]]) -> None:
    told = attendance_figures(group(weeks), YEAR, TODAY).json(YEAR)
    taken = [(week, row) for week, row in enumerate(weeks) if any(row)]
    assert (len(told["meetings"]), len(told["not_recorded"])) == (len(taken), len(weeks) - len(taken))
    for place, acronym in enumerate(ORGANIZATIONS):
        asked = [row[place] for week, row in taken if row[place] or acronym != "PNTL" or week >= 2]
        found = next((one for one in told["organizations"] if one["organization"] == acronym), None)
        said = [state for state in asked if state is not None]
        if found is None:
            assert not asked
            continue
        assert [found[str(state)] for state in Presence] == [said.count(state) for state in Presence]
        assert (found["meetings"], found["attended"]) == (len(said), said.count(P) + said.count(R))
        assert found["not_recorded"] == len(asked) - len(said)
        in_a_row = len(said) - max((n for n, state in enumerate(said, 1) if state in (P, R)), default=0)
        assert (found["missed_in_a_row"], found["flagged"]) == (in_a_row, in_a_row >= 3)
    came = [sum(state in (P, R) for state in row) for _, row in taken]
    assert [one["came"] for one in told["meetings"]] == came
