"""What held on a day: `since` and `until` are inclusive, an empty one is open (DOMAIN.md §2, The past)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from ictwg.domain.records import Membership, OrganizationName, Person, Role
from ictwg.errors import InvalidValueError
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.records import Organization
    from ictwg.domain.state import State
    from ictwg.domain.values import Function, MembershipStatus


class Period(Protocol):
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


P = TypeVar("P", bound=Period)


class PastName(NamedTuple):
    """What an organization was called on a day."""

    name: str
    acronym: str


def holds(period: Period, on: date) -> bool:
    return (period.since is None or period.since <= on) and (period.until is None or on <= period.until)


def overlap(a: Period, b: Period) -> bool:
    """Whether they have a day in common."""
    begins = [period.since for period in (a, b) if period.since is not None]
    day = max(begins, default=None)
    return day is None or (holds(a, day) and holds(b, day))


def holding(periods: Iterable[P], on: date) -> tuple[P, ...]:
    """Those that hold on a day, the one that began last first."""
    return tuple(latest_first(p for p in periods if holds(p, on)))


def latest_first(periods: Iterable[P]) -> list[P]:
    """By the day on which they began."""
    return sorted(periods, key=_began, reverse=True)


def name_on(state: State, organization: Organization, on: date) -> PastName:
    """The name of that day; today's where no dated one holds."""
    dated = state.linked(OrganizationName, OrganizationName.organization, organization.id)
    for row in holding(dated, on):
        return PastName(row.name, row.acronym or organization.acronym)
    return PastName(organization.name, organization.acronym)


def status_on(state: State, organization: Organization, on: date) -> MembershipStatus | None:
    """The membership status of that day; None before the first period and between two."""
    for row in holding(state.linked(Membership, Membership.organization, organization.id), on):
        return row.status
    return None


def roles_on(state: State, on: date, *functions: Function) -> tuple[Role, ...]:
    """The functions held on a day; of these kinds, or of all."""
    held = (role for role in state.all(Role) if not functions or role.function in functions)
    return holding(held, on)


def roles_for(state: State, organization: Organization) -> tuple[Role, ...]:
    """The functions held for an organization: written on the function, or else where its person belongs."""
    held = state.linked(Role, Role.organization, organization.id)
    people = state.linked(Person, Person.organization, organization.id)
    own = [role for person in people for role in state.linked(Role, Role.person, person.id) if not role.organization]
    return (*held, *own)


def _began(period: Period) -> str:
    return period.since.isoformat() if period.since else ""


def check_after(before: date | None, since: date) -> None:
    """A period cannot end before it began.

    Raises:
        InvalidValueError: The new one would begin on or before the day on which the old one did.
    """
    if before is not None and since <= before:
        raise InvalidValueError(
            t("membership.not_after", since=since.isoformat(), before=before.isoformat()),
            t("membership.not_after.hint"),
            field=Membership.since.name,
        )


def day_before_next(periods: Iterable[Period], since: date) -> date | None:
    """Where a period that begins on a day must end, as another begins later; None where none does."""
    later = [period.since for period in periods if period.since is not None and period.since > since]
    return min(later) - timedelta(days=1) if later else None
