"""Which organizations are in the group: their status over time.

Nothing here rewrites the past: a new status closes the period before it (DOMAIN.md §2, The past). Names are in
`naming`, people and their functions in `functions`, what became of an organization in `succession`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import day_before_next, holding, holds, name_on
from ictwg.domain.records import Membership, Organization, Person
from ictwg.domain.roster import protocol
from ictwg.domain.values import Function, MembershipStatus, OrganizationType
from ictwg.members.functions import holders

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


def register(state: State, on: date) -> tuple[MemberRow, ...]:
    """All organizations in protocol order, as of a day; those who did not belong then come last."""
    rows = [member_row(state, organization, on) for organization in state.all(Organization)]
    return tuple(sorted(rows, key=lambda row: (row.status is None, protocol(row.organization, row.acronym))))


def member_row(state: State, organization: Organization, on: date) -> MemberRow:
    named = name_on(state, organization, on)
    periods = holding(periods_of(state, organization), on)
    return MemberRow(
        organization,
        named.acronym,
        named.name,
        organization.type,
        periods[0].status if periods else None,
        periods[0].since if periods else None,
        _focal_points(state, organization, on),
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


def _focal_points(state: State, organization: Organization, on: date) -> tuple[str, ...]:
    people = (state.get(Person, role.person) for role in holders(state, organization, Function.FOCAL_POINT, on))
    return tuple(person.name for person in people if person is not None)
