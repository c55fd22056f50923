"""The bodies that meet: the plenary, whose members are the group's, and sub-groups with members of their own.

> A sub-group of whom nobody has said who sits in it meets with everybody: its roster is the plenary's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.periods import holds, name_on, roles_on
from ictwg.domain.records import BodyMember, Meeting, Organization, Person, Series
from ictwg.domain.values import Function, MeetingState

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Role
    from ictwg.domain.state import State


PLENARY = ""


HELPING = frozenset({Function.SECRETARIAT, Function.MINUTE_TAKER, Function.GUEST})
"""Functions of those who sit there without a seat of their organization."""


def series_of(state: State, code: str) -> Series | None:
    """The body with this code; None for a plenary of which nothing is written down."""
    return next((series for series in state.all(Series) if series.code == code), None)


def sub_groups(state: State) -> tuple[Series, ...]:
    """All bodies but the plenary, by their codes."""
    return tuple(sorted((one for one in state.all(Series) if one.code), key=lambda one: (one.code, one.id)))


def reporting_to(state: State, code: str) -> tuple[Series, ...]:
    """The sub-groups whose reports a body hears; the plenary hears of all that name no other."""
    return tuple(one for one in sub_groups(state) if one.code != code and one.reports_to == code)


def members_of(state: State, code: str) -> tuple[BodyMember, ...]:
    """Everybody who ever sat in a sub-group."""
    return tuple(member for member in state.all(BodyMember) if member.series == code) if code else ()


def has_own_members(state: State, code: str) -> bool:
    return bool(members_of(state, code))


def sitting(state: State, code: str, on: date) -> dict[str, tuple[BodyMember, ...]]:
    """Who sits in a sub-group on a day, by the id of the organization that they sit there for."""
    found: dict[str, tuple[BodyMember, ...]] = {}
    for member in members_of(state, code):
        home = organization_of(state, member)
        if home and holds(member, on):
            found[home] = (*found.get(home, ()), member)
    return found


def holder_of(state: State, code: str, function: Function, on: date) -> str:
    """Who holds a function of a body on a day, by name: a person, or the organization's acronym; empty for nobody."""
    held: tuple[BodyMember | Role, ...] = tuple(one for one in members_of(state, code) if holds(one, on))
    if not code:
        held = tuple(role for role in roles_on(state, on, function) if not role.series)
    for one in held:
        if one.function is function:
            person, home = state.get(Person, one.person), state.get(Organization, one.organization)
            return person.name if person else name_on(state, home, on).acronym if home else ""
    return ""


def organization_of(state: State, member: BodyMember) -> str:
    """The organization that is named, or that of the person; empty where neither is there any more."""
    person = state.get(Person, member.person)
    home = state.get(Organization, member.organization or (person.organization if person else None))
    return home.id if home else ""


def has_seat(members: tuple[BodyMember, ...]) -> bool:
    """Whether an organization is a member by these, and does not only keep the minutes."""
    return any(member.function not in HELPING for member in members)


def planned(state: State, today: date) -> list[Meeting]:
    """Those that are planned for today or later, of whatever series, the nearest first."""
    found = (m for m in state.all(Meeting) if m.state is MeetingState.PLANNED and m.date and m.date >= today)
    return sorted(found, key=lambda m: (str(m.date), str(m.start or ""), m.id))
