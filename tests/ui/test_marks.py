"""The mark of two different answers, on each list where a record can stand; and never before the room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.builders import known
from tests.ui.meeting_room import TODAY, OnMeetings
from tests.ui.meeting_room import room as group
from tests.ui.open_meeting import Room

from ictwg.app.session import Session
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action, AgendaItem, Attendance, Entry, Meeting, Organization, Person
from ictwg.domain.schema import Field, Record
from ictwg.domain.values import ActionKind, EntryType, Presence
from ictwg.locales import t
from ictwg.meetings import attendance
from ictwg.minutes import entering as minutes
from ictwg.records.lookup import TWO_ANSWERS
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.ui.screens.meeting.screen import MeetingScreen

FIELDS: tuple[Field[Any], ...] = (
    Meeting.venue,
    AgendaItem.title,
    Entry.text,
    Attendance.title,
    Action.text,
    Organization.notes,
    Person.position,
)
"""What Ana and Rui answer differently, in one record of each kind."""


def chosen(session: Session) -> list[Record]:
    """One record of each kind, all in the meeting of today where they can be."""
    state = session.state
    meeting = next(one for one in state.all(Meeting) if one.date == TODAY)
    item = next(one for one in state.linked(AgendaItem, AgendaItem.meeting, meeting.id) if one.title == "Framework")
    session.commit(minutes.add_entry(state, meeting, item, EntryDraft(EntryType.NOTE, "said"), TODAY))
    line = next(one for one in attendance.roll(state, meeting) if one.name == "Ana Soares")
    session.commit(attendance.mark(state, meeting, line, Presence.PRESENT))
    (entry,) = state.linked(Entry, Entry.meeting, meeting.id)
    (there,) = state.linked(Attendance, Attendance.meeting, meeting.id)
    action = next(one for one in state.all(Action) if one.kind is ActionKind.ACTION)
    return [meeting, item, entry, there, action, state.all(Organization)[0], state.all(Person)[0]]


def apart(session: Session, folder: Path) -> None:
    """Rui answers differently in each of them, before he has seen Ana's answers."""
    records = chosen(session)
    session.store.sync.share()
    rui = Store.open(
        session.store.path, home=Home.at(str(folder / "rui")), clock=Clock(), author=Author("Rui", "laptop")
    )
    for store, words in ((session.store, "by Ana"), (rui, "by Rui")):
        edit = Edit("verbs.edited", "all")
        for record, field in zip(records, FIELDS, strict=True):
            now = known(store.get(type(record), record.id))
            edit.update(now, field(words))
        store.commit(edit.done())
        store.sync.share()
    rui.close()
    session.store.sync.share()


@asynccontextmanager
async def opened(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Room]:
    session = group(folder)
    apart(session, folder)
    app = OnMeetings(session)
    async with app.run_test(size=size) as pilot:
        there = Room(app, pilot)
        await there.until(lambda: app.is_whole)
        yield there
    session.store.close()


def marked(there: Room) -> list[str]:
    return [line for line in there.text.splitlines() if TWO_ANSWERS in line]


async def test_every_list_shows_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.until(lambda: any("M-2010-03-12" in line or "12 Mar" in line for line in marked(there)))
        for key in ("3", "4"):
            await there.press(key)
            await there.until(lambda: bool(marked(there)))
        await there.press("3", "right")
        await there.until(lambda: any("by " in line or "Belo" in line for line in marked(there)))
        there.app.push_screen(MeetingScreen(there.meeting.id))
        await there.until(lambda: isinstance(there.app.screen, MeetingScreen))
        await there.shows("Opening")
        there.screen.go_to("agenda")
        await there.until(lambda: any("by " in line for line in marked(there)))
        there.screen.go_to("attendance")
        await there.until(lambda: any("Ana Soares" in line for line in marked(there)))
        assert len(marked(there)) == 1


async def test_the_minutes_show_it_and_a_projector_does_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        item = next(one for one in there.app.session.state.all(AgendaItem) if one.title.startswith("by "))
        there.app.push_screen(MeetingScreen(there.meeting.id, item.id))
        await there.until(lambda: isinstance(there.app.screen, MeetingScreen))
        await there.shows("▌≠")
        await there.shows(t("answers.marked", mark=TWO_ANSWERS, fields="Text").partition(" · ")[0])
        await there.press("ctrl+t")
        await there.until(lambda: there.screen.projector and not marked(there))
        await there.press("ctrl+t", shows=t("answers.marked", mark=TWO_ANSWERS, fields="Text").partition(" · ")[0])
