"""The structure of minutes in plain text: headings, labels, lists and rolls without a mark of markdown."""

from __future__ import annotations

import pytest

from ictwg.exchange.reading import EntryType, Presence, ReadMeeting, read_minutes
from ictwg.exchange.reading.doubts import DoubtKind
from ictwg.exchange.reading.words import Sense, part_of

AWAY = (Presence.ABSENT, Presence.APOLOGIES)
HEAD = "MINUTES OF THE WELLS COMMITTEE HELD ON 3 MAY 2022\n\n"


def only(text: str) -> ReadMeeting:
    (meeting,) = read_minutes(text, "minutes.txt").meetings
    return meeting


def named(meeting: ReadMeeting, *states: Presence) -> list[tuple[str, str]]:
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
    assert [name for name, _ in named(meeting, Presence.PRESENT)] == ["Ana Dias", "Rui Sá"]
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
    assert named(meeting, Presence.PRESENT) == [
        ("Agus Priyandono", "Dinas Pendidikan"),
        ("Nadia Safira", "Forum Anak"),
        ("Sulastri Ningsih", ""),
    ]
    assert [(one.name, one.state) for one in meeting.attendees if one.state in AWAY] == [
        ("Dinas Sosial", Presence.ABSENT),
        ("Pengadilan Agama", Presence.APOLOGIES),
    ]


def test_parts_counted_by_letters_and_a_table_with_one_column_of_text() -> None:
    meeting = only(LABELLED)
    assert texts(meeting, EntryType.DECISION) == ["Data dikunci per 30 Juni 2024."]
    assert texts(meeting, EntryType.ACTION) == ["Menyerahkan rekap kasus"]
    assert str(meeting.next_meeting) == "2024-07-03"


SENTENCES = """CONSELHO DE SAÚDE
ATA DA REUNIÃO

Aos nove dias do mês de julho de dois mil e vinte e quatro, reuniu o Conselho.

Estiveram presentes: José Arrais e Selma Vargas, representando os Conselhos Locais; Diego Reis, representando a Câmara.

Justificaram ausência: Hilda Uhlmar, representando a Associação de Moradores.

ENCAMINHAMENTOS
1. Mesa diretora: visitar a escola.
"""


def test_people_told_together_with_what_they_represent() -> None:
    meeting = only(SENTENCES)
    assert named(meeting, Presence.PRESENT) == [
        ("José Arrais", "Conselhos Locais"),
        ("Selma Vargas", "Conselhos Locais"),
        ("Diego Reis", "Câmara"),
    ]
    assert named(meeting, Presence.APOLOGIES) == [("Hilda Uhlmar", "Associação de Moradores")]
    assert owners(meeting) == [("Mesa diretora",)]


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
    everybody = ["OCHR", "WFA", "Relief Norland", "MEDLINK", "Ana Dias"]
    assert [name for name, _ in named(meeting, Presence.PRESENT)] == everybody


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


HANDED = """GOVERNMENT OF VINDHARA
Record of discussions of the meeting held under the Chairmanship of Secretary on 14.05.2024

2. The following decisions were taken:

(i) All wells shall be counted.
(Action: Water Division)

(ii) The lists shall be printed by 30 June 2024.
(Action: Ministry of Health, Statistics Office)

Annexure I
List of participants
1. Smt. Asha Rao, Secretary - In the Chair
2. Dr. Ravi Menon, Ministry of Health
"""


def test_a_line_that_hands_a_decision_over() -> None:
    meeting = only(HANDED)
    decided = ["All wells shall be counted.", "The lists shall be printed by 30 June 2024."]
    assert texts(meeting, EntryType.DECISION) == decided
    assert texts(meeting, EntryType.ACTION) == decided
    assert owners(meeting) == [("Water Division",), ("Ministry of Health", "Statistics Office")]


POSTS = """LAPORAN HASIL RAPAT

Hari / Tanggal : Senin, 9 September 2024

PESERTA RAPAT
Rapat dipimpin oleh Sekretaris Daerah, Ir. Yulius Tandi, M.M., dan dihadiri oleh:
a. Kepala Pelaksana BPBD, Drs. Markus Rante;
b. Camat Rindang, Abdul Wahid;
c. Perwakilan Palang Relawan, Ester Limbong.
Dinas Pekerjaan Umum berhalangan hadir.

TINDAK LANJUT
1. BPBD menyusun rancangan, paling lambat 12 September 2024.

Notulis,
Ratna Dewi
"""


def test_posts_before_names_and_who_signs() -> None:
    meeting = only(POSTS)
    there = ["Yulius Tandi", "Markus Rante", "Abdul Wahid", "Ester Limbong", "Ratna Dewi"]
    assert sorted(name for name, _ in named(meeting, Presence.PRESENT)) == sorted(there)
    assert [body for _, body in named(meeting, Presence.APOLOGIES)] == ["Dinas Pekerjaan Umum"]
    assert owners(meeting) == [("BPBD",)]


GROUPED = """# Protection Working Group

**Meeting minutes – 3 October 2024**

**Participants:**

- UN: UNHRO (Halima Osei, Tomás Riel), OCHR (Miriam Klee)
- NGOs: Norland Refugee Aid (Ingrid Vass), Women for Peace (Solange Amani)
"""


def test_bodies_with_their_people_by_kinds_of_body() -> None:
    (meeting,) = read_minutes(GROUPED, "minutes.md").meetings
    assert named(meeting, Presence.PRESENT) == [
        ("Halima Osei", "UNHRO"),
        ("Tomás Riel", "UNHRO"),
        ("Miriam Klee", "OCHR"),
        ("Ingrid Vass", "Norland Refugee Aid"),
        ("Solange Amani", "Women for Peace"),
    ]
