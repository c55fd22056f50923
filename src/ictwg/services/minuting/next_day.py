"""The day of the next meeting, as it is agreed in the room under the item that asks for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.records import Meeting
from ictwg.domain.when import find_day
from ictwg.locales import t
from ictwg.services.minuting.minute_lines import due_in_words
from ictwg.services.preparing.day import proposed_day
from ictwg.services.records.lookup import shown_name

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State


def day_named(text: str, meeting: Meeting, today: date) -> date | None:
    """The day that a line names, where it comes after the meeting."""
    day = find_day(text, meeting.date or today)
    return day if day is not None and (meeting.date is None or day > meeting.date) else None


def agreed_on(state: State, meeting: Meeting, day: date) -> Changes:
    return Edit("verbs.edited", shown_name(state, meeting)).update(meeting, Meeting.next_meeting(day)).done()


def next_in_words(state: State, meeting: Meeting, today: date) -> tuple[str, ...]:
    """When it is, or would be by the rule, with why not on the rule's own day; nothing where neither is known."""
    if meeting.next_meeting is not None:
        return (t("preparing.day.next", day=due_in_words(meeting.next_meeting)),)
    after = max(today, (meeting.date or today) + timedelta(days=1))
    found = proposed_day(state, meeting.series, after, meeting)
    if found.day is None:
        return ()
    said = t("preparing.day.next_by_rule", day=due_in_words(found.day), why=found.why)
    return tuple(filter(None, (said, found.warning)))
