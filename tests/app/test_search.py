"""One box that searches everything."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.all_of import some
from tests.builders import MemoryState
from tests.example_group import TODAY, Example, example_group

from ictwg.app.search.index import RANKED
from ictwg.app.search.place import at_home, marks_in
from ictwg.app.search.search import SearchIndex, searched_kinds
from ictwg.domain.changes import Edit
from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.records import Action, Contact, Decision, Entry, Meeting, Organization, Person
from ictwg.domain.values import ActionKind


@pytest.fixture
def group() -> Example:
    return example_group()


def found(group: Example, words: str) -> list[tuple[str, str, str]]:
    return [(hit.kind, hit.where, hit.text) for hit in SearchIndex(group.state).find(words, TODAY).found]


def kinds(group: Example, words: str) -> list[str]:
    return [kind for kind, _, _ in found(group, words)]


def test_every_word_must_stand_there_in_any_order(group: Example) -> None:
    assert ("action", "M-2010-03-12 · 1", "A-2010-014 Draft the SOP") in found(group, "sop draft")
    assert found(group, "sop ministry") == []
    assert found(group, "  ") == []


def test_accents_and_case_do_not_matter(group: Example) -> None:
    group.state.add(Person, Person.name("João Conceição"), Person.organization(group.ministry.id))
    assert found(group, "conceicao JOAO") == [("person", "MoJ", "João Conceição")]


def test_names_that_begin_with_the_word_lead(group: Example) -> None:
    group.state.add(Organization, Organization.acronym("NGO"), Organization.name("Friends of MoJ"))
    assert next(text for _, _, text in found(group, "moj")) == "MoJ Ministry of Justice"


def test_a_hit_says_where_it_stands(group: Example) -> None:
    places = {(kind, where) for kind, where, _ in found(group, "outline")}
    assert places == {
        ("entry", "M-2010-03-12 · 1 · line 1"),
        ("decision", "M-2010-03-12 · 1"),
        ("wording", "D-2010-03"),
    }
    assert ("progress", "A-2010-014") in {(kind, where) for kind, where, _ in found(group, "first half")}


@pytest.mark.parametrize("words", ["M-2010-03 outl", "2010-03-12 outl", "12 march outl"])
def test_a_meeting_answers_to_its_number_and_its_day(group: Example, words: str) -> None:
    settings = (Meeting.reference("M-2010-03"), Meeting.title("Outline"))
    group.state.apply(Edit("verbs.edited").update(group.meeting, *settings).done())
    assert ("meeting", "", "M-2010-03 Outline") in found(group, words)
    assert ("entry", "M-2010-03 · 1 · line 1") in {(kind, where) for kind, where, _ in found(group, "outline")}


def test_what_names_the_record_stands_before_the_words(group: Example) -> None:
    state = group.state
    state.add(Person, Person.name("Ana"), Person.email("zebra@example.org"))
    state.add(Entry, Entry.meeting(group.meeting.id), Entry.text("One shelter a district"), Entry.speaker("Zebra"))
    text = "The group takes the four chapters as the frame of the zebra"
    state.add(Decision, Decision.reference("D-2010-77"), Decision.text(text))
    assert {words for _, _, words in found(group, "zebra")} == {
        "Ana · E-mail: zebra@example.org",
        "One shelter a district · Speaker: Zebra",
        "D-2010-77 … the frame of the zebra",
    }


def test_every_text_of_every_kind_searched_is_found(group: Example) -> None:
    for kind in some(searched_kinds()):
        for field in some(kind.fields()):
            if field.kind in TEXT_KINDS and not field.inner:
                token = f"token{kind.TABLE}{field.name}".replace("_", "")
                value = (token,) if field.is_set else token
                made = group.state.add(kind, field(value))
                assert made in [hit.record for hit in SearchIndex(group.state).find(token, TODAY).found], field


def test_there_are_never_more_than_the_limit(group: Example) -> None:
    for _ in range(30):
        group.state.add(Person, Person.name("Ana"))
    assert len(SearchIndex(group.state).find("ana", TODAY, limit=5).found) == 5


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kind:decision outline", {"decision"}),
        ("in:minutes outline", {"entry"}),
        ("in:minutes", {"entry"}),
        ("kind:dec from:2010-03 until:2010-03", {"decision"}),
        ("outline from:2010-04", set()),
        ("outline meeting:M-2010-03-1", {"entry", "decision"}),
        ("outline -meeting:M-2010-03-1", set()),
        ("owner:moj is:open draft", {"action", "progress"}),
        ("owner:moj half", {"progress", "activity_report"}),
        ("responsible:moj half kind:progress", {"progress"}),
        ("-owner:moj half", set()),
        ("is:open outline", {"decision", "wording"}),
        ("due:none draft -kind:contribution", set()),
        ("outline owner:", {"entry", "decision", "wording"}),
    ],
)
def test_keyed_words_narrow_it_down(group: Example, query: str, wanted: set[str]) -> None:
    assert set(kinds(group, query)) == wanted


def test_what_a_keyed_word_does_not_know_is_named_and_filters_nothing(group: Example) -> None:
    hits = SearchIndex(group.state).find("outline kind:xyz is:foo owner:pntl meeting:M-2009 from:", TODAY)
    assert hits.unknown == ("kind:xyz", "is:foo", "owner:pntl", "meeting:M-2009")
    assert len(hits.found) == len(found(group, "outline"))


def test_what_did_we_decide_asks_for_decisions(group: Example) -> None:
    assert kinds(group, "what did we decide on the outline?")[0] == "decision"
    assert kinds(group, "outline")[0] == "decision"


def test_a_line_gives_way_to_the_action_that_it_became_unless_the_minutes_are_asked_for(group: Example) -> None:
    assert kinds(group, "draft sop") == ["action"]
    assert kinds(group, "draft sop in:minutes") == ["entry"]


@pytest.mark.parametrize(("typed", "meant"), [("outlien", "outline"), ("minstry", "ministry")])
def test_a_slip_of_the_finger_finds_what_was_meant_where_nothing_else_is_found(
    group: Example, typed: str, meant: str
) -> None:
    hits = SearchIndex(group.state).find(typed, TODAY)
    assert hits.meant == ((typed, meant),)
    assert hits.found
    assert SearchIndex(group.state).find("zzzz", TODAY).found == ()


def test_of_words_as_like_the_first_by_letter_is_meant() -> None:
    """The order of a set differs from start to start."""
    words = ("three", "there", "thete", "thexe", "thepe", "thewe", "theze")
    for first in range(len(words)):
        state = MemoryState()
        for word in (*words[first:], *words[:first]):
            state.add(Action, Action.text(word))
        assert SearchIndex(state).find("theme", TODAY).meant == (("theme", "thepe"),)


def test_words_in_quotes_stand_together(group: Example) -> None:
    assert found(group, '"the sop draft"') == []
    assert kinds(group, '"draft the sop"') == ["action"]


def test_the_words_are_marked_in_what_is_shown(group: Example) -> None:
    long = "Nobody had said anything of interest for a while when the Conceição report on shelters was tabled"
    group.state.apply(Edit("verbs.edited").update(group.action, Action.evidence(long)).done())
    (hit,) = SearchIndex(group.state).find("conceicao shelter", TODAY).found
    assert hit.text.startswith("A-2010-014 · … ")
    assert [hit.text[begin:end] for begin, end in hit.marks] == ["Conceição", "shelter"]
    assert hit.said.whole == f"A-2010-014 · Evidence: {long}"
    assert marks_in("Ne\u2019ebé nebe", ("neebe", "nebe")) == ((0, 6), (7, 11))


def test_the_latest_of_equal_hits_comes_first(group: Example) -> None:
    for day in (5, 9, 7):
        group.state.add(Meeting, Meeting.date(TODAY.replace(day=day)), Meeting.title("Quarterly"))
    days = [hit.day for hit in SearchIndex(group.state).find("quarterly", TODAY).found]
    assert days == ["2010-04-09", "2010-04-07", "2010-04-05"]


def test_a_task_bears_its_own_day_and_what_was_said_at_a_meeting_that_of_the_meeting(group: Example) -> None:
    """All steps of a checklist bore the day of their meeting."""
    due = date(2010, 3, 1)
    for kind in ActionKind:
        of = (Action.kind(kind), Action.meeting(group.meeting.id), Action.due(due), Action.text(f"quarterly {kind}"))
        group.state.add(Action, *of)
    index = SearchIndex(group.state)
    days = [index.find(f"quarterly {kind}", TODAY).found[0].day for kind in (ActionKind.TASK, ActionKind.ACTION)]
    assert days == ["2010-03-01", str(group.meeting.date)]


def test_a_rare_word_counts_more_than_a_frequent_one(group: Example) -> None:
    for _ in range(20):
        group.state.add(Person, Person.name("common"))
    group.state.add(Organization, Organization.name("common zebra"))
    group.state.add(Organization, Organization.name("zebra common"))
    assert found(group, "common zebra")[0][2] == "zebra common"


def test_what_was_decided_long_ago_is_found_however_often_it_was_spoken_of_since(group: Example) -> None:
    old = group.state.add(Decision, Decision.text("The zebra crossing is kept"), Decision.decided_on(date(1999, 5, 1)))
    for _ in range(RANKED + 10):
        group.state.add(Entry, Entry.meeting(group.meeting.id), Entry.text("zebra again"))
    assert old in [hit.record for hit in SearchIndex(group.state).find("zebra", TODAY, limit=1000).found]
    assert SearchIndex(group.state).find("what did we decide on the zebra?", TODAY).found[0].record == old


def test_a_letter_is_found_with_its_organization_and_looked_at_there(group: Example) -> None:
    sent = (Contact.organization(group.ministry.id), Contact.on(TODAY), Contact.text("Reminder of the zebra report"))
    letter = group.state.add(Contact, *sent)
    assert found(group, "zebra") == [("contact", "MoJ", "Reminder of the zebra report")]
    assert at_home(group.state, letter, frozenset({Organization.TABLE})) == group.ministry


class Searching(RuleBasedStateMachine):
    """However records change, an index that has followed finds what a new one finds."""

    def __init__(self) -> None:
        super().__init__()
        self.state = MemoryState()
        self.index = SearchIndex(self.state)

    @rule(name=st.sampled_from(("ana", "rui ana", "zebra", "ana maria")))
    def add(self, name: str) -> None:
        self.state.add(Person, Person.name(name))

    @rule(data=st.data(), name=st.sampled_from(("ana", "zebra", "maria")), gone=st.booleans())
    def change(self, data: st.DataObject, name: str, gone: bool) -> None:
        people = self.state.all(Person)
        if people:
            one = data.draw(st.sampled_from(people))
            edit = Edit("verbs.edited")
            self.state.apply((edit.remove(one) if gone else edit.update(one, Person.name(name))).done())

    @invariant()
    def as_a_new_one(self) -> None:
        for query in ("ana", "zebra", "maria ana"):
            told = {hit.record.id for hit in self.index.find(query, TODAY).found}
            assert told == {hit.record.id for hit in SearchIndex(self.state).find(query, TODAY).found}


Searching.TestCase.settings = settings(max_examples=25, stateful_step_count=8, deadline=None)
TestSearching = Searching.TestCase
