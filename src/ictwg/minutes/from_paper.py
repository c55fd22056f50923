"""What somebody wrote by hand on a printed draft, paragraph by paragraph."""

from __future__ import annotations

from datetime import date

from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import Entry, Meeting
from ictwg.domain.state import State
from ictwg.domain.values import MinutesState
from ictwg.locales import t
from ictwg.minutes.corrections import correct
from ictwg.minutes.entering import edit_text
from ictwg.minutes.lines import MinuteLine, minute_lines


def numbered_paragraphs(state: State, meeting: Meeting) -> tuple[MinuteLine, ...]:
    """All of them in the order of the print, those under no item first."""
    items = (None, *(one.item for one in agenda_of(state, meeting)))
    return tuple(line for item in items for line in minute_lines(state, meeting, item))


def reword(state: State, meeting: Meeting, line: MinuteLine, text: str, today: date) -> Changes:
    """The paragraph in these words; of adopted minutes a correction.

    Raises:
        InvalidValueError: It says nothing.
    """
    entry = state.get(Entry, line.id) or line.entry
    if meeting.minutes_state is not MinutesState.ADOPTED:
        return edit_text(state, entry, text, today)
    said = t("corrections.changed", field=t(Entry.text.label_id), before=line.text, after=text)
    return correct(state, meeting, said, today, item=entry.item, entry=entry.id)
