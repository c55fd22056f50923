"""The same words mean the same in every listing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.domain.records import Action, Decision, Meeting, Organization, Person
from ictwg.domain.values import (
    ActionKind,
    ActionStatus,
    DueWord,
    Implementation,
    MeetingState,
    MembershipStatus,
    OrganizationType,
)
from ictwg.errors import NotFoundError
from ictwg.records.lookup import Lookup
from ictwg.records.selection import Criteria, select

TODAY = date(2010, 3, 12)
MEMBER = MembershipStatus.MEMBER


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    moj = organization(
        state, "MoJ", Organization.type(OrganizationType.GOVERNMENT), status=MEMBER, since=date(2003, 5, 1)
    )
    organization(state, "AAA", Organization.type(OrganizationType.NGO), status=MEMBER, since=date(2009, 1, 1))
    gone = organization(state, "Gone", status=MembershipStatus.WITHDRAWN, since=date(2008, 1, 1))
    person(state, "Zita", moj)
    person(state, "Ana", gone)
    person(state, "Nobody's")
    held = state.add(Meeting, Meeting.date(date(2010, 2, 1)), Meeting.state(MeetingState.HELD))
    state.add(Meeting, Meeting.date(date(2010, 5, 1)))
    _action(state, "A-2010-1000", Action.owners((moj.id,)), Action.due(date(2010, 3, 11)), Action.meeting(held.id))
    _action(state, "A-2010-999", Action.all(True), Action.due(TODAY))
    _action(state, "A-2009-001", Action.due(date(2009, 1, 1)), Action.status(ActionStatus.DONE))
    _action(state, "A-2010-001", Action.due(DueWord.NEXT_MEETING), Action.meeting(held.id))
    _action(state, "T-2010-001", Action.kind(ActionKind.TASK))
    state.add(Decision, Decision.reference("D-2010-01"), Decision.meeting(held.id))
    settings = (Decision.decided_on(TODAY), Decision.status(Implementation.IMPLEMENTED))
    state.add(Decision, Decision.reference("D-2010-02"), *settings)
    return state


def _action(state: MemoryState, reference: str, *settings: Any) -> None:
    state.add(Action, Action.reference(reference), Action.text("…"), *settings)


def found(state: MemoryState, kind: Any, action_kind: ActionKind | None = None, **words: Any) -> list[str]:
    rows = select(Lookup(state, TODAY), kind, Criteria(**words), action_kind)
    titles = [getattr(row, "reference", "") or getattr(row, "acronym", "") or getattr(row, "name", "") for row in rows]
    return [title or str(row.date) for title, row in zip(titles, rows, strict=True)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, ["A-2009-001", "A-2010-001", "A-2010-999", "A-2010-1000"]),
        ({"open": True}, ["A-2010-001", "A-2010-999", "A-2010-1000"]),
        ({"overdue": True}, ["A-2010-1000"]),
        ({"owners": ("moj",)}, ["A-2010-999", "A-2010-1000"]),
        ({"owners": ("AAA",)}, ["A-2010-999"]),
        ({"meeting": "M-2010-02-01"}, ["A-2010-001", "A-2010-1000"]),
        ({"since": date(2010, 3, 12)}, ["A-2010-001", "A-2010-999"]),
        ({"until": date(2010, 3, 11)}, ["A-2009-001", "A-2010-1000"]),
        ({"since": TODAY, "until": TODAY}, ["A-2010-999"]),
        ({"fields": {"status": "done"}}, ["A-2009-001"]),
        ({"fields": {"owners": "MoJ"}}, ["A-2010-1000"]),
        ({"open": True, "owners": ("MoJ",), "overdue": True}, ["A-2010-1000"]),
    ],
)
def test_actions(state: MemoryState, words: dict[str, Any], expected: list[str]) -> None:
    assert found(state, Action, ActionKind.ACTION, **words) == expected


def test_tasks_are_listed_apart(state: MemoryState) -> None:
    assert found(state, Action, ActionKind.TASK) == ["T-2010-001"]


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        (Organization, {}, ["MoJ", "AAA", "Gone"]),
        (Organization, {"fields": {"status": "withdrawn"}}, ["Gone"]),
        (Organization, {"open": True}, ["MoJ", "AAA"]),
        (Organization, {"since": date(2008, 12, 1)}, ["AAA"]),
        (Organization, {"fields": {"type": "government"}}, ["MoJ"]),
        (Person, {}, ["Zita", "Ana", "Nobody's"]),
        (Person, {"owners": ("MoJ",)}, ["Zita"]),
        (Meeting, {}, ["2010-02-01", "2010-05-01"]),
        (Meeting, {"open": True}, ["2010-05-01"]),
        (Meeting, {"until": date(2010, 2, 1)}, ["2010-02-01"]),
        (Decision, {}, ["D-2010-01", "D-2010-02"]),
        (Decision, {"open": True}, ["D-2010-01"]),
        (Decision, {"until": date(2010, 2, 1)}, ["D-2010-01"]),
        (Decision, {"since": TODAY}, ["D-2010-02"]),
        (Decision, {"meeting": "2010-02-01"}, ["D-2010-01"]),
        (Decision, {"overdue": True}, []),
    ],
)
def test_other_kinds(state: MemoryState, kind: Any, words: dict[str, Any], expected: list[str]) -> None:
    assert found(state, kind, **words) == expected


def test_an_owner_that_nobody_knows_is_an_error_not_an_empty_list(state: MemoryState) -> None:
    with pytest.raises(NotFoundError):
        found(state, Action, owners=("Nobody",))


def test_a_limit_takes_the_first_of_the_whole_list(state: MemoryState) -> None:
    lookup = Lookup(state, TODAY)
    for kind in (Action, Decision, Meeting, Organization, Person):
        whole = select(lookup, kind, Criteria())
        for limit in (0, 1, 2, 9):
            assert select(lookup, kind, Criteria(), limit=limit) == whole[:limit]
