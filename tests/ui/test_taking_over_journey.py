"""A colleague takes over in the middle of a meeting, on another computer: what she finds, ends and undoes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ictwg.domain.records import Contact, Entry, Person
from ictwg.domain.values import MinutesState
from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows
from tests.ui.on_its_day import Year, does, fills, meeting_on, types, year_in  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty
DAY, BEFORE, LATER = "2010-03-12", "2010-02-12", "2010-03-29"


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    """A group whose last minutes are out for comments, and that meets today."""
    monkeypatch.setenv("ICTWG_USER", "ana")
    found = year_in(tmp_path, monkeypatch, capsys)
    found.hold(BEFORE, 4)
    found.run(BEFORE, "add", "action", "Draft the SOP", "--owner", "PNTL", "--due", "2010-03-01")
    found.run("2010-03-10", "circulate", "M-2010-01", "--anyway")
    found.run("2010-03-10", "prepare", "--on", DAY)
    return found


def begin(terminal: Terminal) -> None:
    """Ana calls the roll, notes the first lines, and has to leave."""
    does(
        terminal,
        ("enter", "Matters arising"),
        ("right", t("invitation.no_answer")),
        ("right", t("minutes_screen.attendance.unmarked")),
    )
    does(terminal, ("p", "1 of 4"), ("p", "2 of 4"), ("p", "3 of 4 represented (3 needed: quorum)"))
    does(terminal, ("f8", t("minutes_screen.minutes.placeholder")))
    types(terminal, "@2 moj: the agenda is adopted", "MoJ says", "Saved under 2")
    types(terminal, "@4", t("prompt.kind.item"), "A-2010-001")


def take_over(terminal: Terminal) -> None:
    """Who worked, what is open, what is late; then straight to the item under discussion."""
    terminal.wait_for("Ana: last heard")
    terminal.wait_for(t("today.minutes.now"))
    terminal.wait_for("▲ 1 overdue")
    does(terminal, ("down", ""))
    while "▌ M-2010-02" not in " ".join(terminal.text.split()):
        does(terminal, ("down", ""))
    does(terminal, ("enter", "· MoJ: the agenda is adopted"))
    types(terminal, "@4", t("prompt.kind.item"), "Enter: update A-2010-001")
    types(terminal, "the first draft came", "A-2010-001", "the first draft came")
    does(terminal, ("f7", "Any other business"))


def end(terminal: Terminal) -> None:
    """What she typed wrong she takes back; what Ana did stays; then the meeting is closed."""
    types(terminal, "a line too much", "Note", "· a line too much")
    does(terminal, ("ctrl+z", "Undid: Added a line too much"))
    types(terminal, "/close", t("prompt.kind.finish"), "read back before you end the meeting")
    does(terminal, ("ctrl+s", "Action points 2-2010"), ("escape", "its minutes are a draft"))


def replace(terminal: Terminal) -> None:
    """The focal point of PNTL, in one form."""
    does(terminal, ("escape", ""), ("3", t("records.focal_point")), ("down", ""))
    while "▌ PNTL" not in " ".join(terminal.text.split()):
        does(terminal, ("down", ""))
    does(terminal, ("ctrl+r", t("membership.form.comes")))
    fills(terminal, "Rui Example")
    does(terminal, ("ctrl+s", "Ctrl+Z undoes"))


def comment(terminal: Terminal) -> None:
    """The circulation that Ana began goes on: a comment comes in, and nobody else's answer is lost."""
    does(
        terminal,
        ("2", "M-2010-02"),
        ("2", "circulated"),
        ("down", ""),
        ("enter", "Adoption"),
        ("left", t("life.column.what")),
    )
    does(terminal, ("ctrl+n", t("choices.asking_kind.comments")), ("ctrl+n", t("records.audience")))
    fills(terminal, "OPG", "", "Nine, not eight")
    does(terminal, ("ctrl+s", "Nine, not eight"))


def test_a_colleague_takes_over_in_the_middle_of_a_meeting(year: Year, tmp_path: Path) -> None:
    with year.program(DAY, "M-2010-03-12") as terminal:
        begin(terminal)
    theirs = {"ICTWG_HOME": str(tmp_path / "of-rui"), "ICTWG_FILE": str(tmp_path / "group.json")}
    theirs |= {"ICTWG_USER": "rui", "ICTWG_DEVICE": "laptop of rui"}
    with year.program(DAY, t("today.tasks"), **theirs) as terminal:
        take_over(terminal)
        end(terminal)
        replace(terminal)
        comment(terminal)
    year.run(LATER, "share")
    with year.session(LATER) as session:
        said = [one.text for one in session.state.all(Entry)]
        assert "the agenda is adopted" in said
        assert "a line too much" not in said
        assert meeting_on(session, DAY).action_points_out is not None
        assert meeting_on(session, BEFORE).minutes_state is MinutesState.CIRCULATED
        assert [one.text for one in session.state.all(Contact)] == ["Nine, not eight"]
        assert "Rui Example" in {one.name for one in session.state.all(Person)}
