"""Whole files, one small invented file for each kind of notation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ictwg.domain.values import DueWord, EntryType
from ictwg.imports.doubts import DoubtKind
from ictwg.imports.foreign_minutes.model import NotMinutes, ReadFile, ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes

KINDS = Path(__file__).parent / "fixtures" / "kinds"


def read(name: str) -> ReadFile:
    return read_minutes((KINDS / name).read_text(encoding="utf-8"), name)


def only(name: str) -> ReadMeeting:
    (meeting,) = read(name).meetings
    return meeting


def present(meeting: ReadMeeting) -> list[str]:
    return [person.name for person in meeting.attendees if person.state is ReadPresence.PRESENT]


def actions(meeting: ReadMeeting) -> list[tuple[str, tuple[str, ...], date | DueWord | None, str]]:
    return [(e.text, e.owners, e.due, e.status) for e in meeting.entries() if e.type is EntryType.ACTION]


def decisions(meeting: ReadMeeting) -> list[str]:
    return [entry.text for entry in meeting.entries() if entry.type is EntryType.DECISION]


def titles(meeting: ReadMeeting) -> list[tuple[int, str, str]]:
    return [(item.depth, item.number, item.title) for item in meeting.items if item.title]


def test_handles_and_an_agenda_of_bullets() -> None:
    meeting = only("handles.md")
    assert present(meeting) == ["Ada Quist", "Bram de Vries", "Chi Nguyen", "Jo Kask", "Mo"]
    assert (1, "", "Close stale issues #12") in titles(meeting)
    assert (1, "2", "Style guide") in titles(meeting)
    assert decisions(meeting) == ["Agreed to keep the label"]
    assert len(actions(meeting)) == 2


def test_several_groups_and_days_in_a_file() -> None:
    found = read("several_groups.md").meetings
    assert [(m.group, str(m.date), m.cancelled) for m in found] == [
        ("Garden Guild", "2024-03-05", False),
        ("Kitchen Guild", "2024-03-05", True),
        ("Garden Guild", "2024-03-07", False),
        ("Library Guild", "2024-03-07", False),
    ]
    first = found[0]
    assert present(first) == ["Petra", "Will Otter", "zed_9", "Mina Park"]
    assert (first.chair, first.minute_taker) == ("Petra", "Will Otter")
    assert [(i.number, i.title, i.outcome) for i in first.items if i.number] == [
        ("1", "Compost", "carry over"),
        ("2", "Seeds", "resolved"),
    ]
    assert actions(first) == [
        ("Order the bin", ("Petra", "zed_9"), date(2024, 3, 12), "in_progress"),
        ("Turn the heap", ("all",), None, "open"),
        ("Label the jars", (), date(2024, 3, 11), "done"),
    ]
    assert decisions(found[3]) == ["Use oak"]
    assert len(actions(found[3])) == 2


def test_running_notes_have_a_meeting_for_each_date() -> None:
    found = read("running_notes.md").meetings
    assert [(m.group, str(m.date), m.cancelled) for m in found] == [
        ("Storage group", "2024-05-15", False),
        ("Storage group", "2024-05-01", True),
        ("Storage group", "2024-04-17", False),
    ]
    assert any("Zoom link" in entry.text for entry in found[0].entries())


@pytest.mark.parametrize(
    ("name", "day", "people", "acts", "decided", "following"),
    [
        ("indonesian.md", date(2021, 8, 5), 2, 2, 1, date(2021, 9, 2)),
        ("tetum.md", date(2024, 8, 16), 2, 1, 1, date(2024, 9, 13)),
        ("council_minutes.md", date(2022, 10, 3), 4, 1, 2, date(2022, 11, 7)),
        ("no_headings.md", date(2017, 6, 22), 3, 3, 1, None),
        ("by_organization.md", date(2016, 11, 8), 5, 3, 1, None),
        ("type_table.md", date(2018, 9, 9), 3, 1, 1, None),
        ("repeated_agenda.md", date(2024, 10, 8), 2, 2, 1, None),
        ("town_board.md", date(2023, 6, 5), 3, 2, 2, None),
    ],
)
def test_what_is_found_in_each(
    name: str, day: date, people: int, acts: int, decided: int, following: date | None
) -> None:
    meeting = only(name)
    assert meeting.date == day
    assert len(present(meeting)) == people
    assert len(actions(meeting)) == acts
    assert len(decisions(meeting)) == decided
    assert meeting.next_meeting == following


@pytest.mark.parametrize(
    ("text", "path", "reason"),
    [
        ("", "a.md", NotMinutes.EMPTY),
        (" \n---\n", "a.md", NotMinutes.EMPTY),
        ("# Meeting notes\n\nno day\n", "notes.md", NotMinutes.NO_DATE),
        ("# Release 2024-05-01\n\n- faster\n", "news.md", NotMinutes.NO_MEETING),
        ("# Meeting YYYY-MM-DD\n\n## Present\n\n- [Name]\n", "meetings/template.md", NotMinutes.TEMPLATE),
        ("# Minutes {{ date }}\n\n{{ people }}\n\n{% for x in y %}\n", "x.md", NotMinutes.TEMPLATE),
        ("# Meetings\n\nThe next one is on 5 May 2024.\n", "meetings/README.md", NotMinutes.README),
        ("---\nprogram: ictwg\n---\n# Minutes 2024-05-01\n", "a.md", NotMinutes.OWN_EXPORT),
    ],
)
def test_what_holds_no_minutes(text: str, path: str, reason: NotMinutes) -> None:
    found = read_minutes(text, path)
    assert (found.not_minutes, found.meetings) == (reason, ())


def test_the_heading_wins_over_front_matter_and_path() -> None:
    text = "---\ntitle: 2023-05-04\n---\n# Council Meeting 3 May 2023\n\nok\n"
    assert [m.date for m in read_minutes(text, "2023-05-05.md").meetings] == [date(2023, 5, 3)]
    bare = text.replace(" 3 May 2023", "")
    assert [m.date for m in read_minutes(bare, "2023-05-05.md").meetings] == [date(2023, 5, 4)]
    none = bare.replace("2023-05-04", "x")
    assert [m.date for m in read_minutes(none, "2023-05-05.md").meetings] == [date(2023, 5, 5)]


def test_people_in_front_matter() -> None:
    text = "---\ndate: 2023-03-13\nattendees:\n  - Min Hua\n  - Eva Fi (Novum)\n---\n# Call\n\nok\n"
    (meeting,) = read_minutes(text).meetings
    assert [(p.name, p.organization) for p in meeting.attendees] == [("Min Hua", ""), ("Eva Fi", "Novum")]


TWO = """# Youth Council

## 17 September 2024

Present: Ana Dias, Rui Sá

- Budget

## 3 September 2024

Present: Ana Dias

- Roads
"""


@pytest.mark.parametrize("title", ["Template", "DATE (template)", "Modelo", "Templat rapat"])
def test_a_template_among_meetings_gives_nobody_to_the_one_above(title: str) -> None:
    template = f"## {title}\n\n### Present\n\n- Zita Po\n- Leo Reis\n\n### Notes\n\n- topic\n"
    found = read_minutes(f"{TWO}\n{template}")
    assert [[one.name for one in meeting.attendees] for meeting in found.meetings] == [
        ["Ana Dias", "Rui Sá"],
        ["Ana Dias"],
    ]
    assert found.left_over == (template.strip(),)
    assert "Zita" not in "\n".join(text for meeting in found.meetings for text in meeting.texts())


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Sep 10 (?)", date(2024, 9, 10)),
        ("10 de setembro", date(2024, 9, 10)),
        ("10 September?", date(2024, 9, 10)),
        ("30 Agostu", date(2024, 8, 30)),
        ("2 Agustus", date(2024, 8, 2)),
    ],
)
def test_a_day_without_a_year_among_days_is_a_meeting_and_asked(title: str, day: date) -> None:
    text = f"{TWO}\n## {title}\n\nPresent: Kim Lee\n"
    meeting = read_minutes(text).meetings[-1]
    assert (meeting.date, [one.name for one in meeting.attendees]) == (day, ["Kim Lee"])
    (doubt,) = meeting.doubts
    assert (doubt.kind, doubt.choices[0]) == (DoubtKind.GUESSED_DAY, day.isoformat())
    chosen = {doubt.key: "2022-09-11"}
    assert read_minutes(text, chosen=chosen).meetings[-1].date == date(2022, 9, 11)


@pytest.mark.parametrize(("title", "day"), [("30 December?", date(2023, 12, 30)), ("8 January", date(2024, 1, 8))])
def test_a_day_without_a_year_is_that_nearest_to_the_meeting_above(title: str, day: date) -> None:
    january = TWO.replace("17 September", "24 January").replace("3 September", "10 January")
    assert read_minutes(f"{january}\n## {title}\n\nPresent: Kim Lee\n").meetings[-1].date == day


@pytest.mark.parametrize(
    ("heading", "said", "cancelled"),
    [
        ("", "NO MEETING", True),
        (" - no meeting", "holiday", True),
        (" (cancelled)", "", True),
        ("", "Não houve reunião", True),
        (" – sem reunião", "feriado", True),
        ("", "Tidak ada rapat", True),
        ("", "La iha enkontru", True),
        ("", "No meeting notes were taken", False),
        (" - meeting", "The meeting of the fund was short", False),
    ],
)
def test_a_day_without_a_meeting_is_not_held(heading: str, said: str, *, cancelled: bool) -> None:
    text = f"{TWO}\n## 27 August 2024{heading}\n\n{said or 'It rained.'}\n"
    assert [meeting.cancelled for meeting in read_minutes(text).meetings] == [False, False, cancelled]
