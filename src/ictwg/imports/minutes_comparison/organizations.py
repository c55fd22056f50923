"""The organizations that an import makes, as what they belonged to the group at meetings, and what they own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from graphlib import TopologicalSorter
from itertools import groupby, pairwise
from typing import NamedTuple

from ictwg.domain.ids import derived_id
from ictwg.domain.order import after
from ictwg.domain.periods import holds, status_on
from ictwg.domain.records import Action, BodyMember, Membership, Organization, OrganizationName, Person
from ictwg.domain.roster import has_own_members
from ictwg.domain.schema import Setting
from ictwg.domain.text import fold
from ictwg.domain.values import Capacity, MembershipStatus, OrganizationType
from ictwg.imports.new_records import NewRecords, Register
from ictwg.minutes.printed.sheet import AttendanceRow, MinutesSheet, Promise
from ictwg.papers.words import label

SOURCE = "own-export:"
"""What the source of a meeting begins with that was read from our own minutes."""

DAY = timedelta(days=1)
SPEAKS = (Capacity.MEMBER, Capacity.ALTERNATE, None)
"""Of a row that names nobody no capacity is printed."""


def made_organization(
    register: Register, acronym: str, name: str = "", type: OrganizationType = OrganizationType.OTHER
) -> str:
    """The organization; a new one if none has this acronym or name."""
    known = register.organization(acronym, name)
    if known:
        return known
    id = derived_id(register.making.state.db, Organization.TABLE, (fold(acronym), fold(name or acronym)))
    names = (acronym, name or acronym)
    told = (Organization.acronym(acronym), Organization.name(name or acronym), Organization.type(type))
    return register.new_organization(id, names, *told)


def know(register: Register, sheet: MinutesSheet) -> None:
    """Makes the organizations that the sheet lists and the register lacks, in the order of the list."""
    making = register.making
    for row in sheet.organizations:
        id = made_organization(register, row.acronym, row.name, row.type)
        if row.exempt and making.makes(Organization, id):
            making.new(Organization, id, Organization.exempt_from_quorum(True))
    for row in sheet.organizations:
        id = register.organization(row.acronym, row.name) or ""
        if row.seat and making.makes(Organization, id):
            making.new(Organization, id, Organization.seat(register.organization(row.seat)))


def write_organizations(register: Register, sheets: Sequence[MinutesSheet]) -> None:
    """Gives those that are made their place in the protocol order, behind the others, and their former names.

    > The place is one over the whole group where a list does not stand by type.
    """
    making = register.making
    last = register.last_place
    lists = [[register.organization(row.acronym, row.name) for row in sheet.organizations] for sheet in sheets]
    types = [[list(OrganizationType).index(row.type) for row in sheet.organizations] for sheet in sheets]
    by_hand = any(sorted(one) != one for one in types)
    listed = merged([[id for id in one if id and making.makes(Organization, id)] for one in lists])
    for id in dict.fromkeys((*listed, *making.made(Organization))):
        last = after(last)
        making.change(Organization, id, Organization.protocol_order(last))
        if by_hand:
            making.change(Organization, id, Organization.protocol_place(last))
    for id, days in _names(register, sheets).items():
        if making.makes(Organization, id):
            _write_names(making, id, days)


def merged(lists: Iterable[Sequence[str]]) -> list[str]:
    """All of them in an order that keeps that of each list; where two disagree, that of the earlier one."""
    behind: dict[str, dict[str, None]] = {}
    for one in lists:
        for id in one:
            behind.setdefault(id, {})
        for above, below in pairwise(one):
            if not _leads(behind, above, below):
                behind[below][above] = None
    return list(TopologicalSorter(behind).static_order())


def _leads(behind: dict[str, dict[str, None]], id: str, to: str) -> bool:
    """Whether something stands behind another already, however many stand between."""
    met, left = {id}, [id]
    while left:
        new = [one for one in behind[left.pop()] if one not in met]
        met.update(new)
        left += new
    return to in met


def _names(register: Register, sheets: Iterable[MinutesSheet]) -> dict[str, dict[date, tuple[str, str]]]:
    found: dict[str, dict[date, tuple[str, str]]] = {}
    for sheet in sheets:
        for row in sheet.organizations if sheet.date else ():
            if (id := register.organization(row.acronym, row.name)) and sheet.date:
                found.setdefault(id, {}).setdefault(sheet.date, (row.name, row.acronym))
    return found


def _write_names(making: NewRecords, id: str, days: dict[date, tuple[str, str]]) -> None:
    """The last name is the organization's; each earlier one held until the day before the next."""
    runs = groupby(sorted(days.items()), key=lambda told: told[1])
    spans = [(name, min(day for day, _ in held)) for name, held in runs]
    name, acronym = spans[-1][0]
    making.change(Organization, id, Organization.name(name), Organization.acronym(acronym))
    for at, (((name, acronym), since), (_, following)) in enumerate(pairwise(spans)):
        row = derived_id(making.state.db, OrganizationName.TABLE, (id, name, acronym, since.isoformat()))
        of = (OrganizationName.organization(id), OrganizationName.name(name), OrganizationName.acronym(acronym))
        begins = OrganizationName.since(since if at else None)
        making.new(OrganizationName, row, *of, begins, OrganizationName.until(following - DAY))


class OrganizationStanding(NamedTuple):
    """What one file says of an organization on its day; a list that lacks it says that it is no member."""

    status: MembershipStatus | None
    listed: bool = True


class MembershipSpan(NamedTuple):
    status: MembershipStatus
    since: date
    until: date | None = None


def write_standings(register: Register, sheets: Iterable[MinutesSheet]) -> None:
    """Makes the periods of membership, and who sits in the sub-groups, where nothing of it is known here."""
    making = register.making
    dated = [sheet for sheet in sheets if sheet.date]
    told = _told(register, dated)
    spans = {id: spans_of(days) for id, days in told.items()}
    for id in told:
        _write_membership(making, id, spans[id], told[id])
    for code in dict.fromkeys(sheet.series for sheet in dated if sheet.series):
        if not has_own_members(making.state, code):
            _write_body(register, code, [sheet for sheet in dated if sheet.series == code], spans)


def spans_of(days: Mapping[date, OrganizationStanding]) -> list[MembershipSpan]:
    found: list[MembershipSpan] = []
    now: MembershipStatus | None = None
    for day, told in sorted(days.items()):
        if told.status is now or (not told.listed and now is not MembershipStatus.MEMBER):
            continue
        if now is not None:
            found[-1] = found[-1]._replace(until=day - DAY)
        now = told.status
        if now is not None:
            found.append(MembershipSpan(now, day))
    return found


def _told(register: Register, sheets: Iterable[MinutesSheet]) -> dict[str, dict[date, OrganizationStanding]]:
    told: dict[str, dict[date, OrganizationStanding]] = {}
    whole: list[date] = []
    for sheet in sheets:
        day = sheet.date or date.min
        for row in sheet.organizations:
            if id := register.organization(row.acronym, row.name):
                told.setdefault(id, {})[day] = OrganizationStanding(row.status)
        if sheet.attendance and sheet.organizations and not (sheet.series and sheet.sentence):
            whole.append(day)
    for days in told.values():
        for day in whole:
            days.setdefault(day, OrganizationStanding(None, listed=False))
    return told


def _write_membership(
    making: NewRecords, id: str, spans: list[MembershipSpan], told: Mapping[date, OrganizationStanding]
) -> None:
    periods = making.state.linked(Membership, Membership.organization, id)
    if periods:
        _begins_earlier(making, id, periods, told)
        return
    written: set[MembershipStatus] = set()
    for status, since, until in spans:
        key = (id, str(status), since.isoformat()) if status in written else (id, str(status))
        written.add(status)
        settings = (Membership.organization(id), Membership.status(status), Membership.since(since))
        row = derived_id(making.state.db, Membership.TABLE, key)
        making.new(Membership, row, *settings, Membership.until(until))


def _begins_earlier(
    making: NewRecords, id: str, periods: tuple[Membership, ...], told: Mapping[date, OrganizationStanding]
) -> None:
    """What the register says holds; an earlier file moves the beginning back."""
    found = making.state.get(Organization, id)
    on, status = next(((day, one.status) for day, one in sorted(told.items()) if one.status), (None, None))
    if found is None or on is None or status_on(making.state, found, on) is not None:
        return
    later = [period for period in periods if period.since and period.since > on]
    if later and later[0].status is status and len(later) == len(periods):
        making.edit.update(min(later, key=lambda period: period.since or on), Membership.since(on))


def _write_body(
    register: Register, code: str, sheets: list[MinutesSheet], spans: Mapping[str, list[MembershipSpan]]
) -> None:
    """Who sits in a sub-group; nobody where every member of the group is on its rolls.

    Where minutes with a roll do not say how many are represented, nobody was expected: neither seats nor members.
    """
    told = {sheet.date: sheet.attendance for sheet in sheets if sheet.date and sheet.attendance and sheet.sentence}
    rolls = {day: _seats(register, rows) for day, rows in told.items()}
    present = {day: {register.organization(row.acronym, row.organization) for row in told[day]} for day in told}
    if all(_members(register.making, spans, day) <= present[day] for day in rolls):
        return
    for id in dict.fromkeys(id for day in sorted(rolls) for id in rolls[day]):
        seated = {day: MembershipStatus.MEMBER if id in seats else None for day, seats in rolls.items()}
        days = {day: OrganizationStanding(status) for day, status in seated.items()}
        for _, since, until in spans_of(days):
            row = derived_id(register.making.state.db, BodyMember.TABLE, (code, id, since.isoformat()))
            sits = (BodyMember.series(code), BodyMember.organization(id))
            register.making.new(BodyMember, row, *sits, BodyMember.since(since), BodyMember.until(until))


def _seats(register: Register, rows: Iterable[AttendanceRow]) -> dict[str, None]:
    """The organizations for which somebody speaks there, or is missed, in the order of the roll."""
    found = (register.organization(row.acronym, row.organization) for row in rows if row.capacity in SPEAKS)
    return dict.fromkeys(id for id in found if id)


def _members(making: NewRecords, spans: Mapping[str, list[MembershipSpan]], on: date) -> set[str]:
    """The members of the group on a day, as it is here and as it is told."""
    known = making.state.all(Organization)
    here = (one for one in known if status_on(making.state, one, on) is MembershipStatus.MEMBER)
    told = (id for id, held in spans.items() if any(s.status is MembershipStatus.MEMBER and holds(s, on) for s in held))
    return {*(one.id for one in here), *told}


def owner_settings(register: Register, promise: Promise, lang: str) -> tuple[Setting, ...]:
    """Organizations; a person beside them; one alone who is on no register stays as it is written."""
    if promise.who and not promise.owners and register.organization(promise.who):  # of minutes without a roll
        promise = replace(promise, owners=(promise.who,), who="")
    known = [(owner, register.organization(owner)) for owner in promise.owners]
    alone = len(known) == 1 and not promise.who and not promise.everybody
    owners = [id or made_organization(register, owner) for owner, id in known if id or not alone]
    settings = [Action.owners(tuple(owners))]
    if promise.everybody:
        settings.append(Action.all(True))
    who = promise.who or (known[0][0] if alone and not owners else "")
    if promise.withheld:
        who = label("owner.person", lang)
    strangers = [Action.owner_text(", ".join(promise.strangers))] if promise.strangers else []
    beside = bool(owners or strangers) or promise.everybody
    return (*settings, *_person(register, who, owners, beside=beside), *strangers)


def _person(register: Register, who: str, owners: list[str], *, beside: bool) -> tuple[Setting, ...]:
    if not who:
        return ()
    home = owners[-1] if owners else None
    if beside:
        key = (fold(who), home or "")
        made = derived_id(register.making.state.db, Person.TABLE, key)
        return (Action.person(register.person_of(who, home) or register.new_person(made, who, home)),)
    known = register.person_of(who, None)
    return (Action.person(known),) if known else (Action.owner_text(who),)
