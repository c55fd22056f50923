"""Messages: one at a time, one line high above the keys, so that neither the prompt nor a tab is hidden."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.ui.meeting_room import OnMeetings
from tests.ui.meeting_room import room as meeting_room
from tests.ui.members_room import OnMembership, room
from tests.ui.open_meeting import Room
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from ictwg.locales import t
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.widgets.prompt import Prompt


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[OnMembership, Pilot[Any]]]:
    session = room(folder)
    app = OnMembership(session)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot
    session.store.close()


async def test_a_message_takes_the_place_of_the_last(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        for number in range(5):
            app.say(f"Saved {number}")
            await pilot.pause()
        app.warn("Not shared")
        await pilot.pause()
        assert [toast.message for toast in app._notifications] == ["Not shared"]
        assert len(app.screen.query(Toast)) == 1


async def test_it_stands_on_the_line_above_the_keys(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        for number in range(3):
            app.say(f"Undone: A-2010-01{number}")
            await pilot.pause()
        toast = app.screen.query_one(Toast)
        assert (toast.region.y, toast.region.height, toast.region.right) == (22, 1, 80)


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (60, 15)])
async def test_what_came_in_never_stands_over_the_prompt(tmp_path: Path, size: tuple[int, int]) -> None:
    """As much as can be said at once, while minutes are taken."""
    brought = t(
        "saving.copy.brought",
        changes=t("saving.changes_from", count=3, user="Rui"),
        copies=t("saving.copy.made_by", client="OneDrive", count=1),
    )
    words = f"{brought}: {t('verbs.closed', subject='A-2010-003')}; " * 3
    session = meeting_room(tmp_path)
    app = OnMeetings(session)
    async with app.run_test(size=size, notifications=True) as pilot:
        there = Room(app, pilot)
        app.push_screen(MeetingScreen(there.meeting.id))
        await there.until(lambda: isinstance(app.screen, MeetingScreen) and bool(app.screen.query(Prompt)))
        there.screen.go_to("minutes")
        there.screen.projector = False  # on it there are no messages at all
        there.screen.reload()
        await there.until(lambda: bool(app.screen.query_one(Prompt).region.height))
        app.say(words)
        app.warn(words)
        app.notify(words, severity="error", markup=False)
        await there.until(lambda: len(app.screen.query(Toast)) == 1)
        await there.shows(t("saving.changes_from", count=3, user="Rui"))
        assert "› Type what is said" in there.text
    session.store.close()
