"""The next meeting of a plenary prepared on a stage, where each key is counted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

from tests.file_texts import text_of
from tests.ui.meeting_room import OnMeetings
from tests.ui.rooms import session_in
from textual.pilot import Pilot
from textual.screen import Screen

from ictwg.app.session import Session
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Meeting, Organization
from ictwg.domain.values import MeetingState, MinutesState, Outcome
from ictwg.members.sub_groups import keep_body
from ictwg.ui.screens.meetings import MeetingsScreen
from ictwg.ui.screens.next_meeting import PreparingScreen

HELD, TODAY, NEXT = date(2010, 2, 12), date(2010, 2, 20), date(2010, 3, 12)
PATIENCE = 200


def fill(session: Session) -> None:
    """A plenary that meets on the second Friday and has put one topic off, and a sub-group that has met since."""
    state, edit = session.state, Edit("verbs.started")
    edit.create(Organization, state.new_id(), Organization.acronym("MoJ"), Organization.name("Ministry of Justice"))
    done = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
    hours = (Meeting.start(time(9)), Meeting.end(time(11)))
    plenary, law = state.new_id(), state.new_id()
    edit.create(Meeting, plenary, Meeting.date(HELD), *done, *hours)
    edit.create(Meeting, law, Meeting.date(date(2010, 2, 18)), Meeting.series("LAW"), *done)
    for meeting, title, outcome in ((plenary, "Shelter", Outcome.DEFERRED), (law, "Definitions", Outcome.NOTED)):
        of = (AgendaItem.meeting(meeting), AgendaItem.title(title), AgendaItem.order(spread(1)[0]))
        papers = AgendaItem.papers(("definitions.docx",) if meeting == law else ())
        more = (AgendaItem.outcome(outcome), AgendaItem.minutes_allotted(30), papers)
        edit.create(AgendaItem, state.new_id(), *of, *more)
    session.commit(edit.done())
    session.commit(keep_body(session.state, "", "", "Plenary", "second fri of the month", ""))
    session.commit(keep_body(session.state, None, "law", "Sub-committee on the law", "", ""))


class Stage:
    """The program on its list of meetings, counting the keys that are pressed."""

    def __init__(self, app: OnMeetings, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            await self.pilot.press(key)
            await self.pilot.pause()

    async def until(self, screen: type[Screen[Any]]) -> Any:
        """The screen of this kind, once it is in front."""
        for _ in range(PATIENCE):
            if isinstance(self.app.screen, screen) and self.app.screen.is_mounted:
                await self.pilot.pause()
                return self.app.screen
            await self.pilot.pause(0.02)
        raise AssertionError(type(self.app.screen).__name__)

    async def prepare(self) -> PreparingScreen:
        """The proposal of the plenary's next meeting."""
        await self.press("f5", "enter")
        found: PreparingScreen = await self.until(PreparingScreen)
        return found

    @property
    def made(self) -> list[Meeting]:
        return [m for m in self.app.session.state.all(Meeting) if m.state is MeetingState.PLANNED]

    def titles(self, meeting: Meeting) -> list[str]:
        return [line.item.title for line in agenda_of(self.app.session.state, meeting)]


@asynccontextmanager
async def stage(folder: Path, *, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Stage]:
    session = session_in(folder, TODAY, fill)
    try:
        app = OnMeetings(session)
        async with app.run_test(size=size) as pilot:
            here = Stage(app, pilot)
            await here.until(MeetingsScreen)
            yield here
    finally:
        session.store.close()


def written_in(folder: Path, what: str) -> str:
    """What the one such file says that was written there, to print."""
    (file,) = folder.rglob(f"{what} *.pdf")
    return " ".join(text_of(file.read_bytes()).split())
