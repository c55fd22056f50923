"""The jobs of the two screens of *Agenda & minutes*, with the keyboard alone, at 80×24."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ictwg.domain.records import Action, Attendance, Decision, Entry, Meeting, Organization
from ictwg.domain.values import ActionKind, ActionStatus, EntryType, MeetingState
from ictwg.locales import t
from ictwg.minutes.matters_arising import progress_of

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.ui.journey import leave  # noqa: E402 - not to be read on Windows
from tests.ui.meeting_journey import (  # noqa: E402 - likewise
    escape,
    opened,
    stored,
    taking_minutes,
    types,
)

pytestmark = pytest.mark.pty


def test_plan_a_meeting_and_make_its_agenda(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("ctrl+n", shows=t("minutes_screen.new"))
        types(terminal, "9 Apr 2010", "ctrl+s", shows="M-2010-04-09")
        terminal.press("enter", shows="Any other business")
        terminal.press("ctrl+n", shows=t("minutes_screen.agenda.new"))
        types(terminal, "Budget", "ctrl+s", shows="Budget")
        terminal.wait_gone(t("minutes_screen.agenda.new"))
        terminal.write("\x1b[1;5A")  # ctrl+up
        terminal.settle()
        leave(terminal)
    with stored(tmp_path) as state:
        assert [meeting.date.isoformat() for meeting in state.all(Meeting) if meeting.date][-1] == "2010-04-09"


def test_call_the_roll(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("enter", shows="Attendance")
        terminal.press("right", shows=t("invitation.no_answer"))
        terminal.press("right", shows=t("minutes_screen.attendance.unmarked"))
        terminal.wait_for("p Present  r Remote")
        terminal.press("p", "r", "a", "p", "x", pause=0.1, shows="3 of 5")
        terminal.press("w", shows=t("minutes_screen.attendance.walk_in"))
        types(terminal, "Eva Lopes", "ctrl+s", shows="Eva Lopes")
        leave(terminal)
    with stored(tmp_path) as state:
        states = sorted(str(row.state) for row in state.all(Attendance))
        assert states == ["absent", "apologies", "present", "present", "present", "remote"]
        (meeting,) = [one for one in state.all(Meeting) if one.reference == "M-2010-02"]
        assert meeting.state is MeetingState.HELD


def test_take_the_minutes(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "moj: the draft is late", shows="MoJ: the draft is late")
        terminal.type("/a moj, pn")
        terminal.wait_for("pn")
        terminal.settle(0.1)  # a Tab as fast as a paste is part of it
        terminal.press("tab")
        terminal.type(" draft the SOP by 30 May")
        terminal.wait_for("MoJ, PNTL · due Sun 30 May 2010")
        terminal.settle(0.1)
        terminal.press("enter", shows="A-2010-004  MoJ, PNTL")
        types(terminal, "The framework is approved", "f4", shows="D-2010-01  The framework is approved")
        terminal.paste("first line\nsecond line\n\n/d a paragraph")
        terminal.wait_for(t("ui.pasted", count="").strip())
        terminal.wait_for("→ Decision · a paragraph")
        terminal.press("p", shows="D-2010-02  a paragraph")
        types(terminal, "/x 1 delivered")
        types(terminal, "/bogus stays", shows="/bogus stays")
        leave(terminal)
    with stored(tmp_path) as state:
        entries = sorted(state.all(Entry), key=lambda entry: (entry.order, entry.id))
        notes = {entry.text for entry in entries if entry.type is EntryType.NOTE}
        assert notes == {"the draft is late", "first line\nsecond line", "/bogus stays"}
        assert {decision.text for decision in state.all(Decision)} == {"The framework is approved", "a paragraph"}
        (action,) = [one for one in state.all(Action) if one.reference == "A-2010-004"]
        assert (action.text, str(action.due), len(action.owners)) == ("draft the SOP", "2010-05-30", 2)
        closed = [one for one in state.all(Action) if one.status is ActionStatus.DONE]
        assert [one.reference for one in closed] == ["A-2010-001"]


def test_twenty_old_actions_take_sixty_keys_besides_the_text(tmp_path: Path) -> None:
    """Every key counts from the first item of the minutes on, but for the letters of what is said."""
    keys = 0

    def press(*names: str) -> None:
        nonlocal keys
        keys += len(names)
        terminal.press(*names, pause=0.06)

    with taking_minutes(tmp_path, actions=20) as terminal:
        for _ in range(3):
            press("f7")
            terminal.settle()
        terminal.wait_for("What")
        for number in range(6):
            terminal.type(f"half done {number}")
            terminal.settle(0.1)
            press("enter")
        escape(terminal, "d Done")
        keys += 1
        press("d", "d", "d", "d", "i", "i", "i", "x", "x", "x")
        for _ in range(2):
            press("t")
            terminal.wait_for(t("minutes_screen.review.new_date", reference="").strip())
            terminal.type("30 Jun 2010")
            press("ctrl+s")
            terminal.wait_gone(": new date")
        press("w")
        terminal.wait_for(t("minutes_screen.review.waiting", reference="").strip())
        terminal.settle()
        terminal.type("the minister")
        press("ctrl+s")
        terminal.wait_gone(": waiting for")
        press("o")
        terminal.wait_for("who is responsible")
        terminal.settle()
        press("end", *["backspace"] * 5)
        terminal.type("PNTL")
        press("ctrl+s")
        terminal.wait_gone("who is responsible")
        leave(terminal)
    assert keys <= 60
    with stored(tmp_path) as state:
        actions = [one for one in state.all(Action) if one.kind is ActionKind.ACTION]
        counted = {status: sum(one.status is status for one in actions) for status in ActionStatus}
        assert counted[ActionStatus.DONE] == 4
        assert counted[ActionStatus.IN_PROGRESS] == 3
        assert counted[ActionStatus.CANCELLED] == 3
        assert counted[ActionStatus.WAITING] == 1
        assert sum(str(one.due) == "2010-06-30" for one in actions) == 2
        (pntl,) = [one.id for one in state.all(Organization) if one.acronym == "PNTL"]
        assert sum(one.owners == (pntl,) for one in actions) == 4 + 1
        assert sum(len(progress_of(state, one)) for one in actions) == 6


def test_a_paste_without_brackets_is_never_cut_or_run(tmp_path: Path) -> None:
    """On a busy computer a key may come late and stand alone; nothing is lost then, and the next time it is a block."""
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        with taking_minutes(folder) as terminal:
            terminal.write("one\r/close\rthree\r")
            terminal.wait_for(t("ui.pasted", count="").strip())
            terminal.press("enter")
            terminal.settle()
            terminal.wait_for("/close")
            leave(terminal)
        with stored(folder) as state:
            texts = {entry.text for entry in state.all(Entry)}
        if "one\n/close\nthree" in texts:
            return
        assert {"one", "/close\nthree"} <= texts
    pytest.fail("it was never taken for a paste")


@pytest.mark.parametrize(("columns", "lines"), [(60, 15), (40, 20), (120, 36)])
def test_the_prompt_is_there_at_every_size(tmp_path: Path, columns: int, lines: int) -> None:
    with taking_minutes(tmp_path, columns=columns, lines=lines) as terminal:
        types(terminal, "seen by the room", shows="· seen by the room")
        assert terminal.find("›")[0] == lines - 3
        leave(terminal)


def test_a_restricted_line_is_not_on_the_projector(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "for the core group")
        types(terminal, "for the room")
        terminal.press("ctrl+t")
        terminal.wait_gone("▣ projector")
        escape(terminal)
        terminal.press("home", "ctrl+r", shows=t("minutes_screen.minutes.who_sees"))
        types(terminal, "core", shows="▫ core group")
        terminal.press("ctrl+t", shows="▣ projector")
        terminal.wait_gone("for the core group")
        terminal.wait_for("for the room")
        leave(terminal)
