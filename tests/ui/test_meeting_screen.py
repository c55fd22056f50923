"""The open meeting on a stage: closing it, holding it before its day, the roll and what the state line says."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from tests.ui.meeting_room import TODAY, OnMeetings, room

from ictwg.domain.records import Meeting
from ictwg.domain.values import MeetingState
from ictwg.ui.modals.confirm import Confirm
from ictwg.ui.screens.meeting.screen import MeetingScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

HALF_PAST = time(11, 40)


class Room:
    """The program open on the meeting of 12 March 2010."""

    def __init__(self, app: OnMeetings, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> MeetingScreen:
        found = self.app.screen
        assert isinstance(found, MeetingScreen)
        return found

    @property
    def meeting(self) -> Meeting:
        return next(one for one in self.app.desk.state.all(Meeting) if one.date == TODAY)

    @property
    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def enters(self, line: str) -> None:
        from ictwg.ui.screens.meeting.minutes import MinutesPane

        self.screen.query_one(MinutesPane).prompt.text = line
        await self.press("enter")


@asynccontextmanager
async def opened(
    folder: Path, view: str = "minutes", *, on: date = TODAY, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Room]:
    desk = room(folder)
    desk._today = lambda: on
    desk._time_of_day = lambda: HALF_PAST
    app = OnMeetings(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        found = Room(app, pilot)
        app.push_screen(MeetingScreen(found.meeting.id))
        await pilot.pause()
        found.screen.go_to(view)
        await pilot.pause()
        yield found
    desk.store.close()


async def test_closing_says_the_time_and_keeps_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/close")
        assert "M-2010-02 closed at 11:40: its minutes are a draft." in there.text
        assert there.meeting.end == HALF_PAST
        await there.press("ctrl+z")
        assert there.meeting.end == time(11)


@pytest.mark.parametrize(("answer", "held"), [("enter", True), ("escape", False)])
async def test_a_meeting_to_come_is_closed_only_after_a_question(tmp_path: Path, answer: str, *, held: bool) -> None:
    async with opened(tmp_path, on=date(2010, 3, 1)) as there:
        await there.enters("/close")
        assert isinstance(there.app.screen, Confirm)
        assert "planned for Fri 12 March 2010" in there.text
        await there.press(answer)
        assert (there.meeting.state is MeetingState.HELD) is held
        assert there.meeting.end == time(11)


@pytest.mark.parametrize(("answer", "held"), [("enter", True), ("escape", False)])
async def test_a_meeting_to_come_is_held_only_after_a_question(tmp_path: Path, answer: str, *, held: bool) -> None:
    async with opened(tmp_path, "agenda", on=date(2010, 3, 1)) as there:
        await there.press("ctrl+g", "enter")
        assert isinstance(there.app.screen, Confirm)
        await there.press(answer)
        assert (there.meeting.state is MeetingState.HELD) is held


async def test_a_meeting_of_today_is_held_without_a_question(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await there.press("ctrl+g", "enter")
        assert there.meeting.state is MeetingState.HELD
