"""Following up: promised, moved, done. Every use case is `(state, ..., today) -> Changes`, one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from ictwg.domain.agenda import in_minutes
from ictwg.domain.changes import Changes, Edit, together
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Action, Decision, DueChange, Entry, Meeting, Progress, StatusChange
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Field, Setting
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, ActionKind, ActionStatus, Channel, DueWord, ShiftedBy
from ictwg.locales import t
from ictwg.records.editing import create, edit_of
from ictwg.records.lookup import Lookup, short_title, shown_reference


def add_action(
    state: State,
    text: str,
    owners: Iterable[str],
    due: date | DueWord | None,
    meeting: Meeting | None,
    today: date,
    *more: Setting,
    kind: ActionKind = ActionKind.ACTION,
    numbers: ReferenceNumbers | None = None,
) -> Changes:
    """A new action (or task) with a reference of the year of its meeting, else of today.

    `owners` are ids of organizations; none is allowed, and shown as a gap. `more` are further settings, such as
    `Action.item(item.id)`; `numbers` is shared where one transaction numbers several records.
    """
    given_on = meeting.date if meeting and meeting.date else today
    reference = (numbers or ReferenceNumbers(state)).take(kind, given_on.year)
    settings = (
        Action.reference(reference),
        Action.kind(kind),
        Action.text(text),
        Action.owners(tuple(owners)),
        Action.due(due),
        Action.meeting(meeting.id if meeting else None),
        Action.given_on(given_on),
    )
    return Edit("verbs.created", reference).create(Action, state.new_id(), *settings, *more).done()


def add_typed(
    lookup: Lookup, values: dict[str, str], kind: ActionKind, carries_out: Decision | None = None
) -> tuple[str, Changes]:
    """The same from typed values: its id, and the changes; in the item of the decision, where it is of its meeting."""
    meeting = lookup.state.get(Meeting, Action.meeting.parse(values.get(Action.meeting.name, ""), lookup))
    given_on = meeting.date if meeting and meeting.date else lookup.today
    reference = ReferenceNumbers(lookup.state).take(kind, given_on.year)
    more = [Action.reference(reference), Action.kind(kind), Action.given_on(given_on)]
    if strangers := values.get(Action.owner_text.name):
        values = {name: text for name, text in values.items() if name != Action.owner_text.name}
        more.append(Action.owner_text(strangers))
    if carries_out is not None:
        same = meeting is not None and meeting.id == carries_out.meeting
        more += [Action.decision(carries_out.id), Action.item(carries_out.item if same else None)]
    id, changes = create(lookup, Action, values, *more)
    return id, changes._replace(subject=reference)


def close(
    state: State,
    action: Action,
    today: date,
    *,
    note: str = "",
    on: date | None = None,
    by: str = "",
    at: Meeting | None = None,
    numbers: ReferenceNumbers | None = None,
) -> Changes:
    """Done: `on` which day (today if not given), and in the progress log what was said of it `by` whom.

    `at`, here and below, is the meeting at which it was said.
    """
    edit = _moved(edit_of("verbs.closed", state, action), state, action, ActionStatus.DONE, on or today, at)
    edit.update(action, Action.closed_on(on or today), *_no_longer_waiting())
    changes = edit.tell("action.closed", Action, action.id).done()
    if note or by:
        said = note or t("followup.reported_done")
        changes = changes.and_then(progress(state, action, said, on or today, by=by, meeting=at))
    following = next_occurrence(state, action, on or today, numbers or ReferenceNumbers(state))
    return changes.and_then(following) if following else changes


def cancel(state: State, action: Action, today: date, *, reason: str = "", at: Meeting | None = None) -> Changes:
    """Dropped: the group no longer wants it."""
    edit = _moved(edit_of("verbs.cancelled", state, action), state, action, ActionStatus.CANCELLED, today, at)
    edit.update(action, Action.closed_on(today), *_no_longer_waiting())
    return edit.done().and_then(progress(state, action, reason, today, meeting=at)) if reason else edit.done()


def progress(
    state: State,
    action: Action,
    text: str,
    on: date,
    *,
    by: str = "",
    channel: Channel | None = None,
    meeting: Meeting | None = None,
) -> Changes:
    """What was said of it on a day; who, through which channel, and at which meeting."""
    settings = (
        Progress.action(action.id),
        Progress.on(on),
        Progress.by(by),
        Progress.channel(channel),
        Progress.text(text),
        Progress.meeting(meeting.id if meeting else None),
    )
    return edit_of("verbs.noted", state, action).create(Progress, state.new_id(), *settings).done()


def change_due(
    state: State,
    action: Action,
    due: date | DueWord | None,
    by: ShiftedBy,
    today: date,
    *,
    reason: str = "",
    at: Meeting | None = None,
) -> Changes:
    """Another due date. The first date is no change; a later one leaves the line that tells slips from shifts."""
    edit = edit_of("verbs.due_changed", state, action).update(action, Action.due(due))
    if action.due is not None and due != action.due:
        edit.create(
            DueChange,
            state.new_id(),
            DueChange.action(action.id),
            DueChange.on(today),
            DueChange.before(action.due),
            DueChange.after(due),
            DueChange.by(by),
            DueChange.reason(reason),
            DueChange.meeting(at.id if at else None),
        )
    return edit.done()


def reassign(state: State, action: Action, owners: Iterable[str], *, everybody: bool = False) -> Changes:
    """Other owners (ids of organizations), or all members; what stood there for want of one goes."""
    settings = [Action.owners(tuple(owners)), Action.owner_text.clear]
    if everybody != action.all:
        settings.append(Action.all(everybody))
    return edit_of("verbs.reassigned", state, action).update(action, *settings).done()


def set_status(
    state: State,
    action: Action,
    status: ActionStatus,
    today: date,
    *,
    waiting_on: str = "",
    waiting_until: date | None = None,
    at: Meeting | None = None,
    numbers: ReferenceNumbers | None = None,
) -> Changes:
    """Another status; for waiting: on whom, and until when."""
    if status is ActionStatus.DONE:
        return close(state, action, today, at=at, numbers=numbers)
    if status is ActionStatus.CANCELLED:
        return cancel(state, action, today, at=at)
    settings: list[Setting] = [Action.closed_on.clear]
    if status is ActionStatus.WAITING:
        settings += [Action.waiting_on(waiting_on), Action.waiting_until(waiting_until)]
    else:
        settings += _no_longer_waiting()
    edit = _moved(edit_of(f"verbs.set_{status}", state, action), state, action, status, today, at)
    return edit.update(action, *settings).done()


def reword(state: State, action: Action, text: str) -> Changes:
    """Another text; the entry in the minutes follows as long as they are not adopted."""
    edit = edit_of("verbs.edited", state, action).update(action, Action.text(text))
    return in_minutes(edit, state, action, Entry.text(text)).done()


def is_closed(action: Action) -> bool:
    return action.status in CLOSED


def _moved(edit: Edit, state: State, action: Action, status: ActionStatus, on: date, at: Meeting | None = None) -> Edit:
    """Another status from that day on; what it was before stays known where minutes may print it.

    What was reported done and is confirmed at a later meeting had been done in the minutes of between.
    """
    later = status in CLOSED and action.closed_on is not None and action.closed_on < on
    if (status is not action.status or later) and action.kind is ActionKind.ACTION:
        settings = (StatusChange.action(action.id), StatusChange.on(on), StatusChange.before(action.status))
        edit.create(StatusChange, state.new_id(), *settings, StatusChange.meeting(at.id if at else None))
    return edit.update(action, Action.status(status))


def _no_longer_waiting() -> list[Setting]:
    return [Action.waiting_on.clear, Action.waiting_until.clear]


def for_each(state: State, actions: Sequence[Action], step: Callable[[Action], Changes]) -> Changes:
    """The step for every action, told by the reference of one or the number of several."""
    if len(actions) == 1:
        return step(actions[0])
    return together([step(action) for action in actions], subject_of(state, actions))


def subject_of(state: State, actions: Sequence[Action]) -> str:
    if len(actions) == 1:
        return shown_reference(state, actions[0]) or short_title(actions[0])
    return t("followup.count", count=len(actions))


_CARRIED: tuple[Field[Any], ...] = (
    Action.kind,
    Action.text,
    Action.owners,
    Action.all,
    Action.person,
    Action.assignee,
    Action.priority,
)


def next_occurrence(state: State, action: Action, closed_on: date, numbers: ReferenceNumbers) -> Changes | None:
    """The next one, or None where nothing recurs, the rule has ended, or it is there already."""
    following = next_due(action, closed_on)
    if following is None:
        return None
    due, rule = following
    id = derived_id(state.db, Action.TABLE, ("occurrence", action.id, due.isoformat()), due)
    if state.get(Action, id) is not None:
        return None
    reference = numbers.take(action.kind, due.year)
    settings = [field(field.of(action)) for field in _CARRIED if field.of(action)]
    own = (Action.reference(reference), Action.due(due), Action.given_on(closed_on), Action.recurrence(rule))
    return Edit("verbs.created", reference).create(Action, id, *own, *settings).done()


def next_due(action: Action, closed_on: date) -> tuple[date, str] | None:
    """The next day of the rule, with the rule as it goes on from there; days that passed meanwhile are left out."""
    if not action.recurrence:
        return None
    from ictwg.domain.recurrence import next_occurrence as next_day
    from ictwg.domain.recurrence import next_rule

    day: date | None = action.due if isinstance(action.due, date) else closed_on
    rule: str | None = action.recurrence
    first = True
    while day is not None and rule and (first or day <= closed_on):
        day, rule, first = next_day(rule, day), next_rule(rule), False
    return (day, rule) if day is not None and rule else None
