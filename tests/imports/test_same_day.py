"""Two meetings of one day stay two, whether their files come in one command or in two."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from tests.builders import MemoryState

from ictwg.domain.records import Action, Attendance, Meeting
from ictwg.imports.doubts import ANOTHER, LEFT_OUT, SAME, DoubtKind
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.imports.report import RowState

if TYPE_CHECKING:
    from ictwg.imports.report import ImportPlan

HEAD = "# {title} 2009-11-03\n\n## Present\n\n- {people}\n\n## Topics\n\n"
BOARD = (
    HEAD.format(title="Board", people="Ana Dias\n- Rui Sá") + "- The budget was told.\n- ACTION: write the letter.\n"
)
LAW = HEAD.format(title="Law group", people="Kim Lee\n- Bea Sá") + "- The law was read.\n- ACTION: draft the article.\n"
OTHERS = HEAD.format(title="Board", people="Kim Lee\n- Bea Sá") + "- The law was read.\n- ACTION: draft the article.\n"
AFTERNOON = HEAD.format(title="Board", people="Ana Dias\n- Rui Sá") + "- The law was read.\n- Nobody objected.\n"
GROWN = BOARD + "- They met again at noon.\n"


def brought(state: MemoryState, *texts: str, choice: str = "") -> ImportPlan:
    files = [read_minutes(text, f"{at}.md") for at, text in enumerate(texts)]
    chosen = {f"{at}.md": {(DoubtKind.SAME_DAY, 0, ""): choice} for at in range(len(texts))} if choice else {}
    plan = import_minutes(state, files, chosen=chosen)
    state.apply(plan.changes)
    return plan


def told(state: MemoryState) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    return {
        (
            meeting.title,
            frozenset(row.name for row in state.linked(Attendance, Attendance.meeting, meeting.id)),
            frozenset(one.text for one in state.linked(Action, Action.meeting, meeting.id)),
        )
        for meeting in state.all(Meeting)
    }


@pytest.mark.parametrize(
    ("texts", "count"),
    [((BOARD, LAW), 2), ((BOARD, OTHERS), 2), ((BOARD, AFTERNOON), 2), ((BOARD, BOARD), 1), ((BOARD, LAW, OTHERS), 3)],
)
def test_one_command_and_several_give_the_same_meetings(texts: tuple[str, ...], count: int) -> None:
    found = []
    for order in permutations(texts):
        together, apart = MemoryState(), MemoryState()
        brought(together, *order)
        for text in order:
            brought(apart, text)
        found += [together, apart]
    assert [len(state.all(Meeting)) for state in found] == [count] * len(found)
    assert all(told(state) == told(found[0]) for state in found)
    for state in found:
        assert not brought(state, *texts).changes


def test_a_file_that_has_grown_is_the_same_meeting_in_one_command_too() -> None:
    for texts, second in (((BOARD, GROWN), RowState.UPDATED), ((GROWN, BOARD), RowState.SAME)):
        together, apart = MemoryState(), MemoryState()
        assert [row.state for row in brought(together, *texts).rows] == [RowState.NEW, second]
        for text in texts:
            brought(apart, text)
        assert told(together) == told(apart)
        assert len(together.all(Meeting)) == 1
        assert not brought(together, *texts).changes, "the same folder again changes nothing"


def test_what_agrees_in_part_is_asked() -> None:
    state = MemoryState()
    brought(state, BOARD)
    (row,) = brought(state, AFTERNOON).rows
    (doubt, *_) = row.doubts
    assert (doubt.kind, doubt.choices, doubt.text) == (
        DoubtKind.SAME_DAY,
        (ANOTHER, SAME, LEFT_OUT),
        "Board 2009-11-03",
    )
    assert (row.state, len(state.all(Meeting))) == (RowState.NEW, 2)


@pytest.mark.parametrize(
    ("choice", "row", "count"),
    [(ANOTHER, RowState.NEW, 2), (SAME, RowState.UPDATED, 1), (LEFT_OUT, RowState.SKIPPED, 1)],
)
def test_what_is_chosen_holds(choice: str, row: RowState, count: int) -> None:
    state = MemoryState()
    brought(state, BOARD)
    plan = brought(state, AFTERNOON, choice=choice)
    assert [one.state for one in plan.rows] == [row]
    assert len(state.all(Meeting)) == count
