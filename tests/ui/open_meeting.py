"""The program open on the meeting of 12 March 2010 on a stage: typing its minutes, exporting and closing it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, time
from pathlib import Path
from types import UnionType
from typing import Any

from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.meeting_room import TODAY, OnMeetings, room
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen

from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Attendance, Meeting, Organization
from ictwg.domain.values import ItemKind, Outcome, Presence
from ictwg.ui.export_menu import SendOutForm
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.read_back import ReadBackScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen

AFTER = date(2010, 4, 20)
HALF_PAST = time(11, 40)
PATIENCE = 2000
"""Looks."""


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
        return next(one for one in self.app.session.state.all(Meeting) if one.date == TODAY)

    @property
    def text(self) -> str:
        return text_of(self.app)

    async def press(self, *keys: str, to: type[Screen[Any]] | UnionType | None = None, shows: str = "") -> None:
        """Until the last of them has done its work: a key behind one that opens a screen waits for the screen.

        Args:
            to: The screen that the keys lead to.
            shows: The words that stand on it then.
        """
        await self.pilot.press(*keys)
        await self.pilot.pause()
        while self.app._keys._task is not None:
            await self.pilot.pause()
        await self.pilot.pause()
        if to is not None:
            await self.until(lambda: isinstance(self.app.screen, to))
        if shows:
            await self.shows(shows)

    async def until(self, reached: Callable[[], bool]) -> None:
        """A busy computer takes its time, and a dialog or a worker behind a key comes after the key."""
        for _ in range(PATIENCE):
            if reached():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it did not come to that; {self.app.focused} has the focus on:\n{self.text}")

    async def shows(self, words: str) -> None:
        await self.until(lambda: words in self.text)

    async def exports(self) -> None:
        """The minutes for members."""
        await self.press("ctrl+l", to=SendOutForm)
        await self.press("enter", to=WrittenBox)

    async def reads_back(self) -> None:
        await self.enters("/close", to=ReadBackScreen)

    async def closes(self) -> None:
        """From the read-back, and past the box that says where the action points are."""
        await self.reads_back()
        await self.press("ctrl+s", to=WrittenBox)
        await self.press("enter", to=MeetingScreen)

    async def enters(self, line: str, *, to: type[Screen[Any]] | UnionType | None = None, shows: str = "") -> None:
        self.screen.query_one(MinutesPane).prompt.text = line
        await self.press("enter", to=to, shows=shows)


def ancestors(screen: MeetingScreen) -> list[DOMNode]:
    """Of what has the focus."""
    return screen.focused.ancestors_with_self if screen.focused is not None else []


def agenda_items(there: Room) -> list[AgendaItem]:
    return [line.item for line in agenda_of(there.app.session.state, there.meeting)]


@asynccontextmanager
async def opened(
    folder: Path, view: str = "minutes", *, on: date = TODAY, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Room]:
    session = room(folder)
    session._today = lambda: on
    session._time_of_day = lambda: HALF_PAST
    app = OnMeetings(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        found = Room(app, pilot)
        app.push_screen(MeetingScreen(found.meeting.id))
        await found.until(lambda: isinstance(app.screen, MeetingScreen) and bool(app.screen.focused))
        await found.shows("Opening")
        found.screen.go_to(view)
        await found.until(lambda: any(one.id == f"view-{view}" for one in ancestors(found.screen)))
        await pilot.pause()
        yield found
    session.store.close()


def item_of(there: Room, kind: ItemKind) -> str:
    """`@8`: the number of the item of a kind."""
    return f"@{[item.kind for item in agenda_items(there)].index(kind) + 1}"


def earlier(there: Room) -> Meeting:
    """The meeting whose minutes have gone out."""
    return next(m for m in there.app.session.state.all(Meeting) if m.circulated)


def now(there: Room, meeting: Meeting) -> Meeting:
    return known(there.app.session.state.get(Meeting, meeting.id))


def carries(there: Room, changes: Changes) -> None:
    there.app.session.commit(changes)
    there.app.changed()


def in_order(there: Room) -> Meeting:
    """The meeting whose minutes have gone out, with nothing left to look at, and its day for comments over."""
    meeting, state = earlier(there), there.app.session.state
    edit = Edit("verbs.edited")
    for home in state.all(Organization):
        of = (Attendance.meeting(meeting.id), Attendance.organization(home.id), Attendance.name(f"Of {home.acronym}"))
        edit.create(Attendance, state.new_id(), *of, Attendance.state(Presence.PRESENT))
    for item in state.linked(AgendaItem, AgendaItem.meeting, meeting.id):
        edit.update(item, AgendaItem.outcome(Outcome.NOTED))
    carries(there, edit.done())
    return meeting
