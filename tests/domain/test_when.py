from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over

from ictwg.domain.calendar import say_date
from ictwg.domain.values import DueWord, Looks
from ictwg.domain.when import find_day, is_guess, just_passed, parse_due
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES

# A Friday.
TODAY = date(2010, 2, 12)
MEETING, ONGOING = DueWord.NEXT_MEETING, DueWord.ONGOING

READ = {
    "2010-02-12": date(2010, 2, 12),
    "2010/3/1": date(2010, 3, 1),
    "12/02/2010": date(2010, 2, 12),
    "01/02/2010": date(2010, 2, 1),
    "12.2.2010": date(2010, 2, 12),
    "12-2-10": date(2010, 2, 12),
    "12/2": date(2010, 2, 12),
    "12.2.": date(2010, 2, 12),
    "11/2": date(2011, 2, 11),
    "29/2": date(2012, 2, 29),
    "12 Feb": date(2010, 2, 12),
    "12feb": date(2010, 2, 12),
    "1 Jan": date(2011, 1, 1),
    "12 February 2010": date(2010, 2, 12),
    "12-Feb-2010": date(2010, 2, 12),
    "Feb 12th, 2010": date(2010, 2, 12),
    "the 3rd of May": date(2010, 5, 3),
    "30 may": date(2010, 5, 30),
    "12 sept.": date(2010, 9, 12),
    "Friday 12 February 2010": date(2010, 2, 12),
    "fri, 12/02/2010": date(2010, 2, 12),
    "today": TODAY,
    "Tomorrow": date(2010, 2, 13),
    "yesterday": date(2010, 2, 11),
    "fri": date(2010, 2, 19),
    "friday": date(2010, 2, 19),
    "mon": date(2010, 2, 15),
    "on Monday": date(2010, 2, 15),
    "this tues": date(2010, 2, 16),
    "next fri": date(2010, 2, 19),
    "next mon": date(2010, 2, 15),
    "next week": date(2010, 2, 19),
    "next month": date(2010, 3, 12),
    "+2w": date(2010, 2, 26),
    "+10d": date(2010, 2, 22),
    "+1m": date(2010, 3, 12),
    "1y": date(2011, 2, 12),
    "-3d": date(2010, 2, 9),
    "in 2 weeks": date(2010, 2, 26),
    "within 10 days": date(2010, 2, 22),
    "in two weeks": date(2010, 2, 26),
    "within ten days": date(2010, 2, 22),
    "end of week": date(2010, 2, 12),
    "end of month": date(2010, 2, 28),
    "the end of this month": date(2010, 2, 28),
    "end of next month": date(2010, 3, 31),
    "end of May": date(2010, 5, 31),
    "end of Jan": date(2011, 1, 31),
    "end of May 2012": date(2012, 5, 31),
    "end of year": date(2010, 12, 31),
    "mid-January": date(2011, 1, 15),
    "the middle of March 2012": date(2012, 3, 15),
    "early March": date(2010, 3, 10),
    "beginning of May": date(2010, 5, 10),
    "first week of May": date(2010, 5, 7),
    "2nd week of May": date(2010, 5, 14),
    "last week of May": date(2010, 5, 31),
    "late February": date(2010, 2, 28),
    "by 30 May": date(2010, 5, 30),
    "next meeting": MEETING,
    "at the next meeting": MEETING,
    "ongoing": ONGOING,
    "on-going": ONGOING,
    "none": None,
    "TBD": None,
    "": None,
    "  ": None,
    "–": None,
    # Portuguese
    "em duas semanas": date(2010, 2, 26),
    "no prazo de 10 dias": date(2010, 2, 22),
    "12 de fevereiro": date(2010, 2, 12),
    "12 de Fevereiro de 2011": date(2011, 2, 12),
    "1º de março": date(2010, 3, 1),
    "dia 3 de maio": date(2010, 5, 3),
    "sexta": date(2010, 2, 19),
    "sexta-feira": date(2010, 2, 19),
    "6ª feira": date(2010, 2, 19),
    "próxima terça": date(2010, 2, 16),
    "segunda que vem": date(2010, 2, 15),
    "sexta-feira, 12 de fevereiro de 2010": date(2010, 2, 12),
    "hoje": TODAY,
    "amanhã": date(2010, 2, 13),
    "depois de amanhã": date(2010, 2, 14),
    "fim do mês": date(2010, 2, 28),
    "até ao fim do mês": date(2010, 2, 28),
    "fim de maio": date(2010, 5, 31),
    "meados de janeiro": date(2011, 1, 15),
    "até meados de março de 2012": date(2012, 3, 15),
    "início de maio": date(2010, 5, 10),
    "primeira semana de maio": date(2010, 5, 7),
    "segunda quinzena de maio": date(2010, 5, 31),
    "final de março": date(2010, 3, 31),
    "daqui a 2 semanas": date(2010, 2, 26),
    "próxima semana": date(2010, 2, 19),
    "próxima reunião": MEETING,
    "na proxima reuniao": MEETING,
    "contínuo": ONGOING,
    "sem prazo": None,
    # Tetum
    "16 fulan-agostu tinan 2024": date(2024, 8, 16),
    "loron 16 fulan-Agostu": date(2010, 8, 16),
    "12 Fevereiru 2010": date(2010, 2, 12),
    "20 Juñu": date(2010, 6, 20),
    "sesta": date(2010, 2, 19),
    "loron sesta": date(2010, 2, 19),
    "Sábadu": date(2010, 2, 13),
    "ohin": TODAY,
    "aban": date(2010, 2, 13),
    "enkontru tuir mai": MEETING,
    "semana rua": date(2010, 2, 26),
    # Indonesian
    "12 Februari 2010": date(2010, 2, 12),
    "tanggal 12 Februari tahun 2010": date(2010, 2, 12),
    "hari Jumat, tanggal 12 Februari 2010": date(2010, 2, 12),
    "17 Agustus": date(2010, 8, 17),
    "Jum'at": date(2010, 2, 19),
    "Jumat depan": date(2010, 2, 19),
    "minggu": date(2010, 2, 14),
    "minggu depan": date(2010, 2, 19),
    "2 minggu": date(2010, 2, 26),
    "hari ini": TODAY,
    "besok": date(2010, 2, 13),
    "akhir bulan": date(2010, 2, 28),
    "akhir Mei": date(2010, 5, 31),
    "akhir bulan Maret": date(2010, 3, 31),
    "pertengahan Januari": date(2011, 1, 15),
    "pertengahan bulan Maret 2012": date(2012, 3, 15),
    "awal Mei": date(2010, 5, 10),
    "minggu kedua Juli": date(2010, 7, 14),
    "minggu ke-3 bulan Juli": date(2010, 7, 21),
    "rapat berikutnya": MEETING,
    "berkelanjutan": ONGOING,
}


@over(
    "text, day",
    [
        ("14 May", date(2010, 5, 14)),
        ("The next meeting is on 14 May, at nine, in the library", date(2010, 5, 14)),
        ("MoJ invites; we meet on 14/05.", date(2010, 5, 14)),
        ("next fri", date(2010, 3, 26)),
        ("We meet on 4 June at 9", date(2010, 6, 4)),
        ("We meet on 4 June at 11 in the library", date(2010, 6, 4)),
        ("We meet on 4 June from 9 to 11", date(2010, 6, 4)),
        ("A próxima é a 14 de maio às 9h", date(2010, 5, 14)),
        ("14 de maio das 9 às 11", date(2010, 5, 14)),
        ("Enkontru iha loron 14 fulan-maiu tuku 9", date(2010, 5, 14)),
        ("Rapat pada 14 Mei pukul 9", date(2010, 5, 14)),
        ("4 June 9", None),
        ("4 de junho 9", None),
        ("in room 5 on Friday", date(2010, 3, 19)),
        ("Nobody can say yet", None),
        ("at the next meeting", None),
        ("in room 5", None),
    ],
)
def test_a_day_is_found_in_a_line_that_names_one(text: str, day: date | None) -> None:
    assert find_day(text, date(2010, 3, 16)) == day


@over("typed, meant", READ.items())
def test_what_is_typed_is_read(typed: str, meant: date | DueWord | None) -> None:
    assert parse_due(typed, TODAY) == meant


@over(
    "typed, said",
    [
        ("13/25/2010", "no month 25"),
        ("02/25/2010", "day comes first"),
        ("31/04/2010", "does not exist"),
        ("31 April", "does not exist"),
        ("29/02/2010", "does not exist"),
        ("0/1", "does not exist"),
        ("12/12/3010", "does not exist"),
        ("May", "has no day"),
        ("February 2010", "has no day"),
        ("Monday 12 February 2010", "a different weekday"),
        ("+9999y", "too far"),
        *(
            (bad, "clear date")
            for bad in ("10", "+2", "soon", "10:00", "12 Feb 10:00", "2010-02", "12 12 2010", "2010")
        ),
        *(
            (bad, "clear date")
            for bad in ("12 Feb <b>", "٣/٢", "12//2", "next", "week", "x" * 500, "1" * 79, "20100212")
        ),
        ("12 Feb at 10", "clear date"),
        *((bad, "clear date") for bad in ("Day 1", "week 2", "Day one", "dia 1", "semana dois", "hari 3", "loron 1")),
    ],
)
def test_what_is_not_certain_is_refused_with_a_hint(typed: str, said: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_due(typed, TODAY)
    assert said in refused.value.message
    assert refused.value.hint


def test_next_friday_is_in_the_following_week() -> None:
    monday = date(2010, 2, 15)
    assert parse_due("fri", monday) == date(2010, 2, 19)
    assert parse_due("next fri", monday) == date(2010, 2, 26)
    assert parse_due("Jumat depan", monday) == date(2010, 2, 26)


days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(days, days, st.sampled_from(LANGUAGES), st.booleans())
def test_what_is_said_is_read_back(day: date, today: date, lang: str, weekday: bool) -> None:
    assert parse_due(say_date(day, lang, weekday=weekday), today) == day


@given(days, days)
def test_figures_are_always_day_first(day: date, today: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"):
        assert parse_due(day.strftime(form), today) == day


@given(days, days)
def test_a_day_without_a_year_is_the_coming_one(day: date, today: date) -> None:
    due = parse_due(f"{day.day}/{day.month}", today)
    assert isinstance(due, date)
    assert (due.day, due.month) == (day.day, day.month)
    assert today <= due <= today + timedelta(days=8 * 366)


@given(st.text(max_size=60), days)
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    with suppress(InvalidValueError):
        due = parse_due(text, today)
        assert due is None or isinstance(due, date | DueWord)


@over(
    "lang, said",
    [
        ("en", "Fri 12 February 2010"),
        ("pt", "sex, 12 de fevereiro de 2010"),
        ("tet", "Ses 12 Fevereiru 2010"),
        ("id", "Jum, 12 Februari 2010"),
        ("xx", "Fri 12 February 2010"),
    ],
)
def test_dates_are_said_in_each_language(lang: str, said: str) -> None:
    assert say_date(TODAY, lang) == said


def test_one_language_alone() -> None:
    assert parse_due("12 fevereiro", TODAY, ("pt",)) == TODAY
    with pytest.raises(InvalidValueError):
        parse_due("12 fevereiro", TODAY, ("en",))


LATE_2026 = date(2026, 11, 24)  # a Tuesday


@over(
    "typed, looks, meant",
    [
        ("20 Nov", Looks.AHEAD, date(2027, 11, 20)),
        ("20 Nov", Looks.AROUND, date(2026, 11, 20)),
        ("24/11", Looks.AROUND, date(2026, 11, 24)),
        ("1 Jan", Looks.AROUND, date(2027, 1, 1)),
        ("1 Mar", Looks.AROUND, date(2026, 3, 1)),
        ("1 Mar", Looks.NEAREST, date(2027, 3, 1)),
        ("20 Nov", Looks.NEAREST, date(2026, 11, 20)),
        ("25 Nov", Looks.BACK, date(2025, 11, 25)),
        ("24 Nov", Looks.BACK, date(2026, 11, 24)),
        ("29/2", Looks.BACK, date(2024, 2, 29)),
        ("end of October", Looks.BACK, date(2026, 10, 31)),
        ("fri", Looks.BACK, date(2026, 11, 20)),
        ("tue", Looks.BACK, date(2026, 11, 17)),
        ("fri", Looks.AROUND, date(2026, 11, 27)),
        ("20 Nov 2027", Looks.BACK, date(2027, 11, 20)),
    ],
)
def test_a_field_says_which_way_a_day_without_a_year_lies(typed: str, looks: Looks, meant: date) -> None:
    assert parse_due(typed, LATE_2026, looks=looks) == meant


@over(
    "typed, passed",
    [
        ("20 Nov", date(2026, 11, 20)),
        ("25/9", date(2026, 9, 25)),
        ("24 Sep", None),
        ("24 Nov", None),
        ("20 Nov 2027", None),
        ("20 Nov 2026", None),
        ("+1y", None),
    ],
)
def test_a_due_day_that_has_just_passed_is_doubtful(typed: str, passed: date | None) -> None:
    assert just_passed(typed, LATE_2026) == passed


@over(
    "typed, guess",
    [
        ("mid-January", True),
        ("até meados de março de 2012", True),
        ("minggu kedua Juli", True),
        ("first week of May", True),
        ("end of May", False),
        ("akhir Maret", False),
        ("15 January", False),
        ("next week", False),
    ],
)
def test_a_part_of_a_month_is_a_guess(typed: str, guess: bool) -> None:
    assert is_guess(typed) is guess
