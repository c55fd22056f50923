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


def test_labels_inside_the_first_paragraph_say_who_came() -> None:
    for present, chair, away, scribe in (
        ("Participants", "Chair", "Apologies", "Minutes"),
        ("Participantes", "Presidente", "Ausentes", "Relator"),
        ("Peserta", "Ketua", "Berhalangan", "Notulis"),
    ):
        first = f"Water Board – Minutes of meeting no. 4, 3 May 2024 {present}: Ana Dias (WFP), Rui Sá\n(IOM), "
        head = f"{first}{chair}: Kim Lo (FAO) {away}: Tia\nReis (WHO) {scribe}: Ivo Paz"
        for paper in (head, head.replace("\n", " ")):
            meeting = read(f"{paper}\n\n1. Roads\nIt rained.")
            found = came(meeting)
            assert found["Ana Dias"] == found["Rui Sá"] == found["Kim Lo"] == "present"
            assert found["Tia Reis"] != "present"
            assert (meeting.chair, meeting.minute_taker) == ("Kim Lo", "Ivo Paz")


@pytest.mark.parametrize("dash", [" - ", "\t-\t"])
def test_groups_inside_a_numbered_roll_are_the_bodies_of_their_people(dash: str) -> None:
    rows = "1. Hon. (Eng.) Ana Dias, MCA\n\nABSENT WITHOUT APOLOGY\n\n1. Hon. Rui Sá, MCA\n\nIN ATTENDANCE\n\n"
    more = f"Water Office\n\n9. Mr. Kim Lo{dash}Hansard Reporter\n10. Ms. Tia Reis{dash}CECM\n\n"
    more += f"County Office\n\n11. Mr. Ivo Paz{dash}Clerk\n"
    paper = f"MINUTES OF THE BOARD HELD ON 3 MAY 2024\n\nMEMBERS PRESENT\n\n{rows}{more}\nROADS\n\nIt rained."
    meeting = read(paper)
    assert came(meeting) == {
        **dict.fromkeys(["Ana Dias", "Kim Lo", "Tia Reis", "Ivo Paz"], "present"),
        "Rui Sá": "absent",
    }
    bodies = [one.organization for one in meeting.attendees]
    assert bodies == ["", "", "Water Office", "Water Office", "County Office"]


@pytest.mark.parametrize(
    ("heads", "here", "gone", "excused"),
    [
        ("No Naran Instituisaun Asinatura", "ass.", "falta", "falta (moras)"),
        ("No Name Agency Signature", "signed", "absent", "apology"),
        ("No Nama Instansi Presença", "hadir", "alpa", "izin"),
    ],
)
def test_a_roll_that_lost_its_cells_is_cut_and_asked(heads: str, here: str, gone: str, excused: str) -> None:
    rows = f"1 Ana Dias Blue Shield {here}\n2 Rui Sá WFP {here}\n3 Kim Lo Haven Hope {gone}\n"
    rows += f"4 Tia Reis Plan Water {excused}"
    meeting = read(f"WATER BOARD\n\nMinutes of 3 May 2024\n\nAttendance\n{heads}\n{rows}\n\n1. Roads\nIt rained.")
    states = {"Ana Dias": "present", "Rui Sá": "present", "Kim Lo": "absent", "Tia Reis": "apologies"}
    assert came(meeting) == states
    assert [one.organization for one in meeting.attendees if "Sá" not in one.name] == [
        "Blue Shield",
        "Haven Hope",
        "Plan Water",
    ]
    assert [doubt.kind.value for doubt in meeting.doubts] == ["guessed_columns"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ana Dias called the meeting to order at 10:15.",
        "The meeting was chaired by Ana Dias. The session commenced at 10:15.",
        "Enkontru prezide hosi Sra. Administradora Ana Dias. Sorumutu komesa tuku 10:15.",
    ],
)
def test_sentences_say_who_led_and_when_it_began(sentence: str) -> None:
    meeting = read(f"MINUTES OF THE BOARD HELD ON 3 MAY 2024 AT 10.00 A.M.\n\n{sentence}\n\n1. Roads\nIt rained.")
    assert (meeting.chair, meeting.start) == ("Ana Dias", "10:15")


@pytest.mark.parametrize(
    ("rest", "scribe"),
    [
        (
            (
                "com a presença dos Conselheiros: Segmento Usuário: Ana Dias (Rede da\nVida), Rui Sá (WFP). "
                "Segmento Gestor: Kim Lo (Secretaria Municipal de Água). Faltou sem justificativa a conselheira "
                "Tia Reis (IOM). Foi lida a ata, da qual eu, Ivo Paz, secretário executivo, lavrei a presente."
            ),
            "Ivo Paz",
        ),
        (
            (
                "in the presence of\nthe members: For the users: Ana Dias (Haven of\nHope), Rui Sá (WFP). "
                "For the government: Kim Lo (Water Office). Absent were Tia Reis (IOM). The minutes were read."
            ),
            "",
        ),
    ],
)
def test_each_group_of_a_sentence_about_who_came_did_so(rest: str, scribe: str) -> None:
    first = "Aos 3 (três) dias do mês de maio de 2024, às 9h, o Conselho reuniu-se e"
    meeting = read(f"CONSELHO DAS ÁGUAS\n\nATA DA 4ª REUNIÃO\n\n{first}\n{rest}")
    away = {"Tia Reis": "absent"}
    expected = {**dict.fromkeys(["Ana Dias", "Rui Sá", "Kim Lo"], "present"), **away}
    assert {name: state for name, state in came(meeting).items() if name != scribe} == expected
    assert (str(meeting.date), meeting.minute_taker) == ("2024-05-03", scribe)
