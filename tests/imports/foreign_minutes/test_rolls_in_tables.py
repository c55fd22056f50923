"""Rolls in tables: bands, columns and words that say who came, who was away, and who came instead."""

from __future__ import annotations

from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes

HEAD = "# Minutes of the Water Board, 3 May 2024\n\n## Attendance\n\n"


def read(*rows: str) -> ReadMeeting:
    """The meeting with this roll; cells are parted by bars, and the first row names them."""
    first, *others = (f"|{row}|" for row in rows)
    ruled = f"|{'|'.join(['---'] * (first.count('|') - 1))}|"
    return read_minutes("\n".join([HEAD + first, ruled, *others]), "m.md").meetings[0]


def roll(meeting: ReadMeeting) -> list[str]:
    return [f"{one.name or '-'} ({one.organization}) {one.state.value}" for one in meeting.attendees]


def test_a_band_says_who_came_of_those_below_it() -> None:
    for came, excused, away in (
        ("Present", "Apologies", "Absent"),
        ("Presentes", "Ausentes com justificação", "Ausentes"),
        ("Prezente", "Auzente ho justifikasaun", "Auzente"),
        ("Hadir", "Berhalangan hadir", "Tanpa keterangan"),
    ):
        people = (f"{came}|", "Ana Dias|MoJ", f"{excused}|", "Lia Mau|WHO", f"{away}|", "Joe Kay|PNTL")
        wanted = ["Ana Dias (MoJ) present", "Lia Mau (WHO) apologies", "Joe Kay (PNTL) absent"]
        for rows in (("Name|Organization", *people), people):
            meeting = read(*rows)
            assert roll(meeting) == wanted, (rows, roll(meeting))
            assert not meeting.doubts, rows


def test_who_took_part_from_afar_came_without_a_signature() -> None:
    for aside in ("online", "em linha", "daring", "by phone"):
        meeting = read("Name|Agency|Signature", "Ana Dias|MoJ|AD", f"Rui Sá|WFP ({aside})|–", f"Lia Mau ({aside})|WHO|")
        wanted = ["Ana Dias (MoJ) present", "Rui Sá (WFP) present", "Lia Mau (WHO) present"]
        assert roll(meeting) == wanted, (aside, roll(meeting))


def test_the_column_beside_bodies_holds_names_whatever_its_heading() -> None:
    for heading in ("Membro", "Delegate", "Wakil", "Membru"):
        rows = ("Ministério da Saúde|Ana Dias|Presente", "|Dr. Rui Sá|Ausente", "Bombeiros|(vaga por preencher)|")
        meeting = read(f"Instituição|{heading}|Presença", *rows)
        wanted = ["Ana Dias (Ministério da Saúde) present", "Rui Sá (Ministério da Saúde) absent"]
        assert roll(meeting) == wanted, (heading, roll(meeting))
