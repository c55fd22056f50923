"""Law: what the screen of matters arising lists is what the minutes print, over groups with and without sub-groups."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, known

from ictwg.actions import actions as followup
from ictwg.domain.records import Action, Meeting, Series
from ictwg.domain.values import ActionStatus, Audience, MeetingState, MinutesState
from ictwg.meetings import meetings
from ictwg.minutes.matters_arising import review
from ictwg.minutes.printed.making import minutes_sheet

FIRST = date(2010, 1, 8)
BODIES = ("", "", "LAW", "DS")


class Given(NamedTuple):
    """An action of a meeting, and what became of it so many days after."""

    at: int
    closed: int | None
    by_phone: bool
    reopened: bool
    said_at: int | None


days = st.integers(0, 80)
held = st.lists(st.tuples(days, st.sampled_from(BODIES), st.booleans()), min_size=1, max_size=6)
given_ = st.builds(
    Given, st.integers(-1, 5), st.none() | days, st.booleans(), st.booleans(), st.none() | st.integers(0, 5)
)


def group_of(plan: list[tuple[int, str, bool]], promises: list[Given]) -> tuple[MemoryState, list[str]]:
    state = MemoryState()
    for code in ("LAW", "DS"):
        state.add(Series, Series.code(code), Series.name(code))
    ids = []
    for day, body, out in plan:
        on = FIRST + timedelta(days=day)
        ids.append(state.apply(meetings.plan(state, on, series=body)).created[0][1])
        meeting = known(state.get(Meeting, ids[-1]))
        state.apply(meetings.hold(state, meeting))
        if out:
            gone = (Meeting.circulated(on + timedelta(days=7)), Meeting.minutes_state(MinutesState.CIRCULATED))
            state.apply(meetings.edit(state.get(Meeting, ids[-1]) or meeting, *gone))
    for one in promises:
        _promise(state, ids, one)
    return state, ids


def _promise(state: MemoryState, ids: list[str], one: Given) -> None:
    origin = state.get(Meeting, ids[one.at % len(ids)]) if one.at >= 0 else None
    on = (origin.date if origin else None) or FIRST
    id = state.apply(followup.add_action(state, "Draft it", (), None, origin, on)).created[0][1]
    said = state.get(Meeting, ids[one.said_at % len(ids)]) if one.said_at is not None else None
    if said is not None and said.date is not None:
        state.apply(followup.progress(state, _the(state, id), "half", said.date, meeting=said))
    if one.closed is not None:
        day = on + timedelta(days=one.closed)
        there = next((m for m in state.all(Meeting) if m.date == day and not one.by_phone), None)
        state.apply(followup.close(state, _the(state, id), day, on=day, at=there))
        if one.reopened:
            later = day + timedelta(days=9)
            state.apply(followup.set_status(state, _the(state, id), ActionStatus.OPEN, later))


def _the(state: MemoryState, id: str) -> Action:
    return known(state.get(Action, id))


@given(held, st.lists(given_, max_size=6))
def test_law_what_the_screen_lists_is_what_the_minutes_print(
    plan: list[tuple[int, str, bool]], promises: list[Given]
) -> None:
    state, ids = group_of(plan, promises)
    for meeting in (state.get(Meeting, id) for id in ids):
        assert meeting is not None
        assert meeting.state is MeetingState.HELD
        today = meeting.date or FIRST
        printed = minutes_sheet(state, meeting, Audience.SECRETARIAT, today).reviewed
        listed = {line.id for line in review(state, meeting, today)}
        assert {action.id for action in printed} == listed, meeting.series


def test_the_plenary_prints_what_a_sub_group_promised_and_what_was_closed_there() -> None:
    open_one, closed_here = Given(0, None, False, False, None), Given(0, 28, False, False, None)
    state, ids = group_of([(0, "LAW", False), (28, "", False), (28, "DS", False)], [open_one, closed_here])
    plenary, drafting = state.get(Meeting, ids[1]), state.get(Meeting, ids[2])
    assert plenary is not None
    assert drafting is not None
    sheet = minutes_sheet(state, plenary, Audience.MEMBERS, FIRST)
    assert [(one.reference, one.promise.status) for one in sheet.reviewed] == [
        ("A-2010-001", ActionStatus.OPEN),
        ("A-2010-002", ActionStatus.DONE),
    ]
    assert minutes_sheet(state, drafting, Audience.MEMBERS, FIRST).reviewed == ()
