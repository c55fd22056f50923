"""Coming to a meeting from elsewhere in the program, and its views by the mouse."""

from __future__ import annotations

from pathlib import Path

from tests.ui.meeting_room import OnMeetings, room
from textual.pilot import Pilot

from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import AgendaItem, Entry, Meeting
from ictwg.domain.values import EntryType
from ictwg.meetings.meetings import remove
from ictwg.minutes.entering import add_entry
from ictwg.ui.screens.meeting.attendance import AttendancePane
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.meeting.wrapped_lists import EntryList
from ictwg.ui.screens.meetings import MeetingsScreen


def shown(pilot: Pilot[None]) -> MeetingScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MeetingScreen)
    return screen


async def test_a_jump_opens_the_minutes_at_the_item(tmp_path: Path) -> None:
    app = OnMeetings(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        entry = app.session.state.all(Entry)[0]
        await app.open_record(entry)
        await pilot.pause()
        assert shown(pilot).meeting.id == entry.meeting
        assert shown(pilot).item == app.session.state.get(AgendaItem, entry.item)


async def test_a_jump_to_a_line_stands_on_that_very_line(tmp_path: Path) -> None:
    app = OnMeetings(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = app.session.state.all(Entry)[0]
        meeting, item = app.session.state.get(Meeting, first.meeting), app.session.state.get(AgendaItem, first.item)
        assert meeting is not None
        for text in ("The second line", "The third line"):
            app.session.commit(
                add_entry(app.session.state, meeting, item, EntryDraft(EntryType.NOTE, text), app.session.today)
            )
        second = next(one for one in app.session.state.all(Entry) if one.text == "The second line")
        await app.open_record(second)
        await pilot.pause()
        entries = shown(pilot).query_one(EntryList)
        assert entries.current == second.id
        assert entries.has_focus


async def test_a_jump_from_an_open_meeting_replaces_it(tmp_path: Path) -> None:
    app = OnMeetings(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first, second = sorted(app.session.state.all(Meeting), key=lambda meeting: str(meeting.date))
        await app.open_record(first)
        await pilot.pause()
        await app.open_record(second)
        await pilot.pause()
        assert shown(pilot).meeting == second
        await pilot.press("escape")
        assert isinstance(app.screen, MeetingsScreen)


async def test_the_mouse_changes_the_view(tmp_path: Path) -> None:
    app = OnMeetings(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.open_record(app.session.state.all(Meeting)[0])
        await pilot.pause()
        await pilot.click("ViewTabs", offset=(24, 0))
        await pilot.pause()
        assert app.screen.query_one(AttendancePane).display


async def test_a_meeting_that_is_undone_closes(tmp_path: Path) -> None:
    app = OnMeetings(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        meeting = app.session.state.all(Meeting)[0]
        await app.open_record(meeting)
        await pilot.pause()
        shown(pilot).carry_out(lambda: remove(app.session.state, meeting))
        await pilot.pause()
        assert isinstance(app.screen, MeetingsScreen)
