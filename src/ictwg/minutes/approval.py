"""The way of the minutes: draft, with the chair, circulated, adopted (DOMAIN.md §3).

Any step can be skipped or taken back; each leaves its day, and the history keeps the trace. Adoption itself freezes the
minutes (`ictwg.minutes.adoption`), in the same transaction: from there `take_back` alone leads on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.day_text import short_day
from ictwg.domain.records import Group, Meeting
from ictwg.domain.values import Adoption, MeetingState, MinutesState
from ictwg.errors import IctwgError, InvalidValueError
from ictwg.locales import t
from ictwg.records.lookup import short_name

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State


COMMENT_DAYS = 10
"""Working days for comments where the group has not said how many."""


class FrozenMinutesError(IctwgError):
    """Adopted minutes do not change; a later one corrects them."""


def require_open(meeting: Meeting) -> None:
    """Raises: FrozenMinutesError: The minutes are adopted; to take that back is a step of its own."""
    if meeting.minutes_state is MinutesState.ADOPTED:
        named = short_name(meeting)
        raise FrozenMinutesError(t("meetings.frozen", meeting=named), t("meetings.frozen.hint", meeting=named))


def require_held(meeting: Meeting) -> None:
    """Raises: InvalidValueError: It was not held, so that there are no minutes to go their way."""
    if meeting.state is not MeetingState.HELD:
        named = short_name(meeting)
        hint = t("life.not_held.hint", meeting=named)
        raise InvalidValueError(t("life.not_held", meeting=named), hint, field=Meeting.state.name)


def require_adoption(meeting: Meeting, on: date, today: date, at: Meeting | None = None) -> None:
    """Minutes are adopted after their meeting, by one that has begun.

    Raises:
        InvalidValueError: The day, or the meeting, is too early or still to come.
    """
    day = (at.date if at else None) or on
    if meeting.date is not None and (day < meeting.date or (at is not None and day == meeting.date)):
        raise InvalidValueError(t("life.adopted_before", day=short_day(day), meeting=short_name(meeting)))
    if day > today:
        raise InvalidValueError(t("life.adopted_ahead", day=short_day(day)))


def send_to_chair(meeting: Meeting, on: date) -> Changes:
    """The draft goes to the chair; a clearance of an earlier one no longer counts."""
    sent = (Meeting.sent_to_chair(on), Meeting.cleared_by_chair.clear, Meeting.cleared_by.clear)
    return _forward(meeting, MinutesState.WITH_CHAIR, *sent)


def clear(meeting: Meeting, on: date, by: str = "") -> Changes:
    """The chair has agreed to the draft; by whom, where it was somebody else."""
    require_open(meeting)
    told = Edit("verbs.minutes_cleared", short_name(meeting))
    told.update(meeting, Meeting.cleared_by_chair(on), Meeting.cleared_by(by))
    return told.tell("minutes.cleared", Meeting, meeting.id).done()


def circulate(state: State, meeting: Meeting, on: date, until: date | None = None) -> Changes:
    """They go out for comments, until the day that is named or after the group's working days for comments."""
    again = meeting.minutes_state is MinutesState.CIRCULATED
    times = (meeting.circulations or 0) + 1 if again or meeting.circulations else 1
    went = (Meeting.circulated(on), Meeting.circulations(times))
    return _forward(meeting, MinutesState.CIRCULATED, *went, Meeting.comments_until(until or comments_end(state, on)))


def adopt_by_silence(meeting: Meeting, on: date) -> Changes:
    """Nobody has objected, so they stand."""
    adopted = (Meeting.adopted_on(on), Meeting.adopted_how(Adoption.BY_SILENCE), Meeting.adopted_at.clear)
    return _forward(meeting, MinutesState.ADOPTED, *adopted)


def adopt_at(meeting: Meeting, at: Meeting, on: date) -> Changes:
    """They were adopted at a later meeting, on its day."""
    adopted = (Meeting.adopted_on(at.date or on), Meeting.adopted_how(Adoption.AT_MEETING), Meeting.adopted_at(at.id))
    return _forward(meeting, MinutesState.ADOPTED, *adopted)


def adopt_here(meeting: Meeting, at: Meeting, today: date) -> Changes:
    """Now, at this meeting.

    Raises:
        InvalidValueError: This meeting is still to come, or it is not a later one.
    """
    require_adoption(meeting, today, today, at)
    return adopt_at(meeting, at, today)


def take_back(meeting: Meeting, to: MinutesState = MinutesState.DRAFT) -> Changes:
    """Back to an earlier step; minutes that were adopted can be edited again, and get their next version."""
    back: tuple[Setting, ...] = ()
    if meeting.minutes_state is MinutesState.ADOPTED:
        back = (Meeting.adopted_on.clear, Meeting.adopted_how.clear, Meeting.adopted_at.clear)
        back += (Meeting.circulations.clear,)
    return _step(meeting, to, *back)


def comments_ended(meeting: Meeting) -> date | None:
    """The last day on which comments were awaited: adoption ends that too, where it came first."""
    days = [day for day in (meeting.comments_until, meeting.adopted_on) if day is not None]
    return min(days) if meeting.comments_until is not None else None


def comments_end(state: State, on: date) -> date:
    """The last day for comments on what goes out on this day."""
    from ictwg.records.group import calendar_of

    days = next((group.comment_days for group in state.all(Group)), None)
    return calendar_of(state).shift(on, COMMENT_DAYS if days is None else days)


def _forward(meeting: Meeting, to: MinutesState, *settings: Setting) -> Changes:
    require_open(meeting)
    return _step(meeting, to, *settings)


def _step(meeting: Meeting, to: MinutesState, *settings: Setting) -> Changes:
    told = Edit(f"verbs.minutes_{to}", short_name(meeting))
    told.update(meeting, Meeting.minutes_state(to), *settings)
    return told.tell(f"minutes.{to}", Meeting, meeting.id).done()
