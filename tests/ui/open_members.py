"""The program open on its members on a stage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.ui.members_room import OnMembership, room
from textual.pilot import Pilot

from ictwg.ui.screens.membership import MembershipScreen


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
