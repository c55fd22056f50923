"""Deleting an organization or a person takes along what is nothing without it: periods, names, functions, seats.

One change, so one undo, and from the trash they come back together. People and actions that name an organization stay:
*To mend* lists what then points at the trash, with a way out of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.records import BodyMember, Membership, Organization, OrganizationName, Person, Role, Succession
from ictwg.services.records.editing import remove

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State

PARTS: Mapping[type[Record], tuple[Field[Any], ...]] = {
    Organization: (
        OrganizationName.organization,
        Membership.organization,
        Role.organization,
        BodyMember.organization,
        Succession.predecessor,
        Succession.successor,
    ),
    Person: (Role.person, BodyMember.person),
}
"""The links of what goes along."""


def delete(state: State, record: Organization | Person) -> Changes:
    """Into the trash, with its parts."""
    edit = Edit("")
    for part in parts_of(state, record):
        edit.remove(part)
    return remove(record).and_then(edit.done())


def parts_of(state: State, record: Record) -> tuple[Record, ...]:
    """What is nothing without it, each once."""
    return tuple({part.id: part for part in _pointing(state, record)}.values())


def _pointing(state: State, record: Record) -> Iterator[Record]:
    for field in PARTS.get(type(record), ()):
        yield from state.linked(field.record, field, record.id)
