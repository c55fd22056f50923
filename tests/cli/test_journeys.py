"""Two journeys by commands: a sub-committee whose paper comes to the plenary, and a colleague who takes over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.app.opening import open_group
from ictwg.domain.changes import Edit
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.values import Outcome
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.members.sub_groups import keep_body
from ictwg.store.local.home import Home

HELD, PLENARY = "2010-02-18", "2010-03-19"


@pytest.fixture
def drafted(group: Commands) -> Commands:
    """A sub-committee on the law has met and has drafted a paper."""
    session = open_group(str(group.path), home=Home.find(), writer=True, today=date.fromisoformat(HELD))
    try:
        session.commit(keep_body(session.state, None, "law", "Sub-committee on the law", "", ""))
        session.commit(meetings.plan(session.state, date.fromisoformat(HELD), series="LAW", items=()))
        (meeting,) = (one for one in session.state.all(Meeting) if one.series == "LAW")
        item = (AgendaItem.title("Definitions"), AgendaItem.papers(("definitions.docx",)))
        of = (AgendaItem.meeting(meeting.id), AgendaItem.order(spread(1)[0]), AgendaItem.outcome(Outcome.DECIDED))
        session.commit(Edit("verbs.added").create(AgendaItem, session.state.new_id(), *of, *item).done())
        session.commit(meetings.hold(session.state, meeting))
    finally:
        session.store.close()
    return group


def test_the_paper_of_a_sub_committee_comes_to_the_agenda_of_the_plenary(drafted: Commands) -> None:
    drafted.ok("add", "decision", "The definitions are as drafted", "--meeting", "M-LAW-2010-01", today=HELD)
    offered = drafted.ok("prepare", "--on", PLENARY, "--dry-run", today="2010-03-01").out
    (line,) = (line for line in offered.splitlines() if "Definitions" in line)
    number, mark, *_ = line.split()
    assert mark == "–"
    drafted.ok("prepare", "--on", PLENARY, "--keep", number, today="2010-03-01")
    agenda = drafted.ok("agenda", PLENARY, "--to", "-").out
    assert "Sub-committee on the law" in agenda
    assert "definitions.docx" in agenda
    assert "The definitions are as drafted" in agenda
    assert "From M-LAW-2010-01" in agenda


def test_a_colleague_takes_over_and_both_see_the_same(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTWG_FILE", str(group.path))
    ours, theirs = str(tmp_path / "home"), str(tmp_path / "of-rui")

    def listed() -> tuple[str, ...]:
        return tuple(group.ok(what, "--json").out for what in ("actions", "meetings", "people", "history"))

    before = listed()[:3]
    monkeypatch.setenv("ICTWG_HOME", theirs)
    assert listed()[:3] == before
    group.ok("set", "A-2010-001", "text=Draft the SOP for police", "--no-share")
    group.ok("add", "action", "Print the SOP", "--owner", "PNTL")
    group.ok("prepare", "--on", "2010-04-09", today="2010-03-01")
    monkeypatch.setenv("ICTWG_HOME", ours)
    group.ok("set", "A-2010-001", "due=2 April")
    group.ok("share")
    seen = listed()
    monkeypatch.setenv("ICTWG_HOME", theirs)
    group.ok("share")
    assert listed()[:3] == seen[:3]
    assert "Draft the SOP for police" in seen[0]
    assert "2010-04-02" in seen[0]
    assert "Print the SOP" in seen[0]
    assert "2010-04-09" in seen[1]
    assert group("conflicts").code == 0


def test_the_agenda_of_the_next_meeting_needs_no_reference(group: Commands) -> None:
    named = group.ok("agenda", "M-2010-03-12", "--to", "-", today="2010-03-01").out
    assert group.ok("agenda", "--to", "-", today="2010-03-01").out == named
    ran = group("agenda", today="2011-03-01")
    assert (ran.code, "ictwg prepare" in ran.err) == (2, True)


def test_what_stands_on_the_agenda_is_not_dropped_by_preparing_and_a_second_time_changes_nothing(
    group: Commands,
) -> None:
    first = group.ok("prepare", "--on", "2010-04-09", today="2010-03-01")
    assert "Prepared" in first.err
    again = group.ok("prepare", "--on", "2010-04-09", today="2010-03-01")
    assert t("cli.set.same") in again.err
    ran = group("prepare", "--on", "2010-04-09", "--drop", "1", today="2010-03-01")
    assert ran.code == 2
    assert t("cli.prepare.stays.hint") in ran.err
