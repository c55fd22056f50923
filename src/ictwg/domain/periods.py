"""What held on a day, and that nothing ends before it begins: first and last days are inclusive, empty ones open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import NamedTuple, Protocol, TypeVar

from ictwg.domain.changes import Changes
from ictwg.domain.fields import TimeOfDay
from ictwg.domain.records import Membership, Organization, OrganizationName, Person, Role
from ictwg.domain.schema import RECORDS, Raw, Record
from ictwg.domain.state import Records, State
from ictwg.domain.values import Function, MembershipStatus
from ictwg.errors import InvalidValueError
from ictwg.locales import t


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
    return sorted(periods, key=lambda period: str(period.since or ""), reverse=True)


def name_on(state: State, organization: Organization, on: date) -> PastName:
    """The name of that day; today's where no dated one holds."""
    dated = state.linked(OrganizationName, OrganizationName.organization, organization.id)
    for row in holding(dated, on):
        return PastName(row.name, row.acronym or organization.acronym)
    return PastName(organization.name, organization.acronym)


def dated_name(state: State, record: Record, on: date) -> Record:
    """What bears the name of a record on a day: of an organization with dated names the one that holds, else itself."""
    if not isinstance(record, Organization):
        return record
    dated = state.linked(OrganizationName, OrganizationName.organization, record.id)
    return next(iter(holding(dated, on)), record)


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


OVERNIGHT = 8 * 60
"""Minutes: what runs past midnight and would last longer is rather a slip of the finger, such as 14:00 to 09:00."""

_DAY = 24 * 60


def backward(state: Records) -> Iterator[Record]:
    for kind in list(RECORDS.values()):
        if kind.SPAN:
            first, last = (field.name for field in kind.SPAN)
            yield from (one for one in state.all(kind) if _ends_before(kind, one.row.get(first), one.row.get(last)))


def keep_in_order(state: State, changes: Changes) -> None:
    """Nothing that these changes write may end before it begins.

    Raises:
        InvalidValueError: At the field of the end, with both values.
    """
    for kind, id, written in _written(changes):
        record = state.get(kind, id)
        first, last = (
            written.get(field.name) if field.name in written or record is None else record.row.get(field.name)
            for field in kind.SPAN
        )
        if _ends_before(kind, first, last):
            begin, end = kind.SPAN
            values = {"begin": t(begin.label_id), "end": t(end.label_id), "first": str(first), "last": str(last)}
            hint = "errors.ends_before.times_hint" if isinstance(end, TimeOfDay) else "errors.ends_before.hint"
            raise InvalidValueError(t("errors.ends_before", **values), t(hint, **values), field=end.name)


def minutes_between(start: time, end: time) -> int | None:
    """How long it lasts, also past midnight; None where the end would be before the beginning."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes >= 0:
        return minutes
    return minutes + _DAY if minutes + _DAY <= OVERNIGHT else None


def _written(changes: Changes) -> Iterator[tuple[type[Record], str, dict[str, Raw]]]:
    """Each record with a beginning or an end among the writes, and what is written of it."""
    touched: dict[tuple[str, str], dict[str, Raw]] = {}
    for write in changes.writes:
        kind = RECORDS.get(write.table)
        if kind is not None and any(write.field == field.name for field in kind.SPAN):
            empty: dict[str, Raw] = {}
            touched.setdefault((write.table, write.id), empty)[write.field] = write.value
    for (table, id), written in touched.items():
        yield RECORDS[table], id, written


class Begins(NamedTuple):
    """When an item begins; at the earliest, where it is open how long one before it takes."""

    at: time
    earliest: bool = False

    def __str__(self) -> str:
        """`10:20`, or `10:20+`."""
        return f"{self.at:%H:%M}{'+' if self.earliest else ''}"


def clock_times(start: time | None, minutes: Iterable[int | None]) -> Iterator[Begins | None]:
    """When each of a row of items begins; none where nobody knows more than was said of the one before."""
    at, said = 0 if start is None else start.hour * 60 + start.minute, None
    earliest = False
    for length in minutes:
        begins = None if start is None else Begins(time(at // 60 % 24, at % 60), earliest)
        yield None if earliest and begins == said else begins
        at, earliest, said = at + (length or 0), earliest or length is None, begins


def _ends_before(kind: type[Record], first: Raw, last: Raw) -> bool:
    if not (isinstance(first, str) and isinstance(last, str) and last < first):
        return False
    begin, end = kind.SPAN
    if not isinstance(end, TimeOfDay):
        return True
    start, close = begin.decode(first), end.decode(last)
    return start is None or close is None or minutes_between(start, close) is None
