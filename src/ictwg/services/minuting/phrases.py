"""The set phrases of minutes, in the language of the group: its own, and those that travel with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.services.sharing.opening import group_of

if TYPE_CHECKING:
    from datetime import time

    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State

_SAID = ("opening", "agenda_adopted", "adopted", "adopted_with_corrections", "closing")
"""Those that a minute-taker types; who was represented stands in the minutes by itself."""


def set_phrases(state: State, meeting: Meeting, now: time) -> tuple[str, ...]:
    """With the time at which the meeting begins or ends; where none is planned, the time of now."""
    from ictwg.exchange.reference_data import load_phrases

    group = group_of(state)
    phrases = load_phrases(group.spoken if group is not None else "en")
    times = {"opening": meeting.start or now, "closing": meeting.end or now}
    said = (phrases[key].format(time=times.get(key, now).strftime("%H:%M")) for key in _SAID)
    return (*(group.phrases if group is not None else ()), *said)
