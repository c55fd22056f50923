"""Who came and when, in papers that nobody had read when the reader was written."""

from __future__ import annotations

import pytest

from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes


def read(text: str, path: str = "m.txt") -> ReadMeeting:
    file = read_minutes(text, path)
    assert file.not_minutes is None, (file.not_minutes, text)
    return file.meetings[0]


def came(meeting: ReadMeeting) -> dict[str, str]:
    return {one.name or one.organization: one.state.value for one in meeting.attendees}


@pytest.mark.parametrize(
    ("said", "day", "start", "end"),
    [
        (
            "Aos 3 (três) dias do mês de maio de 2024 (dois mil e vinte e quatro), às 13 (treze) horas, choveu.",
            3,
            "13:00",
            "",
        ),
        ("The meeting was held on 3 May 2024 from 1430 to 1605 hrs.", 3, "14:30", "16:05"),
        ("A reunião de 3 de maio de 2024 foi às 9h e 27 minutos.", 3, "09:27", ""),
    ],
)
def test_days_and_hours_in_figures_and_words(said: str, day: int, start: str, end: str) -> None:
    meeting = read(f"MINUTES OF THE WATER BOARD\n\n{said}\n\n1. Roads\nIt rained.")
    assert meeting.date is not None
    assert (meeting.date.day, meeting.start, meeting.end) == (day, start, end)
