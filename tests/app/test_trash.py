"""What comes back from the trash comes back whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.builders import known
from tests.store.office import Office

from ictwg.app.problems.clashes import all_clashing, ways_out
from ictwg.app.trash import bring_back, folded, trashed
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.values import EntryType
from ictwg.meetings import meetings
from ictwg.records.editing import remove_said
from ictwg.store.store import Store

MEETING, ITEM, ACTION, DECISION = (f"01J9{letter:0>22}" for letter in "MKAD")


def group(folder: Path) -> Store:
    """A meeting with one item, under which an action and a decision were noted."""
    store = Office(folder).create("ana")
    edit = Edit("verbs.created", "M-2010-03")
    edit.create(Meeting, MEETING, Meeting.title("The twelfth"), Meeting.date(date(2010, 3, 12)))
    edit.create(AgendaItem, ITEM, AgendaItem.meeting(MEETING), AgendaItem.title("Chapters"))
    noted = ((Action, ACTION, EntryType.ACTION), (Decision, DECISION, EntryType.DECISION))
    for kind, id, type in noted:
        line = f"{id[:-2]}1{id[-1]}"
        edit.create(Entry, line, Entry.meeting(MEETING), Entry.item(ITEM), Entry.type(type), Entry.text("Draft it"))
        edit.create(kind, id, kind.text("Draft it"), kind.entry(line))
    store.commit(edit.done())
    return store


def types(store: Store) -> list[EntryType | None]:
    return [entry.type for entry in sorted(store.all(Entry), key=lambda one: one.id)]


def test_an_action_and_a_decision_are_said_again_in_the_minutes(tmp_path: Path) -> None:
    store = group(tmp_path)
    action, decision = store.get(Action, ACTION), store.get(Decision, DECISION)
    assert action is not None
    assert decision is not None
    store.commit(remove_said(store, action))
    store.commit(remove_said(store, decision))
    assert types(store) == [EntryType.NOTE, EntryType.NOTE]
    store.commit(bring_back(store, (line.record for line in trashed(store))))
    assert types(store) == [EntryType.ACTION, EntryType.DECISION]


def test_a_meeting_comes_back_with_its_agenda_and_nothing_else(tmp_path: Path) -> None:
    store = group(tmp_path)
    action, meeting = store.get(Action, ACTION), store.get(Meeting, MEETING)
    assert action is not None
    assert meeting is not None
    store.commit(remove_said(store, action))
    store.commit(meetings.remove(store, meeting))
    listed = {line.id: line.title for line in folded(store)}
    assert listed == {MEETING: "The twelfth · with 3 more", ACTION: ""}
    whole = next(line.record for line in trashed(store) if line.id == MEETING)
    store.commit(bring_back(store, (whole,)))
    assert [item.title for item in store.all(AgendaItem)] == ["Chapters"]
    assert len(store.all(Entry)) == 2
    assert [line.id for line in trashed(store)] == [ACTION]
    store.history.undo()
    assert not store.all(AgendaItem)


def test_what_points_at_a_deleted_meeting_brings_all_of_it_back(tmp_path: Path) -> None:
    store = group(tmp_path)
    meeting, item = store.get(Meeting, MEETING), store.get(AgendaItem, ITEM)
    assert meeting is not None
    assert item is not None
    store.commit(meetings.remove(store, meeting))
    gone = next(line.record for line in trashed(store) if line.id == ITEM)
    store.commit(Edit("verbs.brought_back").restore(gone).done())
    clash = next(one for one in all_clashing(store) if one.record.id == ITEM)
    back = known(ways_out(store, clash)[0].changes)
    store.commit(back)
    assert len(store.all(Entry)) == 2
