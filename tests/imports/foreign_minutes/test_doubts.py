"""What the reader is not sure of is said with its line, and a choice changes what is read."""

from __future__ import annotations

from datetime import date

from ictwg.imports.doubts import ABSENT, NOTE, PRESENT, DoubtKind, ReadingDoubt
from ictwg.imports.foreign_minutes.model import ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes


def doubts(text: str, path: str = "minutes.md") -> tuple[ReadingDoubt, ...]:
    return read_minutes(text, path).meetings[0].doubts


SHEET = "# Board 2024-03-05\n\n## Attendance\n\nsee the sheet on the wall\n\n## Budget\n\n- ACTION: Ana to write\n"


def test_an_attendance_list_that_gives_nobody_is_doubtful() -> None:
    (doubt,) = doubts(SHEET)
    assert doubt == ReadingDoubt(
        DoubtKind.EMPTY_ROLL, 5, "Attendance: see the sheet on the wall", (NOTE, PRESENT, ABSENT)
    )
    read = read_minutes(SHEET, "minutes.md", {doubt.key: ABSENT})
    assert [(one.name, one.state) for one in read.meetings[0].attendees] == [
        ("see the sheet on the wall", ReadPresence.ABSENT)
    ]


def test_an_attendance_list_of_none_is_not() -> None:
    assert not doubts("# Board 2024-03-05\n\n## Present\n\n- Ana Dias\n\n## Apologies\n\n- None\n")


def test_days_that_contradict_each_other_are_doubtful() -> None:
    text = "---\ndate: 2024-03-07\n---\n# Board 5 March 2024\n\n**Date:** 6 March 2024\n\nPresent: Ana Dias\n"
    (doubt,) = doubts(text, "old/2024-03-05-board.md")
    assert (doubt.kind, doubt.line) == (DoubtKind.TWO_DATES, 4)
    assert doubt.text == "Board 5 March 2024 / Date: 6 March 2024 / 2024-03-07 / 2024-03-05-board.md"
    assert doubt.choices == ("2024-03-05", "2024-03-06", "2024-03-07")
    assert read_minutes(text, "m.md").meetings[0].date == date(2024, 3, 5)
    assert read_minutes(text, "m.md", {doubt.key: "2024-03-06"}).meetings[0].date == date(2024, 3, 6)


def test_days_that_agree_are_none() -> None:
    assert not doubts("# Board 5 March 2024\n\nDate: 2024-03-05\n\nPresent: Ana Dias\n", "2024-03-05.md")
