"""A page in a language says names, positions and titles as somebody typed them for it; what is read back does not."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization
from tests.rich_meeting import rich_meeting

from ictwg.app.catalogue import paper_named
from ictwg.domain.in_language import in_language, translated, untranslated
from ictwg.domain.records import Organization, OrganizationName
from ictwg.domain.values import Audience
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.forms import MARKDOWN, WEB_PAGE
from ictwg.records.editing import assign, read_assignment
from ictwg.records.lookup import Lookup, find

TODAY = date(2010, 4, 1)


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    organization(state, "MoJ", Organization.name("Ministry of Justice"))
    return state


def test_a_page_says_the_text_of_its_language_and_falls_back(state: MemoryState) -> None:
    moj = find(state, Organization, "MoJ")
    state.apply(translated(state, moj, {(Organization.name, "pt"): "Ministério da Justiça"}))
    said = {lang: in_language(state, lang).all(Organization)[0].name for lang in ("en", "pt", "id")}
    assert said == {"en": "Ministry of Justice", "pt": "Ministério da Justiça", "id": "Ministry of Justice"}
    assert untranslated(state, [moj], "pt") == ((moj, Organization.acronym),)
    assert find(state, Organization, "Ministério da Justiça") == moj
    state.apply(translated(state, moj, {(Organization.name, "pt"): ""}))
    assert in_language(state, "pt") is state


def test_a_dated_name_has_texts_of_its_own(state: MemoryState) -> None:
    """So that a page of a day before a renaming says what it was called then."""
    moj = find(state, Organization, "MoJ")
    dated = (OrganizationName.organization(moj.id), OrganizationName.name("Ministry of Law"))
    state.add(OrganizationName, *dated, OrganizationName.since(date(2009, 1, 1)))
    lookup = Lookup(state, TODAY)
    state.apply(assign(lookup, moj, (read_assignment("name_pt=Ministério da Lei"),)))
    assert [one.name for one in in_language(state, "pt").all(OrganizationName)] == ["Ministério da Lei"]
    assert in_language(state, "pt").all(Organization)[0].name == "Ministry of Justice"
    with pytest.raises(Exception, match="position_pt"):
        assign(lookup, moj, (read_assignment("position_pt=…"),))


def test_minutes_in_a_language_name_everybody_in_it_and_markdown_nobody() -> None:
    rich = rich_meeting()
    state, meeting = rich.state, rich.meeting
    assert isinstance(state, MemoryState)
    paper = paper_named("minutes")

    def page(translate: bool) -> str:
        asked = PaperRequest(state, TODAY, Audience.MEMBERS, meeting, "pt", translated=translate)
        (document,) = paper.documents(asked)
        return (WEB_PAGE if translate else MARKDOWN).write(document).decode()

    before = page(False)
    for one in state.all(Organization):
        state.apply(translated(state, one, {(Organization.name, "pt"): f"Nome {one.acronym}"}))
        for row in state.linked(OrganizationName, OrganizationName.organization, one.id):
            state.apply(translated(state, row, {(OrganizationName.name, "pt"): f"Nome {one.acronym}"}))
    assert page(False) == before
    assert "Nome " in page(True)
