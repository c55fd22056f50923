"""Search over adopted minutes: what was adopted is found, whatever a colleague who was offline has written since."""

from __future__ import annotations

from datetime import date

import pytest
from tests.adopting import adopted
from tests.builders import known
from tests.example_group import TODAY, Example, example_group

from ictwg.app.search.place import FoundPlace, placed
from ictwg.app.search.search import SearchIndex
from ictwg.domain.changes import Edit
from ictwg.domain.records import Decision, Entry
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, EntryType
from ictwg.minutes import corrections
from ictwg.records.lookup import Lookup

LATER = date(2010, 5, 1)


@pytest.fixture
def group() -> Example:
    made = example_group()
    entry = next(one for one in made.state.all(Entry) if one.type is EntryType.NOTE)
    made.state.apply(Edit("").update(entry, Entry.text("Zebra crossings were discussed")).done())
    adopted(made.state, made.meeting, TODAY)
    return made


def note(group: Example) -> Entry:
    return next(one for one in group.state.all(Entry) if one.type is EntryType.NOTE)


def edited(group: Example, text: str = "Lions were discussed") -> None:
    """What arrives from a colleague who did not know of the adoption."""
    group.state.apply(Edit("").update(note(group), Entry.text(text)).done())


def found(group: Example, words: str, audience: Audience = Audience.SECRETARIAT) -> list[FoundPlace]:
    state = group.state if audience is Audience.SECRETARIAT else AudienceView(group.state, audience)
    return list(SearchIndex(state).find(words, TODAY).found)


def test_what_was_adopted_is_found_and_the_late_edit_is_not(group: Example) -> None:
    edited(group)
    (hit,) = found(group, "zebra")
    assert found(group, "lions") == []
    said = hit.said
    assert said.text == "As adopted: Zebra crossings were discussed"
    assert [said.text[begin:end] for begin, end in said.marks] == ["Zebra"]
    told = placed(hit)
    assert (told["as_adopted"], told["text"], told["line"]) == (True, "Zebra crossings were discussed", 1)


def test_minutes_that_nobody_has_touched_say_nothing_of_it(group: Example) -> None:
    (hit,) = found(group, "zebra")
    assert (hit.adopted, hit.said) == (False, hit.snippet)


def test_a_line_that_was_struck_since_stands_in_the_minutes_and_a_new_one_does_not(group: Example) -> None:
    meeting, item = note(group).meeting, note(group).item
    group.state.apply(Edit("").remove(note(group)).done())
    group.state.add(Entry, Entry.meeting(meeting), Entry.item(item), Entry.text("Lions were discussed"))
    assert [hit.record.TABLE for hit in found(group, "zebra")] == [Entry.TABLE]
    assert found(group, "lions") == []


def test_an_index_follows_what_arrives_and_what_is_put_back(group: Example) -> None:
    index = SearchIndex(group.state)

    def told() -> tuple[list[bool], int]:
        return [hit.adopted for hit in index.find("zebra", TODAY).found], len(index.find("lions", TODAY).found)

    assert told() == ([False], 0)
    edited(group)
    assert told() == ([True], 0)
    meeting = known(group.state.get(type(group.meeting), group.meeting.id))
    (proposal,) = corrections.proposals(group.state, meeting)
    group.state.apply(corrections.accept(Lookup(group.state, LATER), meeting, proposal))
    assert told()[0] == [False, False]
    assert told()[1] == 1


def test_a_decision_is_found_as_it_was_adopted(group: Example) -> None:
    decision = group.state.all(Decision)[0]
    before = decision.text.split()[-1].strip(".")
    group.state.apply(Edit("").update(decision, Decision.text("Lions are kept")).done())
    assert decision.id in [hit.record.id for hit in found(group, before)]
    assert found(group, "lions") == []


def test_what_was_adopted_in_confidence_is_found_by_nobody_else(group: Example) -> None:
    group.state.apply(Edit("").update(note(group), Entry.audience(Audience.SECRETARIAT)).done())
    edited(group)
    assert found(group, "zebra")
    for words in ("zebra", "lions"):
        assert found(group, words, Audience.MEMBERS) == []
    group.state.apply(Edit("").update(note(group), Entry.audience.clear).done())
    assert [hit.adopted for hit in found(group, "zebra", Audience.MEMBERS)] == [True]
    assert found(group, "lions", Audience.MEMBERS) == []
