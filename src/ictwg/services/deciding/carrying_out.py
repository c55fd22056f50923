"""Which actions carry a decision out, and which decision an action carries out: one link, read from both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.entries import entries_of
from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.references import place
from ictwg.domain.values import ActionKind
from ictwg.services.records.lookup import shown_name, shown_reference

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State


def link(state: State, action: Action, decision: Decision | None) -> Changes:
    """The action carries out this decision, or none."""
    if decision is None:
        edit = Edit("verbs.unlinked", shown_name(state, action))
        return edit.update(action, Action.decision.clear).done()
    edit = Edit("verbs.carries_out", f"{shown_name(state, action)} → {shown_reference(state, decision)}")
    return edit.update(action, Action.decision(decision.id)).done()


def actions_of(state: State, decision: Decision) -> tuple[Action, ...]:
    """Those that carry it out, by reference."""
    return tuple(sorted(state.linked(Action, Action.decision, decision.id), key=_by_reference))


def decision_above(state: State, action: Action) -> Decision | None:
    """What was last decided in the action's item before it was promised: most likely what it carries out."""
    beside = _of_its_item(state, action)
    meeting = state.get(Meeting, action.meeting)
    if not beside or meeting is None:
        return None
    lines = [line.entry.id for line in entries_of(state, meeting).get(action.item or "", ())]
    at = lines.index(action.entry) if action.entry in lines else len(lines)
    before = [one for one in beside if one.entry in lines[:at]]
    return max(before, key=lambda one: lines.index(one.entry or "")) if before else beside[0]


def offered(state: State, action: Action) -> tuple[Decision, ...]:
    """The decisions that it may carry out: that of its item first, those of its meeting, then the latest."""
    nearest = decision_above(state, action)

    def nearness(one: Decision) -> tuple[bool, bool, bool]:
        return one == nearest, bool(action.item) and one.item == action.item, one.meeting == action.meeting

    listed = sorted(state.all(Decision), key=lambda one: (str(one.decided_on or ""), one.reference), reverse=True)
    return tuple(sorted(listed, key=nearness, reverse=True))


def offered_actions(state: State, decision: Decision) -> tuple[Action, ...]:
    """The actions that may carry it out: those of its item first, those of its meeting, then the latest; no tasks."""
    promised = [one for one in state.all(Action) if one.kind is ActionKind.ACTION]
    latest = sorted(promised, key=_by_reference, reverse=True)

    def nearness(one: Action) -> tuple[bool, bool]:
        return bool(decision.item) and one.item == decision.item, one.meeting == decision.meeting

    return tuple(sorted(latest, key=nearness, reverse=True))


def _of_its_item(state: State, action: Action) -> list[Decision]:
    meeting, item = action.meeting, action.item
    if not meeting or not item:
        return []
    return [one for one in state.linked(Decision, Decision.meeting, meeting) if one.item == item]


def _by_reference(action: Action) -> tuple[tuple[str, int, str], str]:
    return place(action.reference), action.id
