"""Forms about decisions, and the actions that carry them out."""

from __future__ import annotations

from typing import Any

from ictwg.actions.actions import add_typed
from ictwg.app.forms.declared import fields_for, filled
from ictwg.app.forms.fields import FormField, Values
from ictwg.decisions.circulation import is_open, usual_deadline
from ictwg.decisions.decisions import VOTES
from ictwg.domain.access import is_on
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Decision, Group
from ictwg.domain.schema import Field
from ictwg.domain.values import ActionKind
from ictwg.records.lookup import Lookup

_FIRST: tuple[Field[Any], ...] = (Decision.text, Decision.meeting, Decision.decided_on, Decision.basis)

_LATER: tuple[Field[Any], ...] = (
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
    return fields_for(lookup, Decision, decision, only=(*_FIRST, *votes, *_LATER))


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
