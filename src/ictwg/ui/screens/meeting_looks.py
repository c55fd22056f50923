"""How the states of meetings, people and lines look: glyph, word and tone, never a colour alone."""

from __future__ import annotations

from ictwg.domain.values import Answer, EntryType, MeetingState, Presence
from ictwg.ui.widgets.columns import Tone

Look = tuple[str, Tone]

MEETING: dict[MeetingState, Look] = {
    MeetingState.PLANNED: ("○", "info"),
    MeetingState.HELD: ("●", "good"),
    MeetingState.POSTPONED: ("◌", "warn"),
    MeetingState.CANCELLED: ("×", "muted"),
}
PRESENCE: dict[Presence | None, Look] = {
    Presence.PRESENT: ("●", "good"),
    Presence.REMOTE: ("◍", "good"),
    Presence.APOLOGIES: ("○", "warn"),
    Presence.ABSENT: ("×", "bad"),
    None: ("·", "muted"),
}
UNRECORDED: Look = ("?", "muted")
"""Of a meeting that is over, where nobody was marked."""
ANSWER: dict[Answer, Look] = {
    Answer.COMING: ("●", "good"),
    Answer.SENDS: ("◐", "good"),
    Answer.NOT_COMING: ("○", "warn"),
    Answer.NONE: ("·", "muted"),
}
ENTRY: dict[EntryType, tuple[str, str]] = {
    EntryType.NOTE: ("·", "$foreground 60%"),
    EntryType.DECISION: ("◆", "b $success"),
    EntryType.ACTION: ("▶", "b $accent"),
}
"""Glyph and Textual style of a line's head."""
