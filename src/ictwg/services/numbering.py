"""The references that records get: the next number, and a new one for a record that shares its own with another.

    A-2010-014   action    T-2010-003   task    D-2010-03   decision

Numbers run over the whole group within a year; the next is one more than the highest ever seen (STORE.md §2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import ActionKind

if TYPE_CHECKING:
    from ictwg.domain.state import State

_LETTERS = {ActionKind.ACTION: "A", ActionKind.TASK: "T"}
_DECISION = "D"
_DIGITS = {"A": 3, "T": 3, "D": 2}


class Numbers:
    """Hands out references within one transaction, none twice."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._last: dict[str, int] = {}

    def take(self, kind: ActionKind, year: int) -> str:
        return self._take(_LETTERS[kind], year)

    def take_decision(self, year: int) -> str:
        return self._take(_DECISION, year)

    def _take(self, letter: str, year: int) -> str:
        prefix = f"{letter}-{year}-"
        if prefix not in self._last:
            self._last[prefix] = max((_number(r, prefix) for r in self._state.references(prefix)), default=0)
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]:0{_DIGITS[letter]}}"


def _number(reference: str, prefix: str) -> int:
    tail = reference[len(prefix) :]
    return int(tail) if tail.isdecimal() else 0
