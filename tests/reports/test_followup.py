"""The figures of follow-up, against counts by hand and against a recount that shares nothing with them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization
from tests.papers_made import report_text

from ictwg.domain import overdue as as_at
from ictwg.domain.records import Action, DueChange, Meeting, Organization, StatusChange
from ictwg.domain.schema import Setting
from ictwg.domain.values import ActionKind, ActionStatus, Audience, DueWord, MeetingState, OrganizationType, ShiftedBy
from ictwg.locales import t
from ictwg.reports.actions import EVERYBODY, NOBODY, FollowUpFigures, followup_figures
from ictwg.reports.period import asked_for

TODAY = date(2010, 3, 31)
JANUARY, FEBRUARY, MARCH = date(2010, 1, 10), date(2010, 2, 10), date(2010, 3, 10)


def figures(
    state: MemoryState, since: date = date(2010, 1, 1), until: date = TODAY, series: str = "*"
) -> FollowUpFigures:
    return followup_figures(state, asked_for(TODAY, since, until, series=series), TODAY)


def test_what_was_open_at_the_end_of_a_month_stays_in_its_row() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ")
    base = (Action.owners((moj.id,)), Action.given_on(JANUARY))
    done = (Action.status(ActionStatus.DONE), Action.closed_on(MARCH))
    action = state.add(Action, *base, Action.due(date(2010, 2, 1)), *done)
    state.add(StatusChange, StatusChange.action(action.id), StatusChange.on(MARCH))
    found = figures(state)
    row = ((Action.TABLE, action.id),)
    assert [tuple(month) for month in found.months] == [
        ("2010-01", 1, 0, 0, 1, 0, row),
        ("2010-02", 0, 0, 0, 1, 1, row),
        ("2010-03", 0, 1, 0, 0, 0, row),
    ]
    assert [age.behind for age in figures(state, until=date(2010, 2, 28)).ages] == [(), row, (), (), ()]
    assert (*found.flow.values(), found.open, found.days) == (1, 1, 0, 0, 59)


def test_a_date_that_was_put_off_was_not_yet_late_by_the_day_that_held_before() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ")
    action = state.add(Action, Action.owners((moj.id,)), Action.given_on(JANUARY), Action.due(date(2010, 4, 30)))
    moved = (DueChange.on(MARCH), DueChange.before(date(2010, 2, 1)), DueChange.after(date(2010, 4, 30)))
    state.add(DueChange, DueChange.action(action.id), *moved, DueChange.by(ShiftedBy.OWNER))
    found = figures(state)
    assert [month.overdue for month in found.months] == [0, 1, 0]
    (owner,) = found.owners
    assert (owner.name, owner.open, owner.overdue, owner.slips) == ("MoJ", 1, 0, 1)


def test_what_was_done_and_opened_again_stays_done_in_its_month() -> None:
    state = MemoryState()
    action = state.add(Action, Action.given_on(JANUARY), Action.status(ActionStatus.DONE), Action.closed_on(MARCH))
    for on, before in ((JANUARY, ActionStatus.OPEN), (FEBRUARY, ActionStatus.DONE), (MARCH, ActionStatus.OPEN)):
        state.add(StatusChange, StatusChange.action(action.id), StatusChange.on(on), StatusChange.before(before))
    assert [(month.done, month.open) for month in figures(state).months] == [(1, 0), (0, 1), (1, 0)]


def test_next_meeting_is_late_once_that_meeting_was_held() -> None:
    state = MemoryState()
    held = Meeting.state(MeetingState.HELD)
    first = state.add(Meeting, Meeting.date(JANUARY), held)
    state.add(Meeting, Meeting.date(FEBRUARY), held)
    state.add(Action, Action.meeting(first.id), Action.due(DueWord.NEXT_MEETING))
    assert [month.overdue for month in figures(state).months] == [0, 1, 1]


def test_gaps_everybody_and_nobody_have_their_rows() -> None:
    state = MemoryState()
    state.add(Action, Action.given_on(JANUARY))
    state.add(Action, Action.given_on(JANUARY), Action.all(True), Action.due(FEBRUARY))
    state.add(Action, Action.given_on(JANUARY), Action.kind(ActionKind.TASK))
    found = figures(state)
    assert (found.open, found.no_owner, found.no_due) == (2, 1, 1)
    assert [owner.organization for owner in found.owners] == [EVERYBODY, NOBODY]
    core = asked_for(TODAY, None, None, audience=Audience.CORE)
    assert found.json(core)["organizations"][1]["organization"] is None


def test_of_one_series_only() -> None:
    state = MemoryState()
    law = state.add(Meeting, Meeting.date(JANUARY), Meeting.series("LAW"))
    state.add(Action, Action.meeting(law.id))
    state.add(Action, Action.given_on(JANUARY))
    assert figures(state, series="LAW").open == figures(state, series="").open == 1
    assert figures(state).open == 2


def test_months_before_the_first_action_are_left_out() -> None:
    state = MemoryState()
    state.add(Action, Action.given_on(MARCH))
    assert [month.month for month in figures(state, since=date(2009, 1, 1)).months] == ["2010-03"]
    assert [month.month for month in figures(MemoryState()).months] == ["2010-03"]


class Told(NamedTuple):
    """An action as a history tells it: days from the first of January."""

    given: int
    closed: int | None
    dropped: bool
    due: int | None


DAYS = st.integers(0, 89)
HISTORIES = st.lists(st.builds(Told, DAYS, st.none() | DAYS, st.booleans(), st.none() | DAYS), max_size=12)


@given(HISTORIES)
def test_law_every_month_ends_with_what_it_began_with_and_what_came_without_what_went(told: list[Told]) -> None:
    """And what is open and overdue at each month's end is what a walk over the histories finds."""
    state, first = MemoryState(), date(2010, 1, 1)
    histories = [one for one in told if one.closed is None or one.closed >= one.given]
    for one in histories:
        state.add(Action, *_settings(one, first))
    months = figures(state).months
    before = 0
    for month in months:
        year, number = map(int, month.month.split("-"))
        end = (date(year + number // 12, number % 12 + 1, 1) - first).days - 1
        still = [one for one in histories if one.given <= end and (one.closed is None or one.closed > end)]
        assert month.open == len(still)
        assert month.overdue == sum(one.due is not None and one.due < end for one in still)
        assert month.open == before + month.given - month.done - month.cancelled
        before = month.open


class ActionHistory(NamedTuple):
    """An action with what was noted of it, in no sensible order: days from the first of January."""

    given: int | None
    status: ActionStatus
    closed: int | None
    moves: tuple[tuple[int, ActionStatus], ...]
    put_off: tuple[int, ...]


STATUSES = st.sampled_from(list(ActionStatus))
MOVES = st.lists(st.tuples(DAYS, STATUSES), max_size=2).map(tuple)
COURSES = st.lists(
    st.builds(
        ActionHistory, st.none() | DAYS, STATUSES, st.none() | DAYS, MOVES, st.lists(DAYS, max_size=2).map(tuple)
    ),
    max_size=6,
)


@given(COURSES, DAYS)
@example([ActionHistory(59, ActionStatus.DONE, 10, (), ())], 31)
def test_law_what_rests_since_before_the_period_changes_no_figure(told: list[ActionHistory], since: int) -> None:
    state, first = MemoryState(), date(2010, 1, 1)
    moj = organization(state, "MoJ")
    for one in told:
        given_on = Action.given_on(first + timedelta(one.given) if one.given is not None else None)
        closed = Action.closed_on(first + timedelta(one.closed) if one.closed is not None else None)
        action = state.add(Action, Action.owners((moj.id,)), given_on, Action.status(one.status), closed)
        for day, before in one.moves:
            on = StatusChange.on(first + timedelta(day))
            state.add(StatusChange, StatusChange.action(action.id), on, StatusChange.before(before))
        for day in one.put_off:
            on, after = DueChange.on(first + timedelta(day)), DueChange.after(date(2010, 6, 1))
            moved = (DueChange.action(action.id), on, DueChange.before(date(2010, 5, 1)), after)
            state.add(DueChange, *moved, DueChange.by(ShiftedBy.OWNER))
    quick = figures(state, first + timedelta(since))
    with patch.object(as_at.ActionHistory, "rests", return_value=False):
        assert figures(state, first + timedelta(since)) == quick


def _settings(one: Told, first: date) -> tuple[Setting, ...]:
    status = ActionStatus.CANCELLED if one.dropped else ActionStatus.DONE
    closed = (Action.status(status), Action.closed_on(first + timedelta(one.closed))) if one.closed is not None else ()
    due = Action.due(first + timedelta(one.due) if one.due is not None else None)
    return (Action.given_on(first + timedelta(one.given)), due, *closed)


def owing() -> MemoryState:
    """PNTL owes more than the ministry that stands before it."""
    state = MemoryState()
    pntl = organization(state, "PNTL", Organization.type(OrganizationType.SECURITY))
    moj = organization(state, "MoJ", Organization.type(OrganizationType.GOVERNMENT))
    for owner, due in ((moj, FEBRUARY), (pntl, JANUARY), (pntl, MARCH)):
        state.add(Action, Action.owners((owner.id,)), Action.given_on(JANUARY), Action.due(due))
    done = (Action.status(ActionStatus.DONE), Action.closed_on(MARCH))
    state.add(Action, Action.owners((pntl.id,)), Action.given_on(JANUARY), Action.due(FEBRUARY), *done)
    return state


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.EVERYONE])
def test_members_are_told_of_the_group_and_of_no_organization(audience: Audience) -> None:
    asked = asked_for(TODAY, date(2010, 1, 1), TODAY, audience=audience)
    found = followup_figures(owing(), asked, TODAY)
    printed = report_text(found.report(asked))
    assert not {"MoJ", "PNTL"} & set(re.findall(r"\w+", printed))
    assert "At the end 3 open." in printed
    assert found.json(asked)["organizations"] is None


def test_where_the_chair_has_cleared_it_they_are_told_in_protocol_order_without_bars_ranks_and_days() -> None:
    asked = asked_for(TODAY, date(2010, 1, 1), TODAY, organizations=True)
    found = followup_figures(owing(), asked, TODAY)
    (table,) = (one for one in found.report(asked).tables if one.heading == t("reports.followup.owners"))
    assert table.columns == ("Organization", "Open", "Done")
    assert table.rows == (("MoJ", "1", "0"), ("PNTL", "2", "1"))
    assert not table.bars
    assert t("reports.organizations") in found.report(asked).about
    assert list(found.json(asked)["organizations"][0]) == ["organization", "organization_id", "open", "done"]


def test_the_chair_sees_days_and_bars() -> None:
    asked = asked_for(TODAY, date(2010, 1, 1), TODAY, audience=Audience.CORE)
    found = followup_figures(owing(), asked, TODAY)
    (table,) = (one for one in found.report(asked).tables if one.heading == t("reports.followup.owners"))
    assert table.columns[3:] == (
        t("reports.column.oldest"),
        "Done",
        t("reports.column.in_time"),
        t("reports.column.days"),
        t("reports.column.slips"),
    )
    assert len(table.bars) == 2
    assert "days" in found.json(asked)["organizations"][0]


def test_the_report_says_who_may_read_it() -> None:
    asked = asked_for(TODAY, None, None, audience=Audience.CORE)
    report = followup_figures(MemoryState(), asked, TODAY).report(asked)
    period = t("reports.period", since="1 Apr 2009", until="31 Mar 2010")
    assert report.about == (period, "For: core group", t("reports.as_of", day="31 Mar 2010"))
    assert report.values["audience"] == "core"
