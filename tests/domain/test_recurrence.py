from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over
from tests.builders import MemoryState

from ictwg.domain.records import Series
from ictwg.domain.recurrence import next_occurrence, next_rule, parse_recurrence, say_recurrence
from ictwg.errors import InvalidValueError
from ictwg.locales import set_strict
from ictwg.records.lookup import Lookup

MONDAY = date(2010, 3, 1)

READ = {
    "": "",
    "daily": "FREQ=DAILY",
    "every working day": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "every week": "FREQ=WEEKLY",
    "Weekly": "FREQ=WEEKLY",
    "every 2 weeks": "FREQ=WEEKLY;INTERVAL=2",
    "every month": "FREQ=MONTHLY",
    "every 3 months": "FREQ=MONTHLY;INTERVAL=3",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "every friday": "FREQ=WEEKLY;BYDAY=FR",
    "Fridays": "FREQ=WEEKLY;BYDAY=FR",
    "first fri of the month": "FREQ=MONTHLY;BYDAY=+1FR",
    "first fri of every 2 months": "FREQ=MONTHLY;INTERVAL=2;BYDAY=+1FR",
    "first Friday of every other month": "FREQ=MONTHLY;INTERVAL=2;BYDAY=+1FR",
    "last fri every 3 months": "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR",
    "every other month": "FREQ=MONTHLY;INTERVAL=2",
    "every second Friday of the month": "FREQ=MONTHLY;BYDAY=+2FR",
    "every second week": "FREQ=WEEKLY;INTERVAL=2",
    "every 2 weeks on Fridays": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "primeira sexta a cada 2 meses": "FREQ=MONTHLY;INTERVAL=2;BYDAY=+1FR",
    "bimestral": "FREQ=MONTHLY;INTERVAL=2",
    "Jumat pertama setiap 2 bulan": "FREQ=MONTHLY;INTERVAL=2;BYDAY=+1FR",
    "every last Monday of the month": "FREQ=MONTHLY;BYDAY=-1MO",
    "15th of each month": "FREQ=MONTHLY;BYMONTHDAY=15",
    "end of every month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "mensal": "FREQ=MONTHLY",
    "todos os meses": "FREQ=MONTHLY",
    "de 2 em 2 semanas": "FREQ=WEEKLY;INTERVAL=2",
    "última sexta do mês": "FREQ=MONTHLY;BYDAY=-1FR",
    "kada fulan": "FREQ=MONTHLY",
    "setiap bulan": "FREQ=MONTHLY",
    "setiap 2 minggu": "FREQ=WEEKLY;INTERVAL=2",
    "setiap Jumat": "FREQ=WEEKLY;BYDAY=FR",
    "RRULE:freq=monthly;byday=1fr": "FREQ=MONTHLY;BYDAY=1FR",
    "BYMONTH=3;FREQ=YEARLY;BYMONTHDAY=31": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20101231T235959Z": (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20101231T235959Z"
    ),
}


@over("typed, rule", READ.items())
def test_recurrences_are_read_as_people_type_them(typed: str, rule: str) -> None:
    assert parse_recurrence(typed) == rule


@over(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=+1FR",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1MO",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        "FREQ=MONTHLY;BYMONTHDAY=15",
        "FREQ=WEEKLY;BYDAY=MO",
    ],
)
def test_what_a_rule_is_echoed_as_may_be_typed(rule: str) -> None:
    assert parse_recurrence(say_recurrence(rule)) == rule
    assert Series.rule.form_text(rule, Lookup(MemoryState(), date(2010, 3, 1))) == say_recurrence(rule)


def test_a_rule_that_cannot_be_typed_in_words_stands_in_its_form_as_it_is() -> None:
    rule = "FREQ=DAILY;COUNT=5"
    assert Series.rule.form_text(rule, Lookup(MemoryState(), date(2010, 3, 1))) == rule


@over(
    "bad",
    [
        *("sometimes", "every 0 weeks", "every 5000 days", "every 2 fridays", "x" * 5000, "every", "32 of each month"),
        *("first fri of every 2 weeks", "every 2 months on Friday"),
        *("FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=2", "FREQ=HOURLY", "INTERVAL=2", "FREQ=", "FREQ=DAILY;INTERVAL=0"),
        *("FREQ=DAILY;COUNT=100000", "FREQ=DAILY;BYHOUR=3", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;="),
        *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=6FR"),
        *("FREQ=WEEKLY;BYDAY=1FR", "FREQ=WEEKLY;BYSETPOS=7", "FREQ=DAILY;UNTIL=20101399", "FREQ=DAILY;X=1"),
        *("FREQ=DAILY;COUNT=2;UNTIL=20101231", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=WEEKLY;BYDAY=", "=" * 3000),
        "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 200),
    ],
)
def test_other_rules_are_refused_with_a_hint(bad: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_recurrence(bad)
    assert refused.value.hint


@over(
    "rule, after, day",
    [
        ("FREQ=DAILY", MONDAY, date(2010, 3, 2)),
        ("FREQ=WEEKLY", MONDAY, date(2010, 3, 8)),
        ("FREQ=WEEKLY;INTERVAL=2", MONDAY, date(2010, 3, 15)),
        ("FREQ=WEEKLY;BYDAY=MO,WE", MONDAY, date(2010, 3, 3)),
        ("FREQ=MONTHLY", MONDAY, date(2010, 4, 1)),
        ("FREQ=MONTHLY", date(2010, 1, 31), date(2010, 3, 31)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2010, 1, 31), date(2010, 2, 28)),
        ("FREQ=MONTHLY;BYDAY=+1FR", MONDAY, date(2010, 3, 5)),
        ("FREQ=MONTHLY;BYDAY=-1MO", date(2010, 3, 29), date(2010, 4, 26)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", MONDAY, date(2012, 2, 29)),
        ("FREQ=MONTHLY;COUNT=2", MONDAY, date(2010, 4, 1)),
        ("FREQ=MONTHLY;COUNT=1", MONDAY, None),
        ("FREQ=WEEKLY;UNTIL=20100307", MONDAY, None),
        ("FREQ=WEEKLY;UNTIL=20100308T000000Z", MONDAY, date(2010, 3, 8)),
    ],
)
def test_the_next_occurrence(rule: str, after: date, day: date | None) -> None:
    assert next_occurrence(rule, after) == day


def test_a_count_runs_down() -> None:
    rule: str | None = "FREQ=DAILY;COUNT=3"
    days = [MONDAY]
    while rule:
        following = next_occurrence(rule, days[-1])
        rule = next_rule(rule)
        days += [following] if following else []
    assert days == [date(2010, 3, 1), date(2010, 3, 2), date(2010, 3, 3)]


rules = st.builds(
    "FREQ={};INTERVAL={}{}".format,
    st.sampled_from(["WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 20),
    st.sampled_from(["", ";BYDAY=FR", ";BYDAY=MO,SU", ";COUNT=5", ";UNTIL=20301231"]),
)


@given(rules, st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_the_next_occurrence_is_later(rule: str, after: date) -> None:
    following = next_occurrence(rule, after)
    assert following is None or following > after


@given(rules)
def test_a_rule_is_spelled_one_way_and_can_be_said(rule: str) -> None:
    spelled = parse_recurrence(rule)
    assert parse_recurrence(spelled) == spelled
    assert say_recurrence(spelled, "en").startswith("every ")


@over(
    "rule, said",
    [
        ("FREQ=MONTHLY", "every month"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "every 2 weeks on Monday, Wednesday"),
        ("FREQ=MONTHLY;BYDAY=+1FR", "every month on the first Friday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8", "every year on day 8 in March"),
        ("FREQ=DAILY;UNTIL=20101231", "every day, until 31 December 2010"),
        ("FREQ=DAILY;COUNT=3", "every day, 3 times"),
    ],
)
def test_rules_are_said(rule: str, said: str) -> None:
    set_strict(True)
    try:
        assert say_recurrence(rule, "en") == said
    finally:
        set_strict(False)


A_FEW = 8
"""Calls for each year that is looked at: four are made."""


def calls_of(rule: str, after: date) -> tuple[date | None, int]:
    """The next occurrence, and how many functions were called to find it."""
    made = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        return next_occurrence(rule, after), made
    finally:
        sys.setprofile(None)


@over(
    "rule, after",
    [
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", date(2027, 3, 2)),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", date(2027, 2, 2)),
    ],
)
def test_the_longest_search_looks_at_each_year_once(rule: str, after: date) -> None:
    """These two find nothing before the calendar ends; day by day they would look 365 times as often."""
    calls_of(rule, after)  # what is read only once is read
    found, made = calls_of(rule, after)
    assert found is None
    assert made < A_FEW * (date.max.year - after.year)
