"""The jobs of the two screens of *Agenda & minutes*, with the keyboard alone, at 80×24."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ictwg.domain.records import Action, Attendance, Decision, Entry, Meeting, Organization
from ictwg.domain.values import ActionKind, ActionStatus, EntryType, MeetingState, MinutesState, Presence
from ictwg.locales import t
from ictwg.minutes.matters_arising import progress_of
from ictwg.ui.keys import verb

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.ui.journey import leave  # noqa: E402 - not to be read on Windows
from tests.ui.meeting_journey import (  # noqa: E402 - likewise
    escape,
    from_the_agenda,
    leave_prompt,
    opened,
    stored,
    taking_minutes,
    to_minutes,
    types,
)

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.pty


def test_plan_a_meeting_and_make_its_agenda(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("ctrl+n")
        terminal.wait_for(t("minutes_screen.new"))
        types(terminal, "9 Apr 2010", "ctrl+s")
        terminal.wait_for("M-2010-04-09")
        terminal.press("enter")
        terminal.wait_for("Any other business")
        terminal.press("ctrl+n")
        terminal.wait_for(t("minutes_screen.agenda.new"))
        types(terminal, "Budget", "ctrl+s")
        terminal.wait_for("Budget")
        terminal.wait_gone(t("minutes_screen.agenda.new"))
        terminal.write("\x1b[1;5A")  # ctrl+up
        terminal.settle()
        leave(terminal)
    with stored(tmp_path) as state:
        assert [meeting.date.isoformat() for meeting in state.all(Meeting) if meeting.date][-1] == "2010-04-09"


def test_the_phone_rings_before_the_meeting(tmp_path: Path) -> None:
    """MoJ sends somebody, PNTL does not come; on the day the roll expects the one and excuses the other."""
    with opened(tmp_path) as terminal:
        terminal.press("enter")
        terminal.wait_for("Attendance")
        terminal.press("right")
        terminal.wait_for(t("invitation.tally", coming="0", not_coming="0", unanswered="5"))
        types(terminal, "/ana")
        terminal.wait_gone("Maria Alves")
        terminal.press("s")
        terminal.wait_for(t("invitation.announce", organization="MoJ"))
        types(terminal, "Zeca Pinto", "ctrl+s")
        terminal.wait_for("sends Zeca Pinto")
        terminal.press("escape")
        terminal.wait_for("Maria Alves")
        types(terminal, "/maria")
        terminal.wait_gone("Zeca Pinto")
        terminal.press("n")
        terminal.wait_for(t("invitation.tally", coming="1", not_coming="1", unanswered="3"))
        terminal.press("escape")
        terminal.wait_for("Zeca Pinto")
        terminal.press("right")
        terminal.wait_for("coming?")
        terminal.press("p")
        terminal.wait_for("apologies")
        leave(terminal)
    with stored(tmp_path) as state:
        states = {row.name: row.state for row in state.all(Attendance)}
        assert states["Maria Alves"] is Presence.APOLOGIES
        assert (states["Zeca Pinto"], states["Ana Soares"]) == (None, None)


def test_call_the_roll(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("enter")
        terminal.wait_for("Attendance")
        terminal.press("right")
        terminal.wait_for(t("invitation.no_answer"))
        terminal.press("right")
        terminal.wait_for(t("minutes_screen.attendance.unmarked"))
        terminal.wait_for("p Present  r Remote")
        terminal.press("p", "r", "a", "p", "x", pause=0.1)
        terminal.wait_for("3 of 5")
        terminal.press("w")
        terminal.wait_for(t("minutes_screen.attendance.walk_in"))
        types(terminal, "Eva Lopes", "ctrl+s")
        terminal.wait_for("Eva Lopes")
        leave(terminal)
    with stored(tmp_path) as state:
        states = sorted(str(row.state) for row in state.all(Attendance))
        assert states == ["absent", "apologies", "present", "present", "present", "remote"]
        (meeting,) = [one for one in state.all(Meeting) if one.reference == "M-2010-02"]
        assert meeting.state is MeetingState.HELD


def test_pasted_actions_are_shown_and_kept(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.paste("They met\nAI: MoJ to send the list by 30 May\nDECISION: no vote")
        terminal.wait_for("→ Action · MoJ · due Sun 30 May 2010 · send the list")
        terminal.press("l")
        terminal.wait_for("D-2010-01  no vote")
        terminal.type("moj and Beto to call them by 30 May")
        terminal.wait_for("F5 → MoJ, Beto? · due Sun 30 May 2010 · moj and Beto to call them")
        terminal.settle(0.1)
        terminal.press("f5")
        terminal.wait_for("A-2010-005")
        leave(terminal)
    with stored(tmp_path) as state:
        actions = {one.reference: one for one in state.all(Action)}
        assert (actions["A-2010-004"].text, len(actions["A-2010-004"].owners)) == ("send the list", 1)
        assert actions["A-2010-005"].text == "moj and Beto to call them"
        assert {entry.text for entry in state.all(Entry) if entry.type is EntryType.NOTE} == {"They met"}


def test_take_the_minutes(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "moj: the draft is late")
        terminal.wait_for("MoJ: the draft is late")
        terminal.type("/a moj, pn")
        terminal.wait_for("pn")
        terminal.settle(0.1)  # a Tab as fast as a paste is part of it
        terminal.press("tab")
        terminal.type(" draft the SOP by 30 May")
        terminal.wait_for("MoJ, PNTL · due Sun 30 May 2010")
        terminal.settle(0.1)
        terminal.press("enter")
        terminal.wait_for("A-2010-004  MoJ, PNTL")
        types(terminal, "The framework is approved", "f4")
        terminal.wait_for("D-2010-01  The framework is approved")
        terminal.paste("first line\nsecond line\n\n/d a paragraph")
        terminal.wait_for(t("ui.pasted", count="").strip())
        terminal.wait_for("→ Decision · a paragraph")
        terminal.press("p")
        terminal.wait_for("D-2010-02  a paragraph")
        types(terminal, "/x 1 delivered")
        types(terminal, "/bogus stays")
        terminal.wait_for("/bogus stays")
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


def test_change_retype_move_delete_and_undo_a_line(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "call the ministry")
        types(terminal, "noted")
        terminal.press("up")
        terminal.wait_for("Editing")
        types(terminal, " with thanks")
        terminal.wait_for("noted with thanks")
        escape(terminal)
        terminal.press("home")
        terminal.press("f5")
        terminal.wait_for("A-2010-004")
        terminal.write("\x1b[1;5B")  # ctrl+down
        terminal.settle()
        terminal.press("delete")
        terminal.wait_gone("A-2010-004")
        terminal.press("ctrl+z")
        terminal.wait_for("A-2010-004")
        leave(terminal)
    with stored(tmp_path) as state:
        entries = sorted(state.all(Entry), key=lambda entry: entry.order)
        mine = [(entry.type, entry.text) for entry in entries if not entry.text.startswith("promise")]
        assert mine == [(EntryType.NOTE, "noted with thanks"), (EntryType.ACTION, "call the ministry")]


def test_adopt_the_previous_minutes_with_a_correction(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.press("f7", "f7")
        terminal.wait_for("M-2010-01")
        types(terminal, "The chair was present", "enter")
        terminal.wait_for("· The chair was present")
        escape(terminal)
        terminal.wait_for(f"a {verb('entry.adopt')}")
        terminal.press("a")
        terminal.wait_for(t("life.pre_flight", meeting="M-2010-01"))
        terminal.press("pagedown", "enter")
        terminal.wait_for(t("minutes_screen.minutes.none_to_adopt"))
        leave(terminal)
    with stored(tmp_path) as state:
        (first,) = [one for one in state.all(Meeting) if one.reference == "M-2010-01"]
        assert first.minutes_state is MinutesState.ADOPTED


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


def test_the_digit_of_the_meetings_leads_back_to_them(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        leave_prompt(terminal)
        terminal.press("2")
        terminal.wait_for("● held")


def test_leaving_the_prompt_keeps_the_line_and_lets_digits_work(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.type("2 of the members said")
        terminal.settle()
        leave_prompt(terminal)
        escape(terminal, "Filter")
        to_minutes(terminal)
        terminal.wait_for("2 of the members said")
        leave(terminal)


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
        types(terminal, "seen by the room")
        terminal.wait_for("· seen by the room")
        assert terminal.find("›")[0] == lines - 3
        leave(terminal)


def test_the_projector_hides_what_the_room_must_not_see(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("enter")
        terminal.wait_for("Attendance")
        terminal.press("f2")
        terminal.wait_for(t("minutes_screen.agenda.edit", number="1"))
        terminal.press("escape")
        terminal.wait_gone(t("minutes_screen.agenda.edit", number="1"))
        from_the_agenda(terminal)
        terminal.wait_for("▣ projector")
        terminal.wait_gone("Follow-up")
        terminal.press("ctrl+t")
        terminal.wait_for("Follow-up")
        leave(terminal)


def test_presence_is_kept_as_typed(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "/p moj, Maria Alves")
        terminal.wait_for("2 of 5")
        leave(terminal)
    with stored(tmp_path) as state:
        assert {row.state for row in state.all(Attendance)} == {Presence.PRESENT}


def test_changing_a_line_gives_back_what_was_being_typed(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "first")
        terminal.type("half a sent")
        terminal.settle()
        escape(terminal)
        terminal.press("f2")
        terminal.wait_for("Editing")
        types(terminal, " and last")
        terminal.wait_for("· first and last")
        terminal.wait_for("› half a sent")
        leave(terminal)


def test_a_restricted_line_is_not_on_the_projector(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "for the core group")
        types(terminal, "for the room")
        terminal.press("ctrl+t")
        terminal.wait_gone("▣ projector")
        escape(terminal)
        terminal.press("home", "ctrl+r")
        terminal.wait_for(t("minutes_screen.minutes.who_sees"))
        types(terminal, "core")
        terminal.wait_for("▫ core group")
        terminal.press("ctrl+t")
        terminal.wait_for("▣ projector")
        terminal.wait_gone("for the core group")
        terminal.wait_for("for the room")
        leave(terminal)


def test_adopted_minutes_keep_the_typed_line_and_say_why(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("end")
        to_minutes(terminal)
        terminal.press("ctrl+g")
        terminal.wait_for("next step?")
        types(terminal, "adopt")
        terminal.wait_for(t("life.pre_flight", meeting="M-2010-01"))
        terminal.press("pagedown", "enter")
        terminal.wait_for("minutes adopted")
        types(terminal, "one more thing")
        terminal.wait_for("are adopted. Only corrections")
        terminal.wait_for("› one more thing")
        leave(terminal)


def test_a_box_takes_several_lines(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        terminal.type("first")
        terminal.press("f9")
        terminal.wait_for(t("minutes_screen.minutes.box"))
        terminal.press("enter")
        types(terminal, "second", "ctrl+s")
        terminal.wait_gone(t("minutes_screen.minutes.box"))
        leave(terminal)
    with stored(tmp_path) as state:
        assert "first\nsecond" in {entry.text for entry in state.all(Entry)}


def test_help_lists_what_the_lines_can_do(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "a line")
        escape(terminal)
        terminal.press("?")
        terminal.wait_for(t("ui.help_title"))
        terminal.type("delete")
        terminal.wait_for("Delete this line")
        leave(terminal)


def test_a_sentence_begun_comes_back_after_another_line_was_looked_at(tmp_path: Path) -> None:
    with taking_minutes(tmp_path) as terminal:
        types(terminal, "said and kept")
        terminal.wait_for("· said and kept")
        terminal.type("half a sentence")
        terminal.press("escape")
        terminal.settle()
        terminal.press("enter")
        terminal.wait_for("› said and kept")
        terminal.press("escape")
        terminal.wait_for("› half a sentence")
