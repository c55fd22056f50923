"""What of a line of Today has room."""

from __future__ import annotations

import pytest

from ictwg.ui.screens.today_rows import Saving, TodayRow, _saving, cell_of

LINE = TodayRow("a", "saved on this computer", "in the shared folder ✓ · Rui: last heard 09:12 (4 changes)", "sharing")
SHORTER = ("in the shared folder ✓ · Rui: last heard 09:12", "in the shared folder ✓")


@pytest.mark.parametrize(("width", "told"), [(120, LINE.note), (78, SHORTER[0]), (50, SHORTER[1])])
def test_a_note_is_told_in_as_many_words_as_have_room(width: int, told: str) -> None:
    cell = cell_of(LINE._replace(shorter=SHORTER), width)
    assert [piece.text.strip() for piece in cell if not isinstance(piece, str)] == [LINE.text, told]


def test_what_waits_for_a_person_stands_out() -> None:
    assert _saving("a", Saving(("3 deletions wait",), waits=True)).tone == "warn"
    assert _saving("b", Saving(("saved on this computer · in the shared folder",))).tone == "muted"
