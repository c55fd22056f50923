"""What records of a type may never hold, whoever wrote it: refused where it is typed or imported, and never shown.

A merge refuses nothing, and a script writes what it likes; so a list, a detail, JSON and a report leave out what is
against its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ictwg.domain.changes import Changes
from ictwg.domain.schema import R, Record
from ictwg.domain.state import Records, State
from ictwg.errors import InvalidValueError
from ictwg.records.areas import Hooks
from ictwg.records.planned_state import StateAfterChanges

rule_by: Hooks[Callable[[Records, Any], str]] = Hooks()
"""What is wrong with a record of this type, in one sentence; empty where nothing is."""


def broken_rule(state: Records, record: Record) -> str:
    """What is wrong with the record; empty where nothing is."""
    rule = rule_by.of(type(record))
    return rule(state, record) if rule is not None else ""


def by_the_rules(state: Records, kind: type[R], records: Iterable[R]) -> tuple[R, ...]:
    """Those that may be shown and counted."""
    rule = rule_by.of(kind)
    return tuple(records) if rule is None else tuple(one for one in records if not rule(state, one))


def expect_rules(state: State, kind: type[Record], id: str, changes: Changes) -> None:
    """Looks at a record of this type as it would be.

    Raises:
        InvalidValueError: It would be against the rule of its type.
    """
    if rule_by.of(kind) is None:
        return
    planned = StateAfterChanges(state, changes, (kind,))
    record = planned.get(kind, id)
    if record is not None and (why := broken_rule(planned, record)):
        raise InvalidValueError(why)
