from __future__ import annotations

from datetime import date

from tests.builders import MemoryState

from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.values import ActionStatus, Basis, Implementation
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
    assert found.months == (("2010-01", 1, 1), ("2010-02", 1, 0), ("2010-03", 0, 0))
    assert found.by_basis == {Basis.CONSENSUS: 1, Basis.VOTE: 1, Basis.CIRCULATION: 0}
    assert [one.reference for one in found.waiting] == ["D-2010-01"]
