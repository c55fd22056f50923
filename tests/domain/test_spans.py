"""What begins and ends does not end before it begins, whichever of the two is written."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.builders import MemoryState

from ictwg.domain.changes import Edit
from ictwg.domain.periods import backward, keep_in_order, minutes_between
from ictwg.domain.records import Activity, Meeting, Membership, OrganizationName, Role
from ictwg.domain.schema import RECORDS, Record
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.lookup import Lookup

FIRST, LAST = date(2010, 2, 12), date(2010, 2, 11)


def test_all_that_begins_and_ends_says_so() -> None:
    spans = {kind for kind in RECORDS.values() if kind.SPAN}
    assert spans >= {Meeting, Membership, OrganizationName, Role}


@pytest.mark.parametrize("kind", [Membership, OrganizationName, Role])
def test_neither_a_new_one_nor_a_changed_one_ends_before_it_begins(kind: type[Membership]) -> None:
    state = MemoryState()
    both = Edit("verbs.created").create(kind, state.new_id(), kind.since(FIRST), kind.until(LAST)).done()
    with pytest.raises(InvalidValueError) as refused:
        keep_in_order(state, both)
    assert refused.value.field == "to"
    assert "2010-02-11" in refused.value.hint
    begun = state.add(kind, kind.since(FIRST))
    with pytest.raises(InvalidValueError):
        keep_in_order(state, Edit("verbs.edited").update(begun, kind.until(LAST)).done())
    keep_in_order(state, Edit("verbs.edited").update(begun, kind.until(FIRST)).done())
    keep_in_order(state, Edit("verbs.edited").update(begun, kind.since(LAST), kind.until(LAST)).done())


def test_a_meeting_does_not_end_before_it_starts() -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(FIRST), Meeting.start(time(14)))
    with pytest.raises(InvalidValueError):
        keep_in_order(state, Edit("verbs.edited").update(meeting, Meeting.end(time(9))).done())


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (time(22), time(0, 30), 150),
        (time(19), time(3), 480),
        (time(9), time(11, 30), 150),
        (time(9), time(9), 0),
        (time(19), time(3, 1), None),
        (time(14), time(9), None),
    ],
)
def test_an_evening_may_end_past_midnight(start: time, end: time, minutes: int | None) -> None:
    state = MemoryState()
    assert minutes_between(start, end) == minutes
    evening = Edit("verbs.created").create(Meeting, state.new_id(), Meeting.start(start), Meeting.end(end)).done()
    if minutes is None:
        with pytest.raises(InvalidValueError) as refused:
            keep_in_order(state, evening)
        assert "past midnight" in refused.value.hint
    else:
        keep_in_order(state, evening)
    state.apply(evening)
    assert bool(tuple(backward(state))) == (minutes is None)


def test_what_two_edits_made_is_found_and_may_still_be_edited_elsewhere() -> None:
    state = MemoryState()
    wrong: Record = state.add(Role, Role.since(FIRST), Role.until(LAST))
    state.add(Role, Role.since(FIRST))
    assert tuple(backward(state)) == (wrong,)
    keep_in_order(state, Edit("verbs.edited").update(wrong, Role.letter("12/2010")).done())


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("Apr 2010", date(2010, 4, 1), date(2010, 4, 30)),
        ("03/2010", date(2010, 3, 1), date(2010, 3, 31)),
        ("2010-Q2", date(2010, 4, 1), date(2010, 6, 30)),
        ("Q2 2010", date(2010, 4, 1), date(2010, 6, 30)),
        ("first half of 2010", date(2010, 1, 1), date(2010, 6, 30)),
        ("2.º trimestre de 2010", date(2010, 4, 1), date(2010, 6, 30)),
        ("12 Feb 2010", date(2010, 2, 12), date(2010, 2, 12)),
    ],
)
def test_a_period_is_its_first_day_where_something_begins_and_its_last_where_it_ends(
    typed: str, first: date, last: date
) -> None:
    context = Lookup(MemoryState(), date(2010, 2, 15))
    assert [field.parse(typed, context) for field in Activity.SPAN] == [first, last]


@pytest.mark.parametrize("typed", ["Q5 2010", "apr", "2010-12", "mid 2010", "2010/2011"])
def test_what_is_no_clear_period_is_told_how_to_write_one(typed: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Activity.ends_on.parse(typed, Lookup(MemoryState(), date(2010, 2, 15)))
    assert refused.value.hint == t("when.hint_of_periods")
    with pytest.raises(InvalidValueError):
        Meeting.date.parse("2010", Lookup(MemoryState(), date(2010, 2, 15)))


def test_an_end_alone_begins_nothing_and_a_wrong_weekday_is_named() -> None:
    context = Lookup(MemoryState(), date(2010, 2, 15))
    assert Activity.ends_on.parse("by end of 2010", context) == date(2010, 12, 31)
    for typed, hint in (("by end of 2010", "when.hint_of_periods"), ("mon 12 Feb 2010", "when.wrong_weekday.hint")):
        with pytest.raises(InvalidValueError) as refused:
            Activity.starts_on.parse(typed, context)
        assert refused.value.hint == t(hint)
