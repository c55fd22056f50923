"""Escape and another key that come in one read, as from tmux, ssh or a fast hand."""

from __future__ import annotations

from string import digits
from typing import TYPE_CHECKING

import pytest
from tests.ui.open_meeting import opened
from textual import events
from textual._xterm_parser import XTermParser

from ictwg.ui.places import AREAS
from ictwg.ui.screens.meeting.minutes import MinutesPane

if TYPE_CHECKING:
    from pathlib import Path


def keys(sent: str) -> list[events.Key]:
    """As the terminal's bytes arrive in one read."""
    return [key for key in XTermParser().feed(sent) if isinstance(key, events.Key)]


@pytest.mark.parametrize("digit", digits)
def test_a_digit_behind_escape_is_no_sign_of_another_alphabet(digit: str) -> None:
    assert [(key.key, key.is_printable) for key in keys(f"\x1b{digit}")] == [(f"alt+{digit}", False)]


async def test_escape_and_a_digit_lead_away_and_nothing_is_typed(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        line = there.screen.query_one(MinutesPane).prompt
        line.text = "begun"
        for digit, mode in enumerate(AREAS, start=1):
            if mode == there.app.current_mode:  # leads back to the list of meetings
                continue
            for key in keys(f"\x1b{digit}"):
                there.app.post_message(key)
            await there.until(lambda mode=mode: there.app.current_mode == mode)  # type: ignore[misc]
            await there.app.switch_mode("agenda")
            await there.until(lambda: line.is_on_screen)
            line.edit()
            await there.press()
        for letter in "bjz":  # no keys of the minutes
            there.app.post_message(events.Key(f"alt+{letter}", letter))
            await there.press()
        assert line.text == "begun"
