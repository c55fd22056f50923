from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState

from ictwg.decisions.decision_rows import DecisionTable
from ictwg.decisions.decisions import DONE_BY_DECIDING
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Decision, Meeting
from ictwg.domain.values import ActionStatus, Basis, Implementation, ItemKind, MeetingState
from ictwg.locales import t
from ictwg.reports.decisions import decision_figures
from ictwg.reports.period import asked_for

TODAY = date(2010, 3, 31)


def test_what_was_decided_how_and_what_became_of_it() -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(date(2010, 1, 10)))
    first = state.add(Decision, Decision.reference("D-2010-01"), Decision.meeting(meeting.id))
    vote = (Decision.basis(Basis.VOTE), Decision.status(Implementation.IMPLEMENTED))
    state.add(
        Decision,
        Decision.reference("D-2010-02"),
        Decision.decided_on(date(2010, 2, 1)),
        Decision.supersedes((first.id,)),
        *vote,
    )
    state.add(Decision, Decision.decided_on(date(2010, 2, 1)), Decision.status(Implementation.PROPOSED))
    state.add(Decision, Decision.decided_on(date(2008, 2, 1)))
    state.add(Action, Action.decision(first.id))
    state.add(Action, Action.decision(first.id), Action.status(ActionStatus.DONE))
    found = decision_figures(state, asked_for(TODAY, date(2010, 1, 1), TODAY), TODAY)
    assert [(one.reference, one.open_actions, one.superseded_by) for one in found.taken] == [
        ("D-2010-01", 1, "D-2010-02"),
        ("D-2010-02", 0, ""),
    ]
    assert found.months == (("2010-01", 1, 0), ("2010-02", 1, 0), ("2010-03", 0, 0))
    assert found.by_basis == {Basis.CONSENSUS: 1, Basis.VOTE: 1, Basis.CIRCULATION: 0}
    assert [one.reference for one in found.settled] == ["D-2010-01", "D-2010-02"]
    assert found.waiting == ()


@pytest.mark.parametrize(("kind", "waits"), [(kind, kind not in DONE_BY_DECIDING) for kind in ItemKind])
def test_what_settles_the_papers_of_the_meeting_itself_is_done_by_being_decided(kind: ItemKind, waits: bool) -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(TODAY), Meeting.state(MeetingState.HELD))
    item = state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.kind(kind))
    decision = state.add(Decision, Decision.meeting(meeting.id), Decision.item(item.id), Decision.text("Adopted."))
    found = decision_figures(state, asked_for(TODAY, None, None), TODAY)
    assert [len(found.waiting), len(found.settled)] == [waits, not waits]
    assert [row.open for row in DecisionTable(state).rows(TODAY)] == [waits]
    begun = Decision.status(Implementation.IN_PROGRESS)
    state.apply(Edit("verbs.edited").update(decision, begun).done())
    assert [row.open for row in DecisionTable(state).rows(TODAY)] == [True]


def test_each_decision_stands_in_one_table_and_its_status_says_of_which_day_it_is() -> None:
    state = MemoryState()
    for number, status in enumerate(Implementation):
        on = Decision.decided_on(date(2009, number + 1, 1))
        state.add(Decision, on, Decision.text("One"), Decision.reference(f"D-{number}"), Decision.status(status))
    asked = asked_for(TODAY, date(2009, 1, 1), date(2009, 12, 31))
    report = decision_figures(state, asked, TODAY).report(asked)
    assert sorted(row[0] for table in report.tables[1:] for row in table.rows) == ["D-1", "D-2", "D-3", "D-4"]
    assert report.summary[-1] == t("reports.decisions.as_of", day="31 Mar 2010")
