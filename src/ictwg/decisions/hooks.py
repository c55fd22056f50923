"""Hooks of the record engine for decisions."""

from __future__ import annotations

from ictwg.decisions import decisions
from ictwg.decisions.circulation import propose
from ictwg.decisions.decision_detail import decision_detail
from ictwg.decisions.decision_rows import readers, table_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Setting
from ictwg.domain.values import Basis
from ictwg.records.editing import create, on_add, on_remove, on_set, remove_said
from ictwg.records.grammar import Grammar, grammar_by
from ictwg.records.lookup import Lookup
from ictwg.records.tables import Json, detail_by, nested_json, own_json, record_json_by

detail_by(Decision)(decision_detail)
on_remove(Decision)(remove_said)


@grammar_by(Decision)
def _grammar(lookup: Lookup) -> Grammar:
    return Grammar(readers(lookup), lambda: table_of(lookup.state).rows(lookup.today))


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


@on_add(Decision)
def _add(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """One that is decided by circulation goes round first, unless the day on which it was decided is known."""
    basis = Decision.basis.parse(values.get(Decision.basis.name) or Basis.CONSENSUS, lookup)
    decided = values.get(Decision.decided_on.name) or values.get(Decision.meeting.name)
    if values.get(Decision.circulated_on.name, "").strip() or (basis is Basis.CIRCULATION and not decided):
        return propose(lookup, values)
    meeting = lookup.state.get(Meeting, Decision.meeting.parse(values.get(Decision.meeting.name, ""), lookup))
    on = meeting.date if meeting and meeting.date else lookup.today
    reference = ReferenceNumbers(lookup.state).take_decision(on.year)
    more: list[Setting] = [Decision.reference(reference)]
    more += [] if Decision.decided_on.name in values else [Decision.decided_on(on)]
    id, changes = create(lookup, Decision, values, *more)
    return id, changes._replace(subject=reference)


@on_set(Decision, Decision.text)
def _set_text(lookup: Lookup, decision: Decision, text: str) -> Changes:
    return decisions.reword(lookup.state, decision, text, lookup.today)


@on_set(Decision, Decision.supersedes)
def _set_supersedes(lookup: Lookup, decision: Decision, ids: tuple[str, ...]) -> Changes:
    earlier = (lookup.state.get(Decision, id) for id in ids)
    return decisions.supersede(lookup.state, decision, (one for one in earlier if one is not None))
