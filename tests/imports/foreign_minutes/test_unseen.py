"""Papers that nobody had read when the reader was written: how offices write what it did not know, by its classes."""

from __future__ import annotations

import pytest

from ictwg.domain.values import EntryType
from ictwg.imports.doubts import LEFT_OUT, TYPED
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes


def read(text: str, path: str = "m.txt") -> ReadMeeting:
    file = read_minutes(text, path)
    assert file.not_minutes is None, (file.not_minutes, text)
    return file.meetings[0]


def told(meeting: ReadMeeting, kind: EntryType) -> list[str]:
    return [entry.text for entry in meeting.entries() if entry.type is kind]


# The day.


@pytest.mark.parametrize(
    "paper",
    [
        "WATER POLICE\n\n6 May 24\n\nNOTE\n\n1. The meeting was held on Fri 3 May 24 at HQ, 1430 hrs.\n\n2. Told.",
        "WATER BOARD\n\nMay 2024\n\nMINUTES\n\nThe Committee met on Friday, 3 May 2024 in Hall 2. It rained.",
        "SERVIÇO DE ÁGUAS\n\n6 de maio de 2024\n\nATA\n\nA reunião realizou-se no dia 3 de maio de 2024, na sede.",
        "BALAI AIR\n\nNOTULEN\nRapat\t:\tRapat Air\nHari / tanggal\t:\tJumat / 3 Mei 2024\n\nHadir:\n1. Ani Dewi",
        "DIRESAUN BEE\n\nMINUTA\n\nEnkontru halo iha loron 3 Maiu 2024, iha salaun.",
        "De / Husi: Ana Dias\nEnviado / Haruka: 6 de maio de 2024\nAssunto / Asuntu: Ata, 3 Maiu 2024\n\nOla.",
    ],
)
def test_the_day_is_that_of_the_meeting_and_not_that_of_the_paper(paper: str) -> None:
    assert str(read(paper).date) == "2024-05-03"


def test_two_figures_behind_a_month_are_no_year_where_they_count_or_tell_the_hour() -> None:
    for said in ("3 May 20 copies", "3 May 10:30", "3 May 10-12", "3 de maio 14h30"):
        file = read_minutes(f"NOTES OF THE BOARD\n\nThe meeting was held on {said}.", "m.txt")
        assert file.not_minutes is not None, said


def test_of_days_without_a_year_one_can_be_chosen() -> None:
    file = read_minutes("WATER BOARD 2024\n\nWe met once more.\n\nSend the list by 3 May.", "m.txt")
    assert [doubt.choices for doubt in file.doubts] == [(LEFT_OUT, "2024-05-03", TYPED)]


def test_a_paper_of_tables_alone_is_minutes_where_it_has_a_day_and_people() -> None:
    for date, place, name, body, sign, what, who, when in (
        ("Date", "Place", "Name", "Agency", "Signature", "Action", "Who", "When"),
        ("Data", "Local", "Nome", "Entidade", "Rubrica", "Tarefa", "Quem", "Quando"),
    ):
        head, roll = f"| {date} | 3 May 2024 | {place} | Hall 2 |", f"| {name} | {body} | {sign} |\n|---|---|---|"
        tasks = f"| {what} | {who} | {when} |\n|---|---|---|\n| Send it | WFP | 9 May |"
        meeting = read(f"{head}\n\n{roll}\n| Ana Dias | WFP | AD |\n\n{tasks}", "x.md")
        assert [one.name for one in meeting.attendees] == ["Ana Dias"]
        assert [str(entry.due) for entry in meeting.entries() if entry.type is EntryType.ACTION] == ["2024-05-09"]
