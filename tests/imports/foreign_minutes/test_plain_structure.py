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


def test_labels_and_lists_without_blank_lines_between_them() -> None:
    meeting = only(UNDER_TOPICS)
    assert texts(meeting, EntryType.DECISION) == ["Wells are free of charge.", "Pumps are shared."]
    assert owners(meeting) == [("District Engineer",), ("Heads of department concerned",)]
    assert [item.title for item in meeting.items if "/2022" in item.title or item.title.isupper()][-1].endswith("WELLS")


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


LABELLED = """NOTULEN RAPAT

Hari/tanggal   : Rabu, 5 Juni 2024
Pemimpin rapat : Asisten Pemerintahan dan Kesra (Dra. Sulastri Ningsih, M.Si.)
Dihadiri oleh  :
1. Dinas Pendidikan (Agus Priyandono)
2. Forum Anak (Nadia Safira)
Tidak hadir    : Dinas Sosial, Pengadilan Agama (izin)

A. Pembahasan
1. Dinas Pendidikan melaporkan 24 indikator.

B. Kesimpulan rapat
1. Data dikunci per 30 Juni 2024.

C. Rencana tindak lanjut

No	Uraian	Pelaksana	Target waktu
1	Menyerahkan rekap kasus	Dinas Pendidikan	akhir Juni 2024

Rapat berikutnya dilaksanakan pada hari Rabu tanggal 3 Juli 2024.
"""


def test_bodies_with_their_people_in_brackets() -> None:
    meeting = only(LABELLED)
    assert named(meeting, ReadPresence.PRESENT) == [
        ("Agus Priyandono", "Dinas Pendidikan"),
        ("Nadia Safira", "Forum Anak"),
        ("Sulastri Ningsih", ""),
    ]
    assert [(one.name, one.state) for one in meeting.attendees if one.state in AWAY] == [
        ("Dinas Sosial", ReadPresence.ABSENT),
        ("Pengadilan Agama", ReadPresence.APOLOGIES),
    ]


def test_parts_counted_by_letters_and_a_table_with_one_column_of_text() -> None:
    meeting = only(LABELLED)
    assert texts(meeting, EntryType.DECISION) == ["Data dikunci per 30 Juni 2024."]
    assert texts(meeting, EntryType.ACTION) == ["Menyerahkan rekap kasus"]
    assert str(meeting.next_meeting) == "2024-07-03"


FACTS = """FOOD CLUSTER

DATE & LOCATION:	Tuesday, November 12, 2024, Darrin
CHAIR PERSON:	Ana Dias, Cluster Coordinator
ATTENDEES:	OCHR, WFA, Relief Norland, MEDLINK

NEXT MEETING
DATE:	Tuesday, December 10, 2024
"""


def test_labels_that_name_two_things() -> None:
    meeting = only(FACTS)
    assert (str(meeting.date), str(meeting.next_meeting)) == ("2024-11-12", "2024-12-10")
    bodies = ["OCHR", "WFA", "Relief Norland", "MEDLINK"]  # a roll of bodies has no person on it
    assert [name for name, _ in named(meeting, ReadPresence.PRESENT)] == bodies
    assert meeting.chair.startswith("Ana Dias")


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


def test_an_organization_that_named_nobody_in_a_table() -> None:
    meeting = only(f"{HEAD}Attendance\n\nName\tAgency\tPresence\nAna Dias\tCustoms\tPresent\n-\tPort\tAbsent\n")
    assert named(meeting, *AWAY) == [("", "Port")]


MARKED = """# RISALAH RAPAT FORUM

**Tanggal:** 14 November 2024
**Tidak hadir dengan pemberitahuan:** Dinas Perikanan

## Daftar hadir

1. Dr. Yosefina Mambor – Bappeda

## Jalannya rapat

Ibu Paulina dan Bapak Melkias berbicara. Ir. Basri akan melatih kader. Bappeda akan mencatat.

## Hasil kesepakatan

1. Rapat dilaksanakan setiap dua bulan.
"""


def test_prose_of_marked_minutes_that_name_people_by_their_titles() -> None:
    (meeting,) = read_minutes(MARKED, "minutes.md").meetings
    assert [(one.name or one.organization, one.state) for one in meeting.attendees] == [
        ("Dinas Perikanan", ReadPresence.APOLOGIES),
        ("Yosefina Mambor", ReadPresence.PRESENT),
    ]
    assert texts(meeting, EntryType.DECISION) == ["Rapat dilaksanakan setiap dua bulan."]
    assert texts(meeting, EntryType.ACTION) == ["Bappeda akan mencatat."]


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


WORDS = """JOINT SECRETARIAT

Summary record of the meeting held on Tuesday, 13 May 2025

Delegations:
Ministry of Fisheries: Mrs. Yolanda Ferrer; Mr. Kwesi Boateng
Coast Guard: Lt. Cdr. James Okoro

Apologies for absence were received from Mr. Tom Abara of the Ministry of Environment and from the Hotels Association.

Beach erosion

Mr. Boateng presented the results of two years of measurements at the beaches, where the shore has retreated. \
The meeting agreed that no permits will be issued. It further agreed that the study should cover the full bay.

Closed season

The Ministry of Fisheries was requested to print notices in two languages, and to put them up at all sites.
"""


def test_headings_in_plain_words_over_prose() -> None:
    meeting = only(WORDS)
    assert [name for name, _ in named(meeting, ReadPresence.PRESENT)] == [
        "Yolanda Ferrer",
        "Kwesi Boateng",
        "James Okoro",
    ]
    assert named(meeting, ReadPresence.APOLOGIES) == [
        ("Tom Abara", "Ministry of Environment"),
        ("", "Hotels Association"),
    ]
    assert {"Beach erosion", "Closed season"} <= {item.title for item in meeting.items}
    assert texts(meeting, EntryType.DECISION) == [
        "The meeting agreed that no permits will be issued.",
        "It further agreed that the study should cover the full bay.",
    ]
    assert owners(meeting) == [("Ministry of Fisheries",)]


FACTS_ABOVE = """# ATA DA REUNIÃO DO COMITÊ

| Data | Horário | Local |
|---|---|---|
| 08/04/2025 | 9h00 – 11h40 | Auditório |

**Presentes:** Ana Dias, Rui Sá
**Não representados:** Livros para Todos
"""


def test_labels_above_their_values_and_rolls_below_each_other() -> None:
    (meeting,) = read_minutes(FACTS_ABOVE, "minutes.md").meetings
    assert (str(meeting.date), meeting.place) == ("2025-04-08", "Auditório")
    assert [name for name, _ in named(meeting, *AWAY)] == ["Livros para Todos"]


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


def test_a_numbered_topic_below_the_roll_holds_no_people() -> None:
    text = "# Board 2020-01-07\n\n## Attendance\n\n- Ana Dias\n\n### 1. Water Points\n\n- Lake Nord\n- Mount Sur\n"
    (meeting,) = read_minutes(text, "minutes.md").meetings
    assert named(meeting, ReadPresence.PRESENT) == [("Ana Dias", "")]
    assert texts(meeting, EntryType.NOTE) == ["Lake Nord", "Mount Sur"]


def test_what_was_only_noted_is_no_decision() -> None:
    text = "# Board 2020-01-07\n\n## Decisions and actions\n\n"
    text += "- Took note of the report\n- The fee stays\n- Tomou nota da ata\n"
    (meeting,) = read_minutes(text, "minutes.md").meetings
    assert texts(meeting, EntryType.DECISION) == ["The fee stays"]
    assert texts(meeting, EntryType.NOTE) == ["Took note of the report", "Tomou nota da ata"]


OF_WORD = f"""# Wells Committee

**Minutes of the 3rd meeting**

Date: 3 May 2022

# Attendance

- Ana Dias

# 1. Training

The team was trained.

# 2. Procedures

{"The police presented the draft, and members asked for clearer roles at the border. " * 2}

# Next meeting

The next meeting is on 7 June 2022."""


def test_headings_of_word_stay_beside_each_other_whatever_stands_below_them() -> None:
    (meeting,) = read_minutes(OF_WORD, "minutes.docx", places=[""] * (OF_WORD.count("\n") + 1)).meetings
    titles = [(item.number, item.title, item.depth) for item in meeting.items]
    assert titles == [("1", "Training", 0), ("2", "Procedures", 0), ("", "Next meeting", 0)]
    assert named(meeting, ReadPresence.PRESENT) == [("Ana Dias", "")]


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
