"""What must I do now: the next meeting and its checklist, minutes due, who is late, my tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ictwg.actions.action_rows import NO_DAY, ActionGroup, ActionRow, by_organization, table_of
from ictwg.documents.comments import open_comments
from ictwg.domain.calendar import Calendar, short_day
from ictwg.domain.records import Meeting
from ictwg.domain.roster import PLENARY, held_before
from ictwg.domain.state import State
from ictwg.domain.values import TO_ADOPT, AskingKind, MeetingState, MinutesState
from ictwg.domain.worked_out import per_version
from ictwg.locales import t
from ictwg.meetings.meetings import awaits_signature, is_under_way
from ictwg.programme.due import ProgrammeDue, Waits, programme_due
from ictwg.programme.owed import askings
from ictwg.records.asking import Asking
from ictwg.records.group import calendar_of
from ictwg.records.lookup import shown_name
from ictwg.tasks.checklists import UpcomingMeeting, upcoming
from ictwg.tasks.tasks import Shares, open_tasks, shared_out

SOON_DAYS = 14
SIGNED_WITHIN_DAYS = 90
"""For so long after adoption a copy with signatures is still looked for."""


class MinutesDue(NamedTuple):
    """Minutes that are not adopted yet, with what they wait for, in words.

    Those of today that nobody has closed are taken `now`; adopted ones are `unsigned`.
    """

    id: str
    name: str
    words: str
    late: bool
    now: bool = False
    title: str = ""
    unsigned: bool = False


class AskedDue(NamedTuple):
    """Something that many were asked for: what, how many have answered, and until when one may; late once that is past.

    Attributes:
        id: Of the asking.
        shorter: The words without what it is.
    """

    id: str
    name: str
    words: str
    shorter: str
    late: bool


class TodayView(NamedTuple):
    """All of it; `tasks` are open ones beside the steps that stand under the next meeting.

    `agreed` is the day of a next meeting that is not planned yet; `is_new` says that no meeting was ever kept here.
    """

    next: UpcomingMeeting | None
    minutes: tuple[MinutesDue, ...]
    asked: tuple[AskedDue, ...]
    owing: tuple[ActionGroup, ...]
    overdue: int
    soon: int
    tasks: Shares
    agreed: str = ""
    programme: tuple[ProgrammeDue, ...] = ()
    is_new: bool = False
    calls: tuple[ProgrammeDue, ...] = ()


def minutes_due(state: State, today: date, calendar: Calendar) -> tuple[MinutesDue, ...]:
    """Of meetings held and not brought in from elsewhere: what is taken now, then the oldest first.

    Those that are out for comments are among what many were asked for.
    """
    held = [m for m in state.all(Meeting) if m.state is MeetingState.HELD and m.minutes_state in TO_ADOPT]
    own = (m for m in held if not m.source and (is_under_way(m, today) or not (m.is_drafting or _awaits(m, today))))
    ordered = sorted(own, key=lambda m: (str(m.date), m.id))
    due = (_minutes(state, m, today, calendar)._replace(title=m.title) for m in ordered)
    return tuple(sorted(due, key=lambda one: not one.now))


def unsigned_minutes(state: State, today: date) -> tuple[MinutesDue, ...]:
    """Adopted here of late, the oldest first, with no signed copy on file."""
    held = (m for m in state.all(Meeting) if m.state is MeetingState.HELD and m.minutes_state is MinutesState.ADOPTED)
    own = (m for m in held if not (m.source or m.signed_copy or m.is_drafting))
    since = today - timedelta(days=SIGNED_WITHIN_DAYS)
    late = sorted((m.adopted_on, m.id, m) for m in own if m.adopted_on is not None and m.adopted_on >= since)
    return tuple(_unsigned(state, m, on) for on, _, m in late)


def _unsigned(state: State, meeting: Meeting, on: date) -> MinutesDue:
    words = t("today.minutes.unsigned", day=short_day(on))
    name = shown_name(state, meeting)
    return MinutesDue(meeting.id, name, words, late=False, title=meeting.title, unsigned=True)


def asked_due(state: State, today: date) -> tuple[AskedDue, ...]:
    """The nearest deadline first; minutes whose comments are over wait for nobody any more."""
    found = askings(state, today)
    return tuple(_asked(one) for one in found if one.KIND is not AskingKind.COMMENTS or _awaits(one.record, today))


def _asked(one: Asking[Any]) -> AskedDue:
    over = one.until is not None and one.until < one.today
    until = t("today.answers_closed" if over else "today.answers_until", day=short_day(one.until)) if one.until else ""
    words = " · ".join(filter(None, (one.words, until)))
    return AskedDue(one.id, one.name, f"{t(f'choices.asking_kind.{one.KIND}')}: {words}", words, one.is_late or over)


def _awaits(meeting: Meeting, today: date) -> bool:
    """Whether comments on its minutes are still awaited."""
    until = meeting.comments_until
    return meeting.minutes_state is MinutesState.CIRCULATED and until is not None and until >= today


@per_version
def today_view(state: State, today: date, me: str = "") -> TodayView:
    """All of Today; `me` is whose tasks are shown, and those that are nobody's yet."""
    rows = [row for row in table_of(state).rows(today) if row.open]
    promised = [row for row in rows if not row.task]
    coming = upcoming(state, today)
    shown = {step.id for step in coming.steps} if coming else set()
    own = [row for row in open_tasks(state, today) if row.id not in shown]
    asked = asked_due(state, today)
    due = [one for one in programme_due(state, today) if one.record.id not in _records(asked)]
    return TodayView(
        next=coming,
        minutes=minutes_due(state, today, calendar_of(state)) + unsigned_minutes(state, today),
        asked=asked,
        owing=_owing(state, promised, today),
        overdue=sum(row.late for row in promised),
        soon=sum(_is_soon(row, today) and not row.invited for row in promised),
        tasks=shared_out(own, me),
        programme=tuple(one for one in due if one.waits is not Waits.CALL_BACK),
        calls=tuple(one for one in due if one.waits is Waits.CALL_BACK),
        agreed="" if coming else _agreed(state, today),
        is_new=not any(state.all(Meeting)),
    )


def _agreed(state: State, today: date) -> str:
    """The day that the plenary agreed on when it met last."""
    from ictwg.minutes.item_outcomes import agreed_day

    last = next(iter(held_before(state, PLENARY, today + timedelta(days=1))), None)
    day = agreed_day(state, today, last)
    return short_day(day)


def _records(asked: Sequence[AskedDue]) -> frozenset[str]:
    return frozenset(one.id.partition("/")[2] for one in asked)


def _owing(state: State, rows: Sequence[ActionRow], today: date) -> tuple[ActionGroup, ...]:
    """What is overdue or due within two weeks: those with something overdue come first."""
    due = by_organization(state, [row for row in rows if row.late or _is_soon(row, today)])
    return tuple(sorted(due, key=lambda one: not one.late))


def _is_soon(row: ActionRow, today: date) -> bool:
    if row.late or row.day == NO_DAY:
        return False
    return (date.fromisoformat(row.day) - today).days <= SOON_DAYS


def _minutes(state: State, meeting: Meeting, today: date, calendar: Calendar) -> MinutesDue:
    if is_under_way(meeting, today):
        return MinutesDue(meeting.id, shown_name(state, meeting), t("today.minutes.now"), late=False, now=True)
    since = {
        MinutesState.WITH_CHAIR: meeting.sent_to_chair,
        MinutesState.CIRCULATED: meeting.circulated,
    }.get(meeting.minutes_state) or meeting.date
    days = max(0, calendar.working_days_between(since, today)) if since else 0
    if meeting.minutes_state is MinutesState.WITH_CHAIR and meeting.cleared_by_chair:
        key = "to_sign" if awaits_signature(state, meeting) else "cleared"
        words = t(f"today.minutes.{key}", day=_near(meeting.cleared_by_chair, today))
        return MinutesDue(meeting.id, shown_name(state, meeting), words, late=False)
    if meeting.minutes_state is MinutesState.CIRCULATED and meeting.comments_until:
        return _comments(state, meeting, meeting.comments_until, today)
    words = t(f"today.minutes.{meeting.minutes_state}", count=days)
    return MinutesDue(meeting.id, shown_name(state, meeting), words, days > _patience(meeting.minutes_state))


def _comments(state: State, meeting: Meeting, until: date, today: date) -> MinutesDue:
    """Which are over."""
    waiting = len(open_comments(state, meeting))
    key = "comments_closed_waiting" if waiting else "comments_closed"
    words = t(f"today.minutes.{key}", day=_near(until, today), count=waiting)
    return MinutesDue(meeting.id, shown_name(state, meeting), words, late=bool(waiting))


def _near(day: date, today: date) -> str:
    return t("today.yesterday") if (today - day).days == 1 else short_day(day)


def _patience(minutes: MinutesState) -> int:
    """Working days after which minutes are late: the checklist's own steps (DOMAIN.md §2)."""
    return {MinutesState.DRAFT: 3, MinutesState.WITH_CHAIR: 5}.get(minutes, 10)
