"""Two records that carry one reference look different wherever the list shows the column."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState
from tests.filtering import through

from ictwg.domain.records import Action
from ictwg.ui.widgets.columns import fitted, shared_out, snug
from ictwg.ui.widgets.looks import action_columns


@pytest.mark.parametrize("room", [62, 76, 106, 136])
def test_two_actions_of_one_reference_are_told_apart(room: int) -> None:
    state = MemoryState()
    for text in ("Draft the SOP", "Call the embassy"):
        state.add(Action, Action.reference("A-2010-014"), Action.text(text), Action.due(date(2010, 3, 1)))
    found = through(state, Action, "", date(2010, 2, 5))
    places = shared_out(snug(action_columns(), found), room)
    place = next(place for place in places if place.column.id == Action.reference.name)
    shown = {fitted(str(place.column.show(row)), place.width) for row in found}
    assert len(shown) == 2
    assert not any("…" in one for one in shown)
