"""Roads to adopted minutes: whatever is tried here, they say what was adopted, until the adoption is taken back.

> What is adopted cannot be edited, only corrected.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.builders import known

from ictwg.app.backups import restored
from ictwg.app.opening import start_group
from ictwg.app.session import Session
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Edition, Entry, Meeting
from ictwg.domain.schema import Record
from ictwg.domain.values import EntryType, MeetingState, MinutesState, Presence
from ictwg.meetings import meetings
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import corrections
from ictwg.minutes import entering as minutes
from ictwg.minutes.approval import FrozenMinutesError
from ictwg.minutes.corrections import proposals
from ictwg.records.editing import assign, read_assignment
from ictwg.store.local.home import Home

HELD_ON, TODAY = date(2010, 3, 12), date(2010, 4, 6)


class Room(NamedTuple):
    """A computer at which several people sit, one after the other; Ana has adopted the minutes at the end."""

    session: Session

    @property
    def meeting(self) -> Meeting:
        return self.session.state.all(Meeting)[0]

    @property
    def stands(self) -> bool:
        """Still adopted, and nothing differs from what was adopted."""
        adopted = self.meeting.minutes_state is MinutesState.ADOPTED
        return adopted and self.meeting.adopted_on == TODAY and not proposals(self.session.state, self.meeting)

    def named(self, text: str) -> Entry:
        return next(one for one in self.session.state.all(Entry) if one.text == text)

    def says(self, text: str, type: EntryType = EntryType.NOTE) -> None:
        state = self.session.state
        self.session.commit(
            minutes.add_entry(state, self.meeting, state.all(AgendaItem)[0], EntryDraft(type, text), HELD_ON)
        )

    def sets(self, record: Record, *words: str) -> Changes:
        return assign(self.session.lookup, record, tuple(map(read_assignment, words)))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Minutes as a draft, by Rui."""
    session = start_group(str(tmp_path / "group.json"), "Working group", "WG", home=Home.at(str(tmp_path / "home")))
    session._today = lambda: TODAY
    session.act_as("rui")
    state, edit = session.state, Edit("verbs.created")
    meeting, item = state.new_id(), state.new_id()
    held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
    edit.create(Meeting, meeting, Meeting.date(HELD_ON), Meeting.reference("M-2010-03"), Meeting.number(3), *held)
    edit.create(AgendaItem, item, AgendaItem.meeting(meeting), AgendaItem.order("a0"), AgendaItem.title("Reports"))
    present = (Attendance.printed_organization("MoJ"), Attendance.state(Presence.PRESENT))
    edit.create(Attendance, state.new_id(), Attendance.meeting(meeting), *present)
    session.commit(edit.done())
    room = Room(session)
    for text, type in (("It is read.", EntryType.NOTE), ("Agreed.", EntryType.DECISION), ("Send it", EntryType.ACTION)):
        room.says(text, type)
    yield room
    session.store.close()


@pytest.fixture
def adopted(room: Room) -> Room:
    adopt(room)
    return room


def adopt(room: Room) -> None:
    """By Ana, who sits down for it."""
    room.session.act_as("ana")
    room.session.commit(minutes_way.adopt_by_silence(room.meeting, TODAY))
    assert room.stands


SET: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    *((Meeting, (f"minutes_state={one}",)) for one in MinutesState if one is not MinutesState.ADOPTED),
    (Meeting, ("minutes_state=adopted", "venue=Elsewhere")),
    *((Meeting, (one,)) for one in ("state=planned", "date=2010-03-13", "adopted_on=2010-03-31", "chair=Rui")),
    (AgendaItem, ("title=Otherwise",)),
    (Entry, ("text=Otherwise",)),
    (Attendance, ("state=absent",)),
    *((Decision, (one,)) for one in ("text=Otherwise", "votes_for=9")),
)


@pytest.mark.parametrize(("kind", "words"), SET)
def test_nothing_is_set(adopted: Room, kind: type[Record], words: tuple[str, ...]) -> None:
    record = adopted.session.state.all(kind)[0]
    with pytest.raises(FrozenMinutesError, match="M-2010-03"):
        adopted.session.commit_typed(adopted.sets(record, *words))
    assert adopted.stands


def test_the_text_of_an_action_lives_on_and_its_line_stays(adopted: Room) -> None:
    (action,) = adopted.session.state.all(Action)
    adopted.session.commit_typed(adopted.sets(action, "text=Send it by post"))
    assert adopted.named("Send it").type is EntryType.ACTION
    assert adopted.stands


STEPS: dict[str, Callable[[Room], Changes]] = {
    "to the chair": lambda room: minutes_way.send_to_chair(room.meeting, TODAY),
    "cleared": lambda room: minutes_way.clear(room.meeting, TODAY),
    "circulated": lambda room: minutes_way.circulate(room.session.state, room.meeting, TODAY),
    "adopted": lambda room: minutes_way.adopt_by_silence(room.meeting, HELD_ON),
    "planned": lambda room: meetings.plan_again(room.meeting),
    "adopted in the same breath": lambda room: Edit("v").update(
        room.meeting, Meeting.minutes_state(MinutesState.ADOPTED), Meeting.venue("Elsewhere")
    ).done(),
    "deleted": lambda room: meetings.remove(room.session.state, room.meeting),
    "a line deleted": lambda room: minutes.delete_entry(room.session.state, room.named("It is read.")),
}  # fmt: skip


@pytest.mark.parametrize("road", STEPS)
def test_no_step_leads_back(adopted: Room, road: str) -> None:
    with pytest.raises(FrozenMinutesError):
        adopted.session.commit(STEPS[road](adopted))
    assert adopted.stands


def test_what_was_deleted_before_does_not_come_back(room: Room) -> None:
    struck = room.named("It is read.")
    room.session.commit(minutes.delete_entry(room.session.state, struck))
    adopt(room)
    found = known(room.session.state.trashed(Entry, struck.id))
    with pytest.raises(FrozenMinutesError):
        room.session.commit(Edit("v").restore(found).done())
    assert room.stands


@pytest.mark.parametrize("redo", [False, True])
def test_an_undo_of_what_was_done_before_writes_nothing(room: Room, *, redo: bool) -> None:
    """Rui's last step is older than the adoption, which is Ana's."""
    room.session.commit(minutes.edit_text(room.session.state, room.named("It is read."), "It is read aloud.", HELD_ON))
    if redo:
        room.session.undo()
    adopt(room)
    room.session.act_as("rui")
    with pytest.raises(FrozenMinutesError, match="M-2010-03"):
        room.session.redo() if redo else room.session.undo()
    assert room.stands


def test_an_undo_takes_back_the_adoption_and_nothing_else(adopted: Room) -> None:
    adopted.session.undo()
    assert adopted.meeting.minutes_state is MinutesState.DRAFT
    adopted.session.redo()
    assert adopted.stands


@pytest.mark.parametrize("taken", [False, True])
def test_what_was_made_of_a_late_edit_can_be_undone(adopted: Room, *, taken: bool) -> None:
    """It waits for an answer again, and so does it where that is done once more."""
    session = adopted.session
    line = adopted.named("It is read.")
    session.store.commit(Edit("verbs.edited").update(line, Entry.text("By a colleague")).done())
    for _ in range(2):
        (late,) = proposals(session.state, adopted.meeting)
        settle = corrections.accept(session.lookup, adopted.meeting, late) if taken else None
        session.commit(settle or corrections.decline(session.state, adopted.meeting, late))
        assert adopted.stands
        session.undo()
        assert [one.id for one in proposals(session.state, adopted.meeting)] == [late.id]
    session.redo()
    assert adopted.stands


def test_a_backup_from_before_is_the_one_road_beside_the_step_and_the_edition_stays(room: Room, tmp_path: Path) -> None:
    """It puts everything back as it was then, names the state of the minutes, and has one undo."""
    session, before = room.session, tmp_path / "before.json"
    session.store.sync.share()
    shutil.copy(tmp_path / "group.json", before)
    adopt(room)
    found = session.store.maintenance.restoration(str(before))
    assert (Meeting.TABLE, Meeting.minutes_state.name) in {(one.table, one.field) for one in found.writes}
    session.commit(restored(found, "then"))
    assert room.meeting.minutes_state is MinutesState.DRAFT
    assert len(session.state.all(Edition)) == 1
    session.undo()
    assert room.stands
