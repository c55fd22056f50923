from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState

from ictwg.decisions import decision_rows, decisions
from ictwg.domain.changes import Edit
from ictwg.domain.records import Decision, Entry, Meeting, Wording
from ictwg.domain.values import EntryType, Implementation, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.records.editing import remove_said

TODAY = date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def added(state: MemoryState, text: str, on: date = TODAY) -> Decision:
    changes = state.apply(decisions.add_decision(state, text, None, on))
    return again(state, changes.created[0][1])


def again(state: MemoryState, id: str) -> Decision:
    found = state.get(Decision, id)
    assert found is not None
    return found


def test_decisions_are_numbered_with_two_digits(state: MemoryState) -> None:
    assert [added(state, text).reference for text in "ab"] == ["D-2010-01", "D-2010-02"]


def test_an_earlier_wording_is_kept(state: MemoryState) -> None:
    meeting = state.add(Meeting, Meeting.date(TODAY), Meeting.minutes_state(MinutesState.DRAFT))
    entry = state.add(Entry, Entry.meeting(meeting.id), Entry.type(EntryType.DECISION), Entry.text("Old"))
    changes = state.apply(decisions.add_decision(state, "Old", meeting, TODAY, Decision.entry(entry.id)))
    decision = again(state, changes.created[0][1])
    state.apply(decisions.reword(state, decision, "New", TODAY))
    assert [(w.text, w.on, w.decision) for w in state.all(Wording)] == [("Old", TODAY, decision.id)]
    assert state.all(Entry)[0].text == "New"
    assert not decisions.reword(state, again(state, decision.id), "New", TODAY)
    state.apply(remove_said(state, again(state, decision.id)))
    assert state.all(Entry)[0].type is EntryType.NOTE


def test_the_list_says_what_took_the_place_of_what(state: MemoryState) -> None:
    old, new = added(state, "First", date(2009, 5, 1)), added(state, "Second")
    state.apply(decisions.supersede(state, new, [old]))
    state.apply(decisions.set_status(state, again(state, new.id), Implementation.IMPLEMENTED))
    listed = decision_rows.DecisionTable(state).rows(TODAY)
    assert [(row.reference, row.status, row.superseded_by) for row in listed] == [
        ("D-2010-01", Implementation.IMPLEMENTED, ""),
        ("D-2009-01", Implementation.OVERTAKEN, "D-2010-01"),
    ]


def test_a_decision_takes_neither_its_own_place_nor_that_of_what_replaced_it(state: MemoryState) -> None:
    old, new = added(state, "First", date(2009, 5, 1)), added(state, "Second")
    state.apply(decisions.supersede(state, new, [old]))
    for replaced in (again(state, old.id), again(state, new.id)):
        with pytest.raises(InvalidValueError) as refused:
            decisions.supersede(state, again(state, old.id), [replaced])
        assert refused.value.field == "supersedes"


def test_two_that_two_people_made_to_replace_each_other_stay_in_sight(state: MemoryState) -> None:
    one, other = added(state, "First"), added(state, "Second")
    for decision, replaced in ((one, other), (other, one)):
        state.apply(Edit("verbs.edited").update(decision, Decision.supersedes((replaced.id,))).done())
    assert [row.open for row in decision_rows.DecisionTable(state).rows(TODAY)] == [True, True]
