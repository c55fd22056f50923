"""Parts that minutes tell without a heading of markdown: rolls in prose, lead-ins in bold, bullets with a task."""

from __future__ import annotations

from datetime import date

import pytest

from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.model import ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes

AWAY = (ReadPresence.ABSENT, ReadPresence.APOLOGIES)


def only(text: str, path: str = "minutes.txt") -> ReadMeeting:
    (meeting,) = read_minutes(text, path).meetings
    return meeting


def named(meeting: ReadMeeting, *states: ReadPresence) -> list[str]:
    return [one.name or one.organization for one in meeting.attendees if one.state in states]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("MINUTES OF THE BOARD\n\n1. Purpose\nTo talk.\n\n2. Time\nDate : Tuesday, 3 May 2022\n", "m.txt"),
        ("NOTULA RAPAT KEBUN\n\n1. Maksud\nBerbicara.\n\n2. Waktu\nHari, tanggal : Selasa, 3 Mei 2022\n", "m.txt"),
        (
            "# Ata do Conselho\n\n**I – Data e hora.** Aos três dias do mês de maio de dois mil e vinte e dois.\n",
            "m.md",
        ),
    ],
)
def test_the_day_below_a_numbered_heading(text: str, path: str) -> None:
    assert only(text, path).date == date(2022, 5, 3)


LISTED = """BOARD OF WELLS
MINUTES OF 3 MAY 2022

3 May 2022, 10:00 am (hybrid)

Ana Lobo (Chair, Office for Water), Rui Sá (Bureau of Roads, online) and Kim Tan (Labour Agency).

Apologies received from: Joe Doe (Habitat Office), Bureau for the Old.

Item 1: Wells

* Agreed that wells are free.
* Office for Water to send the list by 10 May 2022.
* Ana Lobo spoke to Kim Tan.
"""


def test_people_right_below_the_day() -> None:
    meeting = only(LISTED)
    assert named(meeting, ReadPresence.PRESENT) == ["Ana Lobo", "Rui Sá", "Kim Tan"]
    assert [one.organization for one in meeting.attendees][:2] == ["Office for Water", "Bureau of Roads"]
    assert named(meeting, *AWAY) == ["Joe Doe", "Bureau for the Old"]


def test_bullets_with_a_decision_and_a_task() -> None:
    entries = [entry for entry in only(LISTED).entries() if entry.type is not EntryType.NOTE]
    assert [(one.type, one.owners, one.due) for one in entries] == [
        (EntryType.DECISION, (), None),
        (EntryType.ACTION, ("Office for Water",), date(2022, 5, 10)),
    ]
