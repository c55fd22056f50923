"""Hooks of the record engine for actions and tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ictwg.actions import actions
from ictwg.actions.action_detail import action_detail
from ictwg.domain.changes import Changes
from ictwg.domain.overdue import Deadlines
from ictwg.domain.records import Action, Progress
from ictwg.domain.roster import owners_in_words
from ictwg.domain.values import ActionKind, ActionStatus, DueWord, ShiftedBy
from ictwg.records.editing import AddOption, add_options, create, on_add, on_remove, on_set, remove_said, told_of
from ictwg.records.grammar import Grammar, grammar_by
from ictwg.records.lookup import Lookup
from ictwg.records.selection import condition_by, day_by
from ictwg.records.tables import cell_by, detail_by

detail_by(Action)(action_detail)
on_remove(Action)(remove_said)


@grammar_by(Action)
def _grammar(lookup: Lookup) -> Grammar:
    from ictwg.actions.action_rows import readers, table_of

    return Grammar(readers(lookup), lambda: table_of(lookup.state).rows(lookup.today))


@cell_by(Action, Action.owners)
def _owners(lookup: Lookup, action: Action) -> str:
    return owners_in_words(lookup.state, action)


@condition_by(Action, "overdue")
def _overdue(lookup: Lookup) -> Callable[[Action], bool]:
    return Deadlines(lookup.state, lookup.today).overdue


@day_by(Action)
def _due(lookup: Lookup) -> Callable[[Action], date | None]:
    return Deadlines(lookup.state, lookup.today).day


@add_options(Progress)
def _beside_progress() -> tuple[AddOption, ...]:
    return (AddOption(Progress.action.name, "cli.add.of_action", Progress.action),)


@on_add(Progress)
def _add_progress(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    action, own = told_of(lookup, Progress.action, values)
    return create(lookup, Progress, own, Progress.action(action))


@on_add(Action)
def _add(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """A task where its kind says so."""
    kind = Action.kind.parse(values.get(Action.kind.name) or ActionKind.ACTION, lookup)
    own = {name: text for name, text in values.items() if name != Action.kind.name}
    return actions.add_typed(lookup, own, kind)


@on_set(Action, Action.due)
def _set_due(lookup: Lookup, action: Action, due: date | DueWord | None) -> Changes:
    return actions.change_due(lookup.state, action, due, ShiftedBy.OWNER, lookup.today)


@on_set(Action, Action.status)
def _set_status(lookup: Lookup, action: Action, status: ActionStatus) -> Changes:
    return actions.set_status(lookup.state, action, status, lookup.today)


@on_set(Action, Action.text)
def _set_text(lookup: Lookup, action: Action, text: str) -> Changes:
    return actions.reword(lookup.state, action, text)
