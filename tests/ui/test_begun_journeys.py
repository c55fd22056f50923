"""A sentence begun and not entered survives the end of the program, whichever end that is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows
from tests.ui.journey import leave  # noqa: E402 - likewise
from tests.ui.meeting_journey import escape, from_the_agenda, opened, stored, taking_minutes, types  # noqa: E402 - likewise

from ictwg.domain.records import Action, Entry  # noqa: E402 - likewise
from ictwg.minutes.matters_arising import progress_of  # noqa: E402 - likewise

pytestmark = pytest.mark.pty
PAUSE = 1.5
"""Seconds: more than the half second in which a sentence is on the disk, because tests run side by side."""


def to_item(terminal: Terminal, number: int) -> None:
    for _ in range(number - 1):
        terminal.press("f7")
        terminal.settle()


def comes_back(terminal: Terminal, text: str) -> None:
    terminal.press("enter", shows=t("minutes_screen.minutes.waits"))
    from_the_agenda(terminal)
    terminal.wait_for(f"› {text}")
    terminal.wait_for(t("minutes_screen.minutes.brought_back"))


def offered(terminal: Terminal) -> str:
    """The action of which a typed line would be said."""
    before = t("minutes_screen.minutes.hint.review", reference="A-").partition("A-")[0]
    terminal.wait_for(f"{before}A-")
    return terminal.text.partition(before)[2].split()[0]


def test_a_killed_program_has_kept_the_sentence(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        to_item(terminal, 2)
        terminal.type("the ministry has not yet ans")
        terminal.settle(PAUSE)
        # Leaving without a word kills it (SIGKILL).
    assert not any(b"not yet ans" in path.read_bytes() for path in tmp_path.glob("group.json*"))
    with opened(tmp_path) as terminal:
        comes_back(terminal, "the ministry has not yet ans")
        assert "2 Adoption of the agenda" in terminal.text
        types(terminal, "wered", shows="· the ministry has not yet answered")
        terminal.settle(PAUSE)
    with taking_minutes(tmp_path) as terminal:
        assert t("minutes_screen.minutes.brought_back") not in terminal.text
        leave(terminal)
    with stored(tmp_path) as state:
        assert "the ministry has not yet answered" in {entry.text for entry in state.all(Entry)}


def test_quitting_keeps_the_sentence_without_a_pause(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.type("half a sentence")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    with opened(tmp_path) as terminal:
        comes_back(terminal, "half a sentence")
        terminal.press(*["backspace"] * len("half a sentence"))
        terminal.settle()
        leave(terminal)
    with taking_minutes(tmp_path) as terminal:
        assert "half a sentence" not in terminal.text


def test_the_sentence_before_a_change_is_kept_and_not_the_change(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "entered", shows="· entered")
        terminal.type("the next")
        escape(terminal)
        terminal.press("f2", shows="Editing")
        terminal.type(" otherwise")
        terminal.settle(PAUSE)
    with opened(tmp_path) as terminal:
        comes_back(terminal, "the next")


def test_an_update_comes_back_to_its_action(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        to_item(terminal, 4)
        first = offered(terminal)
        terminal.press("enter")
        terminal.wait_gone(t("minutes_screen.minutes.hint.review", reference=first).partition(" ·")[0])
        reference = offered(terminal)
        terminal.type("half don")
        terminal.settle(PAUSE)
    with opened(tmp_path) as terminal:
        comes_back(terminal, "half don")
        types(terminal, "e")
        terminal.wait_gone("› half")
        leave(terminal)
    with stored(tmp_path) as state:
        (action,) = [one for one in state.all(Action) if one.reference == reference]
        assert [row.text for row in progress_of(state, action)] == ["half done"]
