"""The lines of the minutes under their items, each above those that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.agenda import DEEPEST, agenda_of
from ictwg.domain.records import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State


class NestedEntry(NamedTuple):
    entry: Entry
    depth: int


def entries_of(state: State, meeting: Meeting) -> dict[str, tuple[NestedEntry, ...]]:
    """All entries by the id of their item; those of no item, or of one that is gone, under the empty id."""
    known = {line.item.id for line in agenda_of(state, meeting)}
    grouped: dict[str, list[Entry]] = {}
    for entry in state.linked(Entry, Entry.meeting, meeting.id):
        grouped.setdefault(entry.item if entry.item in known and entry.item else "", []).append(entry)
    return {item: nested(entries) for item, entries in grouped.items()}


def nested(entries: Iterable[Entry]) -> tuple[NestedEntry, ...]:
    """Entries of one item depth first, siblings by (order, id); a circle made by a merge is opened, none is lost."""
    ordered = sorted(entries, key=lambda entry: (entry.order, entry.id))
    ids = {entry.id for entry in ordered}
    children: dict[str, list[Entry]] = {}
    for entry in ordered:
        children.setdefault(entry.parent if entry.parent in ids and entry.parent else "", []).append(entry)
    found: dict[str, NestedEntry] = {}
    _walk(children, children.get("", []), 0, found)
    for entry in ordered:
        _walk(children, [entry], 0, found)
    return tuple(found.values())


def _walk(children: dict[str, list[Entry]], level: list[Entry], depth: int, found: dict[str, NestedEntry]) -> None:
    for entry in level:
        if entry.id not in found:
            found[entry.id] = NestedEntry(entry, depth)
            if depth < DEEPEST:  # what hangs deeper is found as what hangs in a circle is
                _walk(children, children.get(entry.id, []), depth + 1, found)
