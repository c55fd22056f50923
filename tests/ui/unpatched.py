"""Short journeys on Textual as users have it: `python -m tests.ui.unpatched FOLDER` prints the name of each that holds.

Nothing of `tests.ui.patience` is in force: Textual waits, paints and hands on messages as it does before a person.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tests.tools.show import TODAY, example
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import Action, Meeting
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.choose import Help
from ictwg.ui.palette import Palette
from ictwg.ui.places import AREAS, PLACES
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.screen import MeetingScreen

BOXES: dict[str, tuple[str, type[Any]]] = {"help": ("f1", Help), "palette": ("ctrl+p", Palette)}
JOURNEYS = ("start", *AREAS, *PLACES, *BOXES, "minutes", "undo", "save", "quit")
HELD_ON = date(2010, 1, 29)
LINE = "/a MoJ draft the procedure by 30 May"
AT_MOST = 40.0
"""Seconds that a step may take where the computer is busy."""


async def until(done: Callable[[], object]) -> None:
    async with asyncio.timeout(AT_MOST):
        while not done():  # noqa: ASYNC110 - what is waited for is Textual's, and sets no event
            await asyncio.sleep(0.01)


class Journey:
    """The program on the example group, and whoever sits before it."""

    def __init__(self, app: IctwgApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def all(self) -> None:
        await until(lambda: self.app.is_whole)
        self.passed("start")
        for digit, area in enumerate(AREAS, 1):
            await self.pilot.press(str(digit))
            await until(partial(self.is_in, area))
            self.passed(area)
        for name, place in PLACES.items():
            await self.app.push_screen(place())
            self.passed(name)
            self.app.pop_screen()
        for name, (key, kind) in BOXES.items():
            await self.pilot.press(key)
            await until(partial(self.shows, kind))
            self.passed(name)
            await self.pilot.press("escape")
            await until(lambda: len(self.app.screen_stack) == 1)
        await self.minutes()

    async def minutes(self) -> None:
        state = self.app.session.state
        held = next(one for one in state.all(Meeting) if one.date == HELD_ON)
        item = next(line.item for line in agenda_of(state, held) if line.item.title.startswith("Chapters"))
        before = self.actions()
        screen = MeetingScreen(held.id, item.id)
        await self.app.push_screen(screen)
        await until(lambda: screen.query(MinutesPane) and screen.query_one(MinutesPane).prompt.input.has_focus)
        screen.query_one(MinutesPane).prompt.text = LINE
        await self.pilot.press("enter")
        await until(lambda: self.actions() == before + 1)
        self.passed("minutes")
        await self.pilot.press("escape", "ctrl+z")
        await until(lambda: self.actions() == before)
        self.passed("undo")
        await self.pilot.press("ctrl+s")
        await until(lambda: not self.app.session.store.sync.status().pending)
        self.passed("save")
        await self.pilot.press("ctrl+q")
        await until(lambda: not self.app.is_running)

    def is_in(self, area: str) -> bool:
        return self.app.current_mode == area

    def shows(self, kind: type[Any]) -> bool:
        return isinstance(self.app.screen, kind)

    def actions(self) -> int:
        return len(self.app.session.state.all(Action))

    def passed(self, name: str) -> None:
        """Something is painted on the screen that has come."""
        painted = self.app.screen._compositor.render_strips(self.app.size)
        assert any(strip.text.strip() for strip in painted), name
        sys.stdout.write(f"{name}\n")


async def main(folder: Path) -> None:
    assert MessagePump._dispatch_message.__module__ == "textual.message_pump", "this is not the Textual of users"
    app = example(folder, TODAY)
    assert isinstance(app, IctwgApp)
    async with app.run_test(size=(80, 24)) as pilot:
        await Journey(app, pilot).all()
    sys.stdout.write("quit\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
