"""The agenda as a tree, its items numbered as they are read out (`5.2`), and the lines of the minutes under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.schema import DEEPEST
from ictwg.domain.values import MinutesState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


class NumberedItem(NamedTuple):
    item: AgendaItem
    number: str
    depth: int


def agenda_of(state: State, meeting: Meeting) -> tuple[NumberedItem, ...]:
    """The items of a meeting as the agenda lists them, each above those that belong to it."""
    return numbered(state.linked(AgendaItem, AgendaItem.meeting, meeting.id))


def numbered(items: Iterable[AgendaItem]) -> tuple[NumberedItem, ...]:
    """The items depth first. One whose parent is not among them stands at the top."""
    children = _by_parent(tuple(items))
    return tuple(_walk(children, "", "", 0))


def in_order(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Siblings by (order, id)."""
    return tuple(sorted(items, key=lambda item: (item.order, item.id)))


def siblings(state: State, item: AgendaItem) -> tuple[AgendaItem, ...]:
    """The items at the same level as `item`, itself among them, in order."""
    items = state.linked(AgendaItem, AgendaItem.meeting, item.meeting) if item.meeting else parked(state)
    children = _by_parent(items)
    return next((in_order(group) for group in children.values() if item in group), (item,))


def parked(state: State) -> tuple[AgendaItem, ...]:
    """The parking lot: items that wait for a meeting."""
    return in_order(item for item in state.all(AgendaItem) if item.meeting is None)


def _by_parent(items: tuple[AgendaItem, ...]) -> dict[str, list[AgendaItem]]:
    by_id = {item.id: item for item in items}
    cut = _cycle_cuts(by_id)
    cut |= _deep_cuts(by_id, cut)
    children: dict[str, list[AgendaItem]] = {}
    for item in items:
        parent = "" if item.id in cut or item.parent not in by_id else item.parent or ""
        children.setdefault(parent, []).append(item)
    return children


def _cycle_cuts(by_id: dict[str, AgendaItem]) -> set[str]:
    """Where a merge has closed a circle, the member whose link was written last stands at the top; not written."""
    cuts: set[str] = set()
    sound: set[str] = set()
    for start in by_id:
        path: dict[str, int] = {}
        at: str | None = start
        while at in by_id and at not in sound and at not in path and at not in cuts:
            path[at] = len(path)
            at = by_id[at].parent
        if at in path:
            cuts.add(max(list(path)[path[at] :], key=lambda one: _written(by_id[one])))
        sound.update(path)
    return cuts


def _deep_cuts(by_id: dict[str, AgendaItem], cut: set[str]) -> set[str]:
    """What hangs deeper than anybody writes stands at the top too."""
    deep: dict[str, int] = {}
    cuts: set[str] = set()
    for start in by_id:
        path: list[str] = []
        at: str | None = start
        while at in by_id and at not in deep:
            path.append(at)
            at = None if at in cut else by_id[at].parent
        above = deep.get(at or "", -1)
        for one in reversed(path):
            above = (above + 1) % DEEPEST
            deep[one] = above
            if not above:
                cuts.add(one)
    return cuts


def _written(item: AgendaItem) -> tuple[int, str]:
    dots = [dot.rpartition("@") for dot in item.row.seen(AgendaItem.parent.name)]
    return max(((int(n) if n.isdigit() else 0, actor) for actor, _, n in dots), default=(0, item.id))


def _walk(children: dict[str, list[AgendaItem]], parent: str, prefix: str, depth: int) -> list[NumberedItem]:
    found: list[NumberedItem] = []
    for place, item in enumerate(in_order(children.get(parent, ())), 1):
        number = f"{prefix}{place}"
        found.append(NumberedItem(item, number, depth))
        found += _walk(children, item.id, f"{number}.", depth + 1)
    return found


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
    _walk_lines(children, children.get("", []), 0, found)
    for entry in ordered:
        _walk_lines(children, [entry], 0, found)
    return tuple(found.values())


def _walk_lines(
    children: dict[str, list[Entry]], level: list[Entry], depth: int, found: dict[str, NestedEntry]
) -> None:
    for entry in level:
        if entry.id not in found:
            found[entry.id] = NestedEntry(entry, depth)
            if depth < DEEPEST:  # what hangs deeper is found as what hangs in a circle is
                _walk_lines(children, children.get(entry.id, []), depth + 1, found)


def living_entry(state: State, id: str | None) -> Entry | None:
    """The entry, as long as it may follow the record: adopted minutes are frozen."""
    entry = state.get(Entry, id)
    meeting = state.get(Meeting, entry.meeting) if entry else None
    frozen = meeting is not None and meeting.minutes_state is MinutesState.ADOPTED
    return None if frozen else entry


def asked_together(state: State, record: Record, register: str) -> Record | None:
    """The other record of which the same is to decide: a line of the minutes and what it became are reworded as one."""
    if register != Entry.text.name:
        return None
    other = _other_of(state, record)
    return other if other is not None and _texts(other) == _texts(record) else None


def asked_elsewhere(state: State, record: Record, register: str) -> bool:
    """Whether the action or decision asks it already: its reference says more than a line of the minutes."""
    return isinstance(record, Entry) and asked_together(state, record, register) is not None


def _other_of(state: State, record: Record) -> Record | None:
    if isinstance(record, Action | Decision):
        return living_entry(state, record.entry)
    if not isinstance(record, Entry) or living_entry(state, record.id) is None:
        return None
    became = (*state.linked(Action, Action.entry, record.id), *state.linked(Decision, Decision.entry, record.id))
    return became[0] if became else None


def _texts(record: Record) -> frozenset[object]:
    name = Entry.text.name
    return frozenset((record.row.get(name), *record.row.rivals(name)))
