"""What the engine is told of the minutes of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Meeting
from ictwg.records.editing import on_set

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.values import MinutesState
    from ictwg.records.lookup import Lookup


@on_set(Meeting, Meeting.minutes_state)
def _set_minutes_state(lookup: Lookup, meeting: Meeting, to: MinutesState) -> Changes:
    from ictwg.minutes.approval import take_to  # what adopting needs is too much for every command

    return take_to(lookup.state, meeting, to, lookup.today)
