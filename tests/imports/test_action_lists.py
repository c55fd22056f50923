"""Trackers of action points: what offices write into them, and the meetings and actions that they are joined to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.builders import MemoryState, known, organization, person

from ictwg.domain.records import Action, Group, Meeting, Organization, Progress
from ictwg.domain.values import ActionStatus, DueWord
from ictwg.imports.doubts import NO_DAY, NO_MEETING, NO_ORGANIZATION, DoubtKind, Key, ReadingDoubt
from ictwg.imports.list_rows import ListFile
from ictwg.imports.record_lists import import_records
from ictwg.imports.report import ImportPlan, RowState
from ictwg.records.csv_format import written
from ictwg.records.lookup import Lookup

TODAY, HELD = date(2010, 4, 1), date(2010, 3, 12)
HEADS = ["No", "Action point", "Responsible", "Deadline", "Status", "Remarks"]


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    for acronym, name in {"MoJ": "Ministry of Justice", "PNTL": "National Police", "MSS": "", "IOM": ""}.items():
        organization(state, acronym, *([Organization.name(name)] if name else []))
    person(state, "Hanson Ho", next(one for one in state.all(Organization) if one.acronym == "PNTL"))
    state.add(Meeting, Meeting.date(HELD), Meeting.number(3), Meeting.reference("M-2010-03"))
    state.add(Meeting, Meeting.date(date(2010, 1, 15)), Meeting.number(1))
    return state


def plan(
    state: MemoryState,
    rows: list[list[str]],
    chosen: Mapping[Key, str] | None = None,
    where: str = "tracker.csv",
    today: date = TODAY,
) -> ImportPlan:
    return import_records(ListFile(Lookup(state, today), written(rows).encode(), where, chosen or {}), Action)


def doubts(found: ImportPlan) -> list[ReadingDoubt]:
    return [doubt for row in found.rows for doubt in row.doubts]


def brought_in(state: MemoryState, rows: list[list[str]], where: str = "tracker.csv") -> dict[str, Action]:
    state.apply(plan(state, rows, where=where).changes)
    return {one.text: one for one in state.all(Action)}


def acronyms(state: MemoryState, action: Action) -> set[str]:
    return {one.acronym for one in state.all(Organization) if one.id in action.owners}


def notes(state: MemoryState, action: Action) -> set[str]:
    return {one.text for one in state.linked(Progress, Progress.action, action.id)}


@pytest.mark.parametrize(
    ("cell", "owners", "strange", "everybody"),
    [
        ("MoJ\nPNTL", {"MoJ", "PNTL"}, "", False),
        ("MoJ (lead), MSS & IOM", {"MoJ", "MSS", "IOM"}, "", False),
        ("Ministry of Justice (by agreement) / PNTL", {"MoJ", "PNTL"}, "", False),
        ("MoJ with IOM", {"MoJ", "IOM"}, "", False),
        ("PNTL ho MSS", {"PNTL", "MSS"}, "", False),
        ("Registo Civil e Ministério da Saúde", set(), "Registo Civil|Ministério da Saúde", False),
        ("Procuradoria-Geral e PNTL", {"PNTL"}, "Procuradoria-Geral", False),
        ("WFP with Welthilfe Nord", set(), "WFP|Welthilfe Nord", False),
        ("Civil Registry + Statistics Office", set(), "Civil Registry|Statistics Office", False),
        ("Kepolisian dan Dinas Sosial (dan mitra)", set(), "Kepolisian|Dinas Sosial", False),
        ("IOM on behalf of the Forum", {"IOM"}, "", False),
        ("MSS em nome da Comissão", {"MSS"}, "", False),
        ("Ministry of Transport and ICT", set(), "Ministry of Transport and ICT", False),
        ("Ministério da Defesa e Polícia", set(), "Ministério da Defesa e Polícia", False),
        ("Hanson Ho", {"PNTL"}, "", False),
        ("Ana (MoJ)", {"MoJ"}, "", False),
        ("Ministry of Health and Sports; MoJ", {"MoJ"}, "Ministry of Health and Sports", False),
        ("All ministries", set(), "", True),
        ("Todas as entidades", set(), "", True),
        ("TBD", set(), "", False),
    ],
)
def test_who_is_responsible(state: MemoryState, cell: str, owners: set[str], strange: str, *, everybody: bool) -> None:
    rows = [HEADS, ["1", "Train", cell, "", "", ""]]
    found = plan(state, rows)
    asked = [(one.kind, one.text, one.default) for one in doubts(found)]
    assert asked == [(DoubtKind.UNKNOWN_ORGANIZATION, one, NO_ORGANIZATION) for one in strange.split("|") if one]
    action = brought_in(state, rows)["Train"]
    printed = strange.replace("|", ", ") or ("Ana" if "Ana" in cell else "")
    assert (acronyms(state, action), action.owner_text, action.all) == (owners, printed, everybody)
    assert len(state.all(Organization)) == 4


@pytest.mark.parametrize(
    ("cell", "due", "asked"),
    [
        ("30/06/2010", date(2010, 6, 30), ()),
        ("15-Jul-2010", date(2010, 7, 15), ()),
        ("2013/12", date(2013, 12, 31), ()),
        ("2010/11", None, (NO_DAY, "2010-11-30")),
        ("June 2010", date(2010, 6, 30), ()),
        ("Q3 2010", date(2010, 9, 30), ()),
        ("next meeting", DueWord.NEXT_MEETING, ()),
        ("ongoing", DueWord.ONGOING, ()),
        ("Monthly", None, (NO_DAY, DueWord.ONGOING)),
        ("15/04/2010 30/05/2010", None, (NO_DAY, "2010-05-30", "2010-04-15")),
        ("-", None, ()),
    ],
)
def test_until_when(state: MemoryState, cell: str, due: Any, asked: tuple[str, ...]) -> None:
    rows = [HEADS, ["1", "Train", "MoJ", cell, "", ""]]
    found = doubts(plan(state, rows))
    assert [one.choices for one in found] == ([asked] if asked else [])
    action = brought_in(state, rows)["Train"]
    assert (action.due, notes(state, action)) == (due, {f"Due: {cell}"} if asked else set())


@pytest.mark.parametrize(
    ("cell", "status", "said"),
    [
        ("Done", "done", set()),
        ("Done – circulated the draft", "done", {"circulated the draft"}),
        ("Completed (12/03/2010)", "done", {"12/03/2010"}),
        ("Em curso: falta orçamento", "in_progress", {"falta orçamento"}),
        ("Belum", "open", set()),
        ("On track", "in_progress", set()),
        ("Ongoing since May", "in_progress", {"Ongoing since May"}),
    ],
)
def test_how_far_it_is(state: MemoryState, cell: str, status: str, said: set[str]) -> None:
    action = brought_in(state, [HEADS, ["1", "Train", "MoJ", "", cell, "Waits"]])["Train"]
    assert (action.status, notes(state, action)) == (ActionStatus(status), {*said, "Waits"})
    assert action.closed_on == (HELD if "12/03/2010" in cell else None)


def test_lines_of_one_cell_say_how_far_or_from_which_meeting(state: MemoryState) -> None:
    rows = [
        ["Action tracker"],
        ["Updated 1 April 2010"],
        ["No", "Meeting", "Action point", "Responsible", "Status"],
        ["", "", "Outstanding", "", ""],
        ["1", "12 March 2010", "Train", "MoJ", ""],
        ["2", "", "Print", "MoJ", ""],
        ["", "COMPLETED", "", "", ""],
        ["No", "Meeting", "Action point", "Responsible", "Status"],
        ["3", "1st meeting", "Sing", "MoJ", ""],
        ["Total", "", "3", "", ""],
        ["Meeting of 12 March 2010", "", "", "", ""],
        ["4", "", "PNTL to send names by 30 June 2010", "", "Open"],
    ]
    made = brought_in(state, rows)
    held = {one.id: one.date for one in state.all(Meeting)}
    assert {text: (held[one.meeting or ""], str(one.status)) for text, one in made.items()} == {
        "Train": (HELD, "open"),
        "Print": (HELD, "open"),
        "Sing": (date(2010, 1, 15), "done"),
        "send names": (HELD, "open"),
    }
    last = made["send names"]
    assert (acronyms(state, last), last.due, last.given_on) == ({"PNTL"}, date(2010, 6, 30), HELD)
    assert not plan(state, rows, today=date(2010, 5, 1)).changes, "nor on another day"


@pytest.mark.parametrize("sheet", ["12 March 2010", "M-2010-03", "Meeting 3", "3rd meeting", ""])
def test_a_sheet_is_that_of_a_meeting(state: MemoryState, sheet: str) -> None:
    """Its name says so, or what stands above its headings."""
    title = ["Action points of the meeting of 12 March 2010"] if not sheet else ["15 January 2010"]
    rows = [title, HEADS, ["1", "Train", "MoJ", "", "", ""], ["", "and the others", "", "", "", ""]]
    made = brought_in(state, rows, f"tracker.xlsx, {sheet}" if sheet else "tracker.csv")
    assert [*made] == ["Train"], "a line without a number is more of it, and told"
    meeting = known(state.get(Meeting, made["Train"].meeting))
    assert meeting.date == HELD


def test_a_sheet_of_a_month_is_that_of_its_only_meeting(state: MemoryState) -> None:
    """A year is that of a day without one, and no meeting; of two in a month it is asked."""
    rows = [HEADS, ["1", "Send it", "MoJ", "15 April", "", ""], ["2", "Print it", "MoJ", "Dec", "", ""]]
    of_sheet = {sheet: brought_in(state, rows, f"t.xlsx, {sheet}")["Send it"].meeting for sheet in ("2009", "Mar 2010")}
    of_day = next(one.id for one in state.all(Meeting) if one.date == HELD)
    assert of_sheet == {"2009": None, "Mar 2010": of_day}
    (asked,) = doubts(plan(state, rows, where="t.xlsx, 2009"))
    assert (asked.kind, asked.choices) == (DoubtKind.GUESSED_DAY, (NO_DAY, "2009-12-31"))
    state.add(Meeting, Meeting.date(date(2010, 3, 30)))
    assert DoubtKind.UNKNOWN_MEETING in {one.kind for one in doubts(plan(state, rows, where="t.xlsx, March 2010"))}


def test_a_meeting_that_nobody_knows_is_asked_once(state: MemoryState) -> None:
    sheet = [["Action point"], ["Train"], ["Print"]]
    assert [one.text for one in doubts(plan(state, sheet, where="tracker.xlsx, 5 May 2009"))] == ["5 May 2009"]
    heads = ["Action point", "Meeting"]
    rows = [heads, ["Train", "Meeting of 5 May 2009"], ["Print", "Meeting of 5 May 2009"]]
    found = plan(state, rows)
    (doubt,) = doubts(found)
    assert (doubt.kind, doubt.choices) == (DoubtKind.UNKNOWN_MEETING, (NO_MEETING, "M-2010-01-15", "M-2010-03"))
    state.apply(plan(state, rows, {doubt.key: "M-2010-03"}).changes)
    meetings = {state.get(Meeting, one.meeting) for one in state.all(Action)}
    assert [one.date for one in meetings if one is not None] == [HELD]


def test_what_is_on_record_from_minutes_goes_on_and_is_not_doubled(state: MemoryState) -> None:
    meeting, home = state.all(Meeting)[0], state.all(Organization)[0]
    told = (Action.meeting(meeting.id), Action.given_on(meeting.date), Action.owners((home.id,)))
    kept = state.add(Action, Action.text("Circulate the draft law"), Action.reference("A-2010-001"), *told)
    numbered = state.add(Action, Action.text("Train the police"), Action.reference("A-2010-002"), *told)
    day = meeting.date.isoformat() if meeting.date else ""
    rows = [
        ["Ref", "Action", "Meeting date", "Status", "Closed"],
        ["", "Circulate the draft law.", day, "Done", "20 March 2010"],
        ["A-2010-002", "Police training", day, "Ongoing", ""],
    ]
    found = plan(state, rows)
    assert [row.state for row in found.rows] == [RowState.UPDATED, RowState.UPDATED]
    state.apply(found.changes)
    first, second = (state.get(Action, one.id) for one in (kept, numbered))
    assert first is not None
    assert second is not None
    assert (first.text, first.status, first.closed_on) == (kept.text, ActionStatus.DONE, date(2010, 3, 20))
    assert (second.text, second.status, second.owners) == (numbered.text, ActionStatus.IN_PROGRESS, numbered.owners)
    assert len(state.all(Action)) == 2
    assert not plan(state, rows).changes


@pytest.mark.parametrize(
    ("due", "status", "becomes"),
    [
        ("1 March 2009", "Open", ActionStatus.NOT_FOLLOWED_UP),
        ("1 March 2009", "In progress", ActionStatus.NOT_FOLLOWED_UP),
        ("1 March 2009", "Done", ActionStatus.DONE),
        ("1 March 2011", "Open", ActionStatus.OPEN),
        ("", "Open", ActionStatus.OPEN),
    ],
)
def test_what_was_due_before_the_group_follows_up_is_history(
    state: MemoryState, due: str, status: str, becomes: ActionStatus
) -> None:
    """A list closes what is history, and never opens it."""
    state.add(Group, Group.name("Test"), Group.history_before(date(2010, 1, 1)))
    made = brought_in(state, [HEADS, ["1", "Draft the SOP", "MoJ", due, status, ""]])["Draft the SOP"]
    assert made.status is becomes
    for again in ("Open", "Done"):
        back = brought_in(state, [HEADS, ["1", "Draft the SOP", "MoJ", due, again, ""]])["Draft the SOP"]
        closes = again == "Done" or becomes is ActionStatus.DONE
        assert back.status is (ActionStatus.DONE if closes else becomes)


def test_an_old_list_is_history_where_its_rows_say_no_day(state: MemoryState) -> None:
    state.add(Group, Group.name("Test"), Group.history_before(date(2010, 1, 1)))
    rows = [["ACTION TRACKER, as at 2 July 2008"], HEADS, ["1", "Draft the SOP", "MoJ", "", "Open", ""]]
    assert brought_in(state, rows)["Draft the SOP"].status is ActionStatus.NOT_FOLLOWED_UP


def test_the_day_of_a_meeting_that_is_not_on_record_is_when_its_actions_were_given(state: MemoryState) -> None:
    """Beside the number of the meeting in merged cells, alone in a cell, above the headings; not that of the list."""
    heads, day = ["Meeting", *HEADS[1:3]], date(2010, 2, 9)
    told = [
        [heads, ["5th meeting\n9 February 2010", "Train", "MoJ"], ["", "Print", "MoJ"]],
        [heads, ["2.ª sessão\n09/02/2010", "Train", "MoJ"], ["", "Print", "MoJ"]],
        [heads, ["2010-02-09", "Train", "MoJ"], ["", "Print", "MoJ"]],
        [["Rapat: 9 Februari 2010"], HEADS, ["1", "Train", "MoJ"], ["2", "Print", "MoJ"]],
        [["Enkontru loron 9 Fevereiru 2010"], HEADS, ["1", "Train", "MoJ"], ["2", "Print", "MoJ"]],
    ]
    for rows in told:
        fresh = MemoryState()
        organization(fresh, "MoJ")
        found = brought_in(fresh, rows)
        assert {text: one.given_on for text, one in found.items()} == {"Train": day, "Print": day}, rows
    list_of_a_day = [["Status as of 9 February 2010"], HEADS, ["1", "Train", "MoJ"]]
    assert brought_in(state, list_of_a_day)["Train"].given_on is None


def test_how_far_in_per_cent_and_in_words(state: MemoryState) -> None:
    said = {
        "100%": ActionStatus.DONE, "60": ActionStatus.IN_PROGRESS, "0": ActionStatus.OPEN,
        "Executada": ActionStatus.DONE, "Sem efeito": ActionStatus.CANCELLED, "Não iniciada": ActionStatus.OPEN,
        "Terlaksana": ActionStatus.DONE, "Kumpri ona": ActionStatus.DONE,
    }  # fmt: skip
    rows = [HEADS, *([str(n), f"Task {n}", "MoJ", "", text, ""] for n, text in enumerate(said, 1))]
    found = brought_in(state, rows)
    assert [found[f"Task {n}"].status for n in range(1, len(said) + 1)] == [*said.values()]
    assert "Status: 60" in notes(state, found["Task 2"])
    assert [one.kind for one in doubts(plan(MemoryState(), [HEADS, ["1", "Move", "", "", "1", ""]]))] == [
        DoubtKind.UNKNOWN_VALUE
    ]
