"""What one journal line holds: the writes of one transaction, under one dot.

    {"dot": "ana~…@n", "w": [[table, id, field, [value, …], [seen, …]], …]}

Several values stand in one write only where an undo puts back a conflict that the undone edit had decided.
"""

from __future__ import annotations

from typing import Any, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.domain.schema import Raw


class Stored(NamedTuple):
    """One register's new values, and the dots that they replace."""

    table: str
    id: str
    field: str
    values: tuple[Raw, ...]
    seen: tuple[str, ...]


class Transaction(NamedTuple):
    dot: str
    writes: tuple[Stored, ...]

    def payload(self) -> dict[str, Any]:
        return {"dot": self.dot, "w": [[*write[:3], list(write.values), list(write.seen)] for write in self.writes]}

    @property
    def records(self) -> tuple[tuple[str, str], ...]:
        """The records that it touches, each once."""
        return tuple(dict.fromkeys((write.table, write.id) for write in self.writes))


def transaction(payload: dict[str, Any]) -> Transaction | None:
    """The transaction of a journal line; None for a line of another kind or a later version."""
    try:
        writes = tuple(
            Stored(table, id, field, tuple(values), tuple(seen)) for table, id, field, values, seen in payload["w"]
        )
        return Transaction(payload["dot"], writes)
    except (KeyError, TypeError, ValueError):
        return None
