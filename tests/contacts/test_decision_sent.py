"""A decision on its way to those who act on it: whom its letter goes to, what it says, and until when it is unsent."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization

from ictwg.contacts import letters
from ictwg.contacts.templates import TEMPLATES, begun, concerned
from ictwg.decisions.decision_rows import DecisionTable
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Contact, Decision, Group, Letter, Meeting, Organization
from ictwg.domain.values import Audience, Direction, Implementation, MembershipStatus
from ictwg.records.editing import add
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 8)
TEMPLATE = next(one for one in TEMPLATES if one.about is Decision)


def decided(state: MemoryState) -> Decision:
    """Carried out by two actions."""
    meeting = state.add(Meeting, Meeting.date(date(2010, 3, 1)))
    said = Decision.text("The plan is endorsed."), Decision.reference("D-2010-03"), Decision.meeting(meeting.id)
    decision = state.add(Decision, *said, Decision.decided_on(date(2010, 3, 1)))
    for acronym in ("MoJ", "SEPI"):
        home = organization(state, acronym, status=MembershipStatus.MEMBER)
        text = Action.text(f"draft for {acronym}"), Action.owners((home.id,)), Action.meeting(meeting.id)
        state.add(Action, *text, Action.decision(decision.id))
    organization(state, "UN-A", status=MembershipStatus.MEMBER)
    return decision


def unsent(state: MemoryState) -> list[str]:
    return [row.reference for row in DecisionTable(state).rows(TODAY) if row.unsent]


def sent(state: MemoryState) -> str:
    (row,) = DecisionTable(state).rows(TODAY)
    return row.sent


def test_its_letter_goes_to_those_who_carry_it_out_and_encloses_the_extract() -> None:
    state = MemoryState()
    decision = decided(state)
    assert {one.acronym for one in concerned(state, decision, TODAY)} == {"MoJ", "SEPI"}
    first = begun(state, TEMPLATE, decision, "pt", TODAY)
    assert first[Letter.subject.name] == "Decisão D-2010-03"
    assert first[Letter.enclosures.name] == "Extrato D-2010-03"
    for said in ("1 de março de 2010", "The plan is endorsed.", "draft for MoJ", "draft for SEPI"):
        assert said in first[Letter.text.name]


def test_it_says_nothing_that_one_of_those_who_get_it_may_not_read() -> None:
    state = MemoryState()
    decision = decided(state)
    group = state.add(Group, Group.members_sign(True))
    for meeting_is_for, words in ((Audience.MEMBERS, False), (Audience.EVERYONE, True), (Audience.CORE, False)):
        state.apply(Edit("").update(state.all(Meeting)[0], Meeting.audience(meeting_is_for)).done())
        told = begun(state, TEMPLATE, decision, "en", TODAY)[Letter.text.name]
        assert (("endorsed" in told), ("draft for" in told)) == (words, words)
    state.apply(Edit("").update(group, Group.members_sign(False)).done())
    assert "endorsed" not in begun(state, TEMPLATE, decision, "en", TODAY)[Letter.text.name]
    state.apply(Edit("").update(state.all(Meeting)[0], Meeting.audience(Audience.MEMBERS)).done())
    assert "endorsed" in begun(state, TEMPLATE, decision, "en", TODAY)[Letter.text.name]


def test_it_is_unsent_until_its_letter_went_out() -> None:
    state = MemoryState()
    decision = decided(state)
    home = state.all(Organization)[0]
    before = Contact.on(date(2010, 2, 1)), Contact.organization(home.id), Contact.decisions((decision.id,))
    state.add(Contact, *before)  # that asked for an answer to the proposal
    state.add(Contact, *before, Contact.on(TODAY), Contact.direction(Direction.IN))
    id, changes = add(Lookup(state, TODAY), Letter, begun(state, TEMPLATE, decision, "en", TODAY))
    homes = concerned(state, decision, TODAY)
    state.apply(changes)
    state.apply(letters.addressed_to(state, id, homes))
    state.apply(letters.sign(state, state.all(Letter)[0], "7/2010", TODAY))
    assert unsent(state) == ["D-2010-03"]
    state.apply(letters.dispatch(state, state.all(Letter)[0], TODAY))
    assert unsent(state) == []
    assert sent(state) == "8 Mar 2010, 7/2010"


def test_what_waits_for_nobody_is_not_unsent_and_a_letter_may_be_said_to_be_about_it_later() -> None:
    state = MemoryState()
    decision = decided(state)
    state.apply(Edit("").update(decision, Decision.status(Implementation.IMPLEMENTED)).done())
    assert unsent(state) == []
    state.apply(Edit("").update(decision, Decision.status(Implementation.IN_PROGRESS)).done())
    assert unsent(state) == ["D-2010-03"]
    letter = state.add(Letter, Letter.subject("Later"))
    state.apply(letters.addressed_to(state, letter.id, state.all(Organization)[:1]))
    state.apply(letters.sign(state, letter, "8/2010", TODAY))
    state.apply(letters.dispatch(state, state.all(Letter)[0], TODAY))
    assert unsent(state) == ["D-2010-03"]
    state.apply(Edit("").update(letter, Letter.decisions((decision.id,))).done())
    assert unsent(state) == []
