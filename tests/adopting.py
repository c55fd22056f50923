"""Adoption for states in memory: the step, and what the desk does with it in the same transaction."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState

from ictwg.domain.changes import Changes
from ictwg.domain.records import Meeting
from ictwg.domain.values import MinutesState
from ictwg.minutes.approval import adopt_by_silence, keep_edition, take_back


def carried_out(state: MemoryState, changes: Changes, today: date) -> None:
    followed = keep_edition(state, changes, today)
    state.apply(changes.and_then(followed) if followed else changes)


def adopted(state: MemoryState, meeting: Meeting, on: date) -> Meeting:
    """The meeting once its minutes are adopted by silence."""
    if meeting.minutes_state is MinutesState.ADOPTED:
        state.apply(take_back(meeting))
        meeting = state.get(Meeting, meeting.id) or meeting
    carried_out(state, adopt_by_silence(meeting, on), on)
    found = state.get(Meeting, meeting.id)
    assert found is not None
    return found
