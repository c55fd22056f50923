"""What begins and ends does not end before it begins, whichever of the two is written."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.builders import MemoryState

from ictwg.domain.changes import Edit
from ictwg.domain.periods import backward, keep_in_order, minutes_between
from ictwg.domain.records import Meeting, Membership, OrganizationName, Role
from ictwg.domain.schema import RECORDS, Record
from ictwg.errors import InvalidValueError

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
        assert "Past midnight" in refused.value.hint
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
