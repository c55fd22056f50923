"""The lines of the lists, and the language that filters them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization
from tests.filtering import asked, through

from ictwg.actions.action_rows import NO_DAY, ActionTable
from ictwg.domain.overdue import Gap
from ictwg.domain.records import Action, DueChange, Meeting, Organization, Person
from ictwg.domain.schema import Setting
from ictwg.domain.values import ActionKind, ActionStatus, DueWord, MeetingState, OrganizationType, Priority, ShiftedBy
from ictwg.locales import t
from ictwg.ui.widgets.columns import CellPiece
from ictwg.ui.widgets.looks import due_cell

TODAY = date(2010, 3, 12)


class Group(MemoryState):
    """A few actions of every sort."""

    def __init__(self) -> None:
        super().__init__()
        kind = Organization.type(OrganizationType.NGO)
        self.ngo = organization(self, "AAA", kind, Organization.name("Asosiasaun Améndoa"))
        self.moj = organization(self, "MoJ", Organization.type(OrganizationType.GOVERNMENT))
        self.meeting = self.add(
            Meeting, Meeting.date(date(2010, 2, 1)), Meeting.reference("M-2010-02"), Meeting.state(MeetingState.HELD)
        )

    def action(self, number: int, *settings: Setting) -> Action:
        return self.add(Action, Action.reference(f"A-2010-{number:03}"), Action.text(f"Text {number}"), *settings)


@pytest.fixture
def group() -> Group:
    group = Group()
    group.action(1, Action.due(date(2010, 3, 20)), Action.owners((group.ngo.id, group.moj.id)))
    group.action(2, Action.due(date(2010, 3, 1)), Action.owners((group.moj.id,)), Action.meeting(group.meeting.id))
    group.action(3, Action.status(ActionStatus.DONE), Action.due(date(2010, 1, 1)))
    group.action(4, Action.due(DueWord.NEXT_MEETING), Action.meeting(group.meeting.id), Action.all(value=True))
    group.action(5, Action.status(ActionStatus.WAITING), Action.due(date(2010, 6, 1)), Action.owners((group.ngo.id,)))
    task = (Action.kind(ActionKind.TASK), Action.assignee("Ana"), Action.priority(Priority.HIGH))
    group.action(6, *task, Action.due(date(2010, 3, 12)))
    return group


def found(group: Group, query: str) -> list[int]:
    return [int(row.reference[-3:]) for row in through(group, Action, query, TODAY)]


def test_the_overdue_stand_first_and_the_closed_last(group: Group) -> None:
    assert found(group, "") == [2, 6, 1, 5, 4, 3]


def test_a_row_says_what_a_reader_needs(group: Group) -> None:
    by_number = {row.reference[-3:]: row for row in through(group, Action, "", TODAY)}
    first = by_number["001"]
    assert (first.owners, first.due, first.day) == ("MoJ, AAA", "20 Mar 2010", "2010-03-20")
    assert (by_number["002"].late, by_number["002"].meeting) == (True, "M-2010-02")
    assert (by_number["004"].owners, by_number["004"].due) == (t("meetings.all_members"), "next meeting")
    assert (by_number["004"].gaps, by_number["004"].day) == ((Gap.NOT_PLANNED,), NO_DAY)
    assert (by_number["006"].task, by_number["006"].assignee, by_number["006"].high) == (True, "Ana", True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("owner:moj", [2, 1, 4]),
        ("responsible:moj", [2, 1, 4]),
        ("owner:amendoa", [1, 5, 4]),
        ("OWNER:Moj is:overdue", [2]),
        ("is:open due:14d", [6, 1]),
        ("due:<30d is:open", [2, 6, 1]),
        ("due:>2w", [5]),
        ("due:<2010-03-02 is:open", [2]),
        ("due:2010-03-20", [1]),
        ("due:none", []),
        ("meeting:m-2010-02", [2, 4]),
        ("meeting:2010-02-01", [2, 4]),
        ("is:waiting", [5]),
        ("is:gaps", [4]),
        ("is:closed", [3]),
        ("is:done", [3]),
        ("owner:moj -is:overdue", [1, 4]),
        ("is:task by:ana", [6]),
        ("is:high", [6]),
        ("text 5", [5]),
        ("waiting", [5]),
        ("A-2010-002", [2]),
        (t("meetings.all_members"), [4]),
        ("slips:1", []),
    ],
)
def test_queries(group: Group, query: str, expected: list[int]) -> None:
    assert found(group, query) == expected


@pytest.mark.parametrize("half", ["owner:", "is:", "is:over", "due:", "due:soonish", "slips:x", "meeting:", "due:<"])
def test_a_half_typed_word_filters_nothing(group: Group, half: str) -> None:
    assert asked(group, Action, half, TODAY).unknown == (half,)
    assert len(found(group, half)) == 6


def test_a_word_with_an_unknown_key_is_text(group: Group) -> None:
    assert asked(group, Action, "10:30", TODAY).words == ("10:30",)
    assert found(group, "10:30") == []


def test_shared_references_are_told_apart(group: Group) -> None:
    twin = group.action(1)
    shown = {row.action: row.reference for row in through(group, Action, "", TODAY)}
    assert shown[twin.id] == f"A-2010-001·{twin.id[-2:].lower()}"
    assert sum("·" in reference for reference in shown.values()) == 2


def test_slips_count_the_owner_and_not_the_group(group: Group) -> None:
    action = group.action(9)
    moves = (DueChange.before(date(2010, 3, 1)), DueChange.after(date(2010, 4, 1)))
    for by in (ShiftedBy.OWNER, ShiftedBy.OWNER, ShiftedBy.GROUP):
        group.add(DueChange, DueChange.action(action.id), DueChange.on(TODAY), DueChange.by(by), *moves)
    sooner = (DueChange.before(date(2010, 4, 1)), DueChange.after(date(2010, 3, 1)))
    group.add(DueChange, DueChange.action(action.id), DueChange.on(TODAY), DueChange.by(ShiftedBy.OWNER), *sooner)
    assert [row.slips for row in through(group, Action, "slips:2", TODAY)] == [2]


def test_a_table_follows_every_change(group: Group) -> None:
    table = ActionTable(group)
    before = table.rows(TODAY)
    assert table.rows(TODAY) is before
    added = group.action(7)
    assert {row.action for row in table.rows(TODAY)} == {row.action for row in before} | {added.id}
    assert [row.late for row in table.rows(date(2010, 7, 1))].count(True) == 4


def test_a_person_stands_for_an_assignee(group: Group) -> None:
    ana = group.add(Person, Person.name("Ana Soares"))
    group.action(8, Action.person(ana.id))
    assert found(group, "by:soares") == [8]


@given(st.lists(st.sampled_from(["owner:moj", "is:open", "is:gaps", "due:14d", "text", "3", "is:x"]), max_size=4))
def test_more_words_never_show_more(words: list[str]) -> None:
    group = Group()
    for number in range(1, 6):
        due = TODAY + timedelta(days=9 * number - 20)
        group.action(number, Action.due(due), Action.owners((group.moj.id,) if number % 2 else ()))
    for cut in range(len(words)):
        fewer, more = (through(group, Action, " ".join(some), TODAY) for some in (words[:cut], words))
        assert set(more) <= set(fewer)


def test_what_is_due_today_is_neither_late_nor_like_any_day() -> None:
    group = Group()
    group.action(1, Action.due(TODAY))
    group.action(2, Action.due(TODAY), Action.status(ActionStatus.DONE))
    group.action(3, Action.due(TODAY + timedelta(days=1)))
    rows = {row.reference: row for row in ActionTable(group).rows(TODAY)}
    assert [(rows[f"A-2010-00{n}"].due_today, rows[f"A-2010-00{n}"].late) for n in (1, 2, 3)] == [
        (True, False),
        (False, False),
        (False, False),
    ]
    assert due_cell(rows["A-2010-001"]) == (CellPiece("◆ today", "warn"),)
