"""The notations of two public groups, in invented minutes: what the reader learnt from them after their one score."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from tests.bench.import_score import FIXTURES

from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.markers import pieces
from ictwg.imports.foreign_minutes.model import ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes


def meeting(name: str) -> ReadMeeting:
    (found,) = read_minutes((FIXTURES / "kinds" / f"{name}.md").read_text(encoding="utf-8"), f"{name}.md").meetings
    return found


def actions(found: ReadMeeting) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.text, one.owners, one.status) for one in found.entries() if one.type is EntryType.ACTION]


def test_a_committee_with_marks_at_the_end_of_a_line() -> None:
    found = meeting("clubhouse")
    assert found.date == date(2019, 4, 6)
    assert {person.name: person.state for person in found.attendees} == {
        "Petra Kovac": ReadPresence.PRESENT,
        "Tom Bauer": ReadPresence.PRESENT,
        "Olga Lind": ReadPresence.PRESENT,
        "Ines Ruiz": ReadPresence.APOLOGIES,
        "LenaM": ReadPresence.PRESENT,
        "NilsK": ReadPresence.PRESENT,
    }
    assert {person.name: person.role for person in found.attendees if person.role} == {
        "Petra Kovac": "Chair",
        "Tom Bauer": "Minute taker",
    }
    assert actions(found) == [
        ("Olga to ask for a quote.", ("Olga",), "done"),
        ("Painting the hall", (), "in_progress"),
        ("PK will email the landlord.", ("PK",), "done"),
        ("TB to fix the door", ("TB",), ""),
        ("Olga to call a plumber", ("Olga",), ""),
        ("Tom Bauer to look at it", ("Tom Bauer",), ""),
        ("PK to print it", ("PK",), ""),
    ]
    assert [one.text for one in found.entries() if one.type is EntryType.DECISION] == [
        "Petra moves to buy a new kettle, Tom seconds, accepted.",
    ]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Talk. **Action: Ana to go** and more", ["Talk.", "Ana to go", "and more"]),
        ("Talk. **Action:** Ana to go", ["Talk.", "Ana to go"]),
        ("Ana: ACTION: Rui to go", ["Ana:", "Rui to go"]),
        ("The group also agreed that it is late", ["The group also agreed that it is late"]),
        ("It rained. We agreed on nothing", ["It rained. We agreed on nothing"]),
        ("They like ACTION films", ["They like ACTION films"]),
        ("Nothing **bold** is marked", ["Nothing **bold** is marked"]),
        ("The **action plan** is late", ["The **action plan** is late"]),
    ],
)
def test_a_mark_in_the_middle_of_a_line(line: str, cut: list[str]) -> None:
    assert [piece.mark.text if piece.mark else piece.text for piece in pieces(line)] == cut


@pytest.mark.parametrize(
    "text",
    [
        "a **Action: b** ",
        "**action ",
        "x. The group agreed a. ",
        "a: ACTION b ",
        "a: ACTION b\n",
        "- <s>a</s> ",
        "- ~~",
        "Present:",
        ", SC",
    ],
)
def test_marks_without_end_are_read_at_once(text: str) -> None:
    begun = process_time()
    (found,) = read_minutes("# Board 2020-01-07\n\nPresent: Ana Dias\n\n" + text * 5000, "x.md").meetings
    assert found.attendees[0].name == "Ana Dias"
    assert process_time() - begun < 5
