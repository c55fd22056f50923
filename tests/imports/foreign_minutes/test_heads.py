"""The head of a paper, in the shapes in which offices lay it out: day, hours, place, who presides, who was there."""

from __future__ import annotations

from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes


def read(text: str, path: str = "m.txt") -> ReadMeeting:
    file = read_minutes(text, path)
    assert file.not_minutes is None, (file.not_minutes, text)
    return file.meetings[0]


def head(meeting: ReadMeeting) -> str:
    return " | ".join([str(meeting.date), meeting.start, meeting.end, meeting.place, meeting.chair])


FOUR = (
    ("Date", "3 May 2024", "Time", "Venue", "Chair", "Agencies present (2)", "Absent with apologies", "Minutes"),
    ("Data", "3 de maio de 2024", "Hora", "Local", "Presidente", "Presentes (2)", "Ausências justificadas", "Relator"),
    ("Loron", "3 Maiu 2024", "Oras", "Fatin", "Prezidente", "Prezente", "Auzente ho justifikasaun", "Sekretariu"),
    ("Tanggal", "3 Mei 2024", "Waktu", "Tempat", "Ketua", "Hadir", "Berhalangan hadir", "Notulis"),
)


def test_several_labels_stand_in_a_row_of_the_table_at_the_top() -> None:
    for date, day, time, venue, chair, present, away, scribe in FOUR:
        rows = [
            (date, day, time, "10:00 – 11:50"),
            (venue, "Hall 2", chair, "Ana Dias"),
            (present, "UNHCR, Ministry of Health (MoH)", "", ""),
            (away, "UNICEF", scribe, "Rui Sá"),
        ]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        meeting = read(f"# Minutes of the Water Board\n\n{table}\n", "m.md")
        assert head(meeting) == "2024-05-03 | 10:00 | 11:50 | Hall 2 | Ana Dias", (date, head(meeting))
        assert meeting.minute_taker == "Rui Sá", date
        came = [(one.name or one.organization, one.state.value) for one in meeting.attendees]
        wanted = [("UNHCR", "present"), ("Ministry of Health (MoH)", "present"), ("UNICEF", "apologies")]
        assert came == wanted, (date, came)


def test_the_cell_of_a_letterhead_says_the_day_before_any_other() -> None:
    for minutes, date, day, venue, earlier in (
        ("MINUTES No. 3", "Date", "3 May 2024", "Venue", "Follow-up of the meeting of 4 April 2024"),
        ("ATA N.º 3", "Data", "3 de maio de 2024", "Local", "Seguimento da reunião de 4 de abril de 2024"),
        ("MINUTA 3", "Loron", "3 Maiu 2024", "Fatin", "Asuntu husi enkontru 4 Abril 2024"),
        ("NOTULEN 3", "Tanggal", "3 Mei 2024", "Tempat", "Tindak lanjut rapat 4 April 2024"),
    ):
        cell = f"**{minutes}**<br>**{date}:** {day}<br>**{venue}:** Hall 2"
        meeting = read(f"| **WATER BOARD**<br>Ring Road | {cell} |\n\n**2. {earlier}**\n\nTold.\n", "m.md")
        assert head(meeting).startswith("2024-05-03 |  |  | Hall 2"), (minutes, head(meeting))


def test_labels_with_tabs_between_them_are_no_table() -> None:
    for line, heading, ends in (
        ("Date: 3 May 2024\tStart: 10:10\tEnd: 12:35", "I. Present\nInstitution\tDelegate\tPost\tAttendance", "Agenda"),
        (
            "Data: 3 de Maio de 2024\tInício: 10h10\tTermo: 12h35",
            "I. Presenças\nInstituição\tMembro\tCargo\tPresença",
            "",
        ),
        (
            "Loron: 3 Maiu 2024\tKomesa: 10:10\tRemata: 12:35",
            "I. Prezensa\nInstituisaun\tMembru\tKargu\tPrezensa",
            "Ajenda",
        ),
        (
            "Tanggal: 3 Mei 2024\tMulai: 10.10\tSelesai: 12.35",
            "I. Kehadiran\nInstansi\tWakil\tJabatan\tHadir",
            "Agenda",
        ),
    ):
        rows = "Water Office\tDr. Ana Dias\tHead\tx\nFire Service\tMr. Rui Sá\tChief\t–"
        agenda = f"II. {ends or 'Ordem do dia'}\n1. Budget\n2. Roads\n"
        meeting = read(f"WATER BOARD\nMINUTES / ATA N.º 4\n{line}\n{heading}\n{rows}\n{agenda}")
        assert head(meeting).startswith("2024-05-03 | 10:10 | 12:35"), (line, head(meeting))
        assert [one.name for one in meeting.attendees] == ["Ana Dias", "Rui Sá"], (line, meeting.attendees)
