"""The forms about actions and tasks, and from what was typed in them to the use case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.actions import actions as followup
from ictwg.actions.actions import for_each
from ictwg.domain.records import Action, DueChange, Progress
from ictwg.domain.recurrence import parse_recurrence
from ictwg.domain.values import ActionKind
from ictwg.records.editing import add, set_fields
from ictwg.records.lookup import shortened
from ictwg.ui.forms import changed, fields_for, filled, form_field
from ictwg.ui.screens.group_forms import with_rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field
    from ictwg.domain.values import ActionStatus, ShiftedBy
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.form import FormField

    Values = Mapping[str, str]

_PROMISED: tuple[Field[Any], ...] = (
    Action.text, Action.owners, Action.all, Action.due, Action.review_on, Action.meeting, Action.person,
    Action.priority,
)  # fmt: skip
_OURS: tuple[Field[Any], ...] = (
    Action.text, Action.assignee, Action.due, Action.recurrence, Action.meeting, Action.priority,
)  # fmt: skip
_LATER: tuple[Field[Any], ...] = (Action.status, Action.waiting_on, Action.waiting_until, Action.evidence)


def new_form(lookup: Lookup, *, task: bool, start: Values | None = None) -> tuple[FormField, ...]:
    return _recurring(fields_for(lookup, Action, only=_OURS if task else _PROMISED, values=start or {}))


def new_action(lookup: Lookup, values: Values, *, task: bool) -> Changes:
    """Told by its words too."""
    kind = ActionKind.TASK if task else ActionKind.ACTION
    changes = add(lookup, Action, filled(_rules(values)) | {Action.kind.name: kind})[1]
    text = shortened(Action.text.parse(values[Action.text.name], lookup))
    return changes._replace(subject=f"{changes.subject} {text}")


def edit_form(lookup: Lookup, action: Action) -> tuple[FormField, ...]:
    first = _OURS if action.kind is ActionKind.TASK else _PROMISED
    return _recurring(fields_for(lookup, Action, action, only=(*first, *_LATER)))


def edit_action(lookup: Lookup, action: Action, form: Sequence[FormField], values: Values) -> Changes:
    """Only what was changed, each field in its own sense: a new due date leaves its trace."""
    return set_fields(lookup, action, _rules(changed(form, values)))


def progress_form(lookup: Lookup) -> tuple[FormField, ...]:
    today = {Progress.on.name: lookup.today.isoformat()}
    return fields_for(lookup, Progress, only=(Progress.text, Progress.on, Progress.by, Progress.channel), values=today)


def say_progress(lookup: Lookup, actions: Sequence[Action], values: Values) -> Changes:
    on = Progress.on.parse(values[Progress.on.name], lookup) or lookup.today
    text, by = values[Progress.text.name], Progress.by.parse(values[Progress.by.name], lookup)
    channel = Progress.channel.parse(values[Progress.channel.name], lookup)
    return for_each(
        lookup.state,
        actions,
        lambda action: followup.progress(lookup.state, action, text, on, by=by, channel=channel),
    )


def due_form(lookup: Lookup, actions: Sequence[Action]) -> tuple[FormField, ...]:
    value = Action.due.type_text(actions[0].due, lookup) if len(actions) == 1 else ""
    due = form_field(lookup, Action.due, None, value)
    return (due, *fields_for(lookup, DueChange, only=(DueChange.by, DueChange.reason)))


def change_due(lookup: Lookup, actions: Sequence[Action], values: Values) -> Changes:
    due = Action.due.parse(values[Action.due.name], lookup)
    by: ShiftedBy = DueChange.by.parse(values[DueChange.by.name], lookup)
    reason, today = values[DueChange.reason.name], lookup.today
    return for_each(
        lookup.state,
        actions,
        lambda action: followup.change_due(lookup.state, action, due, by, today, reason=reason),
    )


def owner_form(lookup: Lookup, actions: Sequence[Action]) -> tuple[FormField, ...]:
    record = actions[0] if len(actions) == 1 else None
    return fields_for(lookup, Action, record, only=(Action.owners, Action.all))


def reassign(lookup: Lookup, actions: Sequence[Action], values: Values) -> Changes:
    owners = Action.owners.parse(values[Action.owners.name], lookup)
    everybody = Action.all.parse(values[Action.all.name], lookup)
    return for_each(
        lookup.state,
        actions,
        lambda action: followup.reassign(lookup.state, action, owners, lookup.today, everybody=everybody),
    )


def waiting_form(lookup: Lookup) -> tuple[FormField, ...]:
    return fields_for(lookup, Action, only=(Action.waiting_on, Action.waiting_until))


def set_status(lookup: Lookup, actions: Sequence[Action], status: ActionStatus, values: Values) -> Changes:
    from ictwg.domain.references import ReferenceNumbers

    numbers, until = ReferenceNumbers(lookup.state), values.get(Action.waiting_until.name, "")
    on = Action.waiting_on.parse(values.get(Action.waiting_on.name, ""), lookup)
    day = Action.waiting_until.parse(until, lookup)
    return for_each(
        lookup.state,
        actions,
        lambda action: followup.set_status(
            lookup.state, action, status, lookup.today, waiting_on=on, waiting_until=day, numbers=numbers
        ),
    )


def _rules(values: Values) -> dict[str, str]:
    """`every month` as the rule that it means."""
    name = Action.recurrence.name
    return {key: parse_recurrence(text) if key == name else text for key, text in values.items()}


def _recurring(fields: tuple[FormField, ...]) -> tuple[FormField, ...]:
    return with_rule(fields, Action.recurrence.name)
