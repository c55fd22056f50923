"""What an item of the agenda came to, the day of the next meeting, and the set phrases of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from ictwg.domain.calendar import Calendar, due_in_words, short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clock_words import clocks, without_clocks
from ictwg.domain.records import AgendaItem, Decision, Entry, Meeting
from ictwg.domain.recurrence import falls_on, occurrence_from, say_recurrence
from ictwg.domain.roster import held_before, planned, series_of
from ictwg.domain.state import State
from ictwg.domain.values import MeetingKind, Outcome
from ictwg.domain.when import find_day
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.minutes.carry_over import NOT_HELD
from ictwg.records.group import calendar_of, group_of
from ictwg.records.lookup import short_title, shown_name
from ictwg.records.reference_data import load_phrases

_DAY = timedelta(days=1)
_REGULAR = (MeetingKind.ORDINARY, MeetingKind.SUB_COMMITTEE)

_LOOKED_AT = 24
"""Meetings that were held last: what a rule is counted from."""

_MOST_CLOSED = 10
"""Days on which nobody works, one behind the other."""


def proposed_day(state: State, series: str, today: date, last: Meeting | None, on: date | None = None) -> MeetingDay:
    """The day of the next meeting; none where nobody has agreed on one and the series has no rule.

    Args:
        last: The meeting of the series that was held last.
        on: The day that was typed.
    """
    if on is not None:
        return MeetingDay(on, t("preparing.day.by_hand"), _warning(state, on))
    agreed = agreed_day(state, today, last)
    if last is not None and agreed is not None:
        return MeetingDay(agreed, t("preparing.day.agreed", meeting=shown_name(state, last)), _warning(state, agreed))
    return _by_rule(state, series, today)


def agreed_day(state: State, today: date, last: Meeting | None) -> date | None:
    """The day to come that was agreed at the last meeting, unless the meeting of that day was called off since."""
    agreed = last.next_meeting if last is not None else None
    if last is None or agreed is None or agreed < today:
        return None
    return None if agreed in _called_off(state, last.series) else agreed


def planned_day(state: State, meeting: Meeting) -> MeetingDay:
    return MeetingDay(meeting.date, t("preparing.day.planned"), _warning(state, meeting.date) if meeting.date else "")


def _by_rule(state: State, series: str, today: date) -> MeetingDay:
    found = series_of(state, series)
    rule = found.rule if found is not None else ""
    if not rule:
        return MeetingDay(None, t("preparing.day.no_rule"))
    try:
        day, said = _next_day(state, series, rule, today), say_recurrence(rule)
    except IctwgError as wrong:
        return MeetingDay(None, wrong.message)
    if day is None:
        return MeetingDay(None, t("preparing.day.ended", rule=said))
    # The day itself, or the first after it on which people work
    calendar = calendar_of(state)
    moved = day if calendar.is_working(day) else calendar.shift(day, 1)
    told = _moved_words(state, day, moved) if moved != day else ""
    return MeetingDay(moved, t("preparing.day.by_rule", rule=said), told)


def _next_day(state: State, series: str, rule: str, today: date) -> date | None:
    """The first day of the rule to come, behind the last meeting."""
    held = [day for one in held_before(state, series, today + _DAY)[:_LOOKED_AT] if (day := one.date) is not None]
    if not held:
        return _stands(state, series, rule, today, today)
    calendar, began = calendar_of(state), None
    for day in reversed(held):
        began = _meant(calendar, rule, day, began)
    return _stands(state, series, rule, began or held[0], max(today, held[0] + _DAY))


def _stands(state: State, series: str, rule: str, last: date, first: date) -> date | None:
    """The first day of the rule in whose place no meeting was called off: one to come, before the day that follows."""
    called_off = _called_off(state, series)
    while (day := occurrence_from(rule, last, first)) is not None:
        following = occurrence_from(rule, last, day + _DAY) or date.max
        if not any(first <= one < following for one in called_off):
            return day
        first = following
    return None


def _called_off(state: State, series: str) -> set[date]:
    """The days of meetings that were cancelled or put off: the group does not meet on them, whatever was agreed."""
    regular = (m for m in state.all(Meeting) if m.series == series and m.kind in _REGULAR)
    return {meeting.date for meeting in regular if meeting.state in NOT_HELD and meeting.date is not None}


def _meant(calendar: Calendar, rule: str, held: date, before: date | None) -> date:
    """The day of the rule in whose place a meeting was held: its own, or a closed one that it was moved from.

    Args:
        before: That of the meeting before it.
    """
    days = [held, *_closed(calendar, held, -_DAY), *_closed(calendar, held, _DAY)]
    if before is not None:
        counted = (day for day in days if day > before and falls_on(rule, before, day))
        if (found := next(counted, None)) is not None:
            return found
    return next((day for day in days if falls_on(rule, day, day)), held)


def _closed(calendar: Calendar, day: date, step: timedelta) -> Iterator[date]:
    """The days next to it on which nobody works."""
    for _ in range(_MOST_CLOSED):
        day += step
        if calendar.is_working(day):
            return
        yield day


def _moved_words(state: State, day: date, moved: date) -> str:
    calendar = calendar_of(state)
    days = {"day": short_day(day), "moved": short_day(moved), "before": short_day(calendar.shift(day, -1))}
    return t("preparing.day.moved", why=calendar.why_closed(day), **days)


def _warning(state: State, day: date) -> str:
    calendar = calendar_of(state)
    why = calendar.why_closed(day)
    if why is None:
        return ""
    return t("preparing.day.closed", day=short_day(day), why=why, following=short_day(calendar.shift(day, 1)))


class MeetingDay(NamedTuple):
    """When a meeting is proposed, and why then; `warning` where nobody works that day, or it was moved for it."""

    day: date | None
    why: str
    warning: str = ""


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


class AgreedDay(NamedTuple):
    """When the group meets next; `begins` where an hour was said."""

    day: date
    begins: time | None = None

    def __str__(self) -> str:
        """`Fri 14 May 2010 09:00`."""
        return due_in_words(self.day) + (f" {self.begins:%H:%M}" if self.begins else "")


def day_named(text: str, meeting: Meeting, today: date) -> AgreedDay | None:
    """The day that a line names, where it comes after the meeting, and its hour."""
    base = meeting.date or today
    day = find_day(text, base) or find_day(without_clocks(text), base)
    if day is None or (meeting.date is not None and day <= meeting.date):
        return None
    clock = next(iter(clocks(_DOTTED.sub(" ", text))), None)
    return AgreedDay(day, time.fromisoformat(clock) if clock else None)


_DOTTED = re.compile(r"(?<=\d)\.(?=\d)")
"""15.01 is a day, no hour."""


def agreed_on(state: State, meeting: Meeting, agreed: AgreedDay) -> Changes:
    """An hour that was agreed on before stays where only the day moves."""
    edit = Edit("verbs.edited", shown_name(state, meeting)).update(meeting, Meeting.next_meeting(agreed.day))
    return (edit.update(meeting, Meeting.next_start(agreed.begins)) if agreed.begins else edit).done()


def next_in_words(state: State, meeting: Meeting, today: date) -> tuple[str, ...]:
    """When it is, or would be by the rule, with why not on the rule's own day; nothing where neither is known."""
    if meeting.next_meeting is not None:
        return (t("preparing.day.next", day=str(AgreedDay(meeting.next_meeting, meeting.next_start))),)
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
    group = group_of(state)
    phrases = load_phrases(group.spoken if group is not None else "en")
    times = {"opening": meeting.start or now, "closing": meeting.over_at or now}
    said = (phrases[key].format(time=times.get(key, now).strftime("%H:%M")) for key in _SAID)
    return (*(group.phrases if group is not None else ()), *said)


def planned_meeting(state: State, series: str, today: date, on: date | None) -> Meeting | None:
    """The next of the series that is planned; with a day, that of the day."""
    return next((m for m in planned(state, on or today) if m.series == series and on in (None, m.date)), None)
