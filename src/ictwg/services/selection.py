"""Which records a listing shows: the same words for every kind, so that `--open --owner MoJ` means one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from ictwg.domain.periods import status_on
from ictwg.domain.records import Action, Decision, Meeting, Membership, Organization, Person
from ictwg.domain.schema import Record
from ictwg.domain.values import CLOSED, ActionKind, Implementation, MeetingState
from ictwg.services.lookup import Lookup, find

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from ictwg.domain.state import State

R = TypeVar("R", bound=Record)


class Criteria(NamedTuple):
    """What was asked for; an empty criterion asks for nothing.

    `since` and `until` are inclusive, and look at the due date of actions and at the date of all else.
    """

    open: bool = False
    overdue: bool = False
    owner: str = ""
    meeting: str = ""
    since: date | None = None
    until: date | None = None
    fields: Mapping[str, str] = {}


def select(lookup: Lookup, kind: type[R], criteria: Criteria, action_kind: ActionKind | None = None) -> tuple[R, ...]:
    """The records of a kind that fit, in the order in which people expect them."""
    tests = _tests(lookup, kind, criteria, action_kind)
    found = [record for record in lookup.state.all(kind) if all(test(record) for test in tests)]
    return tuple(sorted(found, key=lambda record: _order(lookup.state, record)))


def _tests(
    lookup: Lookup, kind: type[Record], criteria: Criteria, action_kind: ActionKind | None
) -> list[Callable[[Any], bool]]:
    tests: list[Callable[[Any], bool]] = []
    if action_kind is not None:
        tests.append(lambda record: record.kind is action_kind)
    if criteria.open:
        tests.append(lambda record: is_open(lookup, record))
    if criteria.overdue:
        from ictwg.domain.overdue import is_overdue

        tests.append(lambda record: isinstance(record, Action) and is_overdue(lookup.state, record, lookup.today))
    if criteria.owner:
        tests.append(_owned_by(find(lookup.state, Organization, criteria.owner).id))
    if criteria.meeting:
        tests.append(_of_meeting(find(lookup.state, Meeting, criteria.meeting).id))
    if criteria.since or criteria.until:
        tests.append(lambda record: _between(_day(lookup.state, record), criteria.since, criteria.until))
    return tests + [_equals(lookup, kind, name, text) for name, text in criteria.fields.items()]


def is_open(lookup: Lookup, record: Record) -> bool:
    """Not closed; for an organization: in the group today; for a meeting: still to come."""
    match record:
        case Action():
            return record.status not in CLOSED
        case Decision():
            return record.status in (Implementation.PENDING, Implementation.IN_PROGRESS)
        case Meeting():
            return record.state is MeetingState.PLANNED
        case Organization():
            return status_on(lookup.state, record, lookup.today) not in (None, "withdrawn")
        case _:
            return True


def _owned_by(id: str) -> Callable[[Any], bool]:
    def owned(record: Any) -> bool:
        if isinstance(record, Action):
            return record.all or id in record.owners
        return isinstance(record, Person) and record.organization == id

    return owned


def _of_meeting(id: str) -> Callable[[Any], bool]:
    return lambda record: id in (getattr(record, "meeting", None), record.id)


def _day(state: State, record: Record) -> date | None:
    match record:
        case Action():
            from ictwg.domain.overdue import due_day

            return due_day(state, record)
        case Decision():
            meeting = state.get(Meeting, record.meeting)
            return record.decided_on or (meeting.date if meeting else None)
        case Meeting():
            return record.date
        case Organization():
            since = [p.since for p in state.linked(Membership, Membership.organization, record.id) if p.since]
            return min(since, default=None)
        case _:
            return None


def _between(day: date | None, since: date | None, until: date | None) -> bool:
    return day is not None and (since is None or since <= day) and (until is None or day <= until)


def _equals(lookup: Lookup, kind: type[Record], name: str, text: str) -> Callable[[Any], bool]:
    field = kind.field(name)
    assert field is not None  # noqa: S101 - the flags are made from the same fields
    wanted = field.parse(text, lookup)
    if field.is_set:
        return lambda record: set(wanted) <= set(field.of(record))
    return lambda record: cast("bool", field.of(record) == wanted)


def _order(state: State, record: Record) -> tuple[str, ...]:
    match record:
        case Organization():
            return (_type_rank(record), record.protocol_order, record.acronym.casefold(), record.id)
        case Person():
            home = state.get(Organization, record.organization)
            return (*(_order(state, home) if home else ("~",)), record.name.casefold(), record.id)
        case Meeting():
            return (record.date.isoformat() if record.date else "", record.series, record.id)
        case _:
            return (str(getattr(record, "reference", "")), record.id)


def _type_rank(organization: Organization) -> str:
    from ictwg.domain.values import OrganizationType

    return f"{list(OrganizationType).index(organization.type):02}"
