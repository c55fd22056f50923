"""The day that a sentence names, wherever it stands."""

from __future__ import annotations

from datetime import date
from time import process_time

from tests.all_of import over

from ictwg.domain.values import DueWord
from ictwg.sentences.sentence import find_until, tells_a_time, without_until

# A Friday.
TODAY = date(2010, 2, 12)
NEAR = date(2009, 12, 1)
MEETING, ONGOING = DueWord.NEXT_MEETING, DueWord.ONGOING
LATE_2026 = date(2026, 11, 24)


@over(
    "line, due, kept",
    [
        ("MoJ draft the SOP by 30 May", date(2010, 5, 30), "MoJ draft the SOP "),
        ("Draft the SOP by the end of May.", date(2010, 5, 31), "Draft the SOP ."),
        ("Call by phone by 12/3", date(2010, 3, 12), "Call by phone "),
        ("Report (due 12 Feb 2010)", date(2010, 2, 12), "Report "),
        ("Report due by fri", date(2010, 2, 19), "Report "),
        ("Report, deadline: 1 March", date(2010, 3, 1), "Report, "),
        ("Present it at the next meeting", MEETING, "Present it "),
        ("Send it by 30 May at 12", date(2010, 5, 30), "Send it  at 12"),
        ("Send it by fri at 9:30", date(2010, 2, 19), "Send it  at 9:30"),
        ("Enviar até 30 de maio às 10", date(2010, 5, 30), "Enviar  às 10"),
        ("Rever o texto até 12/02", date(2010, 2, 12), "Rever o texto "),
        ("Rever até à próxima reunião", MEETING, "Rever "),
        ("Haruka surat to'o 16 fulan-agostu", date(2010, 8, 16), "Haruka surat "),
        ("Haruka surat to’o sesta", date(2010, 2, 19), "Haruka surat "),
        ("Kirim surat sebelum akhir bulan", date(2010, 2, 28), "Kirim surat "),
    ],
)
def test_a_due_date_is_found_at_the_end_of_a_line(line: str, due: date | DueWord, kept: str) -> None:
    found = find_until(line, TODAY)
    assert found is not None
    assert found.due == due
    assert line[: found.start] + line[found.end :] == kept


@over(
    "line",
    [
        "Meet on 12 March",
        "by the way",
        "Stand by",
        "passed by",
        "include them too on Monday",
        "Meet at 12/3",
        "Report (due 12 Feb 2010",
        "nearby 12 March",
        "by none",
        "Report (by 30 May at 12)",
    ],
)
def test_other_lines_have_none(line: str) -> None:
    assert find_until(line, TODAY) is None


def test_a_long_line_of_small_words_has_none_at_once() -> None:
    begun = process_time()
    assert find_until("by " * 3000, TODAY) is None
    assert process_time() - begun < 5


@over(
    "tail",
    [
        "12 February",
        "by 12/02/2010",
        "ongoing",
        "next meeting",
        "end of month",
        "Friday",
        "até 12/02/2010",
        "due 12 Feb",
    ],
)
def test_due_dates_after_a_dash_or_in_brackets(tail: str) -> None:
    assert tells_a_time(tail, NEAR)


@over("tail", ["Ana", "the second bin", "done", "a long clause that goes on with 12/02/2010 in it"])
def test_other_tails_are_none(tail: str) -> None:
    assert not tells_a_time(tail, NEAR)


def test_a_sentence_may_end_with_its_due_date() -> None:
    found = find_until("Ana to draft the letter by 12 February", NEAR)
    assert found is not None
    assert found.due == TODAY
    assert find_until("Ana to stand by Rui", NEAR) is None


@over(
    "line, due, kept",
    [
        ("Draft by 30 May the SOP", date(2010, 5, 30), "Draft the SOP"),
        ("Send by 30 May the list", date(2010, 5, 30), "Send the list"),
        ("Send by 30 May 20 copies", date(2010, 5, 30), "Send 20 copies"),
        ("Send by 30 May 2011, 20 copies", date(2011, 5, 30), "Send, 20 copies"),
        ("By Friday send it", date(2010, 2, 19), "send it"),
        ("Until 30 April nothing was paid: pay by 30 May", date(2010, 5, 30), "Until 30 April nothing was paid: pay"),
        ("Call them in 2 weeks", date(2010, 2, 26), "Call them"),
        ("Call within 10 days the judges", date(2010, 2, 22), "Call the judges"),
        ("Call them next week", date(2010, 2, 19), "Call them"),
        ("Call them next Friday, then write", date(2010, 2, 19), "Call them, then write"),
        ("Call them tomorrow at 9", date(2010, 2, 13), "Call them at 9"),
        ("Call them by 3 pm tomorrow", date(2010, 2, 13), "Call them by 3 pm"),
        ("Ligar até às 15 horas de amanhã", date(2010, 2, 13), "Ligar até às 15 horas"),
        ("Telepon mereka sebelum pukul 15 besok", date(2010, 2, 13), "Telepon mereka sebelum pukul 15"),
        ("Next week call them", date(2010, 2, 19), "call them"),
        ("Send it by 30 May.", date(2010, 5, 30), "Send it"),
    ],
)
def test_a_due_date_may_stand_anywhere(line: str, due: date, kept: str) -> None:
    found = find_until(line, TODAY)
    assert found is not None
    assert found.due == due
    assert without_until(line, found) == kept


@over(
    "line",
    [
        "Prepare the agenda for next week",
        "Write down next week's programme",
        "Report on activities in 2 districts",
        "Open on Friday",
        "They met on 12 March",
        "Ask for 2 weeks",
    ],
)
def test_a_day_that_something_is_about_is_none(line: str) -> None:
    assert find_until(line, TODAY) is None


@over("said, due", [("by 30 May 2010", date(2010, 5, 30)), ("by 30 May", None), ("in 2 weeks", None)])
def test_without_a_day_to_read_from_only_a_whole_date_counts(said: str, due: date | None) -> None:
    found = find_until(f"Send it {said}", None)
    assert (found.due if found else None) == due


@over("said, doubtful", [("20 Nov", True), ("20 Dec", False)])
def test_the_doubtful_day_of_a_line_is_told(said: str, doubtful: bool) -> None:
    found = find_until(f"draft the SOP by {said}", LATE_2026)
    assert found is not None
    assert found.doubtful is doubtful
