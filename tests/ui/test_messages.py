"""Messages: one of a kind, one line high at the top, so that neither the prompt nor a field is hidden."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tests.ui.members_room import OnMembership, room
from textual.widgets._toast import Toast

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[OnMembership, Pilot[Any]]]:
    desk = room(folder)
    app = OnMembership(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot
    desk.store.close()


async def test_a_message_takes_the_place_of_the_last_of_its_kind(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        for number in range(5):
            app.say(f"Saved {number}")
            await pilot.pause()
        app.warn("Not shared")
        await pilot.pause()
        assert [toast.message for toast in app._notifications] == ["Saved 4", "Not shared"]
        assert len(app.screen.query(Toast)) == 2


async def test_it_stands_on_the_top_line(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        for number in range(3):
            app.say(f"Undone: A-2010-01{number}")
            await pilot.pause()
        toast = app.screen.query_one(Toast)
        assert (toast.region.y, toast.region.height, toast.region.right) == (0, 1, 80)
