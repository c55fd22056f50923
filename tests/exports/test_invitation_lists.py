"""Who has not answered, to call or to remind: who is told what."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.app.asking_messages import copy_reminder, copy_waiting
from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Group, Meeting, Person
from ictwg.domain.values import Answer, Audience, Function, Listing, MembershipStatus
from ictwg.exports.messages import Copy
from ictwg.locales import t
from ictwg.meetings.attendance import roll
from ictwg.meetings.invitation import AnswerDetails, Invitation, answer

DAY, TODAY = date(2010, 3, 12), date(2010, 3, 8)
PHONE = "+670 7700 0000"


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    made.add(Group, Group.name("Working Group"), Group.acronym("ICTWG"))
    made.add(Meeting, Meeting.date(DAY), Meeting.start(time(9)), Meeting.venue("Dili"))
    for name, who in (("MoJ", "Rui"), ("PNTL", "Eva")):
        home = organization(made, name, status=MembershipStatus.MEMBER)
        found = person(made, who, home, Function.FOCAL_POINT)
        reached = (Person.phone(PHONE), Person.ask_through("the front desk"))
        made.apply(Edit("verbs.edited").update(found, *reached).done())
    return made


def meeting_in(state: MemoryState) -> Meeting:
    return state.all(Meeting)[0]


def invitation_in(state: MemoryState) -> Invitation:
    return Invitation(state, meeting_in(state), TODAY)


def listed(state: MemoryState, audience: Audience) -> Copy:
    return copy_waiting(state, invitation_in(state), audience)


def test_the_secretariat_has_the_phones_and_through_whom_to_ask(state: MemoryState) -> None:
    assert listed(state, Audience.SECRETARIAT).text == (
        f"**{t('asked.unanswered', what='M-2010-03-12', day='12 March 2010')}** – 8 Mar 2010\n\n"
        f"- **MoJ** – Rui ({PHONE} · ask through the front desk)\n"
        f"- **PNTL** – Eva ({PHONE} · ask through the front desk)\n"
    )


@pytest.mark.parametrize(
    ("audience", "said"),
    [(Audience.CORE, "- **MoJ** – Rui\n"), (Audience.MEMBERS, "- **MoJ** – Rui\n"), (Audience.EVERYONE, "- **MoJ**\n")],
)
def test_nobody_else_has_a_phone_and_everyone_no_person(state: MemoryState, audience: Audience, said: str) -> None:
    opened = Edit("verbs.edited").update(meeting_in(state), Meeting.audience(Audience.EVERYONE)).done()
    state.apply(opened)
    text = listed(state, audience).text
    assert said in text
    assert PHONE not in text
    assert "front desk" not in text


def test_who_may_not_be_listed_is_named_to_the_secretariat_only(state: MemoryState) -> None:
    eva = next(one for one in state.all(Person) if one.name == "Eva")
    state.apply(Edit("verbs.edited").update(eva, Person.listing(Listing.NOBODY)).done())
    assert "Eva" in listed(state, Audience.SECRETARIAT).text
    assert "Eva" not in listed(state, Audience.MEMBERS).text
    assert "PNTL" in listed(state, Audience.MEMBERS).text


def test_who_has_answered_is_on_no_list(state: MemoryState) -> None:
    first, second = roll(state, meeting_in(state))
    state.apply(answer(state, meeting_in(state), first, Answer.NOT_COMING, AnswerDetails(TODAY)))
    assert "MoJ" not in listed(state, Audience.SECRETARIAT).text
    state.apply(answer(state, meeting_in(state), second, Answer.COMING, AnswerDetails(TODAY)))
    assert listed(state, Audience.SECRETARIAT).text == ""
    assert copy_reminder(state, invitation_in(state), Audience.MEMBERS).text == ""


def test_a_meeting_that_they_may_not_see_is_not_told_of(state: MemoryState) -> None:
    closed = Edit("verbs.edited").update(meeting_in(state), Meeting.audience(Audience.CORE)).done()
    state.apply(closed)
    assert listed(state, Audience.MEMBERS) == Copy("", 0, 2)
    assert listed(state, Audience.CORE).listed == 2


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("en", "Subject"),
        ("pt", "Assunto"),
        ("id", "Perihal"),
        ("tet", "Subject"),
    ],
)
def test_the_reminder_is_in_the_language_of_the_group(state: MemoryState, language: str, begins: str) -> None:
    group = state.all(Group)[0]
    state.apply(Edit("verbs.edited").update(group, Group.language(language)).done())
    text = copy_reminder(state, invitation_in(state), Audience.MEMBERS).text
    assert text.startswith(begins)
    assert "MoJ, PNTL" in text
    assert "09:00, Dili" in text.splitlines()[0]
    assert "ICTWG" in text.splitlines()[0]
    assert PHONE not in text


def test_a_guest_of_no_organization_is_a_person_only(state: MemoryState) -> None:
    guest = (Attendance.meeting(meeting_in(state).id), Attendance.name("Leo"))
    state.add(Attendance, *guest, Attendance.answer(Answer.SENDS))
    assert "Leo" not in listed(state, Audience.MEMBERS).text
