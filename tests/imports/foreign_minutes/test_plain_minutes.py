"""Plain text, prose, rolls of every form: by the kind of notation, on papers that no corpus has."""

from __future__ import annotations

from datetime import date

import pytest

from ictwg.domain.values import EntryType
from ictwg.imports.doubts import DECISION, NO_DAY, NOTE, DoubtKind
from ictwg.imports.foreign_minutes.model import NotMinutes, ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.sentences.dates import date_spelled


def only(text: str, path: str = "minutes.txt") -> ReadMeeting:
    (meeting,) = read_minutes(text, path).meetings
    return meeting


def named(meeting: ReadMeeting, *states: ReadPresence) -> list[str]:
    return [one.name or one.organization for one in meeting.attendees if one.state in states]


def texts(meeting: ReadMeeting, kind: EntryType) -> list[str]:
    return [entry.text for entry in meeting.entries() if entry.type is kind]


AWAY = (ReadPresence.ABSENT, ReadPresence.APOLOGIES)
SESSION = """INTER-AGENCY TASK FORCE ON SCHOOL FEEDING
SUMMARY RECORD OF THE THIRD SESSION

Date: 4 March 2023

1. Attendance

The following members were present: Mr. Paulo Reis (Ministry of Education), Ms. Ana Lobo (WFP) and Dr. Kim Tan (UNICEF).

Apologies were received from Mr. José Pires (Ministry of Finance).

2. Opening

2.1 The Chair welcomed members. In January the Task Force had decided to meet every month.

2.2 The Task Force endorsed the workplan for 2023.

2.3 The Task Force resolved:
(a) to publish the budget;
(b) to open the meetings.

3. Menus

3.1 The menus were long discussed. The list of menus was approved.

3.2 Ms. Lobo undertook to circulate the menus by 10 March. UNICEF said that it will think about it.

4. Next meeting

The next session will take place on 5 April 2023.
"""


def test_numbered_plain_text() -> None:
    meeting = only(SESSION)
    assert meeting.date == date(2023, 3, 4)
    assert meeting.next_meeting == date(2023, 4, 5)
    assert named(meeting, ReadPresence.PRESENT) == ["Paulo Reis", "Ana Lobo", "Kim Tan"]
    assert named(meeting, *AWAY) == ["José Pires"]
    assert texts(meeting, EntryType.DECISION) == [
        "The Task Force endorsed the workplan for 2023.",
        "to publish the budget;",
        "to open the meetings.",
    ]
    (action,) = [entry for entry in meeting.entries() if entry.type is EntryType.ACTION]
    assert (action.owners, action.due) == (("Lobo",), date(2023, 3, 10))
    assert [item.title for item in meeting.items if item.number] == ["Opening", "Menus", "Next meeting"]


def test_a_sentence_like_a_decision_is_a_doubt_with_a_choice() -> None:
    (doubt,) = only(SESSION).doubts
    assert doubt.kind is DoubtKind.LIKE_A_DECISION
    assert (doubt.line, doubt.text) == (24, "The list of menus was approved.")
    assert doubt.choices == (NOTE, DECISION)
    chosen = read_minutes(SESSION, "minutes.txt", {doubt.key: DECISION}).meetings[0]
    assert doubt.text in texts(chosen, EntryType.DECISION)


ROLLS = """# Water Board

**Date:** 3 May 2022

## Members not in attendance

- Rui Sá

## Last attendees

- Kim Lee

## Attended by

- [x] Joe Doe
- [ ] Jane Roe
- [x] ~~Ana Lobo~~

**Present**
- Tom Lee
- Quorum not achieved
- Please fill in your name
**Apologies**
- Zed Po
"""


def test_rolls_by_their_headings() -> None:
    meeting = only(ROLLS, "m.md")
    assert named(meeting, ReadPresence.PRESENT) == ["Joe Doe", "Tom Lee"]
    assert named(meeting, *AWAY) == ["Rui Sá", "Jane Roe", "Ana Lobo", "Zed Po"]
    assert named(meeting, ReadPresence.LISTED) == ["Kim Lee"]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Hadir", ReadPresence.PRESENT),
        ("PR", ReadPresence.PRESENT),
        ("Hadir (daring)", ReadPresence.PRESENT),
        ("Tidak hadir", ReadPresence.ABSENT),
        ("Ausente", ReadPresence.ABSENT),
        ("N/A", ReadPresence.ABSENT),
        ("Absent with apology", ReadPresence.APOLOGIES),
        ("Excused", ReadPresence.APOLOGIES),
        ("Justificado", ReadPresence.APOLOGIES),
        ("Izin", ReadPresence.APOLOGIES),
    ],
)
def test_words_of_a_presence_column(word: str, state: ReadPresence) -> None:
    table = (
        f"No\tInstansi\tNama\tKeterangan\n1\tPMI\tBudi Santo\tHadir\n2\tWFP\tAna Lobo\t{word}\n3\tIOM\t-\tTidak hadir\n"
    )
    meeting = only(f"NOTULEN RAPAT\n\nTanggal: 3 Mei 2022\n\nHadir\n\n{table}")
    assert [(one.name, one.state) for one in meeting.attendees][1] == ("Ana Lobo", state)
    assert (meeting.attendees[2].organization, meeting.attendees[2].state) == ("IOM", ReadPresence.ABSENT)


@pytest.mark.parametrize(
    "roll",
    [
        "Ministry of Health: Ms Ana Lobo, Mr Rui Sá\nBureau for Water (BW): Dr Kim Tan\n",
        "1. Ms Ana Lobo – Ministry of Health\n2. Mr Rui Sá – Ministry of Health\n3. Dr Kim Tan – Bureau for Water\n",
        (
            "i)  Ms Ana Lobo\n    Director, Ministry of Health\nii) Mr Rui Sá\n    Adviser, Ministry of Health\n"
            "iii) Dr Kim Tan\n    Head, Bureau for Water\n"
        ),
        "Ana Lobo\tMinistry of Health\nRui Sá\tMinistry of Health\nKim Tan\tBureau for Water\n",
        "- Ana Lobo, Rui Sá, Kim Tan, Joe Doe\n",
    ],
)
def test_lists_of_every_form(roll: str) -> None:
    meeting = only(f"MINUTES OF THE BOARD\n\nDate: 3 May 2022\n\nPresent\n\n{roll}\nOpening\n\nThe Chair spoke.\n")
    assert named(meeting, ReadPresence.PRESENT)[:3] == ["Ana Lobo", "Rui Sá", "Kim Tan"]
    assert not [one for one in meeting.attendees if one.state is not ReadPresence.PRESENT]


@pytest.mark.parametrize(
    "sentence",
    [
        "Foi decidido aprovar o plano.",
        "A Comissão aprovou o regulamento.",
        "Rapat memutuskan bahwa posko dibuka.",
        "Disepakati bahwa tarif tetap.",
        "The Committee agreed to the proposal.",
        "Following the debate, the Council endorsed the plan.",
    ],
)
def test_sentences_that_decide(sentence: str) -> None:
    meeting = only(f"MINUTES OF THE BOARD\n\nDate: 3 May 2022\n\n1. Budget\n\n1.1 It was discussed. {sentence}\n")
    assert texts(meeting, EntryType.DECISION) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "In January the Committee had decided to wait.",
        "Rapat tahun lalu memutuskan posko dibuka.",
        "The minutes of the last meeting were approved.",
        "A ata da reunião anterior foi aprovada.",
    ],
)
def test_sentences_that_only_recall(sentence: str) -> None:
    meeting = only(f"MINUTES OF THE BOARD\n\nDate: 3 May 2022\n\n1. Budget\n\n1.1 {sentence}\n")
    assert not texts(meeting, EntryType.DECISION)


def test_a_day_that_does_not_exist_is_no_other_day() -> None:
    text = "# Board 31 June 2022\n\nPresent: Ana Dias\n\n- ACTION: Ana to write by 5 July 2022\n"
    assert read_minutes(text, "m.md").not_minutes is NotMinutes.NO_DATE
    (doubt,) = only(text, "2022-06-30.md").doubts
    assert (doubt.kind, doubt.line, doubt.choices) == (DoubtKind.NO_SUCH_DAY, 1, ("2022-06-30",))


def test_an_impossible_due_day_is_told() -> None:
    meeting = only("# Board 3 June 2022\n\nPresent: Ana Dias\n\n- ACTION: Ana to write (31 June 2022)\n", "m.md")
    assert [doubt.kind for doubt in meeting.doubts] == [DoubtKind.NO_SUCH_DAY]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ana to send it by mid-July.", "2022-07-15"),
        ("Ana to send it by the first week of July 2022.", "2022-07-07"),
        ("Ana deve enviá-lo até meados de julho.", "2022-07-15"),
        ("Ana mengirim laporan paling lambat pertengahan Juli.", "2022-07-15"),
    ],
)
def test_a_guessed_day_is_a_doubt_that_may_be_taken_away(line: str, day: str) -> None:
    text = f"Minutes of 1 June 2022\n\nPresent: Ana Dias, Rui Sá\n\nAction points\n- {line}\n"
    (action,) = [one for one in only(text).entries() if one.type is EntryType.ACTION]
    (doubt,) = only(text).doubts
    assert str(action.due) == day
    assert (doubt.kind, doubt.line, doubt.choices) == (DoubtKind.GUESSED_DAY, 6, (day, NO_DAY))
    (again,) = read_minutes(text, "minutes.txt", {doubt.key: NO_DAY}).meetings
    assert [one.due for one in again.entries() if one.type is EntryType.ACTION] == [None]


def test_a_table_whose_action_column_is_guessed() -> None:
    table = "| Point | What has to be arranged | Who |\n|---|---|---|\n| a | Write the long letter | Ana |\n"
    text = f"# Board 3 June 2022\n\nPresent: Ana Dias\n\n## Actions\n\n{table}"
    meeting = only(text, "m.md")
    assert texts(meeting, EntryType.ACTION) == ["Write the long letter"]
    (doubt,) = meeting.doubts
    assert doubt.choices == ("What has to be arranged", "Point")
    chosen = read_minutes(text, "m.md", {doubt.key: "Point"}).meetings[0]
    assert texts(chosen, EntryType.ACTION) == ["a"]


def test_one_meeting_below_a_heading_of_its_week() -> None:
    meeting = only("# Week 7\n\n## Board, 3 May 2022\n\n### Budget\n\n- Decision: it is adopted\n", "week-7.md")
    assert meeting.date == date(2022, 5, 3)
    assert texts(meeting, EntryType.DECISION) == ["it is adopted"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Aos dezassete dias do mês de outubro do ano de dois mil e vinte e quatro", date(2024, 10, 17)),
        ("dia trinta e um de março de dois mil e dezanove", date(2019, 3, 31)),
        ("tanggal dua puluh bulan Agustus tahun dua ribu dua puluh lima", date(2025, 8, 20)),
        ("tanggal dua belas bulan Mei tahun dua ribu sembilan belas", date(2019, 5, 12)),
        ("mil e duas famílias em maio", None),
    ],
)
def test_dates_in_words(words: str, day: date | None) -> None:
    assert date_spelled(words) == day
