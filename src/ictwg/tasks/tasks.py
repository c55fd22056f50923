"""The secretariat's own work: an action is promised to the group, a task is ours; one key turns one into the other.

The reference says which it is. The former one is kept, so that both are found for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ictwg.actions.action_rows import ActionRow, table_of
from ictwg.domain.agenda import in_minutes
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import roles_on
from ictwg.domain.records import Action, Entry, Meeting
from ictwg.domain.references import ReferenceNumbers, parse_reference
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import ActionKind, ActionStatus, EntryType, Function, MeetingState
from ictwg.records.lookup import shown_name
from ictwg.tasks.checklists import tasks_of

_RECENT = timedelta(days=42)


class Checklist(NamedTuple):
    """The work around one meeting."""

    meeting: str
    title: str
    day: date | None
    steps: tuple[Action, ...]

    @property
    def done(self) -> int:
        return sum(step.status is ActionStatus.DONE for step in self.steps)


class Shares(NamedTuple):
    """Whose our work is: mine, the secretariat's as an organization, and nobody's yet."""

    mine: tuple[ActionRow, ...]
    secretariats: tuple[ActionRow, ...]
    nobodys: tuple[ActionRow, ...]


def turn(state: State, action: Action, today: date, *, numbers: ReferenceNumbers | None = None) -> Changes:
    """An action becomes a task, a task an action. It takes up the reference that it once had there, or gets a new one.

    The line in the minutes that promised it becomes a note, and a promise again when it is turned back.
    """
    kind = ActionKind.TASK if action.kind is ActionKind.ACTION else ActionKind.ACTION
    reference = _once(action, kind) or (numbers or ReferenceNumbers(state)).take(kind, (action.given_on or today).year)
    former = {*action.former_references, action.reference} - {reference, ""}
    edit = Edit("verbs.turned", reference).update(
        action, Action.kind(kind), Action.reference(reference), Action.former_references(tuple(former))
    )
    line = Entry.type(EntryType.ACTION if kind is ActionKind.ACTION else EntryType.NOTE)
    return in_minutes(edit, state, action, line).done()


def open_tasks(state: State, today: date) -> tuple[ActionRow, ...]:
    """Those of `our_rows` that are open; the overdue first."""
    return tuple(row for row in our_rows(state, today) if row.open)


def our_rows(state: State, today: date) -> tuple[ActionRow, ...]:
    """The tasks, and the actions that the secretariat owns or one of its people has taken on: seen in both places."""
    ours = {role.organization for role in roles_on(state, today, Function.SECRETARIAT) if role.organization}
    rows = table_of(state).rows(today)
    return tuple(row for row in rows if row.task or row.assignee or not ours.isdisjoint(row.owner_ids))


def shared_out(rows: Iterable[ActionRow], me: str) -> Shares:
    """Open rows of our own by who has taken them on."""
    found = [row for row in rows if row.open]
    free = [row for row in found if not row.assignee]
    return Shares(
        mine=tuple(row for row in found if row.assignee and fold(row.assignee) == fold(me)),
        secretariats=tuple(row for row in free if row.owner_ids),
        nobodys=tuple(row for row in free if not row.owner_ids),
    )


def checklists(state: State, today: date) -> tuple[Checklist, ...]:
    """Of the meetings that are to come and of those lately held, the nearest first."""
    near = (m for m in state.all(Meeting) if m.date is None or m.date >= today - _RECENT)
    dated = sorted((m for m in near if m.state is not MeetingState.CANCELLED), key=_day)
    found = (Checklist(m.id, shown_name(state, m), m.date, tasks_of(state, m.id)) for m in dated)
    return tuple(checklist for checklist in found if checklist.steps)


def _day(meeting: Meeting) -> str:
    return str(meeting.date or "~")


def _once(action: Action, kind: ActionKind) -> str:
    letter = "A" if kind is ActionKind.ACTION else "T"
    parsed = ((reference, parse_reference(reference)) for reference in action.former_references)
    return next((reference for reference, read in parsed if read and read.kind == letter), "")
