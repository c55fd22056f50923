"""What the engine is told of organizations and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.periods import holding, name_on, roles_on, status_on
from ictwg.domain.records import Membership, Organization, Person, Role, Succession
from ictwg.domain.values import MembershipStatus
from ictwg.records.json_view import linked_json, nested_json, own_json, record_json_by
from ictwg.records.selection import condition_by, day_by, value_by
from ictwg.records.tables import cell_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.records.json_view import Json
    from ictwg.records.lookup import Lookup


@record_json_by(Organization)
def _organization_json(lookup: Lookup, record: Organization) -> Json:
    as_of_today = {
        Organization.name.name: _name(lookup, record),
        Organization.acronym.name: _acronym(lookup, record),
        Membership.status.name: _status(lookup, record),
        "member_since": _member_since(lookup.state, record, lookup.today),
    }
    successions = {
        "predecessors": linked_json(lookup, Succession.successor, record),
        "successors": linked_json(lookup, Succession.predecessor, record),
    }
    return own_json(lookup, record) | as_of_today | nested_json(lookup, record) | successions


@record_json_by(Person)
def _person_json(lookup: Lookup, record: Person) -> Json:
    held = [role for role in roles_on(lookup.state, lookup.today) if role.person == record.id]
    functions = [str(role.function) for role in held]
    return own_json(lookup, record) | {"functions": functions, "roles": linked_json(lookup, Role.person, record)}


@value_by(Organization, Membership.status)
def _status(lookup: Lookup, organization: Organization) -> MembershipStatus | None:
    return status_on(lookup.state, organization, lookup.today)


@value_by(Organization, Organization.name)
def _name(lookup: Lookup, organization: Organization) -> str:
    return name_on(lookup.state, organization, lookup.today).name


@value_by(Organization, Organization.acronym)
def _acronym(lookup: Lookup, organization: Organization) -> str:
    return name_on(lookup.state, organization, lookup.today).acronym


@cell_by(Person, Role.function)
def _functions(lookup: Lookup, person: Person) -> str:
    """What somebody is today, and for whom: `focal point (MoJ), chair`."""
    roles = holding(lookup.state.linked(Role, Role.person, person.id), lookup.today)
    return ", ".join(_function(lookup, role, person) for role in roles)


def _function(lookup: Lookup, role: Role, person: Person) -> str:
    home = role.organization or person.organization
    label = Role.function.label(role.function)
    return f"{label} ({lookup.name(Organization, home)})" if home else label


@condition_by(Organization, "open")
def _in_the_group(lookup: Lookup) -> Callable[[Organization], bool]:
    return lambda organization: _status(lookup, organization) not in (None, MembershipStatus.WITHDRAWN)


@day_by(Organization)
def _first_day(lookup: Lookup) -> Callable[[Organization], date | None]:
    def day(organization: Organization) -> date | None:
        periods = lookup.state.linked(Membership, Membership.organization, organization.id)
        return min((period.since for period in periods if period.since), default=None)

    return day


def _member_since(state: State, organization: Organization, on: date) -> str | None:
    """The first day of the membership that holds on this day."""
    periods = state.linked(Membership, Membership.organization, organization.id)
    for row in holding((p for p in periods if p.status is MembershipStatus.MEMBER), on):
        return row.since.isoformat() if row.since else None
    return None
