"""What the engine is told of actions and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.overdue import Deadlines
from ictwg.domain.records import Action
from ictwg.records.selection import condition_by, day_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.records.lookup import Lookup


@condition_by(Action, "overdue")
def _overdue(lookup: Lookup) -> Callable[[Action], bool]:
    return Deadlines(lookup.state, lookup.today).overdue


@day_by(Action)
def _due(lookup: Lookup) -> Callable[[Action], date | None]:
    return Deadlines(lookup.state, lookup.today).day
