"""A letter goes to others: nothing is quoted in it that they may not see."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization

from ictwg.contacts.templates import TEMPLATES, begun
from ictwg.domain.records import Action, AgendaItem, Decision, IncomingLetter, Letter, Meeting, Organization
from ictwg.domain.values import Audience

TODAY = date(2010, 3, 3)
HIDDEN = "a word that members never see"


def test_a_template_quotes_only_what_its_readers_may_see() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ", Organization.name("Ministry of Justice"))
    meeting = state.add(Meeting, Meeting.date(TODAY), Meeting.title("Ordinary"))
    for title, audience in (("Open topic", Audience.MEMBERS), (HIDDEN, Audience.SECRETARIAT)):
        place = (AgendaItem.meeting(meeting.id), AgendaItem.title(title))
        state.add(AgendaItem, *place, AgendaItem.order("m"), AgendaItem.audience(audience))
        state.add(Action, Action.text(title), Action.owners((moj.id,)), Action.audience(audience))
    kept = (Decision.text(HIDDEN), Decision.meeting(meeting.id), Decision.item(state.all(AgendaItem)[-1].id))
    told = {Meeting: meeting, Organization: moj, Decision: state.add(Decision, *kept), Action: state.all(Action)[-1]}
    told[IncomingLetter] = state.add(IncomingLetter, IncomingLetter.subject("Radios"))
    quoting = 0
    for template in TEMPLATES:
        about = told[template.about] if template.about is not None else None
        text = begun(state, template, about, "en", TODAY).get(Letter.text.name, "")
        quoting += "Open topic" in text
        assert HIDDEN not in text, template.name
    assert quoting > 2
