"""Records as rows: the declared columns for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.owners import owners_in_words
from ictwg.domain.records import Action, Meeting, Membership, Organization, Person, Role
from ictwg.domain.values import DueWord
from ictwg.locales import t
from ictwg.records.lookup import meeting_by_date, shown_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ictwg.domain.schema import Field, Record
    from ictwg.records.lookup import Lookup

    Shown = Callable[[Lookup, Any], str]
    Columns = tuple[Field[Any], ...]


AS_TYPED = frozenset({"date", "due"})
"""In a column a day stands in figures: short, and in order when sorted."""


TASK_COLUMNS = (Action.reference, Action.text, Action.assignee, Action.due, Action.status, Action.meeting)
"""A task is ours, so it has no owner among the members; it has somebody who does it, and maybe its meeting."""


def headings(kind: type[Record], columns: Columns = ()) -> list[str]:
    return [t(field.label_id) for field in columns or _columns(kind)]


def rows(lookup: Lookup, records: Sequence[Record], columns: Columns = ()) -> list[list[str]]:
    """What stands in the records' rows, one line each: these columns, or those of their kind."""
    references = [str(getattr(record, Action.reference.name, "")) for record in records]
    doubled = lookup.state.carried_twice(set(filter(None, references)))
    return [_cells(lookup, record, doubled, columns) for record in records]


def cells(lookup: Lookup, record: Record) -> list[str]:
    """What stands in one record's row."""
    return rows(lookup, (record,))[0]


def _cells(lookup: Lookup, record: Record, doubled: frozenset[str], columns: Columns) -> list[str]:
    shown = columns or _columns(type(record))
    return [" ".join(_shown(lookup, record, field, doubled).split()) for field in shown]


def _columns(kind: type[Record]) -> tuple[Field[Any], ...]:
    return (*kind.COLUMNS, *_MORE.get(kind, ()))


def _shown(lookup: Lookup, record: Record, field: Field[Any], doubled: frozenset[str]) -> str:
    special = _SPECIAL.get(field)
    if special is not None:
        return special(lookup, record)
    if field.name == Action.reference.name:
        reference = str(field.of(record))
        plain = reference or (meeting_by_date(record) if isinstance(record, Meeting) else "")
        return shown_reference(lookup.state, record) if reference in doubled else plain
    value = field.of(record)
    in_figures = field.kind in AS_TYPED and not isinstance(value, DueWord)
    return field.type_text(value, lookup) if in_figures else field.show(value, lookup)


def _owners(lookup: Lookup, action: Action) -> str:
    return owners_in_words(lookup.state, action)


def _acronym(lookup: Lookup, organization: Organization) -> str:
    from ictwg.domain.periods import name_on

    return name_on(lookup.state, organization, lookup.today).acronym


def _name(lookup: Lookup, organization: Organization) -> str:
    from ictwg.domain.periods import name_on

    return name_on(lookup.state, organization, lookup.today).name


def _status(lookup: Lookup, organization: Organization) -> str:
    from ictwg.domain.periods import status_on

    status = status_on(lookup.state, organization, lookup.today)
    return Membership.status.label(status) if status else ""


def _functions(lookup: Lookup, person: Person) -> str:
    """What somebody is today, and for whom: `focal point (MoJ), chair`."""
    from ictwg.domain.periods import holding

    roles = holding(lookup.state.linked(Role, Role.person, person.id), lookup.today)
    return ", ".join(_function(lookup, role, person) for role in roles)


def _function(lookup: Lookup, role: Role, person: Person) -> str:
    home = role.organization or person.organization
    label = Role.function.label(role.function)
    return f"{label} ({lookup.name(Organization, home)})" if home else label


_MORE: dict[type[Record], tuple[Field[Any], ...]] = {
    Organization: (Membership.status,),
    Person: (Role.function,),
}


_SPECIAL: dict[Field[Any], Shown] = {
    Action.owners: _owners,
    Organization.acronym: _acronym,
    Organization.name: _name,
    Membership.status: _status,
    Role.function: _functions,
}
