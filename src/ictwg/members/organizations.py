"""Organizations: their membership and names over time, what became of them, and what is deleted with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import is_key, placed
from ictwg.domain.periods import PastName, check_after, day_before_next, holding, holds, name_on
from ictwg.domain.records import (
    Action,
    BodyMember,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Role,
    Succession,
)
from ictwg.domain.roster import protocol
from ictwg.domain.schema import Field, Record, Setting
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, Function, MembershipStatus, OrganizationType, SuccessionKind
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.members.functions import holders
from ictwg.records.lookup import short_name


class MemberRow(NamedTuple):
    """One organization as the register shows it on a day."""

    organization: Organization
    acronym: str
    name: str
    type: OrganizationType
    status: MembershipStatus | None
    since: date | None
    focal_points: tuple[str, ...]


def register(state: State, on: date) -> tuple[MemberRow, ...]:
    """All organizations in protocol order, as of a day; those who did not belong then come last."""
    rows = [member_row(state, organization, on) for organization in state.all(Organization)]
    return tuple(sorted(rows, key=lambda row: (row.status is None, protocol(row.organization, row.acronym))))


def member_row(state: State, organization: Organization, on: date) -> MemberRow:
    named = name_on(state, organization, on)
    periods = holding(periods_of(state, organization), on)
    people = (state.get(Person, role.person) for role in holders(state, organization, Function.FOCAL_POINT, on))
    return MemberRow(
        organization,
        named.acronym,
        named.name,
        organization.type,
        periods[0].status if periods else None,
        periods[0].since if periods else None,
        tuple(person.name for person in people if person is not None),
    )


def periods_of(state: State, organization: Organization) -> tuple[Membership, ...]:
    """The membership history, the latest first."""
    periods = state.linked(Membership, Membership.organization, organization.id)
    return tuple(sorted(periods, key=lambda row: (str(row.since or ""), row.id), reverse=True))


def join(state: State, organization_id: str, status: MembershipStatus, since: date | None, letter: str = "") -> Changes:
    """The first period of an organization that has just been added."""
    settings = (Membership.organization(organization_id), Membership.status(status), Membership.since(since))
    edit = Edit("verbs.joined").create(Membership, state.new_id(), *settings, Membership.letter(letter))
    return edit.done()


def change_status(
    state: State, organization: Organization, status: MembershipStatus, since: date, letter: str = ""
) -> Changes:
    """A new period from a day on; the one that held till then ends the day before.

    A period that began on that very day is corrected instead: it was never another status.
    """
    edit = Edit("verbs.status_changed", organization.acronym)
    periods = periods_of(state, organization)
    given = (Membership.status(status), *([Membership.letter(letter)] if letter else []))
    same_day = next((period for period in periods if period.since == since), None)
    if same_day is not None:
        return edit.update(same_day, *given).done()
    for period in periods:
        if holds(period, since):
            edit.update(period, Membership.until(since - timedelta(days=1)))
    days = (Membership.since(since), Membership.until(day_before_next(periods, since)))
    return edit.create(Membership, state.new_id(), Membership.organization(organization.id), *given, *days).done()


def correct_period(organization: Organization, period: Membership, *settings: Setting) -> Changes:
    """The status, days or letter of a period were other than written."""
    return Edit("verbs.status_changed", organization.acronym).update(period, *settings).done()


_PROPOSED = (
    OrganizationType.JUDICIARY, OrganizationType.GOVERNMENT, OrganizationType.SECURITY, OrganizationType.INTERNATIONAL,
    OrganizationType.DONOR, OrganizationType.NGO, OrganizationType.OTHER,
)  # fmt: skip
"""Where a type proposes that an organization stands (DOMAIN.md §2)."""


def put_beside(state: State, organization: Organization, other: Organization, *, behind: bool) -> Changes:
    """Its place in the one list by hand, before another or behind it; the first time everybody gets one."""
    others = [one for one in sorted(state.all(Organization), key=protocol) if one != organization]
    place = placed([one.protocol_place for one in others], others.index(other) + behind)
    edit = Edit("verbs.moved", organization.acronym, organization)
    edit.update(organization, Organization.protocol_place(place.key))
    for index, key in place.rekeyed:
        edit.update(others[index], Organization.protocol_place(key))
    return edit.done()


def proposed_place(state: State, type: OrganizationType) -> str:
    """Behind those before which its type does not go; none in a group that has put nobody in order by hand."""
    listed = [one for one in sorted(state.all(Organization), key=protocol) if is_key(one.protocol_place)]
    rank = _PROPOSED.index(type)
    behind = [at for at, one in enumerate(listed, 1) if _PROPOSED.index(one.type) <= rank]
    return placed([one.protocol_place for one in listed], max(behind, default=0)).key if listed else ""


def rename(state: State, organization: Organization, name: str, acronym: str, since: date) -> Changes:
    """A new name from a day on; minutes of the days before keep the old one.

    The first renaming also writes down the name held so far, up to the day before.
    """
    edit = Edit("verbs.renamed", organization.acronym)
    names = names_of(state, organization)
    until = day_before_next(names, since)
    for row in holding(names, since)[:1]:
        check_after(row.since, since)
        edit.update(row, OrganizationName.until(since - timedelta(days=1)))
    if not names:
        old = (OrganizationName.name(organization.name), OrganizationName.acronym(organization.acronym))
        ended = OrganizationName.until(since - timedelta(days=1))
        edit.create(OrganizationName, state.new_id(), _of(organization), *old, ended)
    new = (*_named(name, acronym), OrganizationName.since(since), OrganizationName.until(until))
    edit.create(OrganizationName, state.new_id(), _of(organization), *new)
    if until is None:
        edit.update(organization, Organization.name(name), Organization.acronym(acronym))
    return edit.done()


def respell(state: State, organization: Organization, on: date, *, name: str = "", acronym: str = "") -> Changes:
    """The name was written wrongly: the one of this day is corrected, and minutes print it right; "" keeps it."""
    edit = Edit("verbs.edited", organization.acronym)
    if name:
        edit.update(organization, Organization.name(name))
    if acronym:
        edit.update(organization, Organization.acronym(acronym))
    for row in holding(names_of(state, organization), on)[:1]:
        edit.update(row, *_named(name or row.name, acronym or row.acronym))
    return edit.done()


def correct_name(organization: Organization, row: OrganizationName, *settings: Setting) -> Changes:
    """A dated name, or its days, were other than written; the name that holds today is the organization's too."""
    edit = Edit("verbs.edited", organization.acronym).update(row, *settings)
    until = next(
        (raw for field, raw in settings if field is OrganizationName.until), OrganizationName.until.encode(row.until)
    )
    if until is None:
        edit.update(
            organization, *(Setting(_OF_TODAY[field], raw) for field, raw in settings if field in _OF_TODAY and raw)
        )
    return edit.done()


def names_of(state: State, organization: Organization) -> tuple[OrganizationName, ...]:
    """Its dated names, the earliest first; none where it was never renamed."""
    rows = state.linked(OrganizationName, OrganizationName.organization, organization.id)
    return tuple(sorted(rows, key=lambda row: (str(row.since or ""), row.id)))


def named_on(state: State, organization: Organization | None, on: date | None) -> PastName | None:
    """The name that a paper of that day prints; today's where it has no date."""
    if organization is None:
        return None
    return name_on(state, organization, on) if on else PastName(organization.name, organization.acronym)


_OF_TODAY = {OrganizationName.name: Organization.name, OrganizationName.acronym: Organization.acronym}


def _named(name: str, acronym: str) -> tuple[Setting, ...]:
    return (OrganizationName.name(name), OrganizationName.acronym(acronym))


def _of(organization: Organization) -> Setting:
    return OrganizationName.organization(organization.id)


class Fate(NamedTuple):
    """What the form asks: who follows (an organization, or the acronym of a new one), how, from when on.

    `actions` says whether open actions go along. The organization itself may be among those that follow: then
    something was split off, and it stays.
    """

    kind: SuccessionKind
    into: tuple[Organization | str, ...]
    on: date
    letter: str = ""
    actions: bool = True


def become(state: State, organization: Organization, fate: Fate, new: dict[str, str] | None = None) -> Changes:
    """Records who followed, ends the membership the day before, brings in who did not belong yet.

    Args:
        new: The ids of those that were made by name in the same go; those that are made now are added.

    Raises:
        InvalidValueError: Nobody follows but the organization itself.
    """
    others = tuple(one for one in dict.fromkeys(fate.into) if one != organization)
    if not others:
        raise InvalidValueError(
            t("membership.nobody_follows"), t("membership.nobody_follows.hint"), field=Succession.successor.name
        )
    edit = Edit("verbs.succeeded", organization.acronym, organization)
    status = _status(state, organization, fate.on)
    made = {} if new is None else new
    there = frozenset(made.values())
    following = tuple(_follower(state, edit, organization, one, made) for one in others)
    for id in following:
        link = (Succession.predecessor(organization.id), Succession.successor(id))
        edit.create(Succession, state.new_id(), *link, Succession.kind(fate.kind), Succession.on(fate.on))
        if id not in there:
            _bring_in(state, edit, id, status, fate)
    if organization not in fate.into:
        for period in holding(periods_of(state, organization), fate.on):
            _end(edit, period, fate.on)
        if fate.actions:
            _hand_over(state, edit, organization, following)
    return edit.done()


def end_membership(state: State, organization: Organization, on: date) -> Changes:
    edit = Edit("verbs.edited", organization.acronym, organization)
    for period in holding(periods_of(state, organization), on):
        _end(edit, period, on)
    return edit.done()


def _end(edit: Edit, period: Membership, on: date) -> None:
    """The day before; a period that began on that very day never was one."""
    if period.since == on:
        edit.remove(period)
    else:
        edit.update(period, Membership.until(on - timedelta(days=1)))


def _follower(
    state: State, edit: Edit, organization: Organization, one: Organization | str, new: dict[str, str]
) -> str:
    """The id; a name that nobody carries yet becomes an organization of the same type."""
    if isinstance(one, Organization):
        return one.id
    if one in new:
        return new[one]
    id = new[one] = state.new_id()
    edit.create(
        Organization, id, Organization.acronym(one), Organization.name(one), Organization.type(organization.type)
    )
    return id


def _status(state: State, organization: Organization, on: date) -> MembershipStatus | None:
    """What it was on the day before."""
    periods = holding(periods_of(state, organization), on - timedelta(days=1))
    return periods[0].status if periods else None


def _bring_in(state: State, edit: Edit, id: str, status: MembershipStatus | None, fate: Fate) -> None:
    """With the status of the one that it follows; who belongs already keeps its own."""
    known = state.get(Organization, id)
    if status is None or (known is not None and holding(periods_of(state, known), fate.on)):
        return
    first = (Membership.organization(id), Membership.status(status), Membership.since(fate.on))
    edit.create(Membership, state.new_id(), *first, Membership.letter(fate.letter))


def _hand_over(state: State, edit: Edit, organization: Organization, following: tuple[str, ...]) -> None:
    for action in state.linked(Action, Action.owners, organization.id):
        if action.status not in CLOSED:
            edit.update(action, Action.owners(tuple({*action.owners, *following} - {organization.id})))


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


def remove(state: State, record: Organization | Person) -> Changes:
    """Into the trash, with its parts."""
    edit = Edit("verbs.removed", short_name(record)).remove(record)
    for part in parts_of(state, record):
        edit.remove(part)
    return edit.done()


def parts_of(state: State, record: Record) -> tuple[Record, ...]:
    """What is nothing without it, each once."""
    return tuple({part.id: part for part in _pointing(state, record)}.values())


def _pointing(state: State, record: Record) -> Iterator[Record]:
    for field in PARTS.get(type(record), ()):
        yield from state.linked(field.record, field, record.id)
