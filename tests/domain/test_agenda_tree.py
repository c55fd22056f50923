from __future__ import annotations

from tests.builders import MemoryState

from ictwg.domain.access import effective
from ictwg.domain.agenda import agenda_of, entries_of, numbered, parked
from ictwg.domain.changes import Edit
from ictwg.domain.order import placed
from ictwg.domain.records import AgendaItem, Entry, Meeting
from ictwg.domain.schema import DEEPEST
from ictwg.domain.values import Audience


def item(state: MemoryState, meeting: Meeting, order: str, parent: AgendaItem | None = None) -> AgendaItem:
    place = (AgendaItem.meeting(meeting.id), AgendaItem.order(order))
    return state.add(AgendaItem, *place, AgendaItem.parent(parent.id if parent else None))


def test_items_are_numbered_as_they_are_read_out() -> None:
    state = MemoryState()
    meeting = state.add(Meeting)
    second = item(state, meeting, "a1")
    item(state, meeting, "a0")
    below = item(state, meeting, "a1", second)
    item(state, meeting, "a0", second)
    item(state, meeting, "a0", below)
    assert [line.number for line in agenda_of(state, meeting)] == ["1", "2", "2.1", "2.2", "2.2.1"]
    assert [line.depth for line in agenda_of(state, meeting)] == [0, 0, 1, 1, 2]


def test_an_orphan_stands_at_the_top() -> None:
    state = MemoryState()
    meeting = state.add(Meeting)
    parent = item(state, meeting, "a0")
    item(state, meeting, "a0", parent)
    state.apply(Edit("verbs.removed").remove(parent).done())
    assert [line.number for line in agenda_of(state, meeting)] == ["1"]


def test_a_circle_is_cut_where_it_was_written_last_and_nobody_is_lost() -> None:
    state = MemoryState()
    meeting = state.add(Meeting)
    first, second = item(state, meeting, "a0"), item(state, meeting, "a1")
    state.apply(Edit("verbs.moved").update(second, AgendaItem.parent(first.id)).done())
    state.apply(Edit("verbs.moved").update(first, AgendaItem.parent(second.id)).done())
    lines = agenda_of(state, meeting)
    assert [(line.item.id, line.number) for line in lines] == [(first.id, "1"), (second.id, "1.1")]
    assert numbered(reversed([line.item for line in lines])) == lines


def test_a_line_that_hangs_deeper_than_anybody_writes_is_shown_in_pieces() -> None:
    state = MemoryState()
    meeting = state.add(Meeting)
    above, entry = None, None
    for _ in range(20 * DEEPEST):
        above = item(state, meeting, "a0", above)
        under = Entry.parent(entry.id if entry else None)
        entry = state.add(Entry, Entry.meeting(meeting.id), Entry.audience(Audience.EVERYONE), under)
    lines = agenda_of(state, meeting)
    assert len({line.item.id for line in lines}) == len(lines) == 20 * DEEPEST
    assert max(line.depth for line in lines) < DEEPEST
    assert numbered(reversed([line.item for line in lines])) == lines
    assert len(entries_of(state, meeting)[""]) == 20 * DEEPEST
    assert entry is not None
    assert effective(state, entry) is Audience.SECRETARIAT


def test_the_parking_lot_holds_what_has_no_meeting() -> None:
    state = MemoryState()
    waiting = state.add(AgendaItem, AgendaItem.title("Hotline"))
    item(state, state.add(Meeting), "a0")
    assert parked(state) == (waiting,)


def test_a_place_between_equal_keys_renews_those_behind() -> None:
    key, rekeyed = placed(["a0", "a1", "a1", "a2"], 2)
    fresh = {0: "a0", 1: "a1", **dict(rekeyed)}
    assert "a1" < key < fresh[2] < fresh[3]


def test_keys_of_strangers_are_all_renewed() -> None:
    key, rekeyed = placed(["", "zz top"], 1)
    assert dict(rekeyed)[0] < key < dict(rekeyed)[1]
