"""A sub-committee by its keys: founded with members and a rule, it meets, drafts a paper, and the plenary adopts it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ictwg.domain.records import AgendaItem, Decision, Meeting
from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.ui.on_its_day import Year, does, fills, types, year_in  # noqa: E402 - not to be read on Windows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pty_driver import Terminal

pytestmark = pytest.mark.pty
FOUNDED, MEETS, PLENARY = "2010-01-05", "2010-01-29", "2010-02-12"
PAPER, DECIDED = "definitions.docx", "The definitions are as in the draft"


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    return year_in(tmp_path, monkeypatch, capsys)


def found(terminal: Terminal) -> None:
    """A name, a rule, and two who sit in it: an organization, and a person for hers."""
    does(terminal, ("ctrl+p", t("ui.palette_hint")))
    terminal.type("sub-g")
    terminal.wait_for("how often the group")
    terminal.settle()
    does(terminal, ("enter", "Sub-groups"), ("ctrl+n", t("sub_groups.new")))
    fills(terminal, "law", "Committee on the law", "last fri of the month")
    does(terminal, ("ctrl+s", "Added Committee on the law"), ("enter", "This sub-group has no members yet"))
    does(terminal, ("ctrl+n", t("sub_groups.seat")))
    fills(terminal, "MoJ")
    does(terminal, ("ctrl+s", t("verbs.seated", subject="MoJ")), ("ctrl+n", t("sub_groups.seat")))
    fills(terminal, "", "OPG Example")
    does(
        terminal,
        ("ctrl+s", t("verbs.seated", subject="OPG Example")),
        ("escape", "every month on the last Friday"),
        ("escape", t("today.tasks")),
    )


def prepare(terminal: Terminal) -> None:
    """By its rule, with an item by hand that has a paper."""
    does(
        terminal,
        ("2", t("minutes_screen.list.empty").splitlines()[0]),
        ("f5", t("preparing.screen.which")),
        ("down", ""),
    )
    does(terminal, ("enter", "Fri 29 January 2010 · by the rule"), ("ctrl+n", t("minutes_screen.agenda.new")))
    fills(terminal, "Definitions", "", "", "", "", DECIDED, "", PAPER)
    does(terminal, ("ctrl+s", t("preparing.why.by_hand")), ("ctrl+s", "Prepared M-LAW-2010-01-29"))


def meet(terminal: Terminal) -> None:
    """Its roll is its own; the decision stands as it was proposed."""
    does(
        terminal, ("enter", "Definitions"), ("right", "2 no answer"), ("right", t("minutes_screen.attendance.unmarked"))
    )
    does(
        terminal,
        ("p", "1 of 2 represented"),
        ("p", "2 of 2 represented"),
        ("f8", t("minutes_screen.minutes.placeholder")),
    )
    types(terminal, "@3", t("prompt.kind.item"), PAPER)
    types(terminal, "/d", t("prompt.as_proposed"), t("prompt.kind.decided"))
    types(terminal, "/close", t("prompt.kind.finish"), "read back before you end the meeting")
    does(
        terminal,
        ("ctrl+s", "Action points LAW 1-2010"),
        ("escape", "its minutes are a draft"),
        ("escape", "F2 Edit"),
    )


def report(terminal: Terminal) -> None:
    """The plenary is offered the report by itself, and what it is to adopt for a Space."""
    does(terminal, ("2", "● held"), ("f5", "▌ Committee on the law"), ("up", "▌ TG"))
    does(terminal, ("enter", "● "), ("f6", "Venue"))
    terminal.type(PLENARY)
    terminal.wait_for("Fri 12 February 2010")
    does(terminal, ("ctrl+s", "●  Report: Committee on the law"))
    while "▌ ○ For adoption: Definitions" not in " ".join(terminal.text.split()):
        does(terminal, ("down", ""))
    does(terminal, ("space", "●  For adoption: Definitions"), ("ctrl+s", "Prepared M-2010-02-12"))


def adopt(terminal: Terminal) -> None:
    does(
        terminal,
        ("enter", "^R Prepare"),
        ("right", "4 no answer"),
        ("right", t("minutes_screen.attendance.unmarked")),
        ("p", "1 of 4"),
    )
    does(terminal, ("f8", t("minutes_screen.minutes.placeholder")))
    types(terminal, "@4", t("prompt.kind.item"), f"Proposed: {DECIDED}")
    types(terminal, "/d", t("prompt.as_proposed"), t("prompt.kind.decided"))
    does(
        terminal,
        ("escape", "F2 Edit"),
        ("4", "14 days"),
        ("left", "D-2010-02"),
        ("enter", PAPER),
        ("escape", f"F4 {t('keys.decision_conclude')}"),
    )


def test_what_a_sub_committee_drafts_is_adopted_by_the_plenary(year: Year) -> None:
    with year.program(FOUNDED, "No meeting planned") as terminal:
        found(terminal)
        prepare(terminal)
    with year.program(MEETS, "M-LAW-2010-01-29") as terminal:
        meet(terminal)
        report(terminal)
    with year.program(PLENARY, "M-2010-02-12") as terminal:
        adopt(terminal)
    with year.session(PLENARY) as session:
        first, second = sorted(session.state.all(Decision), key=lambda one: one.reference)
        item = session.state.get(AgendaItem, second.item)
        home = session.state.get(Meeting, second.meeting)
        assert (first.text, second.text) == (DECIDED, DECIDED)
        assert item is not None
        assert (item.papers, item.carried_from) == ((PAPER,), first.item)
        assert home is not None
        assert home.reference == "M-2010-01"
