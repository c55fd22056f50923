"""The line of the minutes that an action or a decision came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Entry, Meeting
from ictwg.domain.values import MinutesState

if TYPE_CHECKING:
    from ictwg.domain.state import State


def living_entry(state: State, id: str | None) -> Entry | None:
    """The entry, as long as it may follow the record: adopted minutes are frozen."""
    entry = state.get(Entry, id)
    meeting = state.get(Meeting, entry.meeting) if entry else None
    frozen = meeting is not None and meeting.minutes_state is MinutesState.ADOPTED
    return None if frozen else entry
