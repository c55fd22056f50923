"""What there is room for is told: the end of a long line, the word that was searched for, the keys of the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.meeting_room import OnMeetings, room
from tests.ui.stage import staged
from textual.widgets import Input

from ictwg.services.records.detail import Detail, Section
from ictwg.services.searching.search_place import around, marks_in
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_long_line_of_the_pane_goes_on_under_its_beginning() -> None:
    async with staged(DetailPane, size=(30, 10)) as stage:
        told = Detail("M-2010-01", "held", (Section("Place", ("Meeting room, Ministry of Foreign Affairs",)),))
        stage.app.query_one(DetailPane).show(told)
        await stage.pilot.pause()
        assert [line for line in stage.text.splitlines() if line][2:] == [
            "Place",
            "  Meeting room, Ministry of",
            "  Foreign Affairs",
        ]


async def test_the_list_of_meetings_says_how_far_the_minutes_are(tmp_path: Path) -> None:
    desk = room(tmp_path)
    app = OnMeetings(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.size))
        for words in ("M-2010-01", "5 Feb 2010", "First reading", "held", "circulated"):
            assert words in shown
    desk.store.close()


async def test_the_keys_of_the_views_are_told_where_they_answer(tmp_path: Path) -> None:
    desk = room(tmp_path)
    app = OnMeetings(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.switch_mode("membership")
        await pilot.pause()
        tabs = app.screen.query_one(ViewTabs)
        assert str(tabs.content).endswith("← →")
        await pilot.press("slash")
        assert isinstance(app.focused, Input)
        assert "←" not in str(tabs.content)
    desk.store.close()


def test_a_word_that_stands_far_behind_is_brought_into_view() -> None:
    text = "prosecution needs a chapter on evidence and on the protection of witnesses"
    assert (
        around(text, marks_in(text, ("evidence",))).text == "… a chapter on evidence and on the protection of witnesses"
    )
    assert around(text, marks_in(text, ("prosecution",))).text == text
    assert around(text, marks_in(text, ("nowhere",))).text == text
    long = "x" * 60 + "evidence"
    assert around(long, marks_in(long, ("evidence",))).text == long
