"""What is the same on every screen: where the modes and messages stand, and that no state hangs on its colour."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.tools.show import example
from tests.ui.every_screen import places
from tests.ui.looking import lines_of

from ictwg.ui.places import AREAS
from ictwg.ui.widgets.columns import CellPiece, GroupHeading
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2010, 3, 8)
SIGNS = set("▲×✗≠!?")


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 36)])
async def test_no_mode_moves_and_one_message_stands_above_the_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    app: Any = example(tmp_path, TODAY)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause(0.3)
        app.clear_notifications()
        tops = set()
        for area in AREAS:
            await app.switch_mode(area)
            for keys in ((), ("slash",)):
                await pilot.press(*keys)
                top = lines_of(app)[0][: 11 if size[0] < 80 else 69]
                tops.add("".join(" " if sign.isdigit() else sign for sign in top))
            await pilot.press("escape")
        assert len(tops) == 1, tops
        app.say("zz one")
        app.notify("zz two", severity="error")
        app.say("zz three")
        await pilot.pause()
        told = [
            n for n, line in enumerate(lines_of(app)) if any(word in line for word in ("zz one", "zz two", "zz three"))
        ]
        assert told == [size[1] - 2]
        assert "zz three" in lines_of(app)[told[0]]
    app.session.store.close()


def _bad(cell: Any) -> Iterator[str]:
    """The pieces of a cell that are told in red."""
    pieces = cell if isinstance(cell, tuple) else ()
    return (
        piece.text for piece in pieces if isinstance(piece, CellPiece) and piece.tone == "bad" and piece.text.strip()
    )


async def test_what_is_red_has_a_sign_too(tmp_path: Path) -> None:
    """Where there is little room, so that words are cut."""
    app: Any = example(tmp_path, TODAY)
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.pause(0.3)
        found, silent = 0, []
        for screen in (*AREAS, *places(app.session)):
            await (app.switch_mode(screen) if screen in AREAS else app.push_screen(screen))
            for view in getattr(app.screen, "views", ("",)):
                if view:
                    app.screen.go_to(view)
                await pilot.pause()
                for listed in app.screen.query(VirtualList):
                    rows = [row for row in listed.rows if not isinstance(row, GroupHeading)][:200]
                    red = [text for row in rows for column in listed._columns for text in _bad(column.show(row))]
                    found += len(red)
                    silent += [(type(app.screen).__name__, text) for text in red if not SIGNS & {*text}]
            if screen not in AREAS:
                await app.pop_screen()
        assert silent == []
        assert found > 10
    app.session.store.close()
