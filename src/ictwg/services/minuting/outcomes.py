"""What an item of the agenda came to: said by a word or a key, and by itself where a decision is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Decision
from ictwg.domain.values import Outcome
from ictwg.services.records.lookup import short_title

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.records import Entry
    from ictwg.domain.state import State

_GIVES_WAY = (None, Outcome.NOTED)
"""What stands until something is decided; an item that was deferred or withdrawn stays so."""


def set_outcome(item: AgendaItem, outcome: Outcome | None) -> Changes:
    return Edit("verbs.outcome", short_title(item)).update(item, AgendaItem.outcome(outcome)).done()


def decided(edit: Edit, item: AgendaItem | None) -> Edit:
    """With the outcome of the item, where a decision is taken under it."""
    if item is not None and item.outcome in _GIVES_WAY:
        edit.update(item, AgendaItem.outcome(Outcome.DECIDED))
    return edit


def undecided(edit: Edit, state: State, entry: Entry, decision: Decision) -> Edit:
    """Without it, where the only decision of the item is taken back."""
    item = state.get(AgendaItem, entry.item)
    if item is not None and item.outcome is Outcome.DECIDED:
        others = [one for one in state.linked(Decision, Decision.item, item.id) if one.id != decision.id]
        if not others:
            edit.update(item, AgendaItem.outcome.clear)
    return edit
