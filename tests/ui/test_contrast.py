"""What stands on the screens can be read: in both themes, under the cursor, in boxes, dimmed and wrong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from tests.ui.contrast import contrast, hard_to_read
from tests.ui.meeting_room import EARLIER, OnMeetings, room
from textual.widgets import Input

from ictwg.domain.records import Entry, Meeting
from ictwg.ui.modals.box import Confirm
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.styles.themes import THEMES
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

BOXES = (
    ("membership", ("f2", "ctrl+s")),
    ("membership", ("f8",)),
    ("membership", ("f1",)),
    ("membership", ("enter",)),
    ("followup", ("ctrl+n", "tab", "m", "o")),
    ("followup", ("f8",)),
    ("followup", ("ctrl+f",)),
    ("followup", ("ctrl+p",)),
    ("tasks", ("slash",)),
)
"""What opens a box or a line, and on which screen."""


def test_black_on_white_is_the_most_there_is() -> None:
    assert round(contrast((0, 0, 0), (255, 255, 255))) == 21
    assert contrast((10, 20, 30), (10, 20, 30)) == 1


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_every_text_stands_out_from_what_it_is_written_on(tmp_path: Path, theme: str) -> None:
    faults = asyncio.run(_faults(OnMeetings(room(tmp_path)), theme))
    assert faults == {}


async def test_without_colours_the_focus_still_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    session = room(tmp_path)
    app = OnMeetings(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", "a", "b", "left")
        app.screen.query_one(Input).cursor_blink = False
        await pilot.pause()
        assert "b" in _marked(app)
        await pilot.press("escape")
        meeting = next(one for one in session.state.all(Meeting) if one.date == EARLIER)
        said = next(one for one in session.state.linked(Entry, Entry.meeting, meeting.id))
        app.push_screen(MeetingScreen(meeting.id, said.item))
        await pilot.pause()
        await pilot.press("escape")
        assert "promise number 3" in _marked(app)
        app.push_screen(Confirm(plain("Leave?"), yes="Do leave", no="Do stay"))
        await pilot.pause()
        assert "Do leave" in _marked(app)
        assert "Do stay" not in _marked(app)
    session.store.close()


def _marked(app: OnMeetings) -> str:
    """What is underlined or reversed."""
    strips = app.screen._compositor.render_strips(app.size)
    styled = ((segment.text, segment.style) for strip in strips for segment in strip if segment.style)
    return "".join(text for text, style in styled if style.underline or style.reverse)


async def _faults(app: OnMeetings, theme: str) -> dict[str, tuple[str, ...]]:
    """What is hard to read, by the place where it stands."""
    found: dict[str, tuple[str, ...]] = {}

    async def look(place: str) -> None:
        await pilot.pause(0.02)
        if faults := hard_to_read(app):
            found[place] = faults

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.theme = theme
        for mode in ("today", "agenda", "membership", "followup", "tasks", "programme"):
            await app.switch_mode(mode)
            await look(mode)
        await app.switch_mode("followup")
        await pilot.press("space", "space", "up", "slash")
        app.screen.query_one(Input).value = "owner:MoJ is:nothing "
        await look("a filter that is not understood, and rows that are selected")
        await pilot.press("escape")
        for mode, keys in BOXES:
            await app.switch_mode(mode)
            await pilot.press(*keys)
            await look(f"{mode}: {' '.join(keys)}")
            await _closed(app, pilot)
        await app.switch_mode("agenda")
        screen = MeetingScreen(next(one.id for one in app.session.state.all(Meeting) if one.date == EARLIER))
        app.push_screen(screen)
        for view in ("agenda", "attendance", "minutes"):
            await pilot.pause()
            screen.go_to(view)
            await look(view)
        await pilot.press("escape", "up")
        await look("the lines of the minutes")
    return found


async def _closed(app: OnMeetings, pilot: Pilot[None]) -> None:
    while len(app.screen_stack) > 1:
        app.pop_screen()
        await pilot.pause()
