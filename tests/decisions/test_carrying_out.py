"""An action carries out a decision: one link, read from both ends."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState
from tests.filtering import through

from ictwg.actions import actions as followup
from ictwg.actions.action_detail import action_detail
from ictwg.decisions import decisions as carrying_out
from ictwg.decisions.decision_detail import decision_detail
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import Action, AgendaItem, Decision, Meeting
from ictwg.domain.values import EntryType
from ictwg.locales import t
from ictwg.minutes.entering import add_entry
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 12)


def said(state: MemoryState, meeting: Meeting, item: AgendaItem, type: EntryType, text: str) -> str:
    changes = state.apply(add_entry(state, meeting, item, EntryDraft(type, text), TODAY))
    kind = Decision if type is EntryType.DECISION else Action
    return next(id for table, id in changes.created if table == kind.TABLE)


def a_meeting() -> tuple[MemoryState, Meeting, tuple[AgendaItem, AgendaItem]]:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(TODAY))
    first, second = (
        state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.title(t), AgendaItem.order(t)) for t in "ab"
    )
    return state, meeting, (first, second)


def of(state: MemoryState, id: str) -> Action:
    found = state.get(Action, id)
    assert found is not None
    return found


def test_the_decision_before_it_in_its_item_is_offered_first() -> None:
    state, meeting, (first, second) = a_meeting()
    said(state, meeting, first, EntryType.DECISION, "One")
    two = said(state, meeting, first, EntryType.DECISION, "Two")
    action = of(state, said(state, meeting, first, EntryType.ACTION, t("errands.hand_over.yes")))
    said(state, meeting, first, EntryType.DECISION, "Three")
    other = said(state, meeting, second, EntryType.DECISION, "Four")
    above = carrying_out.decision_above(state, action)
    assert above is not None
    assert above.id == two
    assert carrying_out.offered(state, action)[0] == above
    assert carrying_out.offered(state, action)[-1].id == other
    alone = of(state, said(state, meeting, second, EntryType.ACTION, "Elsewhere"))
    assert carrying_out.offered_actions(state, above)[0] == action
    assert alone in carrying_out.offered_actions(state, above)


def test_both_ends_show_the_link() -> None:
    state, meeting, (first, _) = a_meeting()
    decision = state.get(Decision, said(state, meeting, first, EntryType.DECISION, "One"))
    assert decision is not None
    action = of(state, said(state, meeting, first, EntryType.ACTION, t("errands.hand_over.yes")))
    assert [row.id for row in through(state, Decision, "is:unlinked", TODAY)] == [decision.id]
    state.apply(carrying_out.link(state, action, decision))
    lookup = Lookup(state, TODAY)
    assert any("D-2010-01" in line for s in action_detail(lookup, of(state, action.id)).sections for line in s.lines)
    assert any("A-2010-001" in line for s in decision_detail(lookup, decision).sections for line in s.lines)
    (row,) = through(state, Decision, "is:open", TODAY)
    assert (row.actions, row.undone) == (1, 1)
    state.apply(followup.close(state, of(state, action.id), TODAY))
    assert [(row.actions, row.undone) for row in through(state, Decision, "", TODAY)] == [(1, 0)]
    state.apply(carrying_out.link(state, of(state, action.id), None))
    assert carrying_out.actions_of(state, decision) == ()
