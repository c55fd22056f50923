from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.errors import InvalidValueError
from ictwg.reports.period import asked_for, months, moved

TODAY = date(2010, 3, 12)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def test_twelve_months_up_to_today_where_nothing_is_said() -> None:
    asked = asked_for(TODAY, None, None)
    assert (asked.since, asked.until) == (date(2009, 4, 1), TODAY)
    assert len(months(asked)) == 12


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="before it begins"):
        asked_for(TODAY, TODAY, TODAY - timedelta(days=1))


@given(DAYS, DAYS)
def test_law_months_have_every_day_once(one: date, other: date) -> None:
    asked = asked_for(TODAY, min(one, other), max(one, other))
    parts = months(asked)
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
