"""The references that records get: the next number, and a new one for a record that shares its own with another.

    A-2010-014   action    T-2010-003   task    D-2010-03   decision

Numbers run over the whole group within a year; the next is one more than the highest ever seen (STORE.md §2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.references import ReferenceKind, format_reference, next_number, prefix
from ictwg.domain.values import ActionKind

if TYPE_CHECKING:
    from ictwg.domain.state import State

_KINDS = {ActionKind.ACTION: ReferenceKind.ACTION, ActionKind.TASK: ReferenceKind.TASK}


class Numbers:
    """Hands out references within one transaction, none twice."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._next: dict[tuple[ReferenceKind, int], int] = {}

    def take(self, kind: ActionKind, year: int) -> str:
        return self._take(_KINDS[kind], year)

    def take_decision(self, year: int) -> str:
        return self._take(ReferenceKind.DECISION, year)

    def _take(self, kind: ReferenceKind, year: int) -> str:
        if (kind, year) not in self._next:
            self._next[kind, year] = next_number(self._state.references(prefix(kind, year)), kind, year)
        number = self._next[kind, year]
        self._next[kind, year] = number + 1
        return format_reference(kind, year, number)
