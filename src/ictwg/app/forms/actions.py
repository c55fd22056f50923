"""Forms about decisions, actions and tasks, and the change that each makes of one or of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ictwg.actions import actions as followup
from ictwg.actions.actions import add_typed
from ictwg.app.forms.declared import fields_for, filled, form_field
from ictwg.app.forms.fields import FormField, Values
from ictwg.decisions.circulation import is_open, usual_deadline
from ictwg.decisions.decisions import VOTES
from ictwg.domain.access import is_on
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Decision, DueChange, Group, Meeting, Progress
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Field
from ictwg.domain.values import ActionKind, ActionStatus, ShiftedBy
from ictwg.records.editing import add
from ictwg.records.lookup import Lookup, shortened

Step = Callable[[Action], Changes]

_PROMISED: tuple[Field[Any], ...] = (
    Action.text, Action.owners, Action.all, Action.due, Action.review_on, Action.meeting, Action.person,
    Action.priority, *Action.printed_fields(),
)  # fmt: skip

_OURS: tuple[Field[Any], ...] = (
    Action.text, Action.assignee, Action.due, Action.recurrence, Action.meeting, Action.priority,
)  # fmt: skip

_LATER: tuple[Field[Any], ...] = (Action.status, Action.waiting_on, Action.waiting_until, Action.evidence)


def new_form(lookup: Lookup, *, task: bool, start: Values | None = None) -> tuple[FormField, ...]:
    return fields_for(lookup, Action, only=_OURS if task else _PROMISED, values=start)


def new_action(lookup: Lookup, values: Values, *, task: bool) -> Changes:
    """Told by its words too."""
    kind = ActionKind.TASK if task else ActionKind.ACTION
    changes = add(lookup, Action, filled(values) | {Action.kind.name: kind})[1]
    text = shortened(Action.text.parse(values[Action.text.name], lookup))
    return changes._replace(subject=f"{changes.subject} {text}")


def edit_form(lookup: Lookup, action: Action) -> tuple[FormField, ...]:
    first = _OURS if action.kind is ActionKind.TASK else _PROMISED
    return fields_for(lookup, Action, action, only=(*first, *_LATER))


def update_form(lookup: Lookup) -> tuple[FormField, ...]:
    return fields_for(lookup, Progress, only=(Progress.text, Progress.on, Progress.by, Progress.channel))


def update_step(lookup: Lookup, values: Values) -> Step:
    on = Progress.on.parse(values[Progress.on.name], lookup) or lookup.today
    text, by = values[Progress.text.name], Progress.by.parse(values[Progress.by.name], lookup)
    channel = Progress.channel.parse(values[Progress.channel.name], lookup)
    return lambda action: followup.progress(lookup.state, action, text, on, by=by, channel=channel)


def due_form(lookup: Lookup, actions: Sequence[Action]) -> tuple[FormField, ...]:
    value = Action.due.type_text(actions[0].due, lookup) if len(actions) == 1 else ""
    due = form_field(lookup, Action.due, None, value)
    return (due, *fields_for(lookup, DueChange, only=(DueChange.by, DueChange.reason)))


def due_step(lookup: Lookup, values: Values, at: Meeting | None = None) -> Step:
    """Another due date, as of today or of the day of the meeting at which it was agreed; so is a status."""
    due = Action.due.parse(values[Action.due.name], lookup)
    by: ShiftedBy = DueChange.by.parse(values[DueChange.by.name], lookup)
    reason, today = values[DueChange.reason.name], _day(lookup, at)
    return lambda action: followup.change_due(lookup.state, action, due, by, today, reason=reason, at=at)


def owner_form(lookup: Lookup, actions: Sequence[Action]) -> tuple[FormField, ...]:
    record = actions[0] if len(actions) == 1 else None
    return fields_for(lookup, Action, record, only=(Action.owners, Action.all))


def owner_step(lookup: Lookup, values: Values) -> Step:
    owners = Action.owners.parse(values[Action.owners.name], lookup)
    everybody = Action.all.parse(values.get(Action.all.name, ""), lookup)
    return lambda action: followup.reassign(lookup.state, action, owners, everybody=everybody)


def status_step(lookup: Lookup, status: ActionStatus, values: Values, at: Meeting | None = None) -> Step:
    numbers, until = ReferenceNumbers(lookup.state), values.get(Action.waiting_until.name, "")
    on = Action.waiting_on.parse(values.get(Action.waiting_on.name, ""), lookup)
    day, today = Action.waiting_until.parse(until, lookup), _day(lookup, at)
    return lambda action: followup.set_status(
        lookup.state, action, status, today, waiting_on=on, waiting_until=day, at=at, numbers=numbers
    )


def _day(lookup: Lookup, at: Meeting | None) -> date:
    return (at.date if at is not None else None) or lookup.today


_FIRST: tuple[Field[Any], ...] = (Decision.text, Decision.meeting, Decision.decided_on, Decision.basis)

_SELDOM: tuple[Field[Any], ...] = (
    Decision.rationale, Decision.opposing, Decision.effect, Decision.supersedes, Decision.papers, Decision.status,
    Decision.review_on,
)  # fmt: skip

_PROPOSED: tuple[Field[Any], ...] = (
    Decision.text, Decision.rationale, Decision.circulated_on, Decision.answers_until, Decision.supersedes,
    Decision.papers,
)  # fmt: skip


def decision_form(lookup: Lookup, decision: Decision | None = None) -> tuple[FormField, ...]:
    """Votes stay hidden until the group's rules say that it votes (DOMAIN.md §2)."""
    if decision is not None and is_open(decision):
        return fields_for(lookup, Decision, decision, only=_PROPOSED)
    votes = VOTES if is_on(lookup.state, Group.votes) else ()
    return fields_for(lookup, Decision, decision, only=(*_FIRST, *votes, *_SELDOM))


def proposal_form(lookup: Lookup) -> tuple[FormField, ...]:
    """What goes round today, to be answered within the days that the group gives."""
    until = usual_deadline(lookup.state, lookup.today).isoformat()
    days = {Decision.circulated_on.name: lookup.today.isoformat(), Decision.answers_until.name: until}
    return fields_for(lookup, Decision, only=_PROPOSED, values=days)


def carried_out(lookup: Lookup, decision: Decision) -> dict[str, str]:
    """What an action that carries it out begins with: its meeting."""
    meeting = Decision.meeting.type_text(decision.meeting, lookup)
    return {Action.meeting.name: meeting} if meeting else {}


def new_under(lookup: Lookup, decision: Decision, values: Values) -> Changes:
    """A new action that carries the decision out; in the same item, where it is of the same meeting."""
    return add_typed(lookup, filled(values), ActionKind.ACTION, decision)[1]
