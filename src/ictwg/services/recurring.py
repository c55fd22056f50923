"""What comes again: a task that is done brings its next occurrence.

The next occurrence has an id derived from the one before and its date, so that two devices that close the same task
make one (STORE.md §2).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Action

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field
    from ictwg.domain.state import State
    from ictwg.services.numbering import Numbers

_CARRIED: tuple[Field[Any], ...] = (
    Action.kind,
    Action.text,
    Action.owners,
    Action.all,
    Action.person,
    Action.assignee,
    Action.priority,
    Action.recurrence,
)


def next_occurrence(state: State, action: Action, closed_on: date, numbers: Numbers) -> Changes | None:
    """The next one, or None where nothing recurs, the rule has ended, or it is there already."""
    due = next_due(action, closed_on)
    if due is None:
        return None
    from ictwg.domain.changes import Edit
    from ictwg.domain.ids import derived_id

    id = derived_id(state.db, Action.TABLE, ("occurrence", action.id, due.isoformat()), due)
    if state.get(Action, id) is not None:
        return None
    reference = numbers.take(action.kind, due.year)
    settings = [field(field.of(action)) for field in _CARRIED if field.of(action)]
    own = (Action.reference(reference), Action.due(due), Action.given_on(closed_on))
    return Edit("verbs.created", reference).create(Action, id, *own, *settings).done()


def next_due(action: Action, closed_on: date) -> date | None:
    """The first day of the rule after both its due date and the day on which it was done."""
    if not action.recurrence:
        return None
    from ictwg.domain.recurrence import next_after

    start = action.due if isinstance(action.due, date) else closed_on
    return next_after(action.recurrence, start, max(start, closed_on))
