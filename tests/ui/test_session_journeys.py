"""A session typed fast through a real terminal, with pastes, and the program killed in the middle: nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.ui.journey import leave  # noqa: E402 - likewise
from tests.ui.meeting_journey import opened, stored, taking_minutes, to_minutes  # noqa: E402 - likewise
from tests.ui.typed_session import BEGUN, PAUSE, missing, play, steps, texts  # noqa: E402 - likewise

pytestmark = pytest.mark.pty
FAST = 0.02


def test_a_session_with_pastes_loses_nothing_when_the_program_is_killed_in_the_middle(tmp_path: Path) -> None:
    played = list(steps(6, every=3))
    half = len(played) // 2
    with taking_minutes(tmp_path) as terminal:
        play(terminal, played[:half], FAST)
        terminal.type(BEGUN, pause=FAST)
        terminal.settle(PAUSE)
        # Leaving without a word kills it (SIGKILL).
    with stored(tmp_path) as state:
        assert missing(state, played[:half]) == []
    with opened(tmp_path) as terminal:
        to_minutes(terminal)
        terminal.wait_for(f"› {BEGUN}")
        terminal.press("enter", pause=0.2)
        play(terminal, played[half:], FAST)
        terminal.settle()
        leave(terminal)
    with stored(tmp_path) as state:
        assert missing(state, played) == []
        assert len(texts(state)) == sum(len(step.kept) for step in played) + 1
