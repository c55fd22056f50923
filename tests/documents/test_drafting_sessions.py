"""A drafting session: counted by itself, without quorum and adoption; its result is a note."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization
from tests.papers_made import HTML, exporter_named

from ictwg.app.today import today_view
from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import Chapter, Document, DocumentVersion, Group, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.values import Audience, ItemKind, MeetingKind, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.meetings import meetings
from ictwg.minutes.approval import take_to

MET, TODAY = date(2010, 1, 29), date(2010, 2, 15)


def session(*, kind: MeetingKind = MeetingKind.DRAFTING_SESSION) -> tuple[MemoryState, Meeting]:
    state = MemoryState()
    state.add(Group, Group.name("Group"), Group.quorum_rule("Half of the members"))
    made = state.apply(meetings.plan(state, MET, Meeting.audience(Audience.EVERYONE), kind=kind))
    meeting = state.get(Meeting, made.created[0][1])
    assert meeting is not None
    state.apply(meetings.hold(state, meeting))
    held = state.get(Meeting, meeting.id)
    assert held is not None
    return state, held


def test_it_has_its_own_series_no_quorum_and_nothing_to_adopt() -> None:
    state, meeting = session()
    assert meeting.reference == "M-DS-2010-01"
    kinds = [line.item.kind for line in agenda_of(state, meeting)]
    assert not {ItemKind.ADOPTION_OF_AGENDA, ItemKind.PREVIOUS_MINUTES} & {*kinds}
    assert ItemKind.MATTERS_ARISING in kinds
    assert representation(state, meeting).needed is None
    assert not today_view(state, TODAY).minutes
    with pytest.raises(InvalidValueError):
        take_to(state, meeting, MinutesState.CIRCULATED, TODAY)
    state, ordinary = session(kind=MeetingKind.ORDINARY)
    assert representation(state, ordinary).needed is not None
    assert [one.id for one in today_view(state, TODAY).minutes] == [ordinary.id]


def test_its_note_says_what_was_worked_on_the_versions_and_the_points_left_open() -> None:
    state, meeting = session()
    plan = state.add(Document, Document.title("Plan of Action")).id
    for label, day, at in (("draft 1", date(2010, 1, 15), None), ("draft 2", MET, meeting.id)):
        dated = (DocumentVersion.date(day), DocumentVersion.meeting(at))
        state.add(DocumentVersion, DocumentVersion.document(plan), DocumentVersion.label(label), *dated)
    sepi = organization(state, "SEPI").id
    for title, met, points in (("Protection", (meeting.id,), "Costs\nWho pays"), ("Prevention", (), "Not this one")):
        more = (Chapter.sessions(met), Chapter.open_points(points), Chapter.due(date(2010, 2, 12)))
        state.add(Chapter, Chapter.document(plan), Chapter.title(title), Chapter.organization(sepi), *more)

    def note(audience: Audience) -> str:
        return exporter_named("session-note", HTML).render(state, meeting, audience, TODAY, "en")

    told = note(Audience.MEMBERS)
    places = [
        told.index(one) for one in ("Plan of Action", "draft 1", "draft 2", "Protection (SEPI, ", "Costs", "Who pays")
    ]
    assert places == sorted(places)
    assert "Prevention" not in told
    assert "Plan of Action" not in note(Audience.EVERYONE)
