"""When the next meeting is: as the last one agreed, else by the rule of the series (RFC 5545), else by hand.

> A day of the rule on which nobody works moves to the next working day, and the move is told; a day that people have
> agreed on or typed stays, with a warning.
"""

from __future__ import annotations

from ictwg.domain.bodies import series_of
from ictwg.domain.recurrence import occurrence_from, say_recurrence
from ictwg.domain.values import MeetingState
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.services.days import short_day
from ictwg.services.lookup import shown_name
from ictwg.services.preparing.proposal import MeetingDay
from ictwg.services.working_days import calendar_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State


def proposed_day(state: State, series: str, today: date, last: Meeting | None, on: date | None = None) -> MeetingDay:
    """The day of the next meeting; none where nobody has agreed on one and the series has no rule.

    Args:
        last: The meeting of the series that was held last.
        on: The day that was typed.
    """
    if on is not None:
        return MeetingDay(on, t("preparing.day.by_hand"), _warning(state, on))
    agreed = last.next_meeting if last is not None else None
    if last is not None and agreed is not None and agreed >= today:
        return MeetingDay(agreed, t("preparing.day.agreed", meeting=shown_name(state, last)), _warning(state, agreed))
    return _by_rule(state, series, today, last)


def planned_day(state: State, meeting: Meeting) -> MeetingDay:
    """The day of a meeting that is planned already."""
    return MeetingDay(meeting.date, t("preparing.day.planned"), _warning(state, meeting.date) if meeting.date else "")


def _by_rule(state: State, series: str, today: date, last: Meeting | None) -> MeetingDay:
    found = series_of(state, series)
    rule = found.rule if found is not None else ""
    if not rule:
        return MeetingDay(None, t("preparing.day.no_rule"))
    began = last.date if last is not None and last.date is not None else today
    try:
        day, said = occurrence_from(rule, began, today), say_recurrence(rule)
    except IctwgError as wrong:
        return MeetingDay(None, wrong.message)
    if day is None:
        return MeetingDay(None, t("preparing.day.ended", rule=said))
    moved = _working(state, day)
    told = _moved_words(state, day, moved) if moved != day else ""
    return MeetingDay(moved, t("preparing.day.by_rule", rule=said), told)


def _working(state: State, day: date) -> date:
    """The day itself, or the first after it on which people work."""
    calendar = calendar_of(state)
    return day if calendar.is_working(day) else calendar.shift(day, 1)


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


def held_before(state: State, series: str, day: date) -> tuple[Meeting, ...]:
    """The meetings of a series that were held before a day, the latest first."""
    from ictwg.domain.records import Meeting

    held = (m for m in state.all(Meeting) if m.series == series and m.state is MeetingState.HELD)
    found = [m for m in held if m.date is not None and m.date < day]
    return tuple(sorted(found, key=lambda m: (str(m.date), str(m.start or ""), m.id), reverse=True))
