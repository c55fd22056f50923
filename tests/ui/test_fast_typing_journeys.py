"""Digits are text where one types, and keys that come all at once do what they would have done one by one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ictwg.domain.state import State
from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import KEYS  # noqa: E402 - likewise
from tests.ui.journey import leave  # noqa: E402 - likewise
from tests.ui.meeting_journey import leave_prompt, opened, stored, taking_minutes, types  # noqa: E402 - likewise

from ictwg.domain.agenda import agenda_of  # noqa: E402 - likewise
from ictwg.domain.records import Action, Decision, Entry, Meeting  # noqa: E402 - likewise

pytestmark = pytest.mark.pty


def said(state: State) -> list[tuple[str, str]]:
    """(number of the item, text) of what was entered on 12 March."""
    meeting = next(one for one in state.all(Meeting) if str(one.date) == "2010-03-12")
    numbers = {line.item.id: line.number for line in agenda_of(state, meeting)}
    rows = state.linked(Entry, Entry.meeting, meeting.id)
    return sorted((numbers[row.item or ""], row.text) for row in rows)


@pytest.mark.parametrize("text", ["12345", "5", "2 of the members agreed", "1"])
def test_digits_are_text_in_the_empty_prompt(tmp_path: Path, text: str) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, text, shows=f"· {text}")
        leave(terminal)
    with stored(tmp_path) as state:
        assert said(state) == [("1", text)]


def test_digits_still_switch_once_the_prompt_is_left(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        leave_prompt(terminal)
        terminal.press("4", shows="promise number 1")
        leave(terminal)


def test_two_lines_at_once_are_both_there(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.write("text\rtext2\r")
        terminal.wait_for(t("ui.pasted", count="").strip())
        terminal.press("l", shows="· text2")
        leave(terminal)
    with stored(tmp_path) as state:
        assert said(state) == [("1", "text"), ("1", "text2")]


def test_a_line_an_item_and_a_line_at_once_stand_each_under_its_item(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.write(f"first\r{KEYS['f7']}second\r")
        terminal.wait_for("· second")
        leave(terminal)
    with stored(tmp_path) as state:
        assert said(state) == [("1", "first"), ("2", "second")]


def test_text_right_behind_a_key_is_in_the_line_that_the_key_leads_to(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.write(f"{KEYS['f7']}under the second")
        terminal.wait_for("› under the second")
        terminal.press("enter", shows="· under the second")
        terminal.write(f"moj draft it by 30 may{KEYS['f5']}")
        terminal.wait_for("A-2010-004")
        leave(terminal)
    with stored(tmp_path) as state:
        assert ("2", "under the second") in said(state)
        assert "draft it" in {action.text for action in state.all(Action)}


def test_a_meeting_opened_and_a_line_typed_at_once(tmp_path: Path) -> None:
    """Enter opens the meeting, left goes to its minutes: the text waits for the prompt."""
    with opened(tmp_path) as terminal:
        terminal.write(f"\r{KEYS['left']}4 members came")
        terminal.wait_for("› 4 members came")
        leave(terminal)


def test_lines_and_a_key_at_once_are_typed_and_the_key_works(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.write(f"alpha\r/d beta\rmoj: gamma\r{KEYS['f7']}delta\r")
        terminal.wait_for("· delta")
        leave(terminal)
    with stored(tmp_path) as state:
        assert said(state) == [("1", "alpha"), ("1", "beta"), ("1", "gamma"), ("2", "delta")]
        assert [decision.text for decision in state.all(Decision)] == ["beta"]


def test_lines_typed_at_once_say_in_the_box_what_they_become(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.write("alpha\r/d beta\rmoj: gamma\r")
        terminal.wait_for(t("ui.pasted", count="").strip())
        terminal.wait_for("→ Decision · beta")
        terminal.wait_for("→ Note · MoJ says · gamma")
        terminal.press("enter", shows="· alpha")
        leave(terminal)
    with stored(tmp_path) as state:
        assert said(state) == [("1", "alpha"), ("1", "beta"), ("1", "gamma")]


def test_what_closes_does_so_although_it_was_typed_while_the_program_stood_still(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        with terminal.standing_still():
            types(terminal, "/close")
        terminal.wait_for("read back before you end the meeting")
        leave(terminal)
    with stored(tmp_path) as state:
        assert said(state) == []
