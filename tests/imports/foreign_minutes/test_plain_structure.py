"""The structure of minutes in plain text: headings, labels, lists and rolls without a mark of markdown."""

from __future__ import annotations

import pytest

from ictwg.domain.values import EntryType
from ictwg.imports.doubts import DoubtKind
from ictwg.imports.foreign_minutes import ReadMeeting, ReadPresence, read_minutes
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
    assert named(meeting, ReadPresence.PRESENT) == [
        ("José Arrais", "Conselhos Locais"),
        ("Selma Vargas", "Conselhos Locais"),
        ("Diego Reis", "Câmara"),
    ]
    assert named(meeting, ReadPresence.APOLOGIES) == [("Hilda Uhlmar", "Associação de Moradores")]
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
    assert [name for name, _ in named(meeting, ReadPresence.PRESENT)] == everybody


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
    assert sorted(name for name, _ in named(meeting, ReadPresence.PRESENT)) == sorted(there)
    assert [body for _, body in named(meeting, ReadPresence.APOLOGIES)] == ["Dinas Pekerjaan Umum"]
    assert owners(meeting) == [("BPBD",)]


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


TEAM = """COUNTRY TEAM MEETING
27 FEBRUARY 2025

Participants:
MMA – Luciana Prates, Otávio Sena
Ministério da Saúde – Regina Reis

1. ACCESS

The HCT endorsed option B. Save the Young regretted it.

ACTION POINTS:
1.1 WHA to launch a campaign by 10 March.
1.2 Cluster coordinators to submit lists within ten days.

Next HCT meeting: 27 March 2025
"""


def test_numbered_actions_and_bodies_before_a_dash() -> None:
    meeting = only(TEAM)
    assert named(meeting, ReadPresence.PRESENT) == [
        ("Luciana Prates", "MMA"),
        ("Otávio Sena", "MMA"),
        ("Regina Reis", "Ministério da Saúde"),
    ]
    assert texts(meeting, EntryType.DECISION) == ["The HCT endorsed option B."]
    assert owners(meeting) == [("WHA",), ("Cluster coordinators",)]
    assert str(meeting.next_meeting) == "2025-03-27"


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


COUNTY = """COUNTY STEERING GROUP

Minutes of the meeting held on 5th February, 2025

PRESENT
1. Hon. Fatuma Abdille - Deputy Governor - Chairing
2. Mr. Hassan Duba - Department of Education

MIN 01/02/2025: PRELIMINARIES
The meeting was called to order.

MIN 02/02/2025: INTERVENTIONS
Boreholes were broken down.

Action points
Department of Water to repair 12 boreholes by end of February 2025.
Mr. Hassan Duba to submit figures within one week.

MIN 03/02/2025: A.O.B.
Nothing was raised.
"""


def test_numbers_of_minutes_that_look_like_days_and_actions_without_bullets() -> None:
    meeting = only(COUNTY)
    assert str(meeting.date) == "2025-02-05"
    assert owners(meeting) == [("Department of Water",), ("Mr. Hassan Duba",)]
    assert ("02/02/2025", "INTERVENTIONS") in [(item.number, item.title) for item in meeting.items]


LED = """COMISSÃO MUNICIPAL
Ata n.º 2/2025

Aos vinte e um dias do mês de maio de dois mil e vinte e cinco, reuniu a Comissão, com a presença dos seguintes membros:

- Dr. Rui Falcão, Presidente da Câmara Municipal, que presidiu;
- Capitão João Pestana, Guarda Nacional.

Não compareceram, tendo justificado a falta, a Dr.ª Paula Moniz, da Segurança, e o Eng.º Jorge Lapa, do Instituto.

A Câmara Municipal ficou de reparar o autotanque até 15 de junho.

Foi encerrada a reunião, da qual se lavrou a ata, assinada por mim, Célia Marques, que a secretariei.
"""


def test_a_list_of_people_below_the_sentence_that_leads_to_it() -> None:
    meeting = only(LED)
    assert [name for name, _ in named(meeting, ReadPresence.PRESENT)] == ["Rui Falcão", "João Pestana", "Célia Marques"]
    assert [name for name, _ in named(meeting, ReadPresence.APOLOGIES)] == ["Paula Moniz", "Jorge Lapa"]
    assert owners(meeting) == [("Câmara Municipal",)]


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


CELLS = """# Partners Forum

Meeting of 12 March 2025

| Organisation | Participants |
|---|---|
| Ministry of Health (chair) | Dr. Samira Haddou, Karim Benali |
| Embassy of Norland | Ida Moen |
| Apologies | Development Bank, Embassy of Jutland |
"""


def test_several_people_in_one_cell() -> None:
    (meeting,) = read_minutes(CELLS, "minutes.md").meetings
    assert [name for name, _ in named(meeting, ReadPresence.PRESENT)] == ["Samira Haddou", "Karim Benali", "Ida Moen"]
    assert [name for name, _ in named(meeting, *AWAY)] == ["Development Bank", "Embassy of Jutland"]


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


RECORDS = """BERITA ACARA MUSYAWARAH

Pada hari ini Kamis tanggal tujuh belas bulan April tahun dua ribu dua puluh lima kami:

1. Nama     : Sumarno Adi
   Jabatan  : Camat Suka Makmur
2. Nama     : Ir. Endang Purwati
   Jabatan  : Kepala Bidang Irigasi Dinas PU

telah mengadakan musyawarah. Dinas Pertanian diundang tetapi tidak hadir.

Untuk melaksanakan kesepakatan tersebut:
1. Dinas PU akan memperbaiki pintu air paling lambat 10 Mei 2025.
"""


def test_people_told_in_fields() -> None:
    meeting = only(RECORDS)
    assert [(one.name, one.position) for one in meeting.attendees if one.state is ReadPresence.PRESENT] == [
        ("Sumarno Adi", "Camat Suka Makmur"),
        ("Endang Purwati", "Kepala Bidang Irigasi Dinas PU"),
    ]
    assert [name or body for name, body in named(meeting, *AWAY)] == ["Dinas Pertanian"]
    assert owners(meeting) == [("Dinas PU",)]


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


SESSION = """REGIONAL TASK FORCE
Fifth session, Port Amela, 24-25 September 2025
Report of the session

1. Attendance

The session was attended by: Republic of Amela (Dr. Victor Lindo, Ms. Teresa Quaye), Kingdom of Bura (Mr. S. Conde). \
The World Herd Fund (Ms. Paola Rinaldi) took part as observer. The Republic of Dunes was not represented. \
The Secretariat was represented by Mr. Owen Tarr.

2. Vaccination

2.1 The Task Force:
(a) took note of document 3;
(b) decided that campaigns begin in the same week;
(c) requested the Secretariat to circulate figures by 15 October 2025.

2.2 The Task Force requested the World Herd Fund to finance doses in 2026.

3. Date and place of the sixth session

The sixth session will be hosted by Bura on 11 March 2026.
"""


def test_the_report_of_a_session() -> None:
    meeting = only(SESSION)
    assert (str(meeting.date), str(meeting.next_meeting)) == ("2025-09-24", "2026-03-11")
    assert named(meeting, ReadPresence.PRESENT) == [
        ("Victor Lindo", "Republic of Amela"),
        ("Teresa Quaye", "Republic of Amela"),
        ("S. Conde", "Kingdom of Bura"),
        ("Paola Rinaldi", "World Herd Fund"),
        ("Owen Tarr", "Secretariat"),
    ]
    assert named(meeting, *AWAY) == [("", "Republic of Dunes")]
    assert texts(meeting, EntryType.DECISION) == ["decided that campaigns begin in the same week;"]
    assert owners(meeting) == [("Secretariat",), ("World Herd Fund",)]


OFFICES = """ACTA DA SESSÃO DO CONSELHO

DATA: 17 de Junho de 2025

PARTICIPANTES:
Sr. Ministro das Pescas, Eng. Domingos Vaz
Sra. Chefe do Gabinete de Planificação, Filomena Espírito

1. Licenças
O quadro foi apresentado.

Recomendação ao Gabinete de Planificação: apresentar o impacto até ao dia 4 de Julho de 2025.

Nº	Nome	Instituição	Presença
1	Rui Sá	Câmara	Presente
2	Eva Reis	Escola	Ausente

Ponto	Discussão	Acção	Responsável	Prazo
Redes	Falou-se de redes.	Comprar redes	Câmara	10 Julho

O Secretário
Mário Trovoada
"""


def test_offices_before_names_tables_below_each_other_and_who_signs() -> None:
    meeting = only(OFFICES)
    assert [name for name, _ in named(meeting, ReadPresence.PRESENT)] == [
        "Domingos Vaz",
        "Filomena Espírito",
        "Rui Sá",
        "Mário Trovoada",
    ]
    assert [name for name, _ in named(meeting, *AWAY)] == ["Eva Reis"]
    assert owners(meeting) == [("Gabinete de Planificação",), ("Câmara",)]
