"""A year of a group: six meetings, the first by its keys; one cancelled, one without quorum, one adopted by silence."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ictwg.cli import main
from ictwg.domain.changes import Edit
from ictwg.domain.records import Edition, Entry, Group, Meeting
from ictwg.domain.values import MeetingState, MinutesState, Presence
from ictwg.errors import IctwgError
from ictwg.services import attendance, meetings
from ictwg.services.opening import open_group
from ictwg.store.home import Home

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.services.desk import Desk

pytestmark = pytest.mark.pty
MEMBERS = (("MoJ", "government"), ("PNTL", "security"), ("OPG", "judiciary"), ("Alola", "ngo"))
LATER = ("2010-04-09", "2010-06-11", "2010-08-13", "2010-10-08", "2010-12-10")
WITHOUT_QUORUM, CANCELLED = "2010-04-09", "2010-08-13"


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
    def desk(self, today: str) -> Iterator[Desk]:
        path, day = str(Path("group.json").resolve()), date.fromisoformat(today)
        desk = open_group(path, home=Home.find(), writer=True, today=day)
        try:
            yield desk
        finally:
            desk.store.close()

    @contextmanager
    def program(self, today: str, *shows: str) -> Iterator[Terminal]:
        with Terminal([sys.executable, "-m", "ictwg", "--today", today], warm=True) as terminal:
            for one in shows:
                terminal.wait_for(one)
            terminal.settle()
            yield terminal
            terminal.press("ctrl+q")
            terminal.settle()

    def hold(self, on: str, present: int) -> None:
        """Prepared as proposed, and held with so many of the members there."""
        self.run(on, "prepare", "--on", on)
        with self.desk(on) as desk:
            meeting = meeting_on(desk, on)
            desk.commit(meetings.hold(desk.state, meeting))
            for place, line in enumerate(attendance.roll(desk.state, meeting)):
                mark = Presence.PRESENT if place < present else Presence.ABSENT
                desk.commit(attendance.mark(desk.state, meeting, line, mark))


def meeting_on(desk: Desk, day: str) -> Meeting:
    (found,) = (one for one in desk.state.all(Meeting) if str(one.date) == day)
    return found


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    """A group of four with a rule on quorum."""
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ICTWG_FILE", raising=False)
    monkeypatch.chdir(tmp_path)
    year, first = Year(capsys), "2010-01-05"
    year.run(first, "new", "group.json", "--name", "Test Group", "--acronym", "TG")
    for acronym, kind in MEMBERS:
        year.run(first, "add", "organization", f"The {acronym}", "--acronym", acronym, "--type", kind)
        year.run(first, "add", "person", f"{acronym} Example", "--organization", acronym, "--function", "focal_point")
    with year.desk(first) as desk:
        (group,) = desk.state.all(Group)
        rule = (Group.quorum_rule("ToR 4.2"), Group.quorum_needed(3))
        desk.commit(Edit("verbs.edited").update(group, *rule).done())
    return year


def types(terminal: Terminal, text: str, echo: str, kept: str) -> None:
    """A line at the prompt, kept once it was understood."""
    terminal.type(text)
    terminal.wait_for(echo)
    terminal.settle()
    terminal.press("enter")
    terminal.wait_for(kept)
    terminal.settle()


def prepare(terminal: Terminal) -> None:
    terminal.press("2")
    terminal.wait_for("No meetings yet")
    terminal.settle()
    terminal.press("f5")
    terminal.wait_for("No day yet")
    terminal.settle()
    terminal.press("f6")
    terminal.wait_for("Venue")
    terminal.type("2010-02-12")
    terminal.wait_for("Fri 12 February 2010")
    terminal.settle()
    terminal.press("ctrl+s")
    terminal.wait_for("the day that you named")
    terminal.settle()
    terminal.press("ctrl+s")
    terminal.wait_for("Prepared M-2010-02-12")
    terminal.settle()


def answer(terminal: Terminal) -> None:
    terminal.press("right")
    terminal.wait_for("4 no answer")
    terminal.settle()
    for key, said in (("c", "1 coming, 0 not, 3 no answer"), ("down", ""), ("n", "1 coming, 1 not, 2 no answer")):
        terminal.press(key)
        terminal.wait_for(said)
        terminal.settle()


def meet(terminal: Terminal) -> None:
    """The roll, then what is said, then the read-back."""
    terminal.press("right")
    terminal.wait_for("not marked")
    terminal.settle()
    for told in ("Now held as M-2010-01", "PNTL Example: present", "OPG Example: present", "Alola Example: present"):
        terminal.press("p")
        terminal.wait_for(told)
        terminal.settle()
    terminal.press("right")
    terminal.wait_for("Type what is said")
    terminal.settle()
    types(terminal, "/d Two shelters are opened", "Decision D-2010-01", "Outcome: decided")
    types(terminal, "/a moj draft the SOP by 30 May", "MoJ · due Sun 30 May 2010", "▶ A-2010-001")
    types(terminal, "/close", "close", "read back before it closes")
    terminal.press("ctrl+s")
    terminal.wait_for("action-points-M-2010-01")
    terminal.press("escape")
    terminal.wait_gone("Copy the path")
    terminal.settle()


def circulate(terminal: Terminal) -> None:
    """Out for comments from the list of meetings; what is missing is told first."""
    terminal.press("2")
    terminal.wait_for("M-2010-01")
    terminal.settle()
    terminal.press("ctrl+g")
    terminal.wait_for("Minutes went out today")
    terminal.type("went out")
    terminal.settle()
    terminal.press("enter")
    terminal.settle(0.5)
    if "went out · Ctrl+Z" not in terminal.text:
        terminal.press("enter")
    terminal.wait_for("went out · Ctrl+Z undoes")
    terminal.settle()


def test_a_year_has_numbers_without_holes_and_minutes_that_stay(year: Year) -> None:
    with year.program("2010-02-12", "None is planned") as terminal:
        prepare(terminal)
        answer(terminal)
        meet(terminal)
    with year.program("2010-02-16", "None is planned") as terminal:
        circulate(terminal)
    with year.program("2010-03-03", "adopt by silence") as terminal:
        terminal.press("down", "f4")
        terminal.wait_for("Item without an outcome")
        terminal.settle()
        terminal.press("enter")
        terminal.wait_for("Adopted the minutes of M-2010-01")
    for day in LATER:
        if day == CANCELLED:
            year.run(day, "prepare", "--on", day)
            year.run(day, "set", f"M-{day}", "state=cancelled")
        else:
            year.hold(day, 2 if day == WITHOUT_QUORUM else 4)
    assert "no quorum" in year.run("2010-12-31", "export", "minutes", "M-2010-02", "--to", "-")
    told = year.run("2010-12-31", "report", "attendance", "--from", "2010-01-01", "--until", "2010-12-31")
    assert "5 meetings were held" in told
    assert "| MoJ | 5 of 5 |" in told
    assert "| Alola | 4 of 5 |" in told
    with year.desk("2010-12-31") as desk:
        held = {one.reference for one in desk.state.all(Meeting) if one.state is MeetingState.HELD}
        assert held == {f"M-2010-0{number}" for number in range(1, 6)}
        assert not meeting_on(desk, CANCELLED).reference
        first = meeting_on(desk, "2010-02-12")
        assert first.minutes_state is MinutesState.ADOPTED
        assert [one.meeting for one in desk.state.all(Edition)] == [first.id]
        (entry, *_) = desk.state.linked(Entry, Entry.meeting, first.id)
        with pytest.raises(IctwgError, match="adopted"):
            desk.commit(Edit("verbs.edited").update(entry, Entry.text("Three shelters")).done())
