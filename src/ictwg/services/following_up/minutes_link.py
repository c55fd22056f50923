"""The line of the minutes that an action or a decision came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action, Decision, Entry, Meeting
from ictwg.domain.values import MinutesState

if TYPE_CHECKING:
    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


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
