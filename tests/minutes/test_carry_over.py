"""What a meeting has not concluded comes back until somebody concludes it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.body import Body, without

from ictwg.domain.agenda import parked
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.values import MeetingState, Outcome
from ictwg.minutes.carry_over import LEFT_OVER, left_over, outcome_of

FIRST, SECOND, THIRD = date(2010, 1, 15), date(2010, 2, 12), date(2010, 3, 12)
TODAY = date(2010, 4, 1)


@pytest.fixture
def body() -> Body:
    return Body()


def waiting(body: Body, today: date = TODAY) -> list[str]:
    return [item.title for item in left_over(body.state, body.series, today)]


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_a_topic_waits_until_its_outcome_says_that_it_is_concluded(body: Body, outcome: Outcome | None) -> None:
    body.topic(body.meet(FIRST), "Shelter", outcome)
    assert waiting(body) == (["Shelter"] if outcome in (None, *LEFT_OVER) else [])


def test_what_was_said_under_a_topic_concludes_it_where_nobody_noted_an_outcome(body: Body) -> None:
    meeting = body.meet(FIRST)
    said, decided, promised, silent = (
        body.topic(meeting, title) for title in ("Said", "Decided", "Promised", "Silent")
    )
    body.note(said)
    body.decide(decided, "Adopted.", "D-2010-01")
    body.promise(promised, "Draft it", "A-2010-001")
    found = [outcome_of(body.state, item) for item in (said, decided, promised, silent)]
    assert found == [Outcome.NOTED, Outcome.DECIDED, Outcome.NOTED, Outcome.NOT_REACHED]
    assert waiting(body) == ["Silent"]


def test_of_imported_minutes_only_what_they_say_counts(body: Body) -> None:
    meeting = body.meet(FIRST, Meeting.source("0f3a"))
    body.topic(meeting, "Listed only")
    body.topic(meeting, "Carried over", Outcome.DEFERRED)
    assert waiting(body) == ["Carried over"]


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.POSTPONED, MeetingState.PLANNED])
def test_the_topics_of_a_meeting_that_did_not_take_place_wait(body: Body, state: MeetingState) -> None:
    meeting = body.meet(FIRST, state=state)
    body.topic(meeting, "Shelter")
    body.topic(meeting, "Withdrawn", Outcome.WITHDRAWN)
    assert waiting(body) == ["Shelter"]


def test_a_meeting_that_is_still_to_come_keeps_its_topics(body: Body) -> None:
    body.topic(body.meet(TODAY, state=MeetingState.PLANNED), "Shelter")
    assert waiting(body) == []


ENDS = st.sampled_from([*LEFT_OVER, Outcome.NOTED, Outcome.DECIDED, Outcome.WITHDRAWN, None])
CHOICES = st.lists(st.tuples(ENDS, st.booleans()), min_size=1, max_size=6)


@given(CHOICES)
def test_a_topic_is_always_in_one_place_until_it_is_concluded(turns: list[tuple[Outcome | None, bool]]) -> None:
    """Whatever is deferred, dropped or parked: it is proposed or concluded, never both, and never lost."""
    body = Body()
    day = FIRST
    meeting = body.meet(day)
    body.topic(meeting, "Shelter", Outcome.DEFERRED)
    concluded = False
    for ended, kept in turns:
        day = date.fromordinal(day.toordinal() + 28)
        proposal = body.propose(day, day)
        found = [item for item in proposal.items if item.title == "Shelter"]
        assert len(found) == (0 if concluded else 1)
        choice = proposal if kept else without(proposal, "Shelter")
        if kept and found:
            choice = choice._replace(items=tuple(i._replace(kept=i.kept or i in found) for i in choice.items))
        meeting = body.hold(body.accept(choice))
        held = [i for i in body.state.linked(AgendaItem, AgendaItem.meeting, meeting.id) if i.title == "Shelter"]
        assert len(held) == (1 if found and kept else 0)
        for item in held:
            body.state.apply(_ended(item, ended))
            concluded = ended in (Outcome.NOTED, Outcome.DECIDED, Outcome.WITHDRAWN)
        assert len([i for i in parked(body.state) if i.title == "Shelter"]) == (bool(found) and not kept)


def _ended(item: AgendaItem, outcome: Outcome | None) -> Changes:
    return Edit("verbs.edited").update(item, AgendaItem.outcome(outcome)).done()
