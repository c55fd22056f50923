"""Taking minutes at the speed of speech, through a real terminal.

    python tests/bench/minutes_session.py [--lines 60] [--rate 10] [--no-write]

A letter and a whole line are timed from the key to the last byte of what they change, with 10 and with 300 entries
in the meeting: the limit is the ratio of the two. Then sixty lines are typed at ten characters a second, with pastes
of several lines by turns with and without brackets; in the middle the program is killed (SIGKILL) and started again.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

assert sys.platform != "win32"  # there are no pseudo-terminals to measure through

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.ui.journey import leave  # noqa: E402 - the path is set above
from tests.ui.meeting_journey import opened, stored, taking_minutes, to_minutes  # noqa: E402 - likewise
from tests.ui.meeting_room import TODAY, room  # noqa: E402 - likewise
from tests.ui.typed_session import BEGUN, PAUSE, missing, play, steps, texts  # noqa: E402 - likewise

from ictwg.decisions.decisions import Draft  # noqa: E402 - likewise
from ictwg.domain.agenda import agenda_of  # noqa: E402 - likewise
from ictwg.domain.records import Meeting  # noqa: E402 - likewise
from ictwg.domain.values import EntryType  # noqa: E402 - likewise
from ictwg.minutes import taking as minutes  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.pty_driver import Terminal

RESULTS = Path(__file__).parent / "results" / "minutes_session.md"
FEW, MANY = 10, 300
LINES = 20
TYPES = (EntryType.NOTE, EntryType.NOTE, EntryType.ACTION, EntryType.DECISION)


class Figure(NamedTuple):
    what: str
    few: Sequence[float]
    many: Sequence[float]
    most: float
    """The limit of the ratio of the medians."""

    @property
    def row(self) -> str:
        few, many = median(self.few), median(self.many)
        verdict = "kept" if many / few <= self.most else "MISSED"
        return f"| {self.what} | {few:.1f} | {many:.1f} | {many / few:.2f} | ≤ {self.most:g} | {verdict} |"


def filled(folder: Path, entries: int) -> None:
    """So many lines in the meeting of today: all under the item that opens first, the worst there is."""
    session = room(folder)
    meeting = next(one for one in session.state.all(Meeting) if one.date == TODAY)
    item = agenda_of(session.state, meeting)[4].item
    said = "what was said at some length by one of those who were there, number"
    drafts = [Draft(TYPES[n % len(TYPES)], f"{said} {n}") for n in range(entries)]
    session.commit(minutes.add_block(session.state, meeting, item, drafts, TODAY))
    session.store.close()


def timed(entries: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each letter, and of each Enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled(folder, entries)
        with taking_minutes(folder) as terminal:
            terminal.settle(1.0)
            terminal.watch(on=False)
            return _typed(terminal)


def _typed(terminal: Terminal) -> tuple[list[float], list[float]]:
    letters: list[float] = []
    enters: list[float] = []
    for n in range(LINES):
        letters += [terminal.latency(letter) for letter in f"remark {n} here"]
        enters.append(terminal.latency("enter", quiet=0.3))
    return letters, enters


def session(lines: int, rate: float) -> list[str]:
    """What the long session has lost, and how it went, as lines of the report."""
    played = list(steps(lines))
    half, pause = len(played) // 2, 1 / rate
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with taking_minutes(folder) as terminal:
            play(terminal, played[:half], pause)
            terminal.type(BEGUN, pause=pause)
            terminal.settle(PAUSE)
        with opened(folder) as terminal:
            to_minutes(terminal)
            terminal.wait_for(f"› {BEGUN}")
            terminal.press("enter", pause=0.2)
            play(terminal, played[half:], pause)
            terminal.settle()
            leave(terminal)
        with stored(folder) as state:
            lost, kept = missing(state, played), len(texts(state))
    pastes = sum(bool(step.paste) for step in played)
    expected = sum(len(step.kept) for step in played) + 1
    told = f"{lines} lines at {rate:g} characters a second and {pastes} pastes of three lines in "
    told += f"{time.monotonic() - began:.0f} s, killed once: {kept} of {expected} entries are there, "
    told += "and the line that was begun was back."
    return [told, *(f"- LOST: {text}" for text in lost)]


def report(figures: Sequence[Figure], told: Sequence[str]) -> str:
    where = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
    rows = "\n".join(figure.row for figure in figures)
    session = "\n".join(told)
    return (
        "# Taking minutes, through a pseudo-terminal\n\n"
        f"From the key to the last byte of output, 80×24, medians in ms. {where}, load {os.getloadavg()[0]:.1f}. "
        f"{datetime.now().astimezone():%Y-%m-%d}, `python tests/bench/minutes_session.py`.\n\n"
        f"| what | {FEW} entries | {MANY} entries | ratio | limit | |\n|---|---:|---:|---:|---:|---|\n{rows}\n\n"
        f"{session}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--no-write", action="store_true", help="only print")
    options = parser.parse_args()
    few, many = timed(FEW), timed(MANY)
    figures = [Figure("a letter", few[0], many[0], 1.25), Figure("Enter keeps a line", few[1], many[1], 2)]
    text = report(figures, session(options.lines, options.rate) if options.lines else [])
    print(text)
    if not options.no_write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
