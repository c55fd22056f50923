"""Two meetings with one number, as two people who number offline make them: told apart wherever one is named."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from tests.all_of import some
from tests.builders import MemoryState

from ictwg.actions.action_detail import action_detail
from ictwg.actions.action_rows import ActionTable
from ictwg.app.forms.declared import form_field
from ictwg.app.search.search import SearchIndex
from ictwg.app.today import today_view
from ictwg.decisions import decision_rows, decisions
from ictwg.domain.records import Action, Decision, Entry, Meeting
from ictwg.domain.values import MeetingState, MinutesState
from ictwg.errors import AmbiguousError
from ictwg.meetings.meetings import meeting_groups
from ictwg.records.lookup import Lookup, find, referenced, resolve
from ictwg.records.tables import rows

DAY = date(2010, 3, 12)


class Twins(NamedTuple):
    state: MemoryState
    first: Meeting
    second: Meeting

    @property
    def names(self) -> set[str]:
        return {f"M-2010-03·{meeting.id[-2:].lower()}" for meeting in (self.first, self.second)}


@pytest.fixture
def twins() -> Twins:
    state = MemoryState()
    made = []
    for title in ("Drafting", "Plenary"):
        number = (Meeting.reference("M-2010-03"), Meeting.number(3))
        draft = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
        meeting = state.add(Meeting, Meeting.date(DAY), Meeting.title(title), *number, *draft)
        state.add(Action, Action.text(f"{title} act"), Action.meeting(meeting.id))
        state.add(Decision, Decision.text(f"{title} choice"), Decision.meeting(meeting.id))
        state.add(Entry, Entry.text(f"{title} said"), Entry.meeting(meeting.id))
        made.append(meeting)
    return Twins(state, *made)


def test_each_list_tells_them_apart(twins: Twins) -> None:
    state, lookup = twins.state, Lookup(twins.state, DAY)
    assert {row.reference for group in meeting_groups(state) for row in group.rows} == twins.names
    assert {row[0] for row in rows(lookup, state.all(Meeting))} == twins.names
    assert {row.meeting for row in ActionTable(state).rows(DAY)} == twins.names
    assert {row.meeting for row in decision_rows.DecisionTable(state).rows(DAY)} == twins.names
    assert {line.name for line in today_view(state, DAY).minutes} == twins.names


def test_what_belongs_to_one_of_them_says_to_which(twins: Twins) -> None:
    state, lookup = twins.state, Lookup(twins.state, DAY)
    promised = {action_detail(lookup, action).sections[1].lines[0] for action in state.all(Action)}
    assert promised == twins.names
    assert {decisions.origin(state, decision) for decision in state.all(Decision)} == twins.names
    found = SearchIndex(state).find("said", DAY).found
    assert {hit.where.partition(" · ")[0] for hit in found if hit.kind == "entry"} == twins.names


def test_a_form_names_the_one_that_is_meant(twins: Twins) -> None:
    state, lookup = twins.state, Lookup(twins.state, DAY)
    for action in some(state.all(Action)):
        field = form_field(lookup, Action.meeting, action)
        assert field.value in twins.names
        assert field.validate is not None
        assert field.validate(field.value) is None
        assert Action.meeting.parse(field.value, lookup) == action.meeting
        assert isinstance(field.options, tuple)
        assert {choice.value for choice in field.options} == twins.names


def test_the_plain_number_finds_both(twins: Twins) -> None:
    state = twins.state
    assert set(referenced(state, "M-2010-03")) == {twins.first, twins.second}
    with pytest.raises(AmbiguousError) as several:
        find(state, Meeting, "M-2010-03")
    assert all(name in several.value.hint for name in twins.names)
    with pytest.raises(AmbiguousError) as several:
        resolve(state, "m 2010 3")
    assert all(name in several.value.hint for name in twins.names)
    assert {resolve(state, name) for name in twins.names} == {twins.first, twins.second}
