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


@pytest.mark.parametrize(
    ("lines", "sides"),
    [
        (
            ["WFP - Ana Dias, Rui Sá", "Blue Shield - Kim Lo", "Water Board - Tia Reis"],
            "WFP WFP Blue_Shield Water_Board",
        ),
        (["Dinas Air (Ana Dias, S.Pd)", "Kepala Dinas Sosial (dr. Rui Sá)"], "Dinas_Air Dinas_Sosial"),
        (["Ana Dias - WFP", "Rui Sá - Blue Shield", "Kim Lo - Water Board"], "WFP Blue_Shield Water_Board"),
        (["Ana Dias (WFP)", "Rui Sá (Blue Shield)"], "WFP Blue_Shield"),
        (["Ministério das Águas – Ana Dias", "Rede da Vida – Rui Sá"], "Ministério_das_Águas Rede_da_Vida"),
    ],
)
@pytest.mark.parametrize("form", ["numbers", "bullets", "cell", "lines"])
def test_the_whole_list_says_on_which_side_the_bodies_stand(lines: list[str], sides: str, form: str) -> None:
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    told = {
        "numbers": "Participants\n" + "\n".join(numbered),
        "bullets": "Participants\n" + "\n".join(f"• {line}" for line in lines),
        "lines": "Participants\n" + "\n".join(lines),
        "cell": f"| Participants | {'<br>'.join(numbered)} |\n| Venue | Hall 2 |",
    }[form]
    meeting = read(f"WATER BOARD\n\nMinutes of 3 May 2024\n\n{told}\n\n1. Roads\nIt rained.")
    names = ["Ana Dias", "Rui Sá", "Kim Lo", "Tia Reis"][: len(sides.split())]
    found = [(one.name, one.organization) for one in meeting.attendees]
    assert found == [*zip(names, (side.replace("_", " ") for side in sides.split()), strict=True)]


def test_a_title_below_a_letterhead_with_its_facts_in_a_table_makes_minutes() -> None:
    for title, present, day in (
        ("Síntese da Quinta Reunião do Comité", "Participantes", "Data"),
        ("Record of the fifth meeting", "Participants", "Date"),
    ):
        head = f"REPUBLIC OF WATER\n\nBOARD OF ROADS\n\n# {title}\n\n| {day}: | 3 May 2024 (13 horas) |\n"
        rows = f"| {present}: | • Ministry of Roads – Ana Dias<br>• Ministry of Water – Rui Sá |\n"
        file = read_minutes(f"{head}{rows}\n## 1. Roads\n\nIt rained.", "m.docx", {}, ["p. 1"])
        (meeting,) = file.meetings
        assert (came(meeting), meeting.start) == ({"Ana Dias": "present", "Rui Sá": "present"}, "13:00")
