"""Who carries the mark of two different answers, followed from change to change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.app.two_people import TODAY, Two, apart
from tests.builders import known

from ictwg.app.problems.two_answers import keep
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Entry, Meeting, Membership
from ictwg.domain.schema import Record
from ictwg.domain.values import MembershipStatus
from ictwg.records.contested import Contested
from ictwg.records.lookup import Lookup
from ictwg.store.store import Store

R = TypeVar("R", bound=Record)


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


class Counting:
    """A store that counts how often all lines are searched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.searched = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def holding(self, kind: type[R], *needles: bytes) -> Iterator[R]:
        self.searched += kind is Action
        return self._store.holding(kind, *needles)


def test_the_mark_comes_and_goes_without_another_search(two: Two) -> None:
    counting = Counting(two.ana)
    contested = Contested(counting)
    assert contested.marked == frozenset()
    question = apart(two, Action.text("by Ana"), Action.text("by Rui"))
    assert contested.marked == {two.id}
    assert [(record.id, register) for record, register in contested.registers_of(two.id)] == [(two.id, "text")]
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, question.answers[0]))
    assert contested.marked == frozenset()
    two.ana.history.undo()
    assert contested.marked == {two.id}
    assert counting.searched == 1
    assert Contested(two.ana).marked == {two.id}


def test_what_has_no_list_of_its_own_lends_its_mark(two: Two) -> None:
    meeting, entry, membership = two.ana.new_id(), two.ana.new_id(), two.ana.new_id()
    edit = Edit("verbs.edited").create(Meeting, meeting).create(Entry, entry, Entry.meeting(meeting))
    edit.create(Membership, membership, Membership.organization(two.moj))
    two.ana.commit(edit.update(two.action(two.ana), Action.entry(entry)).done())
    two.meet()
    contested = Contested(two.ana)
    for store, status in ((two.ana, MembershipStatus.MEMBER), (two.rui, MembershipStatus.OBSERVER)):
        found = known(store.get(Membership, membership))
        store.commit(Edit("verbs.edited").update(found, Membership.status(status)).done())
    apart_of_action = (Action.text("by Ana"), Action.text("by Rui"))
    for store, said in zip((two.ana, two.rui), apart_of_action, strict=True):
        two.change(store, said)
    two.meet()
    assert contested.marked == {two.id, entry, membership, two.moj}
    assert [register for _, register in contested.registers_of(two.moj)] == ["status"]
