"""When something is late, and what counts as a gap (DOMAIN.md §3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization

from ictwg.domain.changes import Edit
from ictwg.domain.overdue import Deadlines, Gap
from ictwg.domain.records import Action, Meeting
from ictwg.domain.values import ActionKind, ActionStatus, DueWord, MeetingState, MembershipStatus
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 12)
DAY = timedelta(days=1)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def meeting(state: MemoryState, on: date, held: MeetingState = MeetingState.HELD, series: str = "") -> Meeting:
    return state.add(Meeting, Meeting.date(on), Meeting.state(held), Meeting.series(series))


@pytest.mark.parametrize(("due", "late"), [(TODAY - DAY, True), (TODAY, False), (TODAY + DAY, False), (None, False)])
def test_late_from_the_day_after(state: MemoryState, due: date | None, late: bool) -> None:
    action = state.add(Action, Action.due(due))
    assert Deadlines(state, TODAY).overdue(action) is late


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.CANCELLED])
def test_what_is_closed_is_never_late(state: MemoryState, status: ActionStatus) -> None:
    action = state.add(Action, Action.due(TODAY - DAY), Action.status(status))
    assert not Deadlines(state, TODAY).overdue(action)
    assert Deadlines(state, TODAY).gaps(action) == ()


def test_next_meeting_is_late_only_after_that_was_held(state: MemoryState) -> None:
    origin = meeting(state, date(2010, 1, 10))
    action = state.add(Action, Action.due(DueWord.NEXT_MEETING), Action.meeting(origin.id))
    assert Deadlines(state, TODAY).gaps(action) == (Gap.NO_OWNER, Gap.NOT_PLANNED)
    meeting(state, date(2010, 2, 10), MeetingState.CANCELLED)
    meeting(state, date(2010, 2, 12), MeetingState.HELD, "LAW")
    assert Deadlines(state, TODAY).day(action) is None
    planned = meeting(state, date(2010, 3, 10), MeetingState.PLANNED)
    assert Deadlines(state, TODAY).day(action) == date(2010, 3, 10)
    assert not Deadlines(state, TODAY).overdue(action)
    held = meeting(state, date(2010, 3, 10), MeetingState.HELD)
    assert planned.date == held.date
    state.apply(Edit("verbs.removed").remove(planned).done())
    assert Deadlines(state, TODAY).overdue(action)
    assert not Deadlines(state, date(2010, 3, 10)).overdue(action)


def test_without_an_origin_the_day_it_was_given_counts(state: MemoryState) -> None:
    meeting(state, date(2010, 2, 1))
    action = state.add(Action, Action.due(DueWord.NEXT_MEETING), Action.given_on(date(2010, 1, 15)))
    assert Deadlines(state, TODAY).overdue(action)
    nowhere = state.add(Action, Action.due(DueWord.NEXT_MEETING))
    assert Gap.NOT_PLANNED in Deadlines(state, TODAY).gaps(nowhere)


def test_something_ongoing_is_looked_at_on_its_review_date(state: MemoryState) -> None:
    action = state.add(Action, Action.due(DueWord.ONGOING), Action.all(value=True))
    assert Deadlines(state, TODAY).gaps(action) == (Gap.NO_REVIEW,)
    assert not Deadlines(state, TODAY).overdue(action)
    reviewed = state.add(Action, Action.due(DueWord.ONGOING), Action.review_on(TODAY - DAY))
    assert Deadlines(state, TODAY).overdue(reviewed)


def test_an_owner_who_left_is_a_gap_and_one_never_registered_is_not(state: MemoryState) -> None:
    gone = organization(state, "UNIFEM", status=MembershipStatus.MEMBER, until=date(2010, 1, 1))
    withdrew = organization(state, "X", status=MembershipStatus.WITHDRAWN)
    outside = organization(state, "ADB")
    stays = organization(state, "IOM", status=MembershipStatus.MEMBER)
    rules = Deadlines(state, TODAY)
    assert rules.left == {gone.id, withdrew.id}
    for owner, gaps in ((gone, (Gap.OWNER_LEFT,)), (outside, ()), (stays, ())):
        action = state.add(Action, Action.owners((owner.id,)), Action.due(TODAY))
        assert rules.gaps(action) == gaps


def test_tasks_have_no_gaps(state: MemoryState) -> None:
    task = state.add(Action, Action.kind(ActionKind.TASK))
    assert Deadlines(state, TODAY).gaps(task) == ()


days = st.dates(date(2009, 1, 1), date(2012, 1, 1))


@given(st.lists(st.tuples(days, st.sampled_from(list(MeetingState)), st.sampled_from(["", "LAW"]))), days, days)
def test_the_first_meeting_after_it_that_takes_place_is_the_day_that_counts(
    meetings: list[tuple[date, MeetingState, str]], given_on: date, today: date
) -> None:
    state = MemoryState()
    for on, held, series in meetings:
        meeting(state, on, held, series)
    action = state.add(Action, Action.due(DueWord.NEXT_MEETING), Action.given_on(given_on))
    after = sorted((on, held) for on, held, series in meetings if series == "" and on > given_on)
    after = [(on, held) for on, held in after if held in (MeetingState.PLANNED, MeetingState.HELD)]
    expected = after[0][0] if after else None
    assert Deadlines(state, today).day(action) == expected
    if Deadlines(state, today).overdue(action):
        assert expected is not None
        assert expected < today


@pytest.mark.parametrize("due", [TODAY, DueWord.NEXT_MEETING, DueWord.ONGOING, None])
def test_a_due_date_can_be_typed_as_it_is_stored(state: MemoryState, due: date | DueWord | None) -> None:
    lookup = Lookup(state, TODAY)
    assert Action.due.parse(Action.due.type_text(due, lookup), lookup) == due
