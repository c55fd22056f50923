"""What a scene of `scenes.py` is played on: a group of its own, the running program, its keys and the camera."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tests.ui.hostile_group import hostile_group
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from ictwg.app.opening import open_group, start_group
from ictwg.app.session import Session
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Meeting
from ictwg.store.local.home import Home
from ictwg.ui.app import IctwgApp
from ictwg.ui.first_run import FirstRun, KnownElsewhere
from ictwg.ui.projector import Projector
from ictwg.ui.screens.meeting.screen import MeetingScreen

EXAMPLE = Path(__file__).parents[2] / "data" / "example.json"
TODAY, MEETS_ON, HELD_ON = date(2010, 3, 8), date(2010, 3, 12), date(2010, 1, 29)
WAIT = 0.15
LONG = "; ".join(f"in part {n} say who is asked, by when, and what is done where nobody answers" for n in range(1, 9))


class Show:
    """A running program, its keys and the camera."""

    def __init__(self, app: App[Any], pilot: Pilot[Any], take: Callable[[App[Any], str], None]) -> None:
        self.app = app
        self.pilot = pilot
        self._take = take

    async def shot(self, name: str) -> None:
        await self.pilot.pause(WAIT)
        for line in self.app.screen.query(Input):
            line.cursor_blink = False
        await self.pilot.pause()
        self._take(self.app, name)

    async def keys(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause(0.05)

    async def after(self, *keys: str, shot: str, back: Sequence[str] = ("escape",)) -> None:
        """The picture of what keys lead to, and back."""
        await self.keys(*keys)
        await self.shot(shot)
        await self.keys(*back)

    async def write(self, text: str) -> None:
        """Into what has the focus, all at once."""
        line = self.app.focused
        if isinstance(line, Input):
            line.value = text
            line.cursor_position = len(text)
        elif isinstance(line, TextArea):
            line.text = text
        await self.pilot.pause(0.05)

    async def mode(self, name: str) -> None:
        self.app.clear_notifications()
        await self.app.switch_mode(name)
        await self.pilot.pause(0.1)

    @property
    def program(self) -> IctwgApp:
        assert isinstance(self.app, IctwgApp)
        return self.app

    @property
    def session(self) -> Session:
        return self.program.session

    async def meeting(self, day: date, item: str = "") -> MeetingScreen:
        """Opens a meeting, on its minutes where the beginning of an item's title is given."""
        await self.mode("agenda")
        found = next(one for one in self.session.state.all(Meeting) if one.date == day)
        items = (line.item for line in agenda_of(self.session.state, found))
        wanted = next((one for one in items if item and one.title.startswith(item)), None)
        screen = MeetingScreen(found.id, wanted.id if wanted else None)
        self.app.push_screen(screen)
        await self.pilot.pause(0.1)
        return screen


def example(folder: Path, today: date) -> App[Any]:
    path = folder / "example.json"
    path.write_bytes(EXAMPLE.read_bytes())
    return IctwgApp(open_group(str(path), home=Home.at(str(folder / "home")), writer=True, today=today))


def with_colleague(folder: Path, today: date) -> App[Any]:
    """The example after a colleague has answered otherwise, and a program has taken records out of the file."""
    path, home = folder / "example.json", Home.at(str(folder / "home"))
    path.write_bytes(EXAMPLE.read_bytes())
    mine = open_group(str(path), home=home, writer=True, today=today)
    theirs = open_group(str(path), home=Home.at(str(folder / "rui")), writer=True, today=today)
    said = (mine, "in two languages, with its costs", date(2010, 4, 1)), (theirs, "with its costs, by district", None)
    for session, more, due in said:
        for n, action in enumerate(sorted(session.state.all(Action), key=lambda one: one.reference)[:3]):
            text = f"{action.text}, {LONG}" if n else action.text
            settings = (Action.text(f"{text}, {more}"), Action.due(due))
            session.commit(Edit("verbs.edited", action.reference).update(action, *settings).done())
        session.store.sync.share()
    theirs.store.close()
    mine.store.sync.share()
    rows = json.loads(path.read_text("utf-8"))
    rows["actions"] = dict(list(rows["actions"].items())[:-25])
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    mine.store.sync.share()
    return IctwgApp(mine)


def copied_beside(shared: Path) -> None:
    """A second copy of the shared file, in which a colleague has edited."""
    copy = shared.with_name("from Rui.json")
    copy.write_bytes(shared.read_bytes())
    theirs = open_group(str(copy), home=Home.at(str(shared.with_name("rui"))), writer=True, today=TODAY)
    action = next(iter(theirs.state.all(Action)))
    theirs.commit(Edit("verbs.edited", action.reference).update(action, Action.text("ask the schools")).done())
    theirs.store.sync.share()
    theirs.store.close()


def cut_short(shared: Path) -> None:
    """As a sync program leaves a file that it has not brought whole."""
    shared.write_text('{"actions": {"a": ', encoding="utf-8")


def empty(folder: Path, today: date) -> App[Any]:
    path, home = folder / "group.json", Home.at(str(folder / "home"))
    start_group(str(path), "Working group", "WG", home=home).store.close()
    return IctwgApp(open_group(str(path), home=home, writer=True, today=today))


def hostile(folder: Path, today: date) -> App[Any]:
    return IctwgApp(hostile_group(folder, today=today))


def projecting(folder: Path, today: date) -> App[Any]:
    """The second window, on a meeting of which much was said."""
    path = folder / "example.json"
    path.write_bytes(EXAMPLE.read_bytes())
    session = open_group(str(path), home=Home.at(str(folder / "home")), writer=True, today=today)
    return Projector(session, next(one.id for one in session.state.all(Meeting) if one.date == HELD_ON))


def first(_folder: Path, _today: date) -> App[Any]:
    return FirstRun((), "Asia/Dili")


def first_with_files(_folder: Path, _today: date) -> App[Any]:
    return FirstRun(("/home/ana/Dropbox/Working group/group.json", "/media/share/ictwg.json"), "Asia/Dili")


def known_elsewhere(_folder: Path, _today: date) -> App[Any]:
    return KnownElsewhere("/media/ana/STICK/group.json", "/home/ana/Dropbox/Working group/group.json")


class Scene(NamedTuple):
    name: str
    play: Callable[[Show], Awaitable[None]]
    group: Callable[[Path, date], App[Any]] = example
    today: date = TODAY

    @contextmanager
    def opened(self, folder: Path) -> Iterator[App[Any]]:
        app = self.group(folder, self.today)
        try:
            yield app
        finally:
            if isinstance(app, IctwgApp):
                app.session.store.close()
