"""Merged duplicates: `same_as` of the deleted record names the one that is kept.

Merging moves all links to the kept record. A colleague may still link to the deleted one: follow `same_as`, also after
a purge. Two people may merge at once, both ways round or one after the other, so it may be circular or dangling.
"""

from __future__ import annotations

from ictwg.domain.records import Organization, Person
from ictwg.domain.schema import Record
from ictwg.domain.state import State

KINDS: tuple[type[Organization | Person], ...] = (Organization, Person)
"""Of what two records may be one."""


def chain(state: State, kind: type[Record], id: str) -> tuple[str, ...]:
    """The record, the one that it is the same as, and so on; each once."""
    met: dict[str, None] = {}
    while id and id not in met:
        met[id] = None
        id = _same_as(state, kind, id)
    return tuple(met)


def survivor_of(state: State, kind: type[Record], id: str) -> str | None:
    """The id of the record that is kept for this one: itself while it is there; None where none is left."""
    return next((one for one in chain(state, kind, id) if state.get(kind, one) is not None), None)


def same_record(state: State, kind: type[Record], id: object, other: object) -> bool:
    """Whether two ids mean the same, by what was said."""
    if id == other or not (isinstance(id, str) and isinstance(other, str)):
        return id == other
    return not set(chain(state, kind, id)).isdisjoint(chain(state, kind, other))


def _same_as(state: State, kind: type[Record], id: str) -> str:
    if kind not in KINDS:
        return ""
    record = state.get(kind, id)
    name = Organization.same_as.name
    return state.left_of(id, name) if record is None else str(record.row.get(name) or "")
