"""What is still to do, by organization: members read since when it is pending, the chair that it is overdue."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from pypdfium2 import PdfDocument
from tests.builders import MemoryState, organization
from tests.papers_made import page

from ictwg.domain.records import Action, Group, Organization
from ictwg.domain.values import ActionKind, ActionStatus, Audience, OrganizationType
from ictwg.papers.blocks import TableBlock, plain_text
from ictwg.papers.forms import PDF, WORD

TODAY = date(2010, 3, 8)
PAST = date(2009, 11, 30)


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    ngo = organization(made, "AAA", Organization.type(OrganizationType.NGO), Organization.name("A forum"))
    ministry = organization(made, "MoJ", Organization.type(OrganizationType.GOVERNMENT))
    made.add(Action, Action.text("Late"), Action.owners((ngo.id, ministry.id)), Action.due(PAST))
    made.add(Action, Action.text("Of all"), Action.all(True))
    made.add(Action, Action.text("Nobody's"), Action.status(ActionStatus.WAITING))
    made.add(Action, Action.text("Ours"), Action.owners((ngo.id,)), Action.audience(Audience.SECRETARIAT))
    made.add(Action, Action.text("Done"), Action.owners((ngo.id,)), Action.status(ActionStatus.DONE))
    made.add(Action, Action.text("A task"), Action.owners((ngo.id,)), Action.kind(ActionKind.TASK))
    return made


def listed(state: MemoryState, audience: Audience) -> list[tuple[str, ...]]:
    """Each organization, and below it its rows without their numbers."""
    blocks = page("action-list", state, None, audience, TODAY, "en").document.blocks
    (table,) = (one for one in blocks if isinstance(one, TableBlock))
    rows = [tuple(plain_text(cell) for cell in row[1:]) for row in table.rows]
    return [*table.with_bands(rows, lambda band: (plain_text(band.text),))]


def test_members_read_since_when_it_is_pending(state: MemoryState) -> None:
    late = ("Late (MoJ, AAA)", "pending since 30 November 2009", "open")
    nobody = ("Nobody's", "no due date", "waiting")
    of_all = ("Of all", "no due date", "open")
    everybody, last = ("all members",), ("No organization",)
    assert listed(state, Audience.MEMBERS) == [
        ("MoJ",),
        late,
        ("A forum (AAA)",),
        late,
        everybody,
        of_all,
        last,
        nobody,
    ]


def test_the_chair_reads_that_it_is_overdue(state: MemoryState) -> None:
    assert ("Late (MoJ, AAA)", "30 November 2009", "open, overdue") in listed(state, Audience.CORE)


def test_the_secretariat_alone_reads_what_is_its_own(state: MemoryState) -> None:
    for audience in (Audience.MEMBERS, Audience.CORE, Audience.SECRETARIAT):
        assert ("Ours" in str(listed(state, audience))) is (audience is Audience.SECRETARIAT)


def test_it_says_how_many_there_are_each_once(state: MemoryState) -> None:
    state.add(Group, Group.name("A working group"), Group.acronym("AWG"), Group.name_pt("Um grupo de trabalho"))
    for lang, name, total in (("en", "A working", "3 actions; "), ("pt", "Um", "3 ações; ")):
        text = page("action-list", state, None, Audience.MEMBERS, TODAY, lang).markdown()
        assert f"– {name} group" in text or f"– {name} grupo" in text
        assert f" – {total}" in text


def test_its_file_is_by_the_group(state: MemoryState) -> None:
    state.add(Group, Group.name("A working group"), Group.acronym("AWG"))
    document = page("action-list", state, None, Audience.MEMBERS, TODAY).document
    assert docx.Document(BytesIO(WORD.write(document))).core_properties.author == "AWG"
    assert PdfDocument(PDF.write(document)).get_metadata_value("Author") == "AWG"
