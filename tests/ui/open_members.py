"""The program open on its members on a stage."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tests.ui.members_room import OnMembership, room

from ictwg.ui.screens.membership import MembershipScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


@asynccontextmanager
async def opened(folder: Path, size: tuple[int, int] = (120, 36)) -> AsyncIterator[tuple[OnMembership, Pilot[Any]]]:
    session = room(folder)
    app = OnMembership(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot
    session.store.close()


def screen(app: OnMembership) -> MembershipScreen:
    found = app.screen
    assert isinstance(found, MembershipScreen)
    return found
