"""The content of one journal line: the writes of one transaction, under one dot.

    {"dot": "ana~…@n", "w": [[table, id, field, [value, …], [seen, …]], …]}

A value that is not a scalar (the changes of a log row) is its JSON text in a list.
A write has several values only if an undo restores a conflict that the undone edit had resolved; it has none if a purge
removes the register.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from ictwg.domain.ids import number_and_actor
from ictwg.domain.schema import Raw
from ictwg.merge.values import Opaque

Key = tuple[str, str, str]


class Stored(NamedTuple):
    """The new values of one register, and the dots that they replace."""

    table: str
    id: str
    field: str
    values: tuple[Raw, ...]
    seen: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.table, self.id, self.field

    @property
    def register(self) -> tuple[str, tuple[Raw, ...], tuple[str, ...]]:
        return self.field, self.values, self.seen


class Transaction(NamedTuple):
    dot: str
    writes: tuple[Stored, ...]

    def payload(self) -> dict[str, Any]:
        writes = [w if _plain(w.values) else (*w[:3], _out(w.values), w.seen) for w in self.writes]
        return {"dot": self.dot, "w": writes}

    def by_record(self) -> dict[tuple[str, str], list[Stored]]:
        """The writes of each record that it touches."""
        records: dict[tuple[str, str], list[Stored]] = {}
        for write in self.writes:
            records.setdefault((write.table, write.id), []).append(write)
        return records


def transaction(payload: dict[str, Any]) -> Transaction | None:
    """The transaction of a journal line; None for a line of another kind or a later version."""
    try:
        writes = [
            Stored(table, id, field, tuple([_in(value) for value in values]), tuple(seen))
            for table, id, field, values, seen in payload["w"]
        ]
        return Transaction(payload["dot"], tuple(writes))
    except (KeyError, TypeError, ValueError):
        return None


def _plain(values: tuple[Raw, ...]) -> bool:
    return len(values) == 1 and type(values[0]) is not Opaque


def _out(values: tuple[Raw, ...]) -> list[Raw | list[str]]:
    return [[str(value)] if isinstance(value, Opaque) else value for value in values]


def _in(value: Any) -> Raw:
    return Opaque(value[0]) if type(value) is list else cast("Raw", value)


def number_of(transaction: Transaction) -> int:
    """The number of its dot, nearly always greater than those of all transactions that its author saw."""
    return number_and_actor(transaction.dot)[0]
