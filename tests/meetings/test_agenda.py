from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.values import ItemKind
from ictwg.meetings import agenda as agendas
from ictwg.meetings.meetings import plan

UP, DOWN, NEST, UNNEST = (partial(agendas.move, how=how) for how in ("up", "down", "nest", "unnest"))


class Table:
    """An agenda with the items that a test names."""

    def __init__(self, *titles: str) -> None:
        self.state = MemoryState()
        self.meeting = self.state.add(Meeting, Meeting.date(date(2010, 3, 12)))
        for title in titles:
            self.state.apply(agendas.add_item(self.state, self.meeting, title))

    def __getitem__(self, title: str) -> AgendaItem:
        return next(item for item in self.state.all(AgendaItem) if item.title == title)

    def does(self, step: Callable[[MemoryState, AgendaItem], Changes], title: str) -> list[str]:
        self.state.apply(step(self.state, self[title]))
        return self.shown

    @property
    def shown(self) -> list[str]:
        return [f"{line.number} {line.title}" for line in agendas.agenda(self.state, self.meeting).lines]


def test_items_move_among_their_siblings() -> None:
    table = Table("A", "B", "C")
    assert table.does(UP, "C") == ["1 A", "2 C", "3 B"]
    assert table.does(DOWN, "A") == ["1 C", "2 A", "3 B"]
    assert table.does(UP, "C") == ["1 C", "2 A", "3 B"]
    assert table.does(DOWN, "B") == ["1 C", "2 A", "3 B"]


def test_moving_writes_one_place() -> None:
    table = Table("A", "B", "C")
    assert len(UP(table.state, table["C"]).writes) == 1


def test_items_nest_and_come_back() -> None:
    table = Table("A", "B", "C")
    assert table.does(NEST, "A") == ["1 A", "2 B", "3 C"]
    assert table.does(NEST, "B") == ["1 A", "1.1 B", "2 C"]
    assert table.does(NEST, "C") == ["1 A", "1.1 B", "1.2 C"]
    assert table.does(UNNEST, "B") == ["1 A", "1.1 C", "2 B"]
    assert table.does(UNNEST, "B") == ["1 A", "1.1 C", "2 B"]


def test_what_stood_under_a_removed_item_moves_up() -> None:
    table = Table("A", "B")
    table.does(NEST, "B")
    assert table.does(agendas.remove_item, "A") == ["1 B"]


@pytest.mark.parametrize("at_cursor", [None, 0, 1])
def test_a_topic_comes_before_any_other_business_and_never_behind_the_opening(at_cursor: int | None) -> None:
    state = MemoryState()
    meeting = state.get(Meeting, state.apply(plan(state, date(2010, 3, 12))).created[0][1])
    assert meeting is not None
    after = None if at_cursor is None else agendas.agenda(state, meeting).lines[at_cursor].item
    state.apply(agendas.add_item(state, meeting, "Hotline", after=after))
    lines = agendas.agenda(state, meeting).lines
    at = [line.title for line in lines].index("Hotline")
    assert lines[at + 1].item.kind is ItemKind.ANY_OTHER_BUSINESS


def test_an_item_is_added_beside_another() -> None:
    table = Table("A", "B")
    table.does(NEST, "B")
    table.state.apply(agendas.add_item(table.state, table.meeting, "C", after=table["B"]))
    assert table.shown == ["1 A", "1.1 B", "1.2 C"]


def test_minutes_allotted_stand_against_the_time() -> None:
    table = Table("A", "B")
    for title in "AB":
        table.state.apply(Edit("verbs.edited").update(table[title], AgendaItem.minutes_allotted(40)).done())
    meeting = table.state.add(Meeting, Meeting.start(time(9)), Meeting.end(time(10)))
    assert (agendas.agenda(table.state, table.meeting).allotted, agendas.agenda(table.state, meeting).available) == (
        80,
        60,
    )
    assert agendas.Agenda((), 80, 60).over == 20


def test_past_midnight_the_time_goes_on() -> None:
    table = Table("A")
    late = table.state.add(Meeting, Meeting.start(time(22)), Meeting.end(time(0, 30)))
    assert agendas.agenda(table.state, late).available == 150


def test_the_parking_lot_gives_and_takes() -> None:
    table = Table("A", "B")
    assert table.does(agendas.park, "A") == ["1 B"]
    assert [line.title for line in agendas.parking_lot(table.state)] == ["A"]
    table.state.apply(agendas.take_up(table.state, table["A"], table.meeting))
    assert table.shown == ["1 B", "2 A"]


steps = st.lists(
    st.tuples(st.sampled_from([UP, DOWN, NEST, UNNEST]), st.sampled_from("ABCDE")),
    max_size=25,
)


@given(steps)
def test_no_item_is_ever_lost(done: list[tuple[Callable[[MemoryState, AgendaItem], Changes], str]]) -> None:
    table = Table(*"ABCDE")
    for step, title in done:
        table.does(step, title)
    assert sorted(line.partition(" ")[2] for line in table.shown) == list("ABCDE")
