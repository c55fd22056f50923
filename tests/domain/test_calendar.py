from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.calendar import Calendar
from ictwg.errors import InvalidValueError
from ictwg.locales import t

INDEPENDENCE = date(2010, 5, 20)
RETREAT = date(2010, 5, 18)
CALENDAR = Calendar({INDEPENDENCE: "Restoration of Independence Day"}, frozenset({RETREAT}))

days = st.dates(date(2010, 1, 1), date(2010, 12, 31))
calendars = st.builds(
    lambda holidays, closed, weekend: Calendar(dict.fromkeys(holidays, "holiday"), closed, tuple(weekend)),
    st.lists(days, max_size=30),
    st.frozensets(days, max_size=30),
    st.sets(st.integers(0, 6), max_size=6),
)


def test_why_a_day_is_closed() -> None:
    assert CALENDAR.why_closed(INDEPENDENCE) == "Restoration of Independence Day"
    assert CALENDAR.why_closed(RETREAT) == t("calendar.closed_day")
    assert CALENDAR.why_closed(date(2010, 5, 22)) == "weekend"
    assert CALENDAR.why_closed(date(2010, 5, 19)) is None


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        (0, date(2010, 5, 17)),
        (1, date(2010, 5, 19)),
        (2, date(2010, 5, 21)),
        (3, date(2010, 5, 24)),
        (-1, date(2010, 5, 14)),
        (-6, date(2010, 5, 7)),
    ],
)
def test_shifting_skips_what_is_closed(offset: int, day: date) -> None:
    assert CALENDAR.shift(date(2010, 5, 17), offset) == day


@given(calendars, days, st.integers(-40, 40))
def test_a_shifted_day_is_as_many_working_days_away(calendar: Calendar, day: date, offset: int) -> None:
    shifted = calendar.shift(day, offset)
    assert calendar.working_days_between(day, shifted) == offset
    assert offset == 0 or calendar.is_working(shifted)


@given(calendars, days, days)
def test_counting_agrees_with_counting_by_hand(calendar: Calendar, start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)
    offsets = range(1, (last - first).days + 1) if end >= start else range((last - first).days)
    by_hand = sum(calendar.is_working(first + timedelta(days=n)) for n in offsets)
    assert calendar.working_days_between(start, end) == (by_hand if end >= start else -by_hand)


@given(calendars, days)
def test_a_day_is_closed_for_a_reason(calendar: Calendar, day: date) -> None:
    assert (calendar.why_closed(day) is None) == calendar.is_working(day)


def test_a_week_needs_a_working_day() -> None:
    with pytest.raises(InvalidValueError):
        Calendar({}, frozenset(), tuple(range(7)))


@pytest.mark.parametrize(("start", "offset"), [(date(2010, 1, 1), 10**15), (date.max, 1), (date.min, -1)])
def test_too_far_is_said(start: date, offset: int) -> None:
    with pytest.raises(InvalidValueError):
        CALENDAR.shift(start, offset)
