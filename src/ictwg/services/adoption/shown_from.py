"""Where the minutes of a meeting are shown from: the records as they are; of adopted ones their edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import MinutesState

if TYPE_CHECKING:
    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State


def shown_from(state: State, meeting: Meeting) -> tuple[State, Meeting]:
    """The state to read agenda, attendance and lines from, and the meeting as it is to be shown."""
    if meeting.minutes_state is not MinutesState.ADOPTED:
        return state, meeting
    from datetime import date

    from ictwg.services.adoption.editions import as_printed

    printed = as_printed(state, meeting, meeting.date or date.min)
    return printed.state, printed.meeting
