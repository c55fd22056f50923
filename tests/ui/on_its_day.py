"""A group whose year is gone through by commands, services and keys, each on its day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from ictwg.app.opening import open_group
from ictwg.app.session import Session
from ictwg.cli import main
from ictwg.domain.changes import Edit
from ictwg.domain.records import Group, Meeting
from ictwg.domain.values import Presence
from ictwg.meetings import attendance, meetings
from ictwg.store.local.home import Home

assert sys.platform != "win32"  # conftest.py leaves out there what leads it

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

MEMBERS = (("MoJ", "government"), ("PNTL", "security"), ("OPG", "judiciary"), ("Alola", "ngo"))


class Year:
    """The group's file, worked on by commands, services and keys, each on its day."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, today: str, *words: str) -> str:
        self._capsys.readouterr()
        code = main(["--today", today, *words])
        told = self._capsys.readouterr()
        assert code == 0, told
        return told.out

    @contextmanager
    def session(self, today: str) -> Iterator[Session]:
        path, day = str(Path("group.json").resolve()), date.fromisoformat(today)
        session = open_group(path, home=Home.find(), writer=True, today=day)
        try:
            yield session
        finally:
            session.store.close()

    @contextmanager
    def program(self, today: str, *shows: str, **environment: str) -> Iterator[Terminal]:
        with Terminal(
            [sys.executable, "-m", "ictwg", "--today", today], warm=True, environment=environment
        ) as terminal:
            for one in shows:
                terminal.wait_for(one)
            terminal.settle()
            yield terminal
            terminal.press("ctrl+q")
            terminal.wait_end()

    def hold(self, on: str, present: int) -> None:
        """Prepared as proposed, and held with so many of the members there."""
        self.run(on, "prepare", "--on", on)
        with self.session(on) as session:
            meeting = meeting_on(session, on)
            session.commit(meetings.hold(session.state, meeting))
            for place, line in enumerate(attendance.roll(session.state, meeting)):
                mark = Presence.PRESENT if place < present else Presence.ABSENT
                session.commit(attendance.mark(session.state, meeting, line, mark))


def meeting_on(session: Session, day: str) -> Meeting:
    (found,) = (one for one in session.state.all(Meeting) if str(one.date) == day)
    return found


def year_in(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    """A group of four with a rule on quorum."""
    monkeypatch.setenv("ICTWG_HOME", str(folder / "home"))
    monkeypatch.setenv("ICTWG_USER", "Ana")  # a computer that names nobody asks at the start who works
    monkeypatch.delenv("ICTWG_FILE", raising=False)
    monkeypatch.chdir(folder)
    year, first = Year(capsys), "2010-01-05"
    year.run(first, "new", "group.json", "--name", "Test Group", "--acronym", "TG")
    for acronym, kind in MEMBERS:
        year.run(first, "add", "organization", f"The {acronym}", "--acronym", acronym, "--type", kind)
        year.run(first, "add", "person", f"{acronym} Example", "--organization", acronym, "--function", "focal_point")
    with year.session(first) as session:
        (group,) = session.state.all(Group)
        rule = (Group.quorum_rule("ToR 4.2"), Group.quorum_needed(3))
        session.commit(Edit("verbs.edited").update(group, *rule).done())
    return year


def types(terminal: Terminal, text: str, echo: str, kept: str, *, quiet: float = 0.15, pause: float = 0.02) -> None:
    """A line at the prompt, kept once it was understood."""
    terminal.type(text, pause)
    terminal.wait_for(echo)
    terminal.settle(quiet)
    terminal.press("enter", shows=kept)
    terminal.settle(quiet)


def does(terminal: Terminal, *steps: tuple[str, str], quiet: float = 0.15) -> None:
    """Each key, and what the screen shows once it has done its work; "" waits for no words.

    Args:
        quiet: Seconds behind the words; none where only what the key did can show them.
    """
    for key, shows in steps:
        terminal.press(key)
        if shows:
            terminal.wait_for(shows)
        terminal.settle(quiet if shows else 0.15)


def fills(terminal: Terminal, *texts: str) -> None:
    """Into one field after the other; an empty text leaves a field as it is."""
    for text in texts:
        terminal.type(text)
        terminal.settle()
        terminal.press("tab")
        terminal.settle()
