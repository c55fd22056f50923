"""What an item of the agenda came to, the day of the next meeting, and the set phrases of minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.day_text import due_in_words
from ictwg.domain.records import AgendaItem, Decision, Meeting
from ictwg.domain.values import Outcome
from ictwg.domain.when import find_day
from ictwg.locales import t
from ictwg.minutes.next_meeting_day import proposed_day
from ictwg.records.group import group_of
from ictwg.records.lookup import short_title, shown_name

if TYPE_CHECKING:
    from datetime import date, time

    from ictwg.domain.changes import Changes
    from ictwg.domain.records import Entry
    from ictwg.domain.state import State


_GIVES_WAY = (None, Outcome.NOTED)
"""What stands until something is decided; an item that was deferred or withdrawn stays so."""


def set_outcome(item: AgendaItem, outcome: Outcome | None) -> Changes:
    return Edit("verbs.outcome", short_title(item)).update(item, AgendaItem.outcome(outcome)).done()


def decided(edit: Edit, item: AgendaItem | None) -> Edit:
    """With the outcome of the item, where a decision is taken under it."""
    if item is not None and item.outcome in _GIVES_WAY:
        edit.update(item, AgendaItem.outcome(Outcome.DECIDED))
    return edit


def undecided(edit: Edit, state: State, entry: Entry, decision: Decision) -> Edit:
    """Without it, where the only decision of the item is taken back."""
    item = state.get(AgendaItem, entry.item)
    if item is not None and item.outcome is Outcome.DECIDED:
        others = [one for one in state.linked(Decision, Decision.item, item.id) if one.id != decision.id]
        if not others:
            edit.update(item, AgendaItem.outcome.clear)
    return edit


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


_SAID = ("opening", "agenda_adopted", "adopted", "adopted_with_corrections", "closing")
"""Those that a minute-taker types; who was represented stands in the minutes by itself."""


def set_phrases(state: State, meeting: Meeting, now: time) -> tuple[str, ...]:
    """With the time at which the meeting begins or ends; where none is planned, the time of now."""
    from ictwg.records.reference_data import load_phrases

    group = group_of(state)
    phrases = load_phrases(group.spoken if group is not None else "en")
    times = {"opening": meeting.start or now, "closing": meeting.end or now}
    said = (phrases[key].format(time=times.get(key, now).strftime("%H:%M")) for key in _SAID)
    return (*(group.phrases if group is not None else ()), *said)
