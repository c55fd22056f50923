"""The agenda as a tree, its items numbered as they are read out (`5.2`), and the lines of the minutes under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.schema import Record, Setting
from ictwg.domain.state import State
from ictwg.domain.tree import branches, in_order
from ictwg.domain.values import ItemKind, MinutesState
from ictwg.locales import LANGUAGES, t

CLOSING_SECTIONS = (ItemKind.ANY_OTHER_BUSINESS, ItemKind.NEXT_MEETING, ItemKind.CLOSING)
"""They are printed without a number where they have their usual names."""


class NumberedItem(NamedTuple):
    """Attributes: number: Of its place, by which it is found."""

    item: AgendaItem
    number: str
    depth: int

    @property
    def printed(self) -> str:
        """Its number as it stands in the minutes; empty for a section that goes by its name alone."""
        kind, usual = self.item.kind, (t(f"meetings.item.{self.item.kind}", lang=lang) for lang in LANGUAGES)
        return "" if self.depth == 0 and kind in CLOSING_SECTIONS and self.item.title in usual else self.number

    @property
    def spoken(self) -> str:
        """`5.2`, or the name of what has no number."""
        return self.printed or self.item.title


def agenda_of(state: State, meeting: Meeting) -> tuple[NumberedItem, ...]:
    """The items of a meeting as the agenda lists them, each above those that belong to it."""
    return numbered(state.linked(AgendaItem, AgendaItem.meeting, meeting.id))


def numbered(items: Iterable[AgendaItem]) -> tuple[NumberedItem, ...]:
    """The items depth first. One whose parent is not among them stands at the top."""
    return tuple(NumberedItem(at.record, at.number, at.depth) for at in branches(AgendaItem.parent, items))


def counted(depths: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """The place of each among its siblings, behind the places of those above it."""
    places: list[int] = []
    for depth in depths:
        del places[depth + 1 :]
        places += [0] * (depth + 1 - len(places))
        places[depth] += 1
        yield tuple(places)


def paragraph_numbers(item: str, depths: Iterable[int], *, lettered: bool) -> list[str]:
    """`5.1`, `5.1.1`, `5.2` of the lines under item 5; `5(a)`, `5(a).1` where 5.1 is an item; `(1)` under none."""
    found = []
    for first, *others in counted(depths):
        letter = chr(ord("a") + (first - 1) % 26) * ((first - 1) // 26 + 1)
        place = (f"{item}({letter})" if lettered else f"{item}.{first}") if item else f"({first})"
        found.append(".".join((place, *map(str, others))))
    return found


def on_one_agenda(state: State, item: AgendaItem) -> tuple[AgendaItem, ...]:
    """The items of the same meeting, or those that wait for one too."""
    return state.linked(AgendaItem, AgendaItem.meeting, item.meeting) if item.meeting else parked(state)


def parked(state: State) -> tuple[AgendaItem, ...]:
    """The parking lot: items that wait for a meeting."""
    return tuple(in_order(item for item in state.all(AgendaItem) if item.meeting is None))


class NestedEntry(NamedTuple):
    entry: Entry
    depth: int


def entries_of(state: State, meeting: Meeting) -> dict[str, tuple[NestedEntry, ...]]:
    """All entries by the id of their item, as on the agenda; last, under no id, those of none or of a gone one."""
    grouped: dict[str, list[Entry]] = {**{line.item.id: [] for line in agenda_of(state, meeting)}, "": []}
    for entry in state.linked(Entry, Entry.meeting, meeting.id):
        grouped[entry.item if entry.item in grouped and entry.item else ""].append(entry)
    return {item: nested(entries) for item, entries in grouped.items() if entries}


def nested(entries: Iterable[Entry]) -> tuple[NestedEntry, ...]:
    """Entries of one item depth first."""
    return tuple(NestedEntry(at.record, at.depth) for at in branches(Entry.parent, entries))


def living_entry(state: State, id: str | None) -> Entry | None:
    """The entry, as long as it may follow the record: adopted minutes are frozen."""
    entry = state.get(Entry, id)
    meeting = state.get(Meeting, entry.meeting) if entry else None
    frozen = meeting is not None and meeting.minutes_state is MinutesState.ADOPTED
    return None if frozen else entry


def in_minutes(edit: Edit, state: State, record: Action | Decision, setting: Setting) -> Edit:
    """With the line of the minutes that gave the record, which follows it as long as it may."""
    entry = living_entry(state, record.entry)
    return edit.update(entry, setting) if entry else edit


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
