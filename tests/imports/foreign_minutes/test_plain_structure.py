"""The structure of minutes in plain text: headings, labels, lists and rolls without a mark of markdown."""

from __future__ import annotations

import pytest

from ictwg.domain.values import EntryType
from ictwg.imports.doubts import DoubtKind
from ictwg.imports.foreign_minutes.model import ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.people import is_office
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.foreign_minutes.words import Sense, part_of

AWAY = (ReadPresence.ABSENT, ReadPresence.APOLOGIES)
HEAD = "MINUTES OF THE WELLS COMMITTEE HELD ON 3 MAY 2022\n\n"


def only(text: str) -> ReadMeeting:
    (meeting,) = read_minutes(text, "minutes.txt").meetings
    return meeting


def named(meeting: ReadMeeting, *states: ReadPresence) -> list[tuple[str, str]]:
    return [(one.name, one.organization) for one in meeting.attendees if one.state in states]


def texts(meeting: ReadMeeting, kind: EntryType) -> list[str]:
    return [entry.text for entry in meeting.entries() if entry.type is kind]


def owners(meeting: ReadMeeting) -> list[tuple[str, ...]]:
    return [entry.owners for entry in meeting.entries() if entry.type is EntryType.ACTION]


UNDER_TOPICS = f"""{HEAD}PRESENT
1	Ana Dias	District Planner
2	Rui Sá	District Engineer

ABSENT WITHOUT APOLOGY
1	Major Kim Lee	Coordinator

MIN. 1/2022: OPENING
The meeting began at nine.

MIN. 2/2022: WELLS
The District Planner spoke of wells.
Resolutions:
i. Wells are free of charge.
ii. Pumps are shared.
Way forward:
- The District Engineer to mend the pump by 10 May 2022
- Heads of department concerned to report
"""


def test_rolls_as_tables_without_headings() -> None:
    meeting = only(UNDER_TOPICS)
    assert [name for name, _ in named(meeting, ReadPresence.PRESENT)] == ["Ana Dias", "Rui Sá"]
    assert [name for name, _ in named(meeting, *AWAY)] == ["Kim Lee"]


def test_the_line_of_a_doubt_is_that_of_the_file() -> None:
    (doubt, *_) = only(UNDER_TOPICS).doubts
    assert (doubt.kind, UNDER_TOPICS.split("\n")[doubt.line - 1]) == (
        DoubtKind.GUESSED_COLUMNS,
        "1\tAna Dias\tDistrict Planner",
    )


@pytest.mark.parametrize(
    ("heading", "sense"),
    [
        ("MEMBERS ABSENT WITH APOLOGIES", Sense.APOLOGIES),
        ("Members who did not attend", Sense.ABSENT),
        ("Ausentes sem justificação", Sense.ABSENT),
        ("Justificaram ausência", Sense.APOLOGIES),
        ("Anggota yang tidak hadir", Sense.ABSENT),
        ("Peserta yang hadir", Sense.PRESENT),
        ("C. Kesimpulan rapat", Sense.DECISIONS),
        ("Attendance at school", None),
        ("Members", None),
    ],
)
def test_headings_of_rolls_in_any_order_of_words(heading: str, sense: Sense | None) -> None:
    assert part_of(heading) is sense


GROUPED = """# Protection Working Group

**Meeting minutes – 3 October 2024**

**Participants:**

- UN: UNHRO (Halima Osei, Tomás Riel), OCHR (Miriam Klee)
- NGOs: Norland Refugee Aid (Ingrid Vass), Women for Peace (Solange Amani)
"""


def test_bodies_with_their_people_by_kinds_of_body() -> None:
    (meeting,) = read_minutes(GROUPED, "minutes.md").meetings
    assert named(meeting, ReadPresence.PRESENT) == [
        ("Halima Osei", "UNHRO"),
        ("Tomás Riel", "UNHRO"),
        ("Miriam Klee", "OCHR"),
        ("Ingrid Vass", "Norland Refugee Aid"),
        ("Solange Amani", "Women for Peace"),
    ]


MIXED = """NOTULA RAPAT KOORDINASI

Tanggal : 4 Februari 2025

Peserta
1. Baskoro Adji (Ditjen Imigrasi)
2. Melinda Kusuma (Ditjen Bea dan Cukai)

Kesimpulan dan tindak lanjut
1. Jam operasional diperpanjang mulai 1 Maret 2025.
2. Ditjen Imigrasi agar menyelesaikan pemasangan sistem paling lambat akhir Maret 2025.
"""


def test_decisions_and_actions_under_one_heading() -> None:
    meeting = only(MIXED)
    assert texts(meeting, EntryType.DECISION) == ["Jam operasional diperpanjang mulai 1 Maret 2025."]
    assert owners(meeting) == [("Ditjen Imigrasi",)]


@pytest.mark.parametrize(
    ("roll", "people"),
    [
        ("MMA – Luciana Prates, Otávio Sena", [("Luciana Prates", "MMA"), ("Otávio Sena", "MMA")]),
        ("MMA – Luciana Prates; WFP - Kim Lee", [("Luciana Prates", "MMA"), ("Kim Lee", "WFP")]),
        ("Ministério da Saúde – Regina Reis", [("Regina Reis", "Ministério da Saúde")]),
        ("Regina Reis – UNHCR", [("Regina Reis", "UNHCR")]),
        (
            "Kepala Pelaksana BPBD, Drs. Markus Rante\nCamat Rindang, Abdul Wahid",
            [("Markus Rante", "Kepala Pelaksana BPBD"), ("Abdul Wahid", "Camat Rindang")],
        ),
        (
            "- Head of Planning, Dr. Ana Dias\n- Chief Engineer, Rui Sá",
            [("Ana Dias", "Head of Planning"), ("Rui Sá", "Chief Engineer")],
        ),
        ("LenaM NilsK TimG", [("LenaM", ""), ("NilsK", ""), ("TimG", "")]),
    ],
)
def test_a_body_or_an_office_before_its_people_is_nobody(roll: str, people: list[tuple[str, str]]) -> None:
    (found,) = read_minutes(f"# Board 2024-01-09\n\n## Present\n\n{roll}\n", "minutes.md").meetings
    assert [(one.name, one.organization or one.position) for one in found.attendees] == people
    assert not any(one.organization and is_office(one.organization) for one in found.attendees)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("José Arrais e Selma Vargas, representando a Câmara", [("José Arrais", "Câmara"), ("Selma Vargas", "Câmara")]),
        (
            "Republic of Amela (Dr. Victor Lindo, Ms. Teresa Quaye), Kingdom of Bura (Mr. S. Conde)",
            [
                ("Victor Lindo", "Republic of Amela"),
                ("Teresa Quaye", "Republic of Amela"),
                ("S. Conde", "Kingdom of Bura"),
            ],
        ),
    ],
)
def test_a_sentence_names_each_with_what_they_represent(said: str, people: list[tuple[str, str]]) -> None:
    begins = "Estiveram presentes" if "representando" in said else "The session was attended by"
    meeting = only(f"{HEAD}OPENING\n\n{begins}: {said}.\n\n1. Vaccination\nIt began.\n")
    assert named(meeting, ReadPresence.PRESENT) == people


def test_several_people_in_one_cell() -> None:
    text = "# Forum 2025-03-12\n\n| Organisation | Participants |\n|---|---|\n"
    text += "| Ministry of Health | Dr. Eva Ray, Kim Lee |\n| Embassy of Norland | Ida Moen |\n"
    text += "| Apologies | Development Bank, Embassy of Jutland |\n"
    (meeting,) = read_minutes(text, "minutes.md").meetings
    assert named(meeting, ReadPresence.PRESENT) == [
        ("Eva Ray", "Ministry of Health"),
        ("Kim Lee", "Ministry of Health"),
        ("Ida Moen", "Embassy of Norland"),
    ]
    assert [name for name, _ in named(meeting, *AWAY)] == ["Development Bank", "Embassy of Jutland"]


def test_what_was_only_noted_is_no_decision() -> None:
    text = "# Board 2020-01-07\n\n## Decisions and actions\n\n"
    text += "- Took note of the report\n- The fee stays\n- Tomou nota da ata\n"
    (meeting,) = read_minutes(text, "minutes.md").meetings
    assert texts(meeting, EntryType.DECISION) == ["The fee stays"]
    assert texts(meeting, EntryType.NOTE) == ["Took note of the report", "Tomou nota da ata"]


@pytest.mark.parametrize("before", ["Agenda item {}: ", "Item {}. ", "{}. ", ""])
def test_a_list_of_the_topics_makes_no_item_of_any_twice(before: str) -> None:
    topics = ("Opening", "Pumps", "Funds")
    listed = "\n".join(f"{at}. {topic}" for at, topic in enumerate(topics, 1))
    told = "\n\n".join(f"## {before.format(at)}{topic}\n\nIt was spoken of." for at, topic in enumerate(topics, 1))
    meeting = only(f"# Minutes of 3 May 2022\n\n## Agenda\n\n{listed}\n\n# Discussion\n\n{told}\n")
    assert [item.title for item in meeting.items if item.title in topics] == [*topics]


@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_a_paper_without_a_day_is_told_by_its_first_words(mark: str) -> None:
    (doubt,) = read_minutes(f"{mark.format('Terms of reference')}\n\nThe group meets twice a year.\n", "t.docx").doubts
    assert (doubt.kind, doubt.text) == (DoubtKind.NO_DAY, "Terms of reference")
