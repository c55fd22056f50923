"""A call for agenda items: who is asked until when, and what becomes of the answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.builders import MemoryState, organization

from ictwg.app.next_meeting.assembling import propose_for
from ictwg.domain.agenda import parked
from ictwg.domain.records import AgendaItem, Meeting, Round, RoundAnswer
from ictwg.domain.values import MembershipStatus, RoundState
from ictwg.locales import t
from ictwg.meetings.agenda import add_item, take_up
from ictwg.programme.owed import askings
from ictwg.programme.rounds import AgendaCall, asking_of, begin_call, call_for_items, last_day_for_items
from ictwg.records.group import calendar_of
from ictwg.records.lookup import Lookup

TODAY, DAY = date(2010, 3, 1), date(2010, 4, 16)


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    for acronym in ("MoJ", "PNTL"):
        organization(made, acronym, status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    meeting = made.add(Meeting, Meeting.date(DAY))
    until = last_day_for_items(made, meeting, TODAY).isoformat()
    made.apply(begin_call(Lookup(made, TODAY), meeting, {Round.closes_on.name: until}))
    made.apply(call(made).ask())
    return made


def call(state: MemoryState, today: date = TODAY) -> AgendaCall:
    about = call_for_items(state, state.all(Meeting)[0])
    assert about is not None
    asking = asking_of(state, about, today)
    assert isinstance(asking, AgendaCall)
    return asking


def says(state: MemoryState, text: str, on: str = "2010-03-03") -> None:
    now = call(state)
    moj = next(one for one in now.respondents if one.acronym == "MoJ")
    said = {RoundAnswer.state.name: str(RoundState.RECEIVED), RoundAnswer.text.name: text}
    state.apply(now.note(Lookup(state, DAY), moj, said | {RoundAnswer.answered_on.name: on}))


def test_each_line_of_an_answer_waits_as_a_topic_once_and_the_next_agenda_says_who_asked(state: MemoryState) -> None:
    says(state, "The SOP on referral\n\n A hotline ")
    says(state, "The sop on referral\nA hotline\nThe budget")
    meeting = state.all(Meeting)[0]
    topics = parked(state)
    assert [one.title for one in topics] == ["The SOP on referral", "A hotline", "The budget"]
    assert {(one.asked_by, one.asked_for) for one in topics} == {(call(state).respondents[0].organization, meeting.id)}
    why = t("agenda_call.asked_by", who="MoJ", day="3 Mar 2010")
    assert [one.why for one in propose_for(state, meeting, TODAY).items if one.item] == [why] * 3
    assert not [one for one in propose_for(state, meeting, TODAY).items if one.key.startswith("programme:")]
    state.apply(take_up(state, topics[0], meeting))
    assert [one.asked_by for one in state.linked(AgendaItem, AgendaItem.meeting, meeting.id)] == [topics[0].asked_by]


def test_what_a_withdrawn_answer_asked_for_waits_no_more(state: MemoryState) -> None:
    """But what was put on an agenda stays, and so does what somebody parked besides."""
    says(state, "The SOP on referral\nA hotline")
    now = call(state)
    sop, hotline = parked(state)
    state.apply(take_up(state, sop, state.all(Meeting)[0]))
    state.apply(add_item(state, None, "The budget", AgendaItem.asked_by(hotline.asked_by)))
    state.apply(now.take_back(next(one for one in call(state).respondents if one.answer is not None)))
    assert [one.title for one in parked(state)] == ["The budget"]
    assert [one.title for one in state.linked(AgendaItem, AgendaItem.meeting, state.all(Meeting)[0].id)] == [sop.title]
    says(state, "A hotline")
    assert "A hotline" in [one.title for one in parked(state)], "asked for again, it waits again"


def test_who_has_not_answered_is_late_after_the_last_day_which_is_before_the_agenda_goes_to_the_chair(
    state: MemoryState,
) -> None:
    says(state, "A hotline")
    until = call(state).until
    assert until == calendar_of(state).shift(DAY, -9)
    assert [one.acronym for one in call(state).waiting] == ["PNTL"]
    assert [one.id for one in askings(state, TODAY)] == [call(state).id]
    assert (call(state, until).is_late, call(state, until + timedelta(days=1)).is_late) == (False, True)
    assert last_day_for_items(state, state.all(Meeting)[0], DAY) == DAY, "no day that is over is proposed"
