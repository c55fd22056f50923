"""Papers for a meeting: asked for, due before it, received or late; documents as they were on that day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.adopting import adopted
from tests.builders import MemoryState, organization
from tests.papers_made import agenda
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting, table_documents

from ictwg.documents.track import steps_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, DocumentVersion, Meeting, Paper, TrackStep
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.programme.due import Waits, programme_due
from ictwg.records.editing import add
from ictwg.records.filter_words import readers_of, understood
from ictwg.records.lookup import Lookup

SUBMITTED = "Plan of Action, version 2, submitted"


def papers(rich: Rich, audience: Audience = Audience.MEMBERS, today: date = MEETS_ON) -> list[str]:
    meeting = rich.state.get(Meeting, rich.meeting.id)
    assert meeting is not None
    return [paper for item in minutes_sheet(rich.state, meeting, audience, today, "en").items for paper in item.papers]


def test_minutes_name_a_document_in_its_version_and_state_of_that_day() -> None:
    rich = rich_meeting()
    before = papers(rich)
    table_documents(rich)
    assert sorted({*papers(rich)} - {*before}) == ["Budget; who pays | what", SUBMITTED]
    assert papers(rich, Audience.EVERYONE) == before


def test_minutes_stay_when_the_document_moves_on_and_adopted_ones_when_its_past_is_corrected() -> None:
    rich = rich_meeting()
    document = table_documents(rich)
    adopted(rich.state, rich.meeting, date(2010, 4, 6))
    there = papers(rich)
    step = steps_of(rich.state, document)[-1]
    version = next(one for one in rich.state.all(DocumentVersion) if one.date == MEETS_ON)
    edit = Edit("verbs.edited").update(step, TrackStep.done_on(date(2010, 5, 1)))
    rich.state.apply(edit.update(version, DocumentVersion.label("Second")).done())
    for paper in rich.state.all(Paper):
        rich.state.apply(Edit("verbs.removed").remove(paper).done())
    assert papers(rich) == there


def test_the_agenda_says_what_is_awaited_and_to_the_secretariat_what_came_late() -> None:
    rich = rich_meeting()
    table_documents(rich)
    told = (rich.state, rich.meeting)
    ours = agenda(*told, Audience.SECRETARIAT, date(2010, 3, 9), "en")
    assert "what (received 8 Mar 2010, late)" in ours.markdown()
    assert "List of trainers (due 5 Mar 2010, late)" in ours.markdown()
    assert "late)" not in ours.html()
    page = agenda(*told, Audience.MEMBERS, date(2010, 3, 9), "en").html()
    assert "late)" not in page
    assert "List of trainers (to follow)" in page
    assert SUBMITTED in page
    assert "List of trainers" not in agenda(*told, Audience.EVERYONE, date(2010, 3, 9), "en").html()


def test_a_document_on_the_table_needs_no_other_title() -> None:
    rich = rich_meeting()
    lookup = Lookup(rich.state, MEETS_ON)
    document, item = table_documents(rich), rich.state.all(AgendaItem)[0].id
    id, changes = add(lookup, Paper, {"item": item, "document": document.title})
    rich.state.apply(changes)
    made = rich.state.get(Paper, id)
    assert made is not None
    assert (made.title, made.document) == (document.title, document.id)
    with pytest.raises(InvalidValueError):
        add(lookup, Paper, {"item": item, "due": "2010-03-20"})


def test_a_paper_is_due_when_the_agenda_goes_out_and_waits_until_the_meeting() -> None:
    state = MemoryState()
    organization(state, "MoJ")
    meeting = state.add(Meeting, Meeting.date(MEETS_ON))
    item = state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.title("Budget"))
    lookup = Lookup(state, date(2010, 3, 1))
    for title, asked in (("Table", {"asked_of": "MoJ"}), ("Handout", {})):
        state.apply(add(lookup, Paper, {"item": item.id, "title": title, **asked})[1])
    handout, table = sorted(state.all(Paper), key=lambda one: one.title)
    assert (table.due, table.asked_on) == (date(2010, 3, 5), date(2010, 3, 1))
    assert (handout.due, handout.asked_on) == (None, None)

    def listed(today: date) -> list[str]:
        now = Lookup(state, today)
        words = understood(Paper.VIEWS["missing"], today, readers_of(now, Paper))
        return [one.title for one in state.all(Paper) if words.fits(one)]

    assert listed(date(2010, 3, 1)) == ["Table"]

    def waiting(today: date) -> list[bool]:
        return [one.late for one in programme_due(state, today) if one.waits is Waits.PAPER]

    assert [waiting(date(2010, 3, day)) for day in (5, 6, 12, 13)] == [[False], [True], [True], []]
