"""What was changed elsewhere is shown at any moment, also while a screen is being made."""

from __future__ import annotations

from pathlib import Path

from tests.ui.hostile_group import hostile_group

from ictwg.domain.records import Meeting
from ictwg.ui.app import IctwgApp
from ictwg.ui.screens.meeting.screen import MeetingScreen


async def test_a_screen_that_is_still_being_made_is_left_to_itself(tmp_path: Path) -> None:
    """On a slow computer a colleague's change arrives between the key and the screen that it opens."""
    app = IctwgApp(hostile_group(tmp_path))
    async with app.run_test() as pilot:
        await pilot.pause()
        app.push_screen(MeetingScreen(app.session.state.all(Meeting)[0].id))
        app.show_again()
        await pilot.pause()
        assert isinstance(app.screen, MeetingScreen)
        assert app.is_running
