"""Comments on a document: who is asked, what came, what becomes of it, and when they are closed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization

from ictwg.documents.comments import DocumentComments, MinutesComments, add_comment, settle
from ictwg.domain.access import visible
from ictwg.domain.records import Attendance, Contact, Document, Group, Meeting
from ictwg.domain.values import (
    PRESENT_STATES,
    Audience,
    Commented,
    Direction,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Presence,
    Settled,
)
from ictwg.errors import InvalidValueError
from ictwg.minutes.approval import still_open
from ictwg.programme.owed import askings
from ictwg.records.lookup import Lookup

TODAY, UNTIL = date(2010, 2, 15), date(2010, 2, 26)
BODIES = ("MoJ", "PNTL", "UNFPA")


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    for acronym in ("MoJ", "PNTL"):
        organization(made, acronym, status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    made.add(Document, Document.title("The bill"), Document.comments_until(UNTIL))
    return made


def asking(state: MemoryState, today: date = TODAY) -> DocumentComments:
    return DocumentComments(state, state.all(Document)[0], today)


def says(state: MemoryState, **typed: str) -> Contact:
    now = asking(state)
    state.apply(now.note(Lookup(state, TODAY), now.waiting[0], now.usual | typed))
    return state.all(Contact)[-1]


def test_who_has_not_commented_waits_until_the_day_and_is_late_after_it(state: MemoryState) -> None:
    says(state, text="Article 3, not 4")
    assert (asking(state).count, [one.acronym for one in asking(state).waiting]) == ((1, 2), ["PNTL"])
    assert [one.id for one in askings(state, TODAY)] == [asking(state).id]
    assert not asking(state, UNTIL).is_late
    assert asking(state, date(2010, 2, 27)).is_late


def test_a_comment_is_settled_and_as_open_as_it_was_made(state: MemoryState) -> None:
    comment = says(state, text="Article 3, not 4")
    assert (comment.documents, comment.minutes) == ((state.all(Document)[0].id,), ())
    assert visible(state, comment, Audience.MEMBERS)
    kept = says(state, text="Between us", audience="secretariat")
    assert not visible(state, kept, Audience.MEMBERS)
    assert [one.to_settle for one in asking(state).respondents] == [True, True]
    state.apply(settle(comment, Settled.ACCEPTED, TODAY))
    assert sorted(one.to_settle for one in asking(state).respondents) == [False, True]


def test_a_comment_without_words_is_refused(state: MemoryState) -> None:
    with pytest.raises(InvalidValueError):
        says(state, text=" ")
    assert says(state, comments=Commented.NO_COMMENTS).comments is Commented.NO_COMMENTS


def test_a_reminder_is_a_contact_about_the_document_and_no_comment(state: MemoryState) -> None:
    now = asking(state)
    state.apply(now.remind(now.respondents[:1]))
    (contact,) = state.all(Contact)
    assert (contact.direction, contact.comments, contact.on) == (Direction.OUT, None, TODAY)
    assert not visible(state, contact, Audience.MEMBERS)
    assert asking(state).reminders == {now.respondents[0].organization: TODAY}
    assert len(asking(state).waiting) == 2


def test_the_mail_with_the_minutes_asks_and_reminds_nobody(state: MemoryState) -> None:
    out = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.CIRCULATED), Meeting.circulated(TODAY))
    meeting = state.add(Meeting, Meeting.date(TODAY), *out)
    for day in (TODAY, UNTIL):
        now = MinutesComments(state, meeting, day)
        state.apply(now.remind(now.waiting[:1]))
        reminded = {now.waiting[0].organization: day} if day > TODAY else {}
        assert MinutesComments(state, meeting, day).reminders == reminded


def test_comments_that_are_closed_are_asked_for_no_longer(state: MemoryState) -> None:
    (ending,) = asking(state).endings()
    state.apply(asking(state).close(ending.key))
    assert askings(state, TODAY) == ()
    assert asking(state).endings() == ()


@given(
    roll=st.fixed_dictionaries({who: st.sampled_from([None, *Presence]) for who in BODIES}),
    comments=st.sets(st.sampled_from(BODIES)),
    switched_on=st.booleans(),
)
def test_silence_counts_for_those_who_were_represented_where_the_group_says_so(
    roll: dict[str, Presence | None], comments: set[str], *, switched_on: bool
) -> None:
    state = MemoryState()
    homes = {who: organization(state, who, status=MembershipStatus.MEMBER, since=date(2009, 1, 1)) for who in BODIES}
    state.add(Group, Group.asks_represented(switched_on))
    meeting = state.add(Meeting, Meeting.date(TODAY), Meeting.state(MeetingState.HELD), Meeting.comments_until(UNTIL))
    for who, presence in roll.items():
        at = (Attendance.meeting(meeting.id), Attendance.organization(homes[who].id), Attendance.name(who))
        state.add(Attendance, *at, Attendance.state(presence))
    for who in sorted(comments):
        state.apply(add_comment(state, meeting, homes[who], TODAY, Commented.NO_COMMENTS))
    there = {who for who, presence in roll.items() if presence in PRESENT_STATES}
    asked = there if switched_on and any(roll.values()) else set(BODIES)
    now = MinutesComments(state, meeting, TODAY)
    assert {one.acronym for one in now.waiting} == asked - comments
    assert {one.acronym for one in now.respondents} == asked | comments, "others may still comment"
    assert now.count == (len(asked & comments), len(asked)), "and are not counted"
    early = still_open(state, meeting, TODAY)
    assert early is not None
    assert set(early.unanswered) == asked - comments
