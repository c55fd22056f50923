"""What the engine is told of actions and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.overdue import Deadlines
from ictwg.domain.owners import owners_in_words
from ictwg.domain.records import Action
from ictwg.records.selection import condition_by, day_by
from ictwg.records.tables import cell_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.records.lookup import Lookup


@cell_by(Action, Action.owners)
def _owners(lookup: Lookup, action: Action) -> str:
    return owners_in_words(lookup.state, action)


@condition_by(Action, "overdue")
def _overdue(lookup: Lookup) -> Callable[[Action], bool]:
    return Deadlines(lookup.state, lookup.today).overdue


@day_by(Action)
def _due(lookup: Lookup) -> Callable[[Action], date | None]:
    return Deadlines(lookup.state, lookup.today).day
