"""What is linked with a record, whichever of the two names the other: an activity its action, and the action it."""

from __future__ import annotations

from functools import cache
from typing import Any

from ictwg.domain.schema import Field, Record, declared, targets
from ictwg.domain.state import State
from ictwg.records.selection import in_order


def linked_both_ways(state: State, record: Record) -> dict[type[Record], tuple[Record, ...]]:
    """By type, without types of which there is none: first those that name it, then those that it names."""
    own = type(record)
    found: dict[type[Record], dict[str, Record]] = {}
    for field in _naming(own.TABLE):
        for one in state.linked(field.record, field, record.id):
            found.setdefault(field.record, {})[one.id] = one
    for field in _mutual(own):
        kind = field.target()  # type: ignore[attr-defined]  # links have one
        for id in targets(field, record):
            if (named := state.get(kind, id)) is not None:
                found.setdefault(kind, {})[id] = named
    return {kind: in_order(state, ones.values()) for kind, ones in found.items()}


def naming(state: State, record: Record) -> dict[type[Record], tuple[Record, ...]]:
    """Those that name it: what it names stands in its own fields."""
    named = {field.record for field in _naming(record.TABLE)}
    return {kind: ones for kind, ones in linked_both_ways(state, record).items() if kind in named}


def is_linked(kind: type[Record]) -> bool:
    """Whether its records can be linked with others in this way."""
    return bool(_mutual(kind) or _naming(kind.TABLE))


def _mutual(kind: type[Record]) -> tuple[Field[Any], ...]:
    return tuple(field for field in kind.fields() if getattr(field, "mutual", False))


@cache
def _naming(table: str) -> tuple[Field[Any], ...]:
    """The fields of other types that name one of this type."""
    return tuple(field for other in declared() for field in _mutual(other) if table == field.target().TABLE)  # type: ignore[attr-defined]  # likewise
