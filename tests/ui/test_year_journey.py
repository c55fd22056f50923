"""A year of a group by its keys: six meetings by a rule, one cancelled, one without quorum, one adopted by silence."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from ictwg.app.session import Session
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Decision, Edition, Entry, Meeting
from ictwg.domain.values import CLOSED, ActionKind, Adoption, MeetingState, MinutesState
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.ui.keys import verb

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows
from tests.ui import on_its_day  # noqa: E402 - not to be read on Windows
from tests.ui.on_its_day import Year, fills, meeting_on, year_in  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty
does, types = partial(on_its_day.does, quiet=0), partial(on_its_day.types, quiet=0.05, pause=0.005)
RULE = "second fri of every 2 months"


class Held(NamedTuple):
    """A meeting of the year that takes place.

    Attributes:
        roll: A key for each member, in protocol order, with what the head says then.
        lines: What is typed, what is understood and what stands there once it is kept.
        ends: What the read-back shows.
        following: The day that the rule proposes next.
        adopts: The meeting whose minutes are put to this one.
    """

    day: str
    reference: str
    roll: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, str], ...]
    ends: str
    following: str
    adopts: str = ""


ALL = tuple(("p", f"{count} of 4 represented") for count in range(1, 5))
QUORUM, NO_QUORUM = "(3 needed: quorum)", "(3 needed: no quorum)"
FIRST = Held(
    "2010-02-12",
    "M-2010-01",
    ALL,
    (
        ("/d Two shelters are opened", "Decision D-2010-01", t("prompt.kind.decided")),
        ("/a moj draft the SOP by 30 May", "MoJ · due Sun 30 May 2010", "▶ A-2010-001"),
    ),
    "draft the SOP",
    "Fri 9 April 2010",
)
WITHOUT_QUORUM = Held(
    "2010-04-09",
    "M-2010-02",
    (("p", "1 of 4 represented"), ("p", "2 of 4 represented"), ("x", "OPG Example: absent"), ("x", NO_QUORUM)),
    (
        ("/d The campaign begins in May", "Decision D-2010-02", t("prompt.kind.decided")),
        ("/u A-2010-001 half of it is there", "half of it", t("minutes_screen.minutes.noted", reference="A-2010-001")),
    ),
    "half of it is there",
    "Fri 11 June 2010",
)
THIRD = Held(
    "2010-06-11",
    "M-2010-03",
    ALL,
    (
        (
            "/x A-2010-001",
            t("prompt.kind.done", reference="A-2010-001"),
            t("minutes_screen.minutes.done", reference="A-2010-001"),
        ),
        ("/a all report on the campaign by next meeting", "all members · due next meeting", "▶ A-2010-002"),
    ),
    "report on the campaign",
    "Fri 13 August 2010",
    adopts="M-2010-02",
)
CANCELLED = "2010-08-13"
FIFTH = Held(
    "2010-10-08",
    "M-2010-04",
    (*ALL[:3], ("a", "Alola Example: apologies")),
    (("/a PNTL, OPG train the officers by 31 Jan", "PNTL, Invited: OPG · due Mon 31 January 2011", "▶ A-2010-003"),),
    "train the officers",
    "Fri 10 December 2010",
    adopts="M-2010-03",
)
LAST = Held(
    "2010-12-10",
    "M-2010-05",
    ALL,
    (
        (
            "/x A-2010-002",
            t("prompt.kind.done", reference="A-2010-002"),
            t("minutes_screen.minutes.done", reference="A-2010-002"),
        ),
        ("/d The plan of 2011 is approved", "Decision D-2010-03", t("prompt.kind.decided")),
    ),
    "The plan of 2011",
    "Fri 11 February 2011",
    adopts="M-2010-04",
)


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    return year_in(tmp_path, monkeypatch, capsys)


def plan_the_year(terminal: Terminal) -> None:
    """The rule of the plenary, and the first meeting on a day of its own."""
    does(terminal, ("ctrl+p", t("ui.palette_hint")))
    terminal.type("sub-g")
    terminal.wait_for("how often the group")
    terminal.settle()
    does(terminal, ("enter", "Code"), ("f2", t("records.series.rule")), ("tab", ""))
    fills(terminal, RULE)
    does(terminal, ("ctrl+s", "every 2 months on the second Friday"), ("f5", "by the rule"), ("f6", "Venue"))
    terminal.type(FIRST.day)
    terminal.wait_for("Fri 12 February 2010")
    terminal.settle()
    does(terminal, ("ctrl+s", t("preparing.day.by_hand")), ("ctrl+s", "is prepared"), ("1", f"M-{FIRST.day}"))


def hold(terminal: Terminal, meeting: Held) -> None:
    """From Today through the roll, what is said and the read-back to the action points."""
    does(terminal, ("enter", "Adoption of the agenda"), ("right", "4 no answer"))
    if meeting is FIRST:
        does(
            terminal,
            ("c", t("invitation.tally", coming="1", not_coming="0", unanswered="3")),
            ("down", ""),
            ("n", t("invitation.tally", coming="1", not_coming="1", unanswered="2")),
        )
    does(terminal, ("right", "Capacity"), *meeting.roll, ("f8", t("minutes_screen.minutes.placeholder")))
    if meeting.adopts:
        terminal.press("f7", "f7", shows=f"adopt {meeting.adopts}")
        does(terminal, ("escape", f"a {verb('entry.adopt')}"), ("a", "never circulated"), ("left", ""))
        does(
            terminal,
            ("enter", t("life.pre_flight", meeting=meeting.adopts)),
            ("pagedown", ""),
            ("enter", t("verbs.minutes_adopted", subject=meeting.adopts)),
        )
    for line in meeting.lines:
        types(terminal, *line)
    types(terminal, "/close", "close", f"{meeting.reference}: read back")
    terminal.wait_for(meeting.ends)
    does(terminal, ("ctrl+s", "Action points "), ("escape", "its minutes are a draft"))


def circulate(terminal: Terminal, meeting: Held) -> None:
    """Out for comments; what is missing is told first."""
    does(terminal, ("ctrl+g", t("minutes_screen.step.circulated")))
    does(
        terminal,
        ("down", ""),
        ("enter", t("mend.no_outcome")),
        ("pagedown", ""),
        ("enter", f"{t('verbs.minutes_circulated', subject=meeting.reference)} · Ctrl+Z undoes"),
        ("escape", "F2 Edit"),
    )


def prepare_next(terminal: Terminal, meeting: Held) -> None:
    does(terminal, ("2", "● held"), ("f5", meeting.following), ("ctrl+s", "Prepared M-"))


def adopt_by_silence(terminal: Terminal) -> None:
    does(
        terminal,
        ("down", ""),
        ("f4", t("mend.no_outcome")),
        ("pagedown", ""),
        ("enter", t("verbs.minutes_adopted", subject="M-2010-01")),
    )


def cancel_and_prepare(terminal: Terminal) -> None:
    """What was prepared a moment ago; the rule goes on behind its day."""
    does(terminal, ("ctrl+g", "next step?"))
    terminal.type("cancel", 0.005)
    terminal.settle()
    does(terminal, ("enter", "· cancelled"), ("escape", "× cancelled"))
    does(terminal, ("f5", "Fri 8 October 2010"), ("ctrl+s", "Prepared M-2010-10-08"))


def test_a_year_has_numbers_without_holes_and_minutes_that_stay(year: Year) -> None:
    for meeting in (FIRST, WITHOUT_QUORUM, THIRD, FIFTH, LAST):
        with year.program(meeting.day, t("records.meeting.next_meeting")) as terminal:
            if meeting is FIRST:
                plan_the_year(terminal)
            hold(terminal, meeting)
            if meeting in (FIRST, LAST):
                circulate(terminal, meeting)
            else:
                does(terminal, ("escape", "F2 Edit"))
                prepare_next(terminal, meeting)
            if meeting is THIRD:
                cancel_and_prepare(terminal)
        if meeting is FIRST:
            with year.program("2010-03-03", "ready to adopt") as terminal:
                adopt_by_silence(terminal)
                prepare_next(terminal, meeting)
    with year.session("2010-12-31") as session:
        assert_references(session)
        assert_adopted(session)
    assert_told(year)


def assert_references(session: Session) -> None:
    """Numbers without holes, each action as the meetings have left it."""
    held = {one.reference for one in session.state.all(Meeting) if one.state is MeetingState.HELD}
    assert held == {f"M-2010-0{number}" for number in range(1, 6)}
    cancelled = meeting_on(session, CANCELLED)
    assert (cancelled.state, cancelled.reference) == (MeetingState.CANCELLED, "")
    assert sorted(one.reference for one in session.state.all(Decision)) == ["D-2010-01", "D-2010-02", "D-2010-03"]
    promised = [one for one in session.state.all(Action) if one.kind is ActionKind.ACTION]
    assert {one.reference: one.status in CLOSED for one in promised} == {
        "A-2010-001": True,
        "A-2010-002": True,
        "A-2010-003": False,
    }


def assert_adopted(session: Session) -> None:
    """The first by silence, each other at the meeting behind it, the last not yet; what is adopted is closed."""
    first = meeting_on(session, FIRST.day)
    assert (first.adopted_how, first.adopted_at) == (Adoption.BY_SILENCE, None)
    for one, at in ((WITHOUT_QUORUM, THIRD), (THIRD, FIFTH), (FIFTH, LAST)):
        meeting = meeting_on(session, one.day)
        assert (meeting.adopted_how, meeting.adopted_at) == (Adoption.AT_MEETING, meeting_on(session, at.day).id)
    assert meeting_on(session, LAST.day).minutes_state is MinutesState.CIRCULATED
    adopted = {one.id for one in session.state.all(Meeting) if one.minutes_state is MinutesState.ADOPTED}
    assert len(adopted) == 4
    assert {one.meeting for one in session.state.all(Edition)} == adopted
    (entry, *_) = session.state.linked(Entry, Entry.meeting, first.id)
    with pytest.raises(IctwgError, match="adopted"):
        session.commit(Edit("verbs.edited").update(entry, Entry.text("Three shelters")).done())


def assert_told(year: Year) -> None:
    """Each minutes say whether there was quorum, and the report of the year who came."""
    book = year.run("2010-12-31", "export", "book", "--from", "2010-01-01", "--until", "2010-12-31", "--to", "-")
    assert [
        book.count(f"*{count} of 4 member organizations were represented {said}*")
        for count, said in (
            (4, QUORUM),
            (3, QUORUM),
            (2, NO_QUORUM),
        )
    ] == [3, 1, 1]
    told = year.run(
        "2010-12-31", "report", "attendance", "--from", "2010-01-01", "--until", "2010-12-31", "--audience", "core"
    )
    assert "5 meetings were held" in told
    assert "| MoJ | 5 of 5 |" in told
    assert "| Alola | 3 of 5 |" in told
