"""What the engine is told of decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action, Decision
from ictwg.records.json_view import nested_json, own_json, record_json_by

if TYPE_CHECKING:
    from ictwg.records.json_view import Json
    from ictwg.records.lookup import Lookup


@record_json_by(Decision)
def _decision_json(lookup: Lookup, record: Decision) -> Json:
    """With both directions of what takes the place of what, and the actions that carry it out."""
    later = lookup.state.linked(Decision, Decision.supersedes, record.id)
    actions = lookup.state.linked(Action, Action.decision, record.id)
    named = {
        "superseded_by": [lookup.name(Decision, one.id) for one in later],
        "superseded_by_ids": [one.id for one in later],
        "actions": [lookup.name(Action, one.id) for one in actions],
        "action_ids": [one.id for one in actions],
    }
    return own_json(lookup, record) | named | nested_json(lookup, record)
