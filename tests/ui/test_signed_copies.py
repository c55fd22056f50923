"""Signed copies on Today: filed by one key, and by another what nobody signs is asked for no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.open_meeting import AFTER, Room, carries, earlier, now, opened
from textual.widgets import ContentSwitcher

from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Edit
from ictwg.domain.records import Meeting
from ictwg.locales import t
from ictwg.minutes import approval as minutes_way
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.meeting_steps import carry_on
from ictwg.ui.widgets.virtual_list import VirtualList


async def _on_the_line(there: Room, meeting: Meeting) -> None:
    carries(there, minutes_way.adopt_by_silence(meeting, AFTER))
    await there.press("escape")
    await there.app.switch_mode("today")
    await there.shows(t("today.minutes.unsigned", day=short_day(AFTER)))
    assert there.app.screen.query_one(VirtualList).move_to(f"minutes/{meeting.id}")
    await there.pilot.pause()


@pytest.mark.parametrize(("folder", "place"), [("", "M-2010-01.pdf"), ("Papers", "Papers/M-2010-01.pdf")])
async def test_a_signed_copy_is_filed_beside_the_papers_of_its_meeting(tmp_path: Path, folder: str, place: str) -> None:
    async with opened(tmp_path, on=AFTER) as there:
        meeting = earlier(there)
        carries(there, Edit("verbs.edited").update(meeting, Meeting.folder(folder)).done())
        await _on_the_line(there, meeting)
        await there.shows(t("keys.today_not_signed"))
        await there.press("f4", to=FormScreen)
        await there.press("ctrl+s")
        await there.until(lambda: now(there, meeting).signed_copy == place)
        assert now(there, meeting).signed_on == AFTER
        missing = t("files.missing", path=place)
        await there.until(lambda: any(missing in one.message for one in there.app._notifications))
        assert t("today.minutes.unsigned", day=short_day(AFTER)) not in there.text


async def test_a_scan_that_no_colleague_would_find_is_refused_at_once(tmp_path: Path) -> None:
    """By its whole path it is filed where it lies in the shared folder."""
    async with opened(tmp_path, on=AFTER) as there:
        meeting = earlier(there)
        shared = Path(there.app.session.store.path).parent
        for folder in (tmp_path.parent, shared):
            (folder / "scan.pdf").write_bytes(b"%PDF")
        await _on_the_line(there, meeting)
        await there.press("f4", to=FormScreen)
        await there.press("ctrl+u", *str(tmp_path.parent / "scan.pdf"), "ctrl+s", shows="Copy the file to")
        assert not now(there, meeting).signed_copy
        await there.press("ctrl+u", *str(shared / "scan.pdf"), "ctrl+s")
        await there.until(lambda: now(there, meeting).signed_copy == "scan.pdf")


async def test_what_nobody_signs_is_asked_for_no_more(tmp_path: Path) -> None:
    async with opened(tmp_path, on=AFTER) as there:
        meeting = earlier(there)
        await _on_the_line(there, meeting)
        await there.press("f9")
        await there.until(lambda: now(there, meeting).signed_copy == t("minutes.not_signed"))
        assert now(there, meeting).signed_on is None
        assert t("today.minutes.unsigned", day=short_day(AFTER)) not in there.text


async def test_enter_shows_the_way_of_the_minutes(tmp_path: Path) -> None:
    async with opened(tmp_path, on=AFTER) as there:
        meeting = earlier(there)
        await _on_the_line(there, meeting)
        await there.press("enter", to=MeetingScreen)
        await there.until(lambda: there.screen.query_one(ContentSwitcher).current == "view-life")
        assert there.screen.meeting.id == meeting.id


async def test_adopting_says_which_version_went_to_the_members(tmp_path: Path) -> None:
    async with opened(tmp_path, on=AFTER) as there:
        meeting = earlier(there)
        words = minutes_way.sent_words(meeting)
        assert "1.0" in words
        there.screen.run_worker(carry_on(there.screen, meeting, "adopted"))
        await there.shows(words)
        await there.press("pagedown", "enter")
        await there.until(lambda: any(words in one.message for one in there.app._notifications))
