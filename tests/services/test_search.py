"""One box that searches everything."""

from __future__ import annotations

import pytest
from tests.example_group import Example, example_group

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Meeting, Organization, Person
from ictwg.services.search import SEARCHED, TEXT_KINDS, Index


@pytest.fixture
def group() -> Example:
    return example_group()


def found(group: Example, words: str) -> list[tuple[str, str, str]]:
    return [(hit.kind, hit.where, hit.text) for hit in Index(group.state).find(words)]


def test_every_word_must_stand_there_in_any_order(group: Example) -> None:
    assert ("action", "A-2010-014", "Draft the SOP") in found(group, "sop draft")
    assert found(group, "sop ministry") == []
    assert found(group, "  ") == []


def test_accents_and_case_do_not_matter(group: Example) -> None:
    group.state.add(Person, Person.name("João Conceição"), Person.organization(group.ministry.id))
    assert found(group, "conceicao JOAO") == [("person", "MoJ", "João Conceição")]


def test_names_that_begin_with_the_word_lead(group: Example) -> None:
    group.state.add(Organization, Organization.acronym("NGO"), Organization.name("Friends of MoJ"))
    assert next(text for _, _, text in found(group, "moj")) == "MoJ"


def test_a_hit_says_where_it_stands(group: Example) -> None:
    places = {(kind, where) for kind, where, _ in found(group, "outline")}
    assert places == {("entry", "M-2010-03-12"), ("decision", "M-2010-03-12")}
    assert ("progress", "A-2010-014") in {(kind, where) for kind, where, _ in found(group, "first half")}


@pytest.mark.parametrize("words", ["M-2010-03 outl", "2010-03-12 outl", "12 march outl"])
def test_a_meeting_answers_to_its_number_and_its_day(group: Example, words: str) -> None:
    settings = (Meeting.reference("M-2010-03"), Meeting.title("Outline"))
    group.state.apply(Edit("verbs.edited").update(group.meeting, *settings).done())
    assert ("meeting", "M-2010-03 · 2010-03-12", "Outline") in found(group, words)
    assert ("entry", "M-2010-03 · 2010-03-12") in {(kind, where) for kind, where, _ in found(group, "outline")}


def test_a_change_is_found_at_once(group: Example) -> None:
    index = Index(group.state)
    assert index.find("zebra") == ()
    group.state.apply(Edit("verbs.edited").update(group.action, Action.evidence("The zebra report")).done())
    assert [hit.record for hit in index.find("zebra")] == [group.action]


def test_every_text_of_every_kind_searched_is_found(group: Example) -> None:
    for kind in SEARCHED:
        for field in kind.fields():
            if field.kind in TEXT_KINDS and not field.inner:
                token = f"token{kind.TABLE}{field.name}".replace("_", "")
                value = (token,) if field.is_set else token
                made = group.state.add(kind, field(value))
                assert made in [hit.record for hit in Index(group.state).find(token)], field


def test_there_are_never_more_than_the_limit(group: Example) -> None:
    for _ in range(30):
        group.state.add(Person, Person.name("Ana"))
    assert len(Index(group.state).find("ana", limit=5)) == 5
