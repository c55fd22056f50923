"""Which records a listing shows: the same words for every kind, so that `--open --owner MoJ` means one thing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from ictwg.domain.records import Action, Decision, Meeting, Membership, Organization, Person
from ictwg.domain.references import place
from ictwg.domain.schema import Record
from ictwg.domain.state import Narrowing, Yes
from ictwg.domain.values import CLOSED, ActionKind, Implementation, MeetingState, MembershipStatus
from ictwg.records.lookup import Lookup, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from ictwg.domain.overdue import Deadlines
    from ictwg.domain.schema import Field
    from ictwg.domain.state import State


R = TypeVar("R", bound=Record)


_BY_REFERENCE = frozenset({Action, Decision})


class Listing(NamedTuple):
    kind: type[Record]
    action_kind: ActionKind | None = None


LISTINGS = {
    "members": Listing(Organization),
    "people": Listing(Person),
    "meetings": Listing(Meeting),
    "actions": Listing(Action, ActionKind.ACTION),
    "decisions": Listing(Decision),
    "tasks": Listing(Action, ActionKind.TASK),
}
"""The lists that have a name: as commands, and as files."""


class Criteria(NamedTuple):
    """What was asked for; an empty criterion asks for nothing.

    `since` and `until` are inclusive, and look at the due date of actions and at the date of all else; `status` is
    that of an organization today.
    """

    open: bool = False
    overdue: bool = False
    owner: str = ""
    meeting: str = ""
    since: date | None = None
    until: date | None = None
    fields: Mapping[str, str] = {}
    status: str = ""


def select(
    lookup: Lookup,
    kind: type[R],
    criteria: Criteria,
    action_kind: ActionKind | None = None,
    limit: int | None = None,
) -> tuple[R, ...]:
    """The records of a kind that fit, in the order in which people expect them; the first `limit` of them."""
    criteria = _identified(lookup.state, criteria)
    tests = _tests(lookup, kind, criteria, action_kind)
    narrowing = _narrowing(kind, criteria, action_kind)
    if kind in _BY_REFERENCE:  # in order already: no more are decoded than are shown
        candidates = lookup.state.numbered(kind, narrowing)
        return tuple(islice((record for record in candidates if all(test(record) for test in tests)), limit))
    found = [record for record in lookup.state.narrowed(kind, narrowing) if all(test(record) for test in tests)]
    return in_order(lookup.state, found)[:limit]


def _identified(state: State, criteria: Criteria) -> Criteria:
    """With the ids of the owner and of the meeting in place of what was typed."""
    owner = find(state, Organization, criteria.owner).id if criteria.owner else ""
    meeting = find(state, Meeting, criteria.meeting).id if criteria.meeting else ""
    return criteria._replace(owner=owner, meeting=meeting)


def _tests(
    lookup: Lookup, kind: type[Record], criteria: Criteria, action_kind: ActionKind | None
) -> list[Callable[[Any], bool]]:
    tests: list[Callable[[Any], bool]] = []
    if action_kind is not None:
        tests.append(lambda record: record.kind is action_kind)
    if criteria.open:
        tests.append(lambda record: is_open(lookup, record))
    if criteria.overdue:
        deadlines = _deadlines(lookup)
        tests.append(lambda record: isinstance(record, Action) and deadlines.overdue(record))
    if criteria.owner:
        tests.append(_owned_by(criteria.owner))
    if criteria.meeting:
        tests.append(_of_meeting(criteria.meeting))
    if criteria.since or criteria.until:
        day = _day_of(lookup, kind)
        tests.append(lambda record: _between(day(record), criteria.since, criteria.until))
    if criteria.status:
        wanted = Membership.status.parse(criteria.status, lookup)
        tests.append(lambda record: _status(lookup, record) is wanted)
    return tests + [_equals(lookup, kind, name, text) for name, text in criteria.fields.items()]


def _narrowing(kind: type[Record], criteria: Criteria, action_kind: ActionKind | None) -> Narrowing:
    """What is worth a look; only what a record must say in its own words may stand here."""
    having: list[tuple[str | Yes, ...]] = []
    lacking: list[tuple[str, str]] = []
    if action_kind is ActionKind.TASK:
        having.append((ActionKind.TASK,))
    elif action_kind is ActionKind.ACTION:
        lacking.append((Action.kind.name, ActionKind.TASK))
    if kind is Action and (criteria.open or criteria.overdue):
        lacking += [(Action.status.name, status) for status in sorted(CLOSED)]
    if criteria.owner:
        having.append((criteria.owner, Yes(Action.all.name)))
    if criteria.meeting:
        having.append((criteria.meeting,))
    return Narrowing(tuple(having), tuple(lacking))


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
            return _status(lookup, record) not in (None, MembershipStatus.WITHDRAWN)
        case _:
            return True


def _status(lookup: Lookup, organization: Organization) -> MembershipStatus | None:
    from ictwg.domain.periods import status_on

    return status_on(lookup.state, organization, lookup.today)


def _owned_by(id: str) -> Callable[[Any], bool]:
    def owned(record: Any) -> bool:
        if isinstance(record, Action):
            return record.all or id in record.owners
        return isinstance(record, Person) and record.organization == id

    return owned


def _of_meeting(id: str) -> Callable[[Any], bool]:
    return lambda record: id in (getattr(record, "meeting", None), record.id)


def _deadlines(lookup: Lookup) -> Deadlines:
    from ictwg.domain.overdue import Deadlines

    return Deadlines(lookup.state, lookup.today)


def _day_of(lookup: Lookup, kind: type[Record]) -> Callable[[Any], date | None]:
    """The day that `--from` and `--until` look at."""
    return _deadlines(lookup).day if kind is Action else lambda record: _day(lookup.state, record)


def _day(state: State, record: Record) -> date | None:
    match record:
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


def in_order(state: State, records: Iterable[R]) -> tuple[R, ...]:
    """The records as their lists are sorted."""
    return tuple(sorted(records, key=lambda record: _place(state, record)))


def _place(state: State, record: Record) -> tuple[Any, ...]:
    kind = type(record)
    fields = kind.ORDER or ((kind.DAY,) if kind.DAY else kind.SPAN[:1])
    return (*(_place_by(state, record, field) for field in fields), record.id)


def _place_by(state: State, record: Record, field: Field[Any]) -> Any:
    """By a link as what it names is sorted, which is first; by a choice as the choices are; by a text as it reads."""
    value = field.of(record)
    if field.kind == "link":
        target = state.get(field.target(), value)  # type: ignore[attr-defined]  # links have one
        return (target is None, _place(state, target) if target else ())
    if field.kind == "choice":
        return -1 if value is None else list(field.choices).index(value)  # type: ignore[attr-defined]  # likewise
    if field.kind in ("line", "text"):
        return place(value) if field.name == "reference" else value.casefold()
    return str(value or "")
