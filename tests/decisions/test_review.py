"""“We try it for six months”: a decision comes back by the day of its review."""

from __future__ import annotations

from datetime import date, timedelta

from tests.builders import MemoryState
from tests.filtering import through

from ictwg.app.next_meeting.assembling import propose
from ictwg.decisions.decisions import to_review
from ictwg.domain.records import AgendaItem, Decision, Meeting
from ictwg.domain.values import Implementation, MeetingState
from ictwg.locales import t
from ictwg.programme.due import AHEAD, Waits, programme_due
from ictwg.records.lookup import shown_name

TODAY = date(2010, 3, 12)


def tried(*settings: object, until: date = TODAY) -> tuple[MemoryState, Decision]:
    state = MemoryState()
    held = (Meeting.date(date(2009, 9, 10)), Meeting.state(MeetingState.HELD))
    meeting = state.add(Meeting, *held)
    decided = (Decision.meeting(meeting.id), Decision.text("Meet at nine"), Decision.reference("D-2009-01"))
    return state, state.add(Decision, *decided, Decision.review_on(until), *settings)  # type: ignore[arg-type]


def test_it_is_on_today_two_weeks_before_and_late_behind_its_day() -> None:
    for days, told in ((-1, [True]), (0, [False]), (AHEAD.days, [False]), (AHEAD.days + 1, [])):
        state, _ = tried(until=TODAY + timedelta(days=days))
        assert [one.late for one in programme_due(state, TODAY) if one.waits is Waits.REVIEW] == told


def test_what_was_replaced_is_over_or_was_never_taken_is_not_looked_at_again() -> None:
    state, decision = tried()
    assert to_review(state, TODAY) == (decision,)
    assert [row.id for row in through(state, Decision, "is:review", TODAY)] == [decision.id]
    state.add(Decision, Decision.supersedes((decision.id,)))
    assert not to_review(state, TODAY)
    assert not through(state, Decision, "is:review", TODAY)
    for status in (Implementation.OVERTAKEN, Implementation.PROPOSED, Implementation.NOT_TAKEN):
        state, _ = tried(Decision.status(status))
        assert not to_review(state, TODAY)


def test_the_next_agenda_proposes_it_with_its_reason() -> None:
    state, decision = tried(Decision.status(Implementation.IMPLEMENTED))
    title = t("preparing.title.review", decision=shown_name(state, decision))
    (found,) = [one for one in propose(state, TODAY, on=TODAY + timedelta(days=5)).items if one.title == title]
    assert found.why == t("preparing.why.review", day="12 Mar 2010")
    assert found.of(AgendaItem.background) == decision.text
    assert title not in [one.title for one in propose(state, TODAY, on=TODAY - timedelta(days=1)).items]
