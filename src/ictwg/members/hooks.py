"""What the engine is told of organizations, people and the group as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import holding, name_on, roles_on, status_on
from ictwg.domain.records import Group, Membership, Organization, Person, Role, Succession
from ictwg.domain.state import State
from ictwg.domain.values import Function, MembershipStatus, OrganizationType
from ictwg.members import organizations
from ictwg.members.member_detail import organization_detail, person_detail
from ictwg.records.editing import AddOption, add_options, create, on_add, on_remove, on_set, write
from ictwg.records.group import known_districts, usually_spelled, zone_meant
from ictwg.records.lookup import Lookup
from ictwg.records.selection import condition_by, day_by, value_by
from ictwg.records.tables import Detail, Json, cell_by, detail_by, linked_json, nested_json, own_json, record_json_by

detail_by(Person)(person_detail)
on_remove(Organization)(organizations.remove)
on_remove(Person)(organizations.remove)


@detail_by(Organization)
def _organization_detail(lookup: Lookup, organization: Organization) -> Detail:
    return organization_detail(lookup, organization, lookup.today)


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


ANOTHER = "another"
"""Said beside the fields of a new one where one of its name is there already, and another is meant."""


@on_add(Organization)
def _add_organization(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """An organization is added because it belongs: a member from today on, unless something else is said."""
    if not values.get(ANOTHER):
        from ictwg.members.duplicates import expect_new_organization

        expect_new_organization(lookup, values)
    type = Organization.type.parse(values.get(Organization.type.name) or OrganizationType.OTHER, lookup)
    place = Organization.protocol_place(organizations.proposed_place(lookup.state, type))
    id, changes = create(lookup, Organization, _own(values), place)
    status = Membership.status.parse(values.get(Membership.status.name) or MembershipStatus.MEMBER, lookup)
    letter = values.get(Membership.letter.name, "")
    return id, changes.and_then(organizations.join(lookup.state, id, status, _since(lookup, values), letter))


@on_add(Person)
def _add_person(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """With a first function, where one is said."""
    if not values.get(ANOTHER):
        from ictwg.members.duplicates import expect_new_person

        expect_new_person(lookup, values)
    id, changes = create(lookup, Person, _own(values))
    if not values.get(Role.function.name):
        return id, changes
    function: Function = Role.function.parse(values[Role.function.name], lookup)
    home = Person.organization.parse(values.get(Person.organization.name, ""), lookup)
    settings = (Role.function(function), Role.person(id), Role.organization(home))
    days = (Role.since(_since(lookup, values)), Role.letter(values.get(Role.letter.name, "")))
    edit = Edit("verbs.appointed").create(Role, lookup.state.new_id(), *settings, *days)
    return id, changes.and_then(edit.done())


_DATED = (
    AddOption(ANOTHER, "cli.add.another"),
    AddOption(Role.since.name, "cli.add.from", Role.since),
    AddOption(Role.letter.name, "cli.add.letter", Role.letter),
)
_STATUS = AddOption(Membership.status.name, "cli.add.membership", Membership.status)
_FUNCTION = AddOption(Role.function.name, "cli.add.function", Role.function)
_BESIDE = frozenset(one.name for one in (_STATUS, _FUNCTION, *_DATED))


@add_options(Organization)
def _beside_organization() -> tuple[AddOption, ...]:
    return (_STATUS, *_DATED)


@add_options(Person)
def _beside_person() -> tuple[AddOption, ...]:
    return (_FUNCTION, *_DATED)


def _own(values: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name not in _BESIDE}


def _since(lookup: Lookup, values: dict[str, str]) -> date:
    return Membership.since.parse(values.get(Membership.since.name, ""), lookup) or lookup.today


@on_set(Organization, Membership.status)
def _set_status(lookup: Lookup, organization: Organization, status: MembershipStatus) -> Changes:
    return organizations.change_status(lookup.state, organization, status, lookup.today)


@on_set(Organization, Organization.name)
def _set_name(lookup: Lookup, organization: Organization, name: str) -> Changes:
    return organizations.respell(lookup.state, organization, lookup.today, name=name)


@on_set(Organization, Organization.acronym)
def _set_acronym(lookup: Lookup, organization: Organization, acronym: str) -> Changes:
    return organizations.respell(lookup.state, organization, lookup.today, acronym=acronym)


@on_set(Group, Group.time_zone)
def _set_time_zone(lookup: Lookup, group: Group, text: str) -> Changes:
    return write(lookup.state, group, Group.time_zone(zone_meant(text, Group.time_zone.name)))


@on_set(Group, Group.districts)
def _set_districts(lookup: Lookup, group: Group, names: tuple[str, ...]) -> Changes:
    known = known_districts(lookup.state)
    return write(lookup.state, group, Group.districts(tuple(usually_spelled(name, known) for name in names)))


def _member_since(state: State, organization: Organization, on: date) -> str | None:
    """The first day of the membership that holds on this day."""
    periods = state.linked(Membership, Membership.organization, organization.id)
    for row in holding((p for p in periods if p.status is MembershipStatus.MEMBER), on):
        return row.since.isoformat() if row.since else None
    return None
