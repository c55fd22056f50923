"""Dates in headings, labels, due dates and paths, in four languages."""

from __future__ import annotations

from datetime import date

from tests.all_of import over

from ictwg.domain.clock_words import clocks
from ictwg.sentences.dates import date_in, date_in_path, find_date, find_dates, without_dates

DAY = date(2010, 2, 12)
NEAR = date(2009, 12, 1)


@over(
    "text",
    [
        "2010-02-12",
        "2010/2/12",
        "12/02/2010",
        "12.2.10",
        "12 February 2010",
        "12 Feb. 2010",
        "February 12th, 2010",
        "Friday, 12th of February, 2010",
        "Meeting - 12 February, 2010",
        "12 de fevereiro de 2010",
        "12 fulan-fevereiru tinan 2010",
        "12 Fevereiru 2010",
        "Jumat, 12 Februari 2010",
    ],
)
def test_full_dates(text: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.date == DAY


@over("text", ["", "March 2010", "Oct. 12th and 13th", "31 February 2010", "version 1.2.3", "2010", "10:30"])
def test_what_is_no_date(text: str) -> None:
    assert find_date(text) is None


def test_a_month_too_large_is_the_day() -> None:
    assert date_in("02/25/2010") == date(2010, 2, 25)


def test_a_day_without_year_takes_the_meetings_or_the_next() -> None:
    assert date_in("12 Feb", NEAR) == DAY
    assert date_in("20 December", NEAR) == date(2009, 12, 20)
    assert date_in("12 Feb") is None


@over("path", ["a/2010-02-12.md", "2010-02-12/notes.md", "x_2010_02_12.md", "20100212.md", "Ata 12-02-2010.md"])
def test_dates_in_paths(path: str) -> None:
    assert date_in_path(path) == DAY


def test_the_last_part_of_a_path_wins() -> None:
    assert date_in_path("2009-01-01/2010-02-12.md") == DAY
    assert date_in_path("notes/agenda.md") is None


def test_dates_and_week_days_are_cut_out_of_titles() -> None:
    assert without_dates("Council, Friday 12 February 2010") == "Council,"
    assert [found.date for found in find_dates("12/02/2010 to 2010-02-13")] == [DAY, date(2010, 2, 13)]


@over(
    "text, times",
    [
        ("10:00 – 12:15", ["10:00", "12:15"]),
        ("4:00 – 5:00 PM", ["16:00", "17:00"]),
        ("22:00 – 00:30", ["22:00", "00:30"]),
        ("10:00 PM – 12:30 AM", ["22:00", "00:30"]),
        ("11:30 – 12:30 PM", ["11:30", "12:30"]),
    ],
)
def test_times_of_day_are_of_24_hours(text: str, times: list[str]) -> None:
    assert clocks(text) == times
