from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState

from ictwg.cli.session import span_in
from ictwg.domain.fields import Day
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.values import Looks
from ictwg.errors import InvalidValueError
from ictwg.records.lookup import Lookup
from ictwg.reports import OF_YEAR
from ictwg.reports.period import asked_for, months, moved
from ictwg.ui.screens.reports import asked_in

TODAY = date(2010, 3, 12)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def test_twelve_months_up_to_today_where_nothing_is_said() -> None:
    asked = asked_for(TODAY, None, None)
    assert (asked.since, asked.until) == (date(2009, 4, 1), TODAY)
    assert len(months(asked, TODAY)) == 12


def test_a_calendar_year_where_nothing_is_said_of_what_is_told_by_the_year() -> None:
    for since, until, year in ((None, None, 2010), (date(2008, 1, 1), None, 2008), (None, date(2007, 12, 31), 2007)):
        asked = asked_for(TODAY, since, until, of_year=True)
        assert (asked.since, asked.until) == (date(year, 1, 1), date(year, 12, 31))
    assert {"annual", "calendar", "work_plan"} == OF_YEAR


def test_no_month_that_has_not_begun() -> None:
    assert [month.name for month in months(asked_for(TODAY, None, None, of_year=True), TODAY)] == [
        "2010-01",
        "2010-02",
        "2010-03",
    ]


@pytest.mark.parametrize("kind", [kind for kind in RECORDS.values() if kind.SPAN])
def test_a_year_typed_for_an_end_is_its_last_day(kind: type[Record]) -> None:
    days = [field for field in kind.SPAN if isinstance(field, Day)]
    lookup = Lookup(MemoryState(), date(2020, 1, 1))
    assert [field.parse("2010", lookup) for field in days] == [date(2010, 1, 1), date(2010, 12, 31)][: len(days)]


def test_a_year_typed_in_the_form_of_a_report_and_in_a_command_is_the_whole_of_it() -> None:
    lookup = Lookup(MemoryState(), TODAY)
    asked = asked_in(lookup, {"since": "2009", "until": "2009", "audience": "core"})
    assert (asked.since, asked.until) == span_in("2009", "2009", lookup, Looks.BACK)
    assert (asked.since, asked.until) == (date(2009, 1, 1), date(2009, 12, 31))
    assert span_in("Q2 2009", "Q2 2009", lookup, Looks.BACK) == (date(2009, 4, 1), date(2009, 6, 30))
    assert span_in("2 Feb", "", lookup, Looks.BACK) == (date(2010, 2, 2), None)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="before it begins"):
        asked_for(TODAY, TODAY, TODAY - timedelta(days=1))


@given(DAYS, DAYS)
def test_law_months_have_every_day_once(one: date, other: date) -> None:
    asked = asked_for(TODAY, min(one, other), max(one, other))
    parts = months(asked, asked.until)
    assert (parts[0].first, parts[-1].last) == (asked.since, asked.until)
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(parts))


@given(DAYS, DAYS)
def test_law_what_lies_before_ends_where_this_begins(one: date, other: date) -> None:
    asked = asked_for(TODAY, min(one, other), max(one, other))
    assert moved(asked, -1).until + timedelta(days=1) == asked.since


def test_whole_months_stay_whole_months() -> None:
    winter = asked_for(TODAY, date(2009, 12, 1), date(2010, 2, 28))
    assert moved(winter, 1)[:2] == (date(2010, 3, 1), date(2010, 5, 31))
    assert moved(moved(winter, 1), -1) == winter
    assert moved(asked_for(TODAY, None, None), -1)[:2] == (date(2008, 4, 1), date(2009, 3, 31))
