"""Typing goes on while a line is being kept: a busy computer takes its time, and no letter may be lost."""

from __future__ import annotations

from pathlib import Path

from tests.ui.open_meeting import opened
from textual.events import Key

from ictwg.domain.records import Entry
from ictwg.ui.screens.meeting.minutes import MinutesPane


async def test_a_letter_right_behind_enter_is_the_first_of_the_next_line(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        prompt = there.screen.query_one(MinutesPane).prompt
        prompt.edit()
        await there.press(*"First")
        await there.until(lambda: prompt.text == "First")
        await there.pilot.pause(0.2)  # so that Enter is no paste
        for key, character in (("enter", "\r"), ("p", "p")):
            there.app.post_message(Key(key, character))
        await there.until(lambda: any(entry.text == "First" for entry in there.app.session.state.all(Entry)))
        await there.until(lambda: prompt.text == "p")


async def test_of_lines_typed_at_once_none_is_lost_where_one_cannot_be_kept(tmp_path: Path) -> None:
    """`/x` without a reference is no line that can be kept; the next one is, and the first stays typed."""
    async with opened(tmp_path) as there:
        prompt = there.screen.query_one(MinutesPane).prompt
        prompt.edit()
        for key in ("slash", "x", "space", "enter", *"two", "enter", *"three", "enter", "f3"):
            character = {"slash": "/", "space": " ", "enter": "\r"}.get(key, key if len(key) == 1 else None)
            there.app.post_message(Key(key, character))
        await there.until(lambda: {"two", "three"} <= {e.text for e in there.app.session.state.all(Entry)})
        await there.until(lambda: prompt.text.strip() == "/x")
