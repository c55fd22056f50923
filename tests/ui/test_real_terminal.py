"""What Pilot cannot show: pastes without brackets, NO_COLOR, and the bytes that reach the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty

STAGE = Path(__file__).with_name("stage_program.py")
ROOT = Path(__file__).parents[2]


def program(**environment: str) -> Terminal:
    path = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    variables = {"NO_COLOR": "", "PYTHONPATH": path, **environment}
    return Terminal([sys.executable, str(STAGE)], environment=variables, warm=True)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with program() as terminal:
        terminal.wait_for("A-0003")
        yield terminal


def test_a_paste_without_brackets_is_a_block_and_never_a_command(terminal: Terminal) -> None:
    terminal.press("f9")
    terminal.settle()
    terminal.write("/close\rsecond [/]\r\rthird")
    terminal.wait_for("BLOCK")
    terminal.settle()
    assert "BLOCK '' ('/close', 'second [/]', '', 'third')" in terminal.text
    assert "ENTERED" not in terminal.text


def test_a_long_paste_without_brackets_loses_no_line(terminal: Terminal) -> None:
    terminal.press("f9")
    terminal.settle()
    terminal.write("\r".join(f"line {n} of a long paste" for n in range(150)) + "\r")
    terminal.wait_for("BLOCK 150 lines")


def test_one_line_without_brackets_is_entered_and_marked(terminal: Terminal) -> None:
    terminal.press("f9")
    terminal.settle()
    terminal.write("draft the SOP\r")
    terminal.wait_for("ENTERED 'draft the SOP' True")


def test_typing_and_a_bracketed_paste(terminal: Terminal) -> None:
    terminal.press("f9")
    terminal.settle()
    terminal.type("ab")
    terminal.paste("one\ntwo")
    terminal.wait_for("BLOCK 'ab' ('one', 'two')")
    terminal.press("enter", shows="ENTERED 'ab' False")


def test_no_control_byte_of_the_data_reaches_the_terminal(terminal: Terminal) -> None:
    terminal.press("end")
    terminal.settle()
    assert b"ZXZpbA" not in bytes(terminal.raw) or b"\x1b]52" not in bytes(terminal.raw)
    assert "\u202e".encode() not in bytes(terminal.raw)
    assert b"\xc2\x9b" not in bytes(terminal.raw)
    assert "[@click=app.quit]leave[/]" in terminal.text


def test_no_color_has_no_colour_and_still_shows_the_cursor() -> None:
    with program(NO_COLOR="1") as terminal:
        terminal.wait_for("A-0003")
        terminal.press("down")
        terminal.settle()
        line, column = terminal.find("A-0001")
        foreground, background, _, reverse = terminal.style_at(line, column)
        assert (foreground, background, reverse) == ("default", "default", True)
        assert terminal.lines[line].startswith("▌")
        assert b"38;2;" not in bytes(terminal.raw)


def test_a_click_and_a_double_click(terminal: Terminal) -> None:
    line, column = terminal.find("A-0003")
    terminal.click(line, column)
    terminal.settle()
    assert terminal.lines[line].startswith("▌")
    terminal.click(line, column, times=2)
    terminal.wait_for("CHOSEN A-0003")
