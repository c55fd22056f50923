"""The work around a meeting: steps so many working days before and after it, each a task; and the group's own list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.calendar import Calendar
from ictwg.domain.changes import LIVE, Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Action, ChecklistLine, Meeting
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.roster import planned
from ictwg.domain.schema import Field, Raw, Setting
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, ActionKind, ActionStatus, MeetingKind, MeetingState
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.lookup import shown_name

_TICKS: dict[str, Field[Any]] = {
    "invitation_to_chair": Meeting.invitation_sent_to_chair,
    "invite": Meeting.invitation_circulated,
    "agenda_to_chair": Meeting.agenda_sent_to_chair,
    "agenda_and_papers": Meeting.agenda_circulated,
    "attendance_and_action_points": Meeting.action_points_out,
    "draft_minutes_to_chair": Meeting.sent_to_chair,
    "circulate_draft_minutes": Meeting.circulated,
    "comments_close": Meeting.adopted_on,
}
"""The date of a meeting that ticks a step, for the steps that travel with the program."""

_OVERTAKEN: dict[Field[Any], tuple[Field[Any], ...]] = {
    Meeting.invitation_sent_to_chair: (Meeting.invitation_circulated,),
    Meeting.agenda_sent_to_chair: (Meeting.agenda_circulated,),
    Meeting.sent_to_chair: (Meeting.circulated, Meeting.adopted_on),
    Meeting.circulated: (Meeting.adopted_on,),
}
"""What went out without the chair, or was adopted without going out, leaves a step that is for nothing."""


class ChecklistItem(NamedTuple):
    """A line of the checklist; `days` are working days after the meeting, negative before it."""

    key: str
    text: str
    days: int
    ticked_by: str = ""


class DatedStep(NamedTuple):
    step: ChecklistItem
    due: date


def steps(state: State, kind: MeetingKind) -> tuple[ChecklistItem, ...]:
    """The checklist of a kind of meeting: the group's own if it has one, else the one that travels with the program."""
    own = own_lines(state, kind)
    if own:
        return tuple(sorted((_own_step(line) for line in own), key=lambda step: (step.days, step.text)))
    from ictwg.records.reference_data import load_checklist

    return tuple(ChecklistItem(line.key, line.text, line.days, _ticking(line.key)) for line in load_checklist(kind))


def own_lines(state: State, kind: MeetingKind) -> tuple[ChecklistLine, ...]:
    """What the group itself has written down for a kind of meeting, or for every kind."""
    return tuple(line for line in state.all(ChecklistLine) if line.kind in (None, kind))


def own_key(line: ChecklistLine) -> str:
    """By which a task knows the step that it came from."""
    return line.key.rpartition("/")[2] or line.id


def tasks_of(state: State, meeting_id: str) -> tuple[Action, ...]:
    """The checklist of one meeting, in the order of the days."""
    found = [task for task in state.linked(Action, Action.meeting, meeting_id) if task.template_line]
    return tuple(sorted(found, key=lambda task: (str(task.due or "~"), task.reference)))


def react(state: State, changes: Changes, today: date) -> Changes | None:
    """What a change of meetings means for their checklists; None where it means nothing."""
    touched = _meetings_in(changes)
    if not touched:
        return None

    numbers, followed = ReferenceNumbers(state), Changes("")
    for id, values in touched.items():
        meeting = state.get(Meeting, id)
        made = _follow(state, meeting, values, today) if meeting else _begin(state, id, values, today, numbers)
        followed = followed.and_then(made)
    return followed or None


def _meetings_in(changes: Changes) -> dict[str, dict[str, Raw]]:
    """What is written to each meeting."""
    touched: dict[str, dict[str, Raw]] = {}
    for write in changes.writes:
        if write.table == Meeting.TABLE:
            touched.setdefault(write.id, {})[write.field] = write.value
    return touched


def _begin(state: State, id: str, values: Mapping[str, Raw], today: date, numbers: ReferenceNumbers) -> Changes:
    """A planned meeting of the future gets its tasks; one that was brought in from the past does not."""
    day = Meeting.date.decode(values.get(Meeting.date.name))
    status = Meeting.state.decode(values.get(Meeting.state.name))
    if day is None or day < today or status is not MeetingState.PLANNED:
        return Changes("")
    edit, calendar = Edit(""), _calendar(state)
    for step in steps(state, Meeting.kind.decode(values.get(Meeting.kind.name))):
        due = _due(calendar, day, step.days, today)
        _create(edit, state, id, DatedStep(step, due), numbers.take(ActionKind.TASK, day.year), today)
    return edit.done()


def _create(edit: Edit, state: State, meeting: str, dated: DatedStep, reference: str, today: date) -> None:
    edit.create(
        Action,
        task_id(state, meeting, dated.step.key),
        Action.reference(reference),
        Action.kind(ActionKind.TASK),
        Action.text(dated.step.text),
        Action.meeting(meeting),
        Action.template_line(dated.step.key),
        Action.due(dated.due),
        Action.given_on(today),
    )


def offered(state: State, meeting: Meeting, kind: MeetingKind, today: date) -> tuple[DatedStep, ...]:
    """The steps of a checklist that a meeting has no task for yet, with the days that come out."""
    day = meeting.date
    if day is None:
        return ()
    calendar, there = _calendar(state), {task.template_line for task in tasks_of(state, meeting.id)}
    new = (step for step in steps(state, kind) if step.key not in there)
    return tuple(DatedStep(step, _due(calendar, day, step.days, today)) for step in new)


def take_on(state: State, meeting: Meeting, wanted: Iterable[DatedStep], today: date) -> Changes:
    """A task for each of these steps, one change and one undo."""
    edit, numbers = Edit("verbs.checklist_taken", shown_name(state, meeting), meeting), ReferenceNumbers(state)
    for dated in wanted:
        _create(edit, state, meeting.id, dated, numbers.take(ActionKind.TASK, (meeting.date or today).year), today)
    return edit.done()


def task_id(state: State, meeting_id: str, step: str) -> str:
    return derived_id(state.db, Action.TABLE, ("checklist", meeting_id, step))


def _follow(state: State, meeting: Meeting, values: Mapping[str, Raw], today: date) -> Changes:
    """A meeting that moved, took place, was called off or went a step on."""
    waiting = [task for task in tasks_of(state, meeting.id) if task.status not in CLOSED]
    if not waiting:
        return Changes("")
    # also the steps that only another kind has: they may have been taken on as well
    by_key = {step.key: step for kind in (*MeetingKind, meeting.kind) for step in steps(state, kind)}
    edit = Edit("")
    if values.get(LIVE) is False:
        for task in waiting:
            edit.remove(task)
        return edit.done()
    _tick(edit, waiting, by_key, values, today)
    _wait_for_comments(edit, state, waiting, by_key, values)
    _place(edit, state, meeting, waiting, by_key, values, today)
    return edit.done()


def _tick(
    edit: Edit, tasks: Iterable[Action], by_key: Mapping[str, ChecklistItem], values: Mapping[str, Raw], today: date
) -> None:
    """Done is what the meeting's own dates now say; dropped is what came too late, or is for nothing."""
    status, skipped = values.get(Meeting.state.name), _skipped(values)
    for task in tasks:
        step = by_key.get(task.template_line)
        if step and step.ticked_by and values.get(step.ticked_by):
            edit.update(task, Action.status(ActionStatus.DONE), Action.closed_on(today))
        elif status == MeetingState.CANCELLED or (step and _is_for_nothing(step, status, skipped)):
            edit.update(task, Action.status(ActionStatus.CANCELLED), Action.closed_on(today))


def _skipped(values: Mapping[str, Raw]) -> frozenset[str]:
    """The dates that nobody will fill in any more."""
    return frozenset(field.name for field, later in _OVERTAKEN.items() if any(values.get(one.name) for one in later))


def _is_for_nothing(step: ChecklistItem, status: object, skipped: frozenset[str]) -> bool:
    return (status == MeetingState.HELD and step.days < 0) or step.ticked_by in skipped


def _place(
    edit: Edit,
    state: State,
    meeting: Meeting,
    tasks: Iterable[Action],
    by_key: Mapping[str, ChecklistItem],
    values: Mapping[str, Raw],
    today: date,
) -> None:
    """The new days of a meeting that moved; no days while it is postponed. The group moved it, so nothing slipped."""
    status = values.get(Meeting.state.name, meeting.state)
    if Meeting.date.name not in values and Meeting.state.name not in values:
        return
    day = Meeting.date.decode(values.get(Meeting.date.name, meeting.row.get(Meeting.date.name)))
    stands = day is not None and status == MeetingState.PLANNED
    if not stands and status != MeetingState.POSTPONED:
        return
    calendar = _calendar(state)
    for task in tasks:
        step = by_key.get(task.template_line)
        if step is not None:
            edit.update(task, Action.due(_due(calendar, day, step.days, today) if stands and day else None))


def _wait_for_comments(
    edit: Edit, state: State, tasks: Iterable[Action], by_key: Mapping[str, ChecklistItem], values: Mapping[str, Raw]
) -> None:
    """Minutes that went out have a day of their own for comments: the step that waits for it, and those behind it."""
    until = Meeting.comments_until.decode(values.get(Meeting.comments_until.name))
    left = [(task, step) for task in tasks if (step := by_key.get(task.template_line)) is not None]
    closes = min((step.days for _, step in left if step.ticked_by == Meeting.adopted_on.name), default=None)
    if until is None or closes is None or values.get(Meeting.adopted_on.name):
        return
    calendar = _calendar(state)
    for task, step in left:
        if step.days >= closes:
            edit.update(task, Action.due(calendar.shift(until, step.days - closes)))


def _due(calendar: Calendar, day: date, days: int, today: date) -> date:
    """Today for what should have been done already when the meeting was planned so late."""
    return max(calendar.shift(day, days), today)


def _calendar(state: State) -> Calendar:
    from ictwg.records.group import calendar_of

    return calendar_of(state)


def _own_step(line: ChecklistLine) -> ChecklistItem:
    days = (line.days or 0) * (1 if line.after else -1)
    return ChecklistItem(own_key(line), line.text, days, line.ticked_by)


def _ticking(key: str) -> str:
    field = _TICKS.get(key)
    return field.name if field is not None else ""


_TYPED = re.compile(r"\s*([-−–+]?)\s*(\d{1,3})\s+(\S.*)")


def typed_step(step: ChecklistItem) -> str:
    return f"{step.days} {step.text}"


def read_step(text: str) -> tuple[int, str]:
    """Days, negative before the meeting, and what is to be done.

    Raises:
        InvalidValueError: It does not begin with a number of days.
    """
    read = _TYPED.fullmatch(text)
    if read is None:
        raise InvalidValueError(t("tasks.own.not_a_step", text=text), t("tasks.own.not_a_step.hint"))
    sign, days, what = read.groups()
    return (int(days) if sign in ("", "+") else -int(days)), what.strip()


def keep_checklist(state: State, kind: MeetingKind, typed: Mapping[str, str], more: Sequence[str] = ()) -> Changes:
    """The checklist of a kind of meeting as it was typed, from now on the group's own.

    Args:
        typed: By the key of the step; an empty text takes it out. Without any step, the program's own is back.
        more: New steps.

    Raises:
        InvalidValueError: A step cannot be read.
    """
    edit = Edit("verbs.checklist_kept", Meeting.kind.label(kind))
    own = {own_key(line): line for line in own_lines(state, kind)}
    for step in steps(state, kind):
        text, line = typed.get(step.key, typed_step(step)).strip(), own.get(step.key)
        if line is not None and text:
            edit.update(line, *_said(text))
        elif line is not None:
            edit.remove(line)
        elif text:
            key = f"{kind}/{step.key}"
            id = derived_id(state.db, ChecklistLine.TABLE, (key,))
            of = (ChecklistLine.kind(kind), ChecklistLine.key(key), ChecklistLine.ticked_by(step.ticked_by))
            edit.create(ChecklistLine, id, *of, *_said(text))
    for text in filter(str.strip, more):
        edit.create(ChecklistLine, state.new_id(), ChecklistLine.kind(kind), *_said(text))
    return edit.done()


def _said(text: str) -> tuple[Setting, ...]:
    days, what = read_step(text)
    return ChecklistLine.text(what), ChecklistLine.days(abs(days)), ChecklistLine.after(days > 0)


class UpcomingMeeting(NamedTuple):
    """The meeting that comes, and the steps of its checklist that are not done, the nearest first.

    Attributes:
        name: Its reference, or what it is called without one.
        days: Days from `today` until it.
        done: How many steps of the checklist are done or no longer wanted.
    """

    meeting: Meeting
    name: str
    today: date
    days: int
    steps: tuple[Action, ...]
    done: int


def next_meeting(state: State, today: date) -> Meeting | None:
    """The first that is planned on that day or later; None where none is."""
    return next(iter(planned(state, today)), None)


def upcoming(state: State, today: date) -> UpcomingMeeting | None:
    """The next meeting with its checklist; None where none is planned."""
    meeting = next_meeting(state, today)
    if meeting is None or meeting.date is None:
        return None
    steps = tasks_of(state, meeting.id)
    waiting = tuple(task for task in steps if task.status not in CLOSED)
    days, done = (meeting.date - today).days, len(steps) - len(waiting)
    return UpcomingMeeting(meeting, shown_name(state, meeting), today, days, waiting, done)
