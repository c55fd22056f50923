"""The title of a row has 30 cells in a list of 80 columns and 40 in one of 120, for every declared type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from tests.all_of import over

from ictwg.domain.records import Action
from ictwg.domain.schema import declared
from ictwg.ui.record_screen import record_columns
from ictwg.ui.screens import membership as membership_views
from ictwg.ui.screens.history import HistoryScreen, TrashScreen
from ictwg.ui.screens.meeting import agenda, attendance
from ictwg.ui.screens.meetings import meeting_columns
from ictwg.ui.screens.next_meeting import proposed_columns
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.screens.sharing import HeldScreen
from ictwg.ui.screens.sub_groups import SubGroupsScreen
from ictwg.ui.widgets.columns import GAP, TITLE, CellPiece, Column, shared_out, snug, title_column
from ictwg.ui.widgets.looks import action_columns, decision_columns, task_columns

AT_80, AT_120 = 76, 116
"""The cells that the columns share: beside a pane, a screen of 120 leaves a list as many as one of 80."""
LISTS: dict[str, Sequence[Column[Any]]] = {
    **{kind.TABLE: record_columns(kind, kind.COLUMNS) for kind in declared() if kind.COLUMNS},
    "followup": action_columns(),
    "tasks of all": task_columns(meeting=True),
    "tasks by meeting": task_columns(meeting=False),
    "register": decision_columns(),
    "meetings of all": meeting_columns(),
    "members": membership_views.organization_columns(),
    "contacts of all": membership_views.person_columns(),
    "agenda": agenda.columns(),
    "roll": attendance.columns(),
    "preparing": proposed_columns(),
    **{screen.__name__: screen().columns() for screen in (HistoryScreen, TrashScreen, ProblemsScreen, SubGroupsScreen)},
    "held": HeldScreen().columns(),
}


@over("name", LISTS)
@pytest.mark.parametrize(("room", "wide", "cells"), [(AT_80, False, 30), (AT_120, True, 40)])
def test_the_title_has_its_cells_whatever_stands_beside_it(name: str, room: int, wide: bool, cells: int) -> None:
    places = shared_out(LISTS[name], room, wide=wide)
    assert [place.width >= cells for place in places if place.column.names] == [True]
    assert sum(place.width for place in places) + 2 * (len(places) - 1) <= room


def test_a_state_is_a_sign_before_it_is_gone() -> None:
    state = Column[Any]("state", "State", lambda _: (CellPiece("○ open", "good"),), width=13, drop=1, brief=True)
    title = action_columns()[1]
    shown = [shared_out((title, state), room) for room in (50, 40, 32)]
    assert [[place.width for place in places] for places in shown] == [[35, 13], [37, 1], [32]]
    assert shown[1][1].column.show(None) == (CellPiece("○", "good"),)


def test_a_title_takes_the_room_that_nothing_else_needs() -> None:
    columns = (title_column("title", "Title", "{:70}.".format), Column[Any]("day", "Day", str, width=12, snug=True))
    (title, _) = shared_out(snug(columns, ["2 Mar 2010"]), AT_120, wide=True)
    assert title.width == 71


FULL = {"roles", "contributions", "followup"}
"""With every column filled, whole titles would cost one of them."""


@over("name", sorted(LISTS.keys() - FULL))
def test_no_column_has_half_a_title_at_80(name: str) -> None:
    places = shared_out(LISTS[name], AT_80)
    assert [place.column.title for place in places if len(place.column.title) > place.width] == []


@pytest.mark.parametrize("room", [36, 56, AT_80, AT_120])
def test_no_sign_without_a_title_stands_where_who_is_responsible_is_gone(room: int) -> None:
    shown = [place.column for place in shared_out(action_columns(), room, wide=room == AT_120)]
    assert Action.owners.name in {column.id for column in shown} or all(column.title for column in shown)
    assert room == 36 or Action.owners.name in {column.id for column in shown}


def test_a_heading_is_cut_only_where_no_column_spares_a_cell() -> None:
    for width in range(20, 60):
        title = Column[Any]("title", "Title", lambda _: "x", minimum=width, names=True)
        places = shared_out([title, Column[Any]("of", "Organization", lambda _: "x", width=8)], width + 8 + GAP)
        assert places[1].width == 12 or places[0].width <= TITLE, (width, places)
