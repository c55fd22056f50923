"""The declaration of presence: a page for each who came, on the group's letterhead, and for nobody else."""

from __future__ import annotations

import pytest
from tests.file_texts import pages
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting

from ictwg.app.catalogue import paper_named
from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Group, Organization, Person
from ictwg.domain.values import PRESENT_STATES, Audience
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document
from ictwg.papers.files import file_name
from ictwg.papers.forms import PDF


def declared(
    rich: Rich, home: str = "", audience: Audience = Audience.MEMBERS, lang: str = "en"
) -> tuple[Document, ...]:
    state, meeting = rich.state, rich.meeting
    whose = next((one for one in state.all(Organization) if home and one.acronym == home), None)
    asked = PaperRequest(state, MEETS_ON, audience, meeting, lang, organization=whose)
    return tuple(paper_named("declaration").build(asked))


def test_each_who_came_has_a_page_and_nobody_else() -> None:
    rich = rich_meeting()
    rows = rich.state.linked(Attendance, Attendance.meeting, rich.meeting.id)
    there = {
        row.name or getattr(rich.state.get(Person, row.person), "name", "")
        for row in rows
        if row.state in PRESENT_STATES
    }
    said = [pages(PDF.write(one)) for one in declared(rich)]
    assert sorted(page.split(" that\n")[1].split("\n")[0] for (page,) in said) == sorted(filter(None, there))
    assert len({file_name(one, PDF) for one in declared(rich)}) == len(said) > 2


def test_it_is_given_away_without_what_stands_at_a_foot_and_on_the_letterhead() -> None:
    rich = rich_meeting()
    group = rich.state.all(Group)[0]
    rich.state.apply(Edit("verbs.edited").update(group, Group.letterhead("Ministry of Example")).done())
    (page,) = pages(PDF.write(declared(rich, lang="pt")[0]))
    assert page.splitlines()[1:3] == ["Ministry of Example", "Declaração de presença"]
    assert "Declara-se, para os devidos efeitos, que" in page
    assert "página" not in page
    assert "Distribuição" not in page


def test_one_organization_gets_its_own() -> None:
    rich = rich_meeting()
    whole, own = declared(rich), declared(rich, "MoJ")
    assert 0 < len(own) < len(whole)
    assert all("MoJ" in one.name for one in own)


@pytest.mark.parametrize(("home", "audience"), [("PNTL", Audience.MEMBERS), ("", Audience.EVERYONE)])
def test_of_whom_nobody_is_told_nothing_is_declared(home: str, audience: Audience) -> None:
    assert declared(rich_meeting(), home, audience) == ()
