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
    from ictwg.services.records.numbering import Numbers

_CARRIED: tuple[Field[Any], ...] = (
    Action.kind,
    Action.text,
    Action.owners,
    Action.all,
    Action.person,
    Action.assignee,
    Action.priority,
)


def next_occurrence(state: State, action: Action, closed_on: date, numbers: Numbers) -> Changes | None:
    """The next one, or None where nothing recurs, the rule has ended, or it is there already."""
    following = next_due(action, closed_on)
    if following is None:
        return None
    due, rule = following
    from ictwg.domain.changes import Edit
    from ictwg.domain.ids import derived_id

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
