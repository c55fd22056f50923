"""Calls as they are made: what each leaves behind, what is pending with an organization, and the sheet on paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.actions import actions
from ictwg.contacts import calls, letters, reminders
from ictwg.contacts.calls import Call
from ictwg.domain.changes import Changes
from ictwg.domain.compared_words import words_changed
from ictwg.domain.records import (
    Action,
    Attendance,
    Contact,
    IncomingLetter,
    Letter,
    LetterAddressee,
    Meeting,
    Organization,
    Person,
    Progress,
)
from ictwg.domain.values import (
    ActionKind,
    ActionStatus,
    Answer,
    Audience,
    CallOutcome,
    Channel,
    Direction,
    Function,
    MembershipStatus,
    OwedKind,
)
from ictwg.exports.call_sheet import call_sheet
from ictwg.papers.blocks import Facts, HeadingBlock, Items, TableBlock, plain_text
from ictwg.papers.catalogue import PaperRequest
from ictwg.programme.due import Waits, programme_due
from ictwg.programme.owed import CallSheet
from ictwg.records.filter_words import understood
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import grammar_of
from ictwg.records.tables import rows as cells_of

TODAY = date(2010, 3, 8)
THURSDAY = date(2010, 3, 11)
MEMBER = MembershipStatus.MEMBER


class Office(NamedTuple):
    """Three members; MoJ has a focal point who is asked for through Rosa, and a late action."""

    state: MemoryState
    moj: Organization
    ana: Person
    action: Action

    @property
    def call(self) -> Call:
        return Call(self.moj, TODAY)

    @property
    def contact(self) -> Contact:
        """The only one."""
        (found,) = self.state.all(Contact)
        return found

    def keep(self, changes: Changes) -> None:
        self.state.apply(changes)

    def owed(self, on: date = TODAY) -> dict[OwedKind, str]:
        return {one.kind: one.what for one in CallSheet(self.state, on).owed(self.moj)}

    def order(self, on: date = TODAY) -> list[str]:
        return [row.acronym for row in CallSheet(self.state, on).rows]

    def sent(self) -> Contact:
        """A letter that went out to MoJ."""
        letter = self.state.add(Letter, Letter.subject("Chapter 3"), Letter.number("12/2010"), Letter.signed_on(TODAY))
        to = (LetterAddressee.letter(letter.id), LetterAddressee.organization(self.moj.id))
        self.state.add(LetterAddressee, *to)
        self.keep(letters.dispatch(self.state, letter, TODAY))
        return self.contact


@pytest.fixture
def office() -> Office:
    state = MemoryState()
    home = {name: organization(state, name, status=MEMBER) for name in ("AMKV", "MoJ", "PNTL")}["MoJ"]
    asked = (Person.phone("+670 1"), Person.ask_through("Rosa Secretary"), Person.ask_through_phone("+670 2"))
    ana = person(state, "Ana Soares", home, Function.FOCAL_POINT)
    ana = state.add(Person, *asked, id=ana.id)
    due = (Action.owners((home.id,)), Action.due(TODAY - timedelta(days=9)))
    action = state.add(Action, Action.reference("A-2010-004"), Action.text("Draft chapter 3"), *due)
    return Office(state, home, ana, action)


def test_what_was_said_of_an_action_is_a_contact_and_its_update(office: Office) -> None:
    call, text = calls.spoken_by(office.state, office.call, "rosa: it is with the legal department")
    office.keep(calls.said(office.state, call, text, office.action))
    (update,) = office.state.all(Progress)
    said = office.contact
    assert (said.channel, said.direction, said.name) == (Channel.PHONE, Direction.OUT, "Rosa Secretary")
    assert (said.text, said.actions) == ("it is with the legal department", (office.action.id,))
    assert (update.by, update.channel, update.text) == ("Rosa Secretary", Channel.PHONE, said.text)


@pytest.mark.parametrize(
    ("typed", "person", "text"),
    [
        ("Ana: yes", "Ana Soares", "yes"),
        ("soares ana: yes", "Ana Soares", "yes"),
        ("two things: money and time", "", "two things: money and time"),
        ("Ana:", "", "Ana:"),
    ],
)
def test_a_name_before_a_colon_says_who_where_it_is_one_of_theirs(
    office: Office, typed: str, person: str, text: str
) -> None:
    call, said = calls.spoken_by(office.state, office.call, typed)
    assert (call.person.name if call.person else "", said) == (person, text)


def test_what_is_reported_done_is_closed_with_its_source(office: Office) -> None:
    office.keep(calls.reported_done(office.state, office.call._replace(person=office.ana), office.action))
    action = office.state.get(Action, office.action.id)
    (update,) = office.state.all(Progress)
    assert action is not None
    assert (action.status, action.closed_on) == (ActionStatus.DONE, TODAY)
    assert (update.by, update.channel) == ("Ana Soares", Channel.PHONE)
    assert office.contact.person == office.ana.id
    assert OwedKind.ACTION not in office.owed()


def test_who_is_to_be_called_back_comes_first_that_day_and_on_today(office: Office) -> None:
    state = office.state
    other = next(one for one in state.all(Organization) if one.acronym == "PNTL")
    back = Contact.call_back_on(THURSDAY)
    office.keep(calls.ended(state, Call(other, TODAY), CallOutcome.CALL_BACK, back, Contact.name("Zeca")))
    before = THURSDAY - timedelta(days=1)
    assert [office.order(day) for day in (before, THURSDAY)] == [["MoJ", "PNTL", "AMKV"], ["PNTL", "MoJ", "AMKV"]]
    due = {
        day: [one.name for one in programme_due(state, day) if one.waits is Waits.CALL_BACK]
        for day in (before, THURSDAY)
    }
    assert due == {before: [], THURSDAY: ["PNTL – Zeca"]}


@pytest.mark.parametrize("outcome", CallOutcome)
def test_only_a_call_that_reaches_them_on_its_day_is_the_call_back(office: Office, outcome: CallOutcome) -> None:
    state = office.state
    office.keep(calls.ended(state, office.call, CallOutcome.CALL_BACK, Contact.call_back_on(THURSDAY)))
    office.keep(calls.said(state, office.call, "the minister is away"))
    assert calls.call_backs(state, office.moj), "it was said before its day"
    office.keep(calls.ended(state, office.call._replace(on=THURSDAY), outcome))
    tried = {CallOutcome.NO_ANSWER, CallOutcome.LEFT_WORD, CallOutcome.WRONG_NUMBER}
    assert bool(calls.call_backs(state, office.moj)) is (outcome in tried)


def test_another_day_takes_the_place_of_the_one_before(office: Office) -> None:
    for day in (THURSDAY, THURSDAY + timedelta(days=4)):
        office.keep(calls.ended(office.state, office.call, CallOutcome.CALL_BACK, Contact.call_back_on(day)))
    (left,) = calls.call_backs(office.state)
    assert left.call_back_on == THURSDAY + timedelta(days=4)


def test_a_wrong_number_goes_and_a_note_says_to_ask_for_it(office: Office) -> None:
    office.keep(calls.wrong_number(office.state, office.call._replace(person=office.ana)))
    ana = office.state.get(Person, office.ana.id)
    assert ana is not None
    assert (ana.phone, ana.ask_through_phone) == ("", "+670 2")
    assert "+670" not in ana.notes
    assert ana.notes
    office.keep(calls.wrong_number(office.state, office.call._replace(person=ana)))
    again = office.state.get(Person, office.ana.id)
    assert again is not None
    assert again.ask_through_phone == ""


def test_a_letter_that_is_asked_for_again_is_a_task_of_ours(office: Office) -> None:
    sent = office.sent()
    office.keep(calls.letter_again(office.state, office.call, sent))
    (task,) = (one for one in office.state.all(Action) if one.kind is ActionKind.TASK)
    assert "12/2010" in task.text
    assert task.due == TODAY
    assert [one.letter for one in office.state.all(Contact)] == ["12/2010", "12/2010"]


def test_a_letter_waits_for_its_receipt_then_for_its_answer(office: Office) -> None:
    sent = office.sent()
    assert office.owed()[OwedKind.RECEIPT] == "12/2010 Chapter 3"
    office.keep(letters.delivered((sent,), "Rosa", TODAY))
    assert OwedKind.RECEIPT not in office.owed()
    sent = office.state.add(Contact, Contact.answer_by(TODAY), id=sent.id)
    assert OwedKind.LETTER in office.owed()
    view = understood("is:waiting", TODAY, grammar_of(Lookup(office.state, TODAY), Contact).readers)
    assert view.fits(sent)
    office.keep(calls.answered(office.state, office.call, sent))
    assert OwedKind.LETTER not in office.owed()


def test_nobody_is_asked_on_the_telephone_for_what_has_come_as_a_letter(office: Office) -> None:
    sent = office.state.add(Contact, Contact.answer_by(TODAY), id=office.sent().id)
    assert reminders.waits(office.state, sent)
    reply = (IncomingLetter.answers(office.state.all(Letter)[0].id), IncomingLetter.organization(office.moj.id))
    office.state.add(IncomingLetter, IncomingLetter.subject("Reply"), *reply)
    assert not reminders.waits(office.state, sent)
    assert office.owed()[OwedKind.INCOMING] == "Reply"


def test_who_was_not_reached_this_week_comes_before_who_was(office: Office) -> None:
    """An attempt is no call; a week later everybody is called again."""
    later = TODAY + timedelta(days=7)
    home = CallSheet(office.state, TODAY).rows[1].organization
    office.keep(actions.reassign(office.state, office.action, (office.moj.id, home.id)))
    assert office.order()[:2] == ["AMKV", "MoJ"]
    office.keep(calls.ended(office.state, office.call, CallOutcome.NO_ANSWER))
    office.keep(calls.said(office.state, Call(home, TODAY), "it is with the minister"))
    assert [office.order(day)[:2] for day in (TODAY, later)] == [["MoJ", "AMKV"], ["AMKV", "MoJ"]]
    answer = (Attendance.organization(office.moj.id), Attendance.answer(Answer.COMING), Attendance.answered_on(TODAY))
    office.state.add(Attendance, *answer)
    assert office.order()[:2] == ["AMKV", "MoJ"]


def test_a_meeting_stays_on_the_sheet_with_what_they_answered(office: Office) -> None:
    office.state.add(Meeting, Meeting.date(THURSDAY))

    def asked() -> list[Answer | None]:
        owed = CallSheet(office.state, TODAY).owed(office.moj)
        return [one.answer for one in owed if one.kind is OwedKind.INVITATION]  # type: ignore[misc]

    assert asked() == [None]
    (one,) = (one for one in CallSheet(office.state, TODAY).owed(office.moj) if one.kind is OwedKind.INVITATION)
    assert one.asking is not None
    office.keep(one.asking.note(Lookup(office.state, TODAY), one.asked[0], {"answer": "coming"}))
    assert asked() == [Answer.COMING]


def test_of_a_compared_text_the_sheet_tells_the_words_as_they_stand(office: Office) -> None:
    """A copy that came back is kept as a comment with the words that are gone and that are new."""
    marked = words_changed("The draft is ready in May", "The second draft is ready")
    assert "[-" in marked
    office.keep(calls.said(office.state, office.call, marked))
    last = CallSheet(office.state, TODAY).last(office.call.organization, letter=False)
    assert last is not None
    (told,) = cells_of(Lookup(office.state, TODAY), (last,), (Contact.text,))
    assert told == ["The second draft is ready"]
    (paper,) = call_sheet(PaperRequest(office.state, TODAY, Audience.SECRETARIAT, language="en"))
    said = [plain_text(value) for block in paper.blocks if isinstance(block, Facts) for _, value in block.rows]
    assert any(one.endswith("The second draft is ready") for one in said)


def test_the_sheet_on_paper_is_the_secretariats_and_has_a_block_an_organization(office: Office) -> None:
    office.keep(calls.ended(office.state, office.call, CallOutcome.NO_ANSWER))
    others = (call_sheet(PaperRequest(office.state, TODAY, one)) for one in Audience if one is not Audience.SECRETARIAT)
    assert not any(others)
    (paper,) = call_sheet(PaperRequest(office.state, TODAY, Audience.SECRETARIAT, language="en"))
    heads = [plain_text(block.text) for block in paper.blocks if isinstance(block, HeadingBlock) and block.level == 2]
    assert heads == ["MoJ", "AMKV", "PNTL"]
    listed = [plain_text(one.text) for block in paper.blocks if isinstance(block, Items) for one in block.items]
    assert listed == ["Ana Soares · focal point · +670 1 · ask through Rosa Secretary +670 2"]
    tables = [block for block in paper.blocks if isinstance(block, TableBlock)]
    assert [plain_text(cell) for cell in tables[0].rows[0]][:2] == ["action", "A-2010-004 Draft chapter 3"]
