"""A session of minutes as a person types it: lines at some speed, pastes among them, and what must be kept of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ictwg.domain.state import State
from ictwg.locales import t

assert sys.platform != "win32"  # only journeys and benches, which are left out there, read this file

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

from ictwg.domain.records import Entry, Meeting  # noqa: E402 - not to be read on Windows

BEGUN = "and this sentence is not"
PAUSE = 0.6
"""Seconds: longer than a begun line waits for the disk."""
_BEFORE_ENTER = 0.1
"""Seconds without a key: nobody presses Enter within a burst of keys, and a busy computer reads keys in bursts."""
_SHAPES = (
    ("", "the ministry reports on number {n}, in its own words", ""),
    ("/a MoJ, PNTL ", "prepare paper {n}", " by 30 May"),
    ("/d ", "Point {n} is agreed.", ""),
    ("moj: ", "answer {n} comes next week", ""),
    ("@5 ", "remark {n} on the framework", ""),
    ("@6 /a IOM ", "look into matter {n}", ""),
)
"""What stands before the words that are kept, these words, and what stands behind them."""


class Step(NamedTuple):
    """What is typed or pasted, and the texts that have to stand in the minutes afterwards."""

    text: str
    kept: tuple[str, ...]
    paste: str = ""
    """`bracketed` or `bare`; empty for typing."""


def steps(count: int, every: int = 10) -> Iterator[Step]:
    """So many lines; after every tenth a paste of three lines, by turns without and with brackets."""
    for n in range(count):
        before, words, behind = _SHAPES[n % len(_SHAPES)]
        kept = words.format(n=n)
        yield Step(f"{before}{kept}{behind}", (kept,))
        if n % every == every - 1:
            lines = tuple(f"pasted line {n}.{part}" for part in range(3))
            yield Step("\n".join(lines), lines, "bracketed" if n // every % 2 else "bare")


def play(terminal: Terminal, played: Sequence[Step], pause: float) -> None:
    """Types and pastes it, `pause` seconds between two keys."""
    for step in played:
        if step.paste:
            _paste(terminal, step)
        else:
            terminal.type(step.text, pause=pause)
            terminal.settle(_BEFORE_ENTER)
            terminal.press("enter", pause=pause)
            terminal.settle(_BEFORE_ENTER)


def _paste(terminal: Terminal, step: Step) -> None:
    if step.paste == "bare":
        terminal.write(step.text.replace("\n", "\r") + "\r")
    else:
        terminal.paste(step.text)
    terminal.wait_for(t("ui.pasted", count="").strip())
    terminal.press("l")
    terminal.wait_gone("pasted lines")


def texts(state: State) -> list[str]:
    """What was said on 12 March, in the order in which it was entered."""
    meeting = next(one for one in state.all(Meeting) if str(one.date) == "2010-03-12")
    return [entry.text for entry in sorted(state.linked(Entry, Entry.meeting, meeting.id), key=lambda one: one.id)]


def missing(state: State, played: Sequence[Step]) -> list[str]:
    """What was typed or pasted and does not stand in the minutes exactly once."""
    said = texts(state)
    return [text for step in played for text in step.kept if said.count(text) != 1]
