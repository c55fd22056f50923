"""A year of a group: six meetings, the first by its keys; one cancelled, one without quorum, one adopted by silence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ictwg.domain.changes import Edit
from ictwg.domain.records import Edition, Entry, Meeting
from ictwg.domain.values import MeetingState, MinutesState
from ictwg.errors import IctwgError

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.ui.on_its_day import Year, does, meeting_on, types, year_in  # noqa: E402 - not to be read on Windows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pty_driver import Terminal

pytestmark = pytest.mark.pty
LATER = ("2010-04-09", "2010-06-11", "2010-08-13", "2010-10-08", "2010-12-10")
WITHOUT_QUORUM, CANCELLED = "2010-04-09", "2010-08-13"


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    return year_in(tmp_path, monkeypatch, capsys)


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


def meet_without_quorum(terminal: Terminal) -> None:
    """From Today straight into the roll: it says by and by how many are missing, and what is decided keeps it."""
    does(terminal, ("enter", "Adoption of the agenda"), ("right", "no answer"), ("right", "not marked"))
    does(terminal, ("p", "1 of 4 represented"), ("p", "2 of 4 represented"), ("x", "absent"), ("x", "OPG"))
    terminal.wait_for("(3 needed: no quorum)")
    does(terminal, ("f8", "Type what is said"))
    types(terminal, "/d The campaign begins in May", "Decision D-2010-02", "Outcome: decided")
    types(terminal, "@6 we meet on 11 June", "next meeting Fri 11 June 2010", "Kept under 6 Next meeting")


def cancel(terminal: Terminal) -> None:
    does(terminal, ("2", "○ planned"), ("ctrl+g", "what now?"))
    terminal.type("cancel")
    terminal.settle()
    does(terminal, ("enter", "× cancelled"))


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
        if day == WITHOUT_QUORUM:
            year.run(day, "prepare", "--on", day)
            with year.program(day, f"M-{day}") as terminal:
                meet_without_quorum(terminal)
        elif day == CANCELLED:
            year.run(day, "prepare", "--on", day)
            with year.program(day, f"M-{day}") as terminal:
                cancel(terminal)
        else:
            year.hold(day, 4)
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
