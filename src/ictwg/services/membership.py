"""Who is in the group: organizations and their status over time, people and their functions.

Nothing here rewrites the past: a new status closes the period before it, a new name adds a dated row, a new focal
point closes the old one's function (DOMAIN.md §2, The past).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import holding, holds, name_on, roles_on, status_on
from ictwg.domain.records import Action, Membership, Organization, OrganizationName, Person, Role, Succession
from ictwg.domain.values import CLOSED, Function, MembershipStatus, OrganizationType, SuccessionKind
from ictwg.errors import InvalidValueError
from ictwg.locales import t

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State


class MemberRow(NamedTuple):
    """One organization as the register shows it on a day."""

    organization: Organization
    acronym: str
    name: str
    type: OrganizationType
    status: MembershipStatus | None
    since: date | None
    focal_points: tuple[str, ...]
    alternates: tuple[str, ...]


class FunctionRow(NamedTuple):
    """A function with its days, as a person's detail shows it."""

    role: Role
    function: Function
    person: str
    organization: str
    since: date | None
    until: date | None


class Replacement(NamedTuple):
    """What *replace focal point* asks: who leaves, who comes, from when, by which letter, and what moves along."""

    leaves: Role
    comes: Person | str
    since: date
    letter: str = ""
    moves: tuple[Action, ...] = ()
    lists: tuple[str, ...] = ()


def register(state: State, on: date) -> tuple[MemberRow, ...]:
    """All organizations in protocol order, as of a day; those who never belonged come last."""
    rows = [member_row(state, organization, on) for organization in state.all(Organization)]
    return tuple(sorted(rows, key=_protocol))


def member_row(state: State, organization: Organization, on: date) -> MemberRow:
    named = name_on(state, organization, on)
    periods = holding(state.linked(Membership, Membership.organization, organization.id), on)
    return MemberRow(
        organization,
        named.acronym,
        named.name,
        organization.type,
        periods[0].status if periods else None,
        periods[0].since if periods else None,
        _holders(state, organization, on, Function.FOCAL_POINT),
        _holders(state, organization, on, Function.ALTERNATE),
    )


def functions_of(state: State, record: Organization | Person) -> tuple[FunctionRow, ...]:
    """Every function that a person or an organization has held, the latest first."""
    field = Role.person if isinstance(record, Person) else Role.organization
    rows = [_function_row(state, role) for role in state.linked(Role, field, record.id)]
    return tuple(sorted(rows, key=lambda row: (str(row.since or ""), row.role.id), reverse=True))


def periods_of(state: State, organization: Organization) -> tuple[Membership, ...]:
    """The membership history, the latest first."""
    periods = state.linked(Membership, Membership.organization, organization.id)
    return tuple(sorted(periods, key=lambda row: (str(row.since or ""), row.id), reverse=True))


def people_of(state: State, organization: Organization, on: date) -> tuple[Person, ...]:
    """The people of an organization; those with a function of that day come first."""
    holders = {role.person for role in roles_on(state, on)}
    people = state.linked(Person, Person.organization, organization.id)
    return tuple(sorted(people, key=lambda person: (person.id not in holders, person.name.casefold(), person.id)))


def join(state: State, organization_id: str, status: MembershipStatus, since: date | None, letter: str = "") -> Changes:
    """The first period of an organization that has just been added."""
    settings = (Membership.organization(organization_id), Membership.status(status), Membership.since(since))
    edit = Edit("verbs.joined").create(Membership, state.new_id(), *settings, Membership.letter(letter))
    return edit.done()


def change_status(
    state: State, organization: Organization, status: MembershipStatus, since: date, letter: str = ""
) -> Changes:
    """A new period from a day on; the one that held till then ends the day before."""
    edit = Edit("verbs.status_changed", organization.acronym)
    for period in state.linked(Membership, Membership.organization, organization.id):
        if holds(period, since):
            _check_after(period.since, since)
            edit.update(period, Membership.until(since - timedelta(days=1)))
    settings = (Membership.organization(organization.id), Membership.status(status), Membership.since(since))
    return edit.create(Membership, state.new_id(), *settings, Membership.letter(letter)).done()


def rename(state: State, organization: Organization, name: str, acronym: str, since: date) -> Changes:
    """A new name from a day on; minutes of the days before keep the old one.

    The first renaming also writes down the name held so far, up to the day before.
    """
    edit = Edit("verbs.renamed", organization.acronym)
    day_before = since - timedelta(days=1)
    dated = holding(state.linked(OrganizationName, OrganizationName.organization, organization.id), since)
    for row in dated[:1]:
        edit.update(row, OrganizationName.until(day_before))
    if not dated:
        old = (OrganizationName.name(organization.name), OrganizationName.acronym(organization.acronym))
        edit.create(OrganizationName, state.new_id(), _of(organization), *old, OrganizationName.until(day_before))
    new = (OrganizationName.name(name), OrganizationName.acronym(acronym), OrganizationName.since(since))
    edit.create(OrganizationName, state.new_id(), _of(organization), *new)
    return edit.update(organization, Organization.name(name), Organization.acronym(acronym)).done()


def succeed(
    state: State, predecessors: tuple[Organization, ...], successor: Organization, kind: SuccessionKind, on: date
) -> Changes:
    """Records who followed whom, and ends the predecessors' membership the day before."""
    edit = Edit("verbs.succeeded", successor.acronym)
    for organization in predecessors:
        settings = (Succession.predecessor(organization.id), Succession.successor(successor.id))
        edit.create(Succession, state.new_id(), *settings, Succession.kind(kind), Succession.on(on))
        for period in state.linked(Membership, Membership.organization, organization.id):
            if holds(period, on):
                edit.update(period, Membership.until(on - timedelta(days=1)))
    return edit.done()


def appoint(
    state: State, person: Person, function: Function, organization: str | None, since: date | None, letter: str = ""
) -> Changes:
    """A function for a person from a day on."""
    settings = (Role.function(function), Role.person(person.id), Role.organization(organization))
    edit = Edit("verbs.appointed", person.name)
    return edit.create(Role, state.new_id(), *settings, Role.since(since), Role.letter(letter)).done()


def open_actions_of(state: State, person_id: str) -> tuple[Action, ...]:
    """What a focal point who leaves still has to do."""
    return tuple(a for a in state.linked(Action, Action.person, person_id) if a.status not in CLOSED)


def replace_focal_point(state: State, replacement: Replacement) -> Changes:
    """One form, one transaction, one undo: closes the old function, opens the new, moves lists and open actions."""
    leaves, since = replacement.leaves, replacement.since
    _check_after(leaves.since, since)
    edit = Edit("verbs.replaced_focal_point", _name_of(replacement.comes))
    comes = _who_comes(state, edit, replacement)
    edit.update(leaves, Role.until(since - timedelta(days=1)))
    settings = (Role.function(leaves.function), Role.organization(leaves.organization), Role.person(comes))
    edit.create(Role, state.new_id(), *settings, Role.since(since), Role.letter(replacement.letter))
    gone = state.get(Person, leaves.person)
    if gone is not None and replacement.lists:
        edit.update(gone, Person.lists(tuple(set(gone.lists) - set(replacement.lists))))
    for action in replacement.moves:
        edit.update(action, Action.person(comes))
    return edit.done()


def _who_comes(state: State, edit: Edit, replacement: Replacement) -> str:
    """The id of the person who comes; a name that is not on the register becomes a person of the organization."""
    comes, lists = replacement.comes, replacement.lists
    if isinstance(comes, Person):
        if lists:
            edit.update(comes, Person.lists((*comes.lists, *lists)))
        return comes.id
    id = state.new_id()
    settings = (Person.name(comes), Person.organization(replacement.leaves.organization), Person.lists(lists))
    edit.create(Person, id, *settings)
    return id


def _name_of(comes: Person | str) -> str:
    return comes.name if isinstance(comes, Person) else comes


def orphaned_actions(state: State, on: date) -> tuple[Action, ...]:
    """Open actions owned by an organization that has left: listed for reassignment."""
    gone = {o.id for o in state.all(Organization) if status_on(state, o, on) is MembershipStatus.WITHDRAWN}
    return tuple(a for a in state.all(Action) if a.status not in CLOSED and gone & set(a.owners))


def _protocol(row: MemberRow) -> tuple[bool, int, str, str]:
    rank = list(OrganizationType).index(row.type)
    return (row.status is None, rank, row.organization.protocol_order, row.acronym.casefold())


def _holders(state: State, organization: Organization, on: date, function: Function) -> tuple[str, ...]:
    roles = holding(state.linked(Role, Role.organization, organization.id), on)
    people = (state.get(Person, role.person) for role in roles if role.function is function)
    return tuple(person.name for person in people if person is not None)


def _function_row(state: State, role: Role) -> FunctionRow:
    person = state.get(Person, role.person)
    organization = state.get(Organization, role.organization)
    named = (person.name if person else "", organization.acronym if organization else "")
    return FunctionRow(role, role.function, *named, role.since, role.until)


def _of(organization: Organization) -> Setting:
    return OrganizationName.organization(organization.id)


def _check_after(before: date | None, since: date) -> None:
    if before is not None and since <= before:
        raise InvalidValueError(
            t("membership.not_after", since=since.isoformat(), before=before.isoformat()),
            t("membership.not_after.hint"),
            field="from",
        )
