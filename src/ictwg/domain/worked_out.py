"""What is worked out of the records once, and again only where they have changed since."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from ictwg.domain.schema import R
from ictwg.domain.state import State
from ictwg.locales import language

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")


class Following(Generic[R, V]):
    """One value for each record of a kind.

    Args:
        state: The records.
        kind: Which.
        worked_out: The value of one record; it must stand on that record alone.
    """

    def __init__(self, state: State, kind: type[R], worked_out: Callable[[R], V]) -> None:
        self.kind = kind
        self._state = state
        self._worked_out = worked_out
        self._version = -1
        self._values: dict[str, V] = {}

    def values(self) -> dict[str, V]:
        """Id → value, in no order; not to be changed."""
        before, self._version = self._version, self._state.version
        if before != self._version:
            changed = self._state.changed(before) if before >= 0 else None
            if changed is None:
                self._values = {record.id: self._worked_out(record) for record in self._state.all(self.kind)}
            else:
                self._follow([id for table, id in changed if table == self.kind.TABLE])
        return self._values

    def _follow(self, ids: list[str]) -> None:
        for id in ids:
            record = self._state.get(self.kind, id)
            if record is None:
                self._values.pop(id, None)
            else:
                self._values[id] = self._worked_out(record)


class PerVersion(Generic[K, V]):
    """What was worked out of a state for each key, until the state changes: lists and reports ask again and again."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._version: int | None = None
        self._known: dict[K, V] = {}

    def __call__(self, key: K, worked_out: Callable[[], V]) -> V:
        if self._version != self._state.version:
            self._version, self._known = self._state.version, {}
        if key not in self._known:
            self._known[key] = worked_out()
        return self._known[key]


class OnePerState(Generic[V]):
    """What is made of a state once and shared by all who ask; that of another state is let go."""

    def __init__(self, made: Callable[[State], V]) -> None:
        self._made = made
        self._latest: tuple[State, V] | None = None

    def __call__(self, state: State) -> V:
        if self._latest is None or self._latest[0] is not state:
            self._latest = (state, self._made(state))
        return self._latest[1]


def per_version(worked_out: Callable[Concatenate[State, P], V]) -> Callable[Concatenate[State, P], V]:
    """A function of a state that does its work once for each of what else it is given, until the state changes.

    What it says is in the language of the program, and worked out anew in another.
    """
    known: OnePerState[PerVersion[Any, V]] = OnePerState(PerVersion)

    @wraps(worked_out)
    def asked(state: State, /, *args: P.args, **named: P.kwargs) -> V:
        return known(state)((language(), args, *named.items()), lambda: worked_out(state, *args, **named))

    return asked
