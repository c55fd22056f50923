"""What stays behind when the secretariat is handed over: the ids of records, and the fields of those that go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.access import effective, within
from ictwg.domain.records import Action, AgendaItem, Attendance, Contact, Correction, Decision, Entry, Meeting, Person
from ictwg.domain.schema import Setting
from ictwg.domain.values import ActionKind, Audience

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State

RESTRICTED_KINDS = (Meeting, AgendaItem, Entry, Decision, Action, Attendance, Correction, Contact)
"""What is said in meetings, each of which may be kept to a few; and what is the secretariat's alone."""


def restricted(state: State, everything: Collection[Record]) -> set[str]:
    """What only a few may see, and all that hangs on it."""
    found = {
        record.id
        for record in everything
        if isinstance(record, RESTRICTED_KINDS)
        and not _is_own_task(record)
        and not within(effective(state, record), Audience.MEMBERS)
    }
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {record.id for record in everything if _hangs_on(record, found)}
    return found | _known_there_only(everything, found)


def _known_there_only(everything: Collection[Record], left_out: set[str]) -> set[str]:
    """People whom what is left out names, and nothing else does: that they were there at all is said nowhere else."""
    there: set[str] = set()
    elsewhere: set[str] = set()
    for record in everything:
        (there if record.id in left_out else elsewhere).update(_linked(record))
    return {record.id for record in everything if isinstance(record, Person)} & (there - elsewhere)


def _linked(record: Record) -> Iterator[str]:
    for field in type(record).fields():
        if field.is_set:
            yield from record.row.elements(field.name)
        elif isinstance(raw := record.row.get(field.name), str):
            yield raw


def _is_own_task(record: Record) -> bool:
    """The secretariat's own work goes on; it is theirs because of its kind, not because of what was said."""
    return isinstance(record, Action) and record.kind is ActionKind.TASK


def _hangs_on(record: Record, left_out: set[str]) -> bool:
    parent = type(record).PARENT
    above = (parent, *(type(record).field(name) for name in ("meeting", "item", "entry", "parent")))
    return any(field is not None and record.row.get(field.name) in left_out for field in above)


def fields_along(kind: type[Record], *, private: bool, with_restricted: bool) -> Iterator[Field[object]]:
    """The fields that go along."""
    for field in kind.fields():
        kept_here = field.audience is Audience.SECRETARIAT and not field.personal and not with_restricted
        if not (kept_here or (private and field.personal)):
            yield field


def settings_along(record: Record, fields: Iterable[Field[object]], left_out: set[str]) -> Iterator[Setting]:
    for field in fields:
        if field.is_set:
            yield Setting(field, tuple(one for one in record.row.elements(field.name) if one not in left_out))
        elif (raw := record.row.get(field.name)) not in left_out:
            yield Setting(field, raw)
