"""Heads, days and paragraphs as offices send them: Word's plain text, letterheads, flattened pages."""

from __future__ import annotations

from datetime import date

from tests.all_of import over

from ictwg.domain.values import EntryType
from ictwg.imports.doubts import LEFT_OUT, READ, TYPED, DoubtKind
from ictwg.imports.foreign_minutes.model import NotMinutes, ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes

PLAIN = "MINUTES OF THE WATER BOARD\n\nDate: 3 May 2024\nPresent: Ana Dias (MoJ), Rui Sá (WFP)\n\n"


def read(text: str, path: str = "m.txt") -> ReadMeeting:
    file = read_minutes(text, path)
    assert file.not_minutes is None
    return file.meetings[0]


def texts(meeting: ReadMeeting, kind: EntryType) -> list[str]:
    return [entry.text for entry in meeting.entries() if entry.type is kind]


def test_numbers_make_a_table_below_a_heading_that_says_so() -> None:
    rows = "No.\tMatter\tResponsible\tStatus\n3.1\tSend the list\tMoJ\tDone\n3.2\tWrite the letter\tWFP\tPending\n"
    meeting = read(f"{PLAIN}3. MATTERS ARISING\n\n{rows}")
    found = [(one.text, one.owners, one.status) for one in meeting.entries() if one.type is EntryType.ACTION]
    assert found == [("Send the list", ("MoJ",), "done"), ("Write the letter", ("WFP",), "open")]
    listed = read("MINUTES OF THE BOARD\n\n3 May 2024\n\nPresent\n\nNo.\tName\n1\tAna Dias\n2\tRui Sá\n")
    assert [one.name for one in listed.attendees] == ["Ana Dias", "Rui Sá"]


BELOW = [
    ("MoJ to write to the donors.\nAction: MoJ\n", "MoJ to write to the donors.", ("MoJ",)),
    (
        "The Ministry of Health to send a plan.\n\nAction: Ministry of Health\n",
        "The Ministry of Health to send a plan.",
        None,
    ),
    ("It rained. A letter to be sent. Action by: - DCS-F\n", "A letter to be sent.", ("DCS-F",)),
    ("Enviar uma carta aos doadores.\nAção: Secretariado\n", "Enviar uma carta aos doadores.", ("Secretariado",)),
    ("Ação de seguimento.\nAsaun: PNTL\n", "Ação de seguimento.", ("PNTL",)),
    ("Haruka karta ba doadór sira.\nAsaun: Sekretariadu\n", "Haruka karta ba doadór sira.", ("Sekretariadu",)),
    ("Mengirim surat kepada donor.\nTindak lanjut: Dinas Sosial\n", "Mengirim surat kepada donor.", ("Dinas Sosial",)),
    ("Surat dikirim kepada donor.\nTindak lanjut oleh: BNPB\n", "Surat dikirim kepada donor.", ("BNPB",)),
]


@over("said, text, owners", BELOW)
def test_a_name_behind_the_word_action_takes_the_sentence_above(
    said: str, text: str, owners: tuple[str, ...] | None
) -> None:
    (action,) = [one for one in read(f"{PLAIN}1. Stores\n{said}").entries() if one.type is EntryType.ACTION]
    assert action.text == text
    assert action.owners == (owners or ("Ministry of Health",))


DAYS = [
    ("Date: 15January 2012", date(2012, 1, 15)),
    ("Date: 2ndApril, 2014", date(2014, 4, 2)),
    ("Date: 16 th December 2011", date(2011, 12, 16)),
    ("Held on the 3rd day of June 2024", date(2024, 6, 3)),
    ("Date of sitting:\t3 September 2025", date(2025, 9, 3)),
    ("Data da sessão: 5 de maio de 2024", date(2024, 5, 5)),
    ("Data da reunião: 26/05/2015 Hora de início: 09:00", date(2015, 5, 26)),
    ("Aos 5 dias do mês de maio de 2024", date(2024, 5, 5)),
    ("Loron enkontru: 14Marsu 2025", date(2025, 3, 14)),
    ("Hari/Tanggal: Senin, 6Desember 2021", date(2021, 12, 6)),
    ("Tanggal rapat : 6 Desember 2021", date(2021, 12, 6)),
    ("Séance du 24 septembre 2013", date(2013, 9, 24)),
]


@over("line, day", DAYS)
def test_days_as_papers_write_them(line: str, day: date) -> None:
    meeting = read(f"Minutes of the Water Board\n\n{line}\n\nPresent: Ana Dias (MoJ)\n\n1. Budget\nIt rained.\n")
    assert meeting.date == day


@over(
    "earlier",
    [
        "2.1 The record of the sixth sitting, held on 4 June 2025, was read and confirmed.",
        "The minutes of the meeting of 4 June 2025 were adopted.",
        "A ata da reunião de 4 de junho de 2025 foi aprovada.",
        "Notulen rapat tanggal 4 Juni 2025 disahkan.",
    ],
)
def test_the_day_of_earlier_minutes_is_not_the_day(earlier: str) -> None:
    text = f"Record of the seventh sitting\n\nPresent: Ana Dias (MoJ)\n\n{earlier}\n\nWritten on 9 September 2025.\n"
    assert read(text).date == date(2025, 9, 9)


def test_a_table_at_the_top_dates_the_sitting() -> None:
    head = "| | |\n|---|---|\n| Date of sitting: | 3 September 2025 |\n| Commenced: | 10:00 |\n| Adjourned: | 12:25 |\n"
    meeting = read(f"**OFFICE**\n\n# RECORD OF THE SITTING\n\n{head}\n## Record\n\nThat of 4 June 2025.\n", "m.md")
    assert (meeting.date, meeting.start, meeting.end) == (date(2025, 9, 3), "10:00", "12:25")


def test_what_is_refused_may_be_read_all_the_same() -> None:
    undated = "Minutes of the Board\n\nPresent: Ana Dias, Rui Sá\n\n1. Budget\nIt rained.\n"
    file = read_minutes(undated, "board.txt")
    (doubt,) = file.doubts
    assert (file.not_minutes, doubt.kind, doubt.choices) == (NotMinutes.NO_DATE, DoubtKind.NO_DAY, (LEFT_OUT, TYPED))
    (meeting,) = read_minutes(undated, "board.txt", {doubt.key: "3 May 2024"}).meetings
    assert meeting.date == date(2024, 5, 3)
    file = read_minutes("Some words of the board.\n", "2024-03-05.txt")
    (doubt,) = file.doubts
    assert (file.not_minutes, doubt.kind, doubt.choices) == (
        NotMinutes.NO_MEETING,
        DoubtKind.NO_MEETING,
        (LEFT_OUT, READ),
    )
    assert read_minutes("Some words of the board.\n", "2024-03-05.txt", {doubt.key: READ}).meetings
    assert not read_minutes("", "empty.txt").doubts


TOLD = [
    (
        "sob a Presidência do Vereador Flávio Matos secretariado pela Vereadora Vânia Reis deram início.",
        "Flávio Matos",
        "Vânia Reis",
    ),
    (
        "reuniu a Comissão, tendo presidido António Reis (Presidente) e secretariada por Sara Reis.",
        "António Reis",
        "Sara Reis",
    ),
    ("The group chair Mr. Abdi Hassan has been chaired the meeting.", "Abdi Hassan", ""),
    ("The Chief Secretary, Mrs.R.Wije , chaired the meeting. Minutes were taken by Ms Ana Dias.", "R.Wije", "Ana Dias"),
    ("Rapat dipimpin oleh Bapak Budi Santo. Notulis Ibu Ana Lobo.", "Budi Santo", "Ana Lobo"),
    ("Ketua Dinas, Bapak Budi Santo, memimpin rapat.", "Budi Santo", ""),
]


@over("sentence, chair, scribe", TOLD)
def test_sentences_tell_who_presided_and_wrote(sentence: str, chair: str, scribe: str) -> None:
    meeting = read(f"MINUTES OF THE BOARD\n\n3 May 2024\n\nAt ten {sentence}\n\n1. Budget\nIt rained.\n")
    assert (meeting.chair, meeting.minute_taker) == (chair, scribe)
    assert not meeting.attendees


HOURS = [
    ("Aos seis dias do mês de maio de dois mil e vinte, às dezenove horas, reuniu a Câmara.", "2020-05-06", "19:00"),
    ("Aos 6 dias do mês de maio de 2020, pelas vinte e uma horas e quarenta minutos, reuniu.", "2020-05-06", "21:40"),
    ("Minutes of the meeting held on Tuesday, 14th May 2019 at 9.30 a.m. in the Hall", "2019-05-14", "09:30"),
    ("Pada hari Selasa tanggal 14 Mei 2019 pukul sembilan, rapat dibuka.", "2019-05-14", "09:00"),
]


@over("sentence, day, start", HOURS)
def test_sentences_tell_the_day_and_the_hour(sentence: str, day: str, start: str) -> None:
    closed = "The meeting was closed at 12h40."
    meeting = read(f"MINUTES OF THE BOARD\n\n{sentence}\n\nPresent: Ana Dias\n\n1. Budget\nIt rained. {closed}\n")
    assert (str(meeting.date), meeting.start, meeting.end) == (day, start, "12:40")


@over(
    "line",
    [
        *("Next meeting: 19 July 2024.", "The next meeting will be held on 19 July 2024."),
        *(
            "Próxima reunião: 19 de julho de 2024.",
            "Enkontru tuirmai: 19 Jullu 2024.",
            "Rapat berikutnya: 19 Juli 2024.",
        ),
    ],
)
def test_the_next_meeting_behind_other_sentences(line: str) -> None:
    assert str(read(f"{PLAIN}1. Budget\nIt rained. {line}\n").next_meeting) == "2024-07-19"


def test_labels_of_one_line_and_labels_in_a_run() -> None:
    meeting = read(
        "Board Meeting Notes\nDate and time: 15 September 2015. 13h00-14h00 Participants: ACF, IOM and NRC.\n"
    )
    assert (meeting.start, meeting.end) == ("13:00", "14:00")
    assert [one.name for one in meeting.attendees] == ["ACF", "IOM", "NRC"]
    run = "TYPE OF MEETING:\nDATE & LOCATION\nNOTE TAKER:\nMonthly\n9 December 2012, WFP Office\nKarim Lo\n"
    meeting = read(f"MEETING MINUTES\n\n{run}")
    assert (meeting.date, meeting.minute_taker) == (date(2012, 12, 9), "Karim Lo")
    meeting = read(
        "Ata de reunião\nLocal:\nSala do 4º andar\nData da reunião: 26/05/2015 Hora de encerramento: 13:00\n"
    )
    assert (meeting.place, meeting.end) == ("Sala do 4º andar", "13:00")


def test_a_page_in_one_line_is_unfolded() -> None:
    roll = "Participants 1. Mrs.R.Wije Chief Secretary, EP 2. Mr.L.Ilan Secretary to the Hon. Governor 3. Mr.T.Lo Clerk"
    told = (
        "The Chief Secretary opened the meeting. " + "It rained in the hills and in the plains all the week long. " * 4
    )
    meeting = read(f"1 Minutes of the Committee Venue : Hall Date & Time : - 16 th May 2011, 2.00 p.m {roll} {told}\n")
    assert (meeting.date, meeting.place, meeting.start) == (date(2011, 5, 16), "Hall", "14:00")
    assert [one.name for one in meeting.attendees] == ["R.Wije", "L.Ilan", "T.Lo"]
    fill = "----Compareceram Ana Dias e Rui Sá.----------Ponto um – Plano: Foi deliberado aprovar o plano.-----"
    ata = read(f"ATA N.º 6\n\n3 de maio de 2024\n\n{fill}\n")
    assert [one.name for one in ata.attendees] == ["Ana Dias", "Rui Sá"]
    assert texts(ata, EntryType.DECISION) == ["Foi deliberado aprovar o plano."]


def test_columns_that_stand_below_each_other() -> None:
    columns = (
        "ACTION ITEM\nSend the names\nCall them\nRESPONSIBLE PARTY\nMoJ\nWFP\nTIMELINE\n16 May 2024\n23 May 2024\n"
    )
    found = [
        (one.text, one.owners, one.due) for one in read(f"{PLAIN}{columns}").entries() if one.type is EntryType.ACTION
    ]
    assert found == [
        ("Send the names", ("MoJ",), date(2024, 5, 16)),
        ("Call them", ("WFP",), date(2024, 5, 23)),
    ]


def test_a_paper_in_french_is_said_to_be_french() -> None:
    told = "Le conseil est réuni dans la salle pour les affaires des communes avec une séance sur l’eau et d’autres."
    text = f"Compte rendu – réunion 24 septembre 2013\n\n{told}\n{told}\n"
    assert [doubt.kind for doubt in read(text).doubts] == [DoubtKind.FRENCH]
    assert not read(f"{PLAIN}1. Budget\nIt rained.\n").doubts


@over(
    "line, title",
    [
        ("Título: Reunião do Conselho da Juventude", "Reunião do Conselho da Juventude"),
        ("Title: Meeting of the Youth Council", "Meeting of the Youth Council"),
        ("Judul: Rapat Koordinasi", "Rapat Koordinasi"),
        ("Títulu: Enkontru Rede", "Enkontru Rede"),
        ("Subtitle: Meeting of the Youth Council", "Subtitle: Meeting of the Youth Council"),
    ],
)
def test_a_title_stands_behind_its_label(line: str, title: str) -> None:
    assert read(f"{line}\nData: 3/5/2024\nPresent: Ana Dias (MoJ)\n\n1. Budget\n\nIt was long.\n").title == title


@over(
    "sentence, place",
    [
        (
            "The meeting was held on 3 May 2024 in the conference room of the Ministry of Justice, Dili.",
            "conference room of the Ministry of Justice",
        ),
        ("On 3 May 2024 at 9.00 a.m. the Board met at the Town Hall.", "Town Hall"),
        (
            "Aos 3 de maio de 2024, pelas dez horas, na sala de reuniões do Ministério da Saúde, reuniu a Comissão.",
            "sala de reuniões do Ministério da Saúde",
        ),
        (
            "Rapat dilaksanakan tanggal 3 Mei 2024 bertempat di Ruang Rapat Kantor Bupati pukul 09.00.",
            "Ruang Rapat Kantor Bupati",
        ),
        ("Enkontru hala'o iha loron 3 Maiu 2024 iha sala reuniaun MSSI.", "sala reuniaun MSSI"),
        ("The meeting was held on 3 May 2024 and there was no room for debate.", ""),
        ("On 4 June 2024 the Board will meet at the Town Hall.", ""),
    ],
)
def test_the_opening_sentence_says_the_room(sentence: str, place: str) -> None:
    assert (
        read(f"MINUTES OF THE BOARD\n\nDate: 3 May 2024\nPresent: Ana Dias (MoJ)\n\n1. Opening\n\n{sentence}\n").place
        == place
    )
