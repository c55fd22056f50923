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


def test_a_line_of_the_head_says_place_and_hours_between_bars() -> None:
    for sign, hours, chair in (
        ("|", "11.00–12.20", "Chair"),
        ("•", "11h00 – 12h20", "Presidente"),
        ("·", "11:00-12:20", "Ketua"),
    ):
        line = f"Airport, Room 2.17 {sign} {hours} {sign} {chair}: Ana Dias"
        for text in (
            f"Water Board – Minutes, 3 May 2024\n{line}\n",
            f"**Water Board – Minutes, 3 May 2024**\n\n{line}\n",
        ):
            meeting = read(f"{text}\nPresent: Kim Lo (WHO)\n", "m.md")
            assert head(meeting) == "2024-05-03 | 11:00 | 12:20 | Airport, Room 2.17 | Ana Dias", (line, head(meeting))
        names = f"Present: Ana Dias {sign} Rui Sá {sign} Kim Lo\nChair: Ana Dias {sign} Rui Sá"
        meeting = read(f"# Water Board – Minutes, 3 May 2024\n\n{names}\n", "m.md")
        assert (len(meeting.attendees), meeting.place) == (3, ""), (sign, meeting.attendees)


def test_a_mail_was_sent_after_the_meeting_that_its_subject_names() -> None:
    for sender, sent, subject, day in (
        ("From", "Date: Mon, 6 May 2024 09:41", "Subject", "3 May 2024"),
        ("De", "Data: 6 de maio de 2024 09:41", "Assunto", "3 de maio de 2024"),
        ("Husi", "Data: 6 Maiu 2024 09:41", "Asuntu", "3 Maiu 2024"),
        ("Dari", "Tanggal: 6 Mei 2024 09:41", "Perihal", "3 Mei 2024"),
    ):
        meeting = read(
            f"{sender}: Ana Dias\n{sent}\n{subject}: Notes / Ata / Notulen, {day}\n\nPresent: Kim Lo (WHO)\n"
        )
        assert head(meeting).startswith("2024-05-03 |  | "), (sender, head(meeting))
        assert not meeting.doubts, sender


def test_an_ata_in_sentences_tells_who_presided_came_and_was_away() -> None:
    told = (
        "No dia três de maio de dois mil e vinte e quatro reuniu-se o Conselho. À hora marcada, nove horas e "
        "trinta minutos, o Senhor Administrador Municipal, Ivo Brites, que presidiu, tendo-se verificado a "
        "presença dos seguintes membros: a) Dra. Ana Dias, do Serviço da Saúde; b) Superintendente Rui Sá, da"
        " Polícia Nacional. O Senhor Abel Reis, do Serviço da Agricultura, fez-se representar pelo Senhor Leo"
        " Loureiro. Não compareceram a Senhora Rita Abrantes, do Registo Civil, que justificou a falta, e o "
        "Padre Zeca Perdigão, em representação da Igreja, que não a justificou. Secretariou a sessão a "
        "Senhora Paula Estrela, funcionária da Autoridade Municipal."
    )
    meeting = read(f"ACTA NÚMERO DOIS\n--- {told} ---\n--- O Presidente encerrou a sessão eram doze horas. ---\n")
    assert (head(meeting), meeting.minute_taker) == ("2024-05-03 | 09:30 | 12:00 |  | Ivo Brites", "Paula Estrela")
    came = {one.name: f"{one.organization} {one.state.value}" for one in meeting.attendees}
    assert came == {
        "Ana Dias": "Serviço da Saúde present",
        "Rui Sá": "Polícia Nacional present",
        "Leo Loureiro": "Serviço da Agricultura present",
        "Abel Reis": "Serviço da Agricultura apologies",
        "Rita Abrantes": "Registo Civil absent",
        "Zeca Perdigão": "Igreja absent",
        "Paula Estrela": " present",
        "Ivo Brites": " present",
    }
