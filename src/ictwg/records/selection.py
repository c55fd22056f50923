"""Which records a listing shows: the same words for every kind, so that `--open --owner MoJ` means one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, cast

from ictwg.domain.order import UNPLACED
from ictwg.domain.records import Action, Decision, Meeting, Organization, Person
from ictwg.domain.references import place
from ictwg.domain.schema import Field, R, Record, declared, targets
from ictwg.domain.state import Narrowing, State, Yes
from ictwg.domain.values import ActionKind
from ictwg.records.areas import Hooks, foreign_fields
from ictwg.records.lookup import Lookup, find
from ictwg.records.rules import rule_by

condition_by: Hooks[Callable[[Lookup], Callable[[Any], bool]]] = Hooks()
"""Whether a record is `open` or `overdue`, by a rule of its type."""

day_by: Hooks[Callable[[Lookup], Callable[[Any], date | None]]] = Hooks()
"""The day that `--from` and `--until` look at, where it is not the declared one."""

value_by: Hooks[Callable[[Lookup, Any], Any]] = Hooks()
"""What a record says today: by a field of its own, or of another type, as an organization by a membership's status."""


class ListSpec(NamedTuple):
    kind: type[Record]
    action_kind: ActionKind | None = None


LISTINGS = {
    "members": ListSpec(Organization),
    "people": ListSpec(Person),
    "meetings": ListSpec(Meeting),
    "actions": ListSpec(Action, ActionKind.ACTION),
    "decisions": ListSpec(Decision),
    "tasks": ListSpec(Action, ActionKind.TASK),
}
"""The lists that have a name: as commands, and as files."""


def listings() -> dict[str, ListSpec]:
    """Every list by its names: those above, and those of each record type."""
    kinds = {name: ListSpec(kind) for kind in declared() for name in (kind.SINGULAR, kind.TABLE)}
    return kinds | {str(kind): ListSpec(Action, kind) for kind in ActionKind} | LISTINGS


class Criteria(NamedTuple):
    """What was asked for; an empty criterion asks for nothing.

    Of several owners each will do. `since` and `until` are inclusive, and look at the due date of actions and at the
    date of all else.
    """

    open: bool = False
    overdue: bool = False
    owners: tuple[str, ...] = ()
    meeting: str = ""
    since: date | None = None
    until: date | None = None
    fields: Mapping[str, str] = {}


def select(
    lookup: Lookup, kind: type[R], criteria: Criteria, action_kind: ActionKind | None = None, limit: int | None = None
) -> tuple[R, ...]:
    """The records of a kind that fit, in the order in which people expect them; the first `limit` of them."""
    # With the ids of the owners and of the meeting in place of what was typed
    owners = Action.owners.parse(", ".join(criteria.owners), lookup)
    meeting = find(lookup.state, Meeting, criteria.meeting).id if criteria.meeting else ""
    criteria = criteria._replace(owners=owners, meeting=meeting)
    tests = _tests(lookup, kind, criteria, action_kind)
    narrowing = _narrowing(kind, criteria, action_kind)
    if [field.name for field in kind.ORDER] == ["reference"]:  # in order already: no more are decoded than are shown
        candidates = lookup.state.numbered(kind, narrowing)
        return tuple(islice((record for record in candidates if all(test(record) for test in tests)), limit))
    found = [record for record in lookup.state.narrowed(kind, narrowing) if all(test(record) for test in tests)]
    return in_order(lookup.state, found)[:limit]


def _tests(
    lookup: Lookup, kind: type[Record], criteria: Criteria, action_kind: ActionKind | None
) -> list[Callable[[Any], bool]]:
    tests: list[Callable[[Any], bool]] = []
    if (rule := rule_by.of(kind)) is not None:
        tests.append(lambda record: not rule(lookup.state, record))
    if action_kind is not None:
        tests.append(lambda record: record.kind is action_kind)
    if criteria.open:
        tests.append(_condition(lookup, kind, "open") or _not_closed(kind))
    if criteria.overdue:
        tests.append(_condition(lookup, kind, "overdue") or (lambda _: False))
    if criteria.owners:
        tests.append(_owned_by(kind, criteria.owners))
    if criteria.meeting:
        tests.append(lambda record: criteria.meeting in (getattr(record, "meeting", None), record.id))
    if criteria.since or criteria.until:
        day = _day_of(lookup, kind)
        tests.append(lambda record: _between(day(record), criteria.since, criteria.until))
    return tests + [_equals(lookup, kind, name, text) for name, text in criteria.fields.items()]


def _narrowing(kind: type[Record], criteria: Criteria, action_kind: ActionKind | None) -> Narrowing:
    """What is worth a look; only what a record must say in its own words may stand here."""
    having: list[tuple[str | Yes, ...]] = []
    lacking: list[tuple[str, str]] = []
    if action_kind is ActionKind.TASK:
        having.append((ActionKind.TASK,))
    elif action_kind is ActionKind.ACTION:
        lacking.append((Action.kind.name, ActionKind.TASK))
    if kind.CLOSED_BY and (criteria.open or criteria.overdue):
        field, closed = kind.CLOSED_BY
        lacking += [(field.name, value) for value in sorted(closed)]
    if criteria.owners:
        having.append((*criteria.owners, *(Yes(field.name) for field in kind.OWNERS if field.kind == "flag")))
    if criteria.meeting:
        having.append((criteria.meeting,))
    return Narrowing(tuple(having), tuple(lacking))


def _condition(lookup: Lookup, kind: type[Record], word: str) -> Callable[[Any], bool] | None:
    rule = condition_by.of(kind, word)
    return rule(lookup) if rule else None


def _not_closed(kind: type[Record]) -> Callable[[Any], bool]:
    if kind.CLOSED_BY is None:
        return lambda _: True
    field, closed = kind.CLOSED_BY
    return lambda record: field.of(record) not in closed


def _owned_by(kind: type[Record], ids: tuple[str, ...]) -> Callable[[Any], bool]:
    links = [field for field in kind.OWNERS if field.kind != "flag"]
    flags = [field for field in kind.OWNERS if field.kind == "flag"]
    return lambda record: any(f.of(record) for f in flags) or any({*ids} & {*targets(f, record)} for f in links)


def _day_of(lookup: Lookup, kind: type[Record]) -> Callable[[Any], date | None]:
    """The day that `--from` and `--until` look at; of what was said at a meeting that of the meeting."""
    rule = day_by.of(kind)
    if rule is not None:
        return rule(lookup)
    return lambda record: said_on(lookup.state, record)


MEETING = "meeting"


def has_day(kind: type[Record]) -> bool:
    """Whether its records may say on which day they were said."""
    return any((kind.DAY, kind.SPAN, kind.field(MEETING)))


def said_on(state: State, record: Record) -> date | None:
    """The day of a record: its own, the first of its span, or else that of its meeting; of an action that one first."""
    kind, link = type(record), type(record).field(MEETING)
    own = (field.of(record) for field in (kind.DAY, *kind.SPAN[:1]) if field is not None)
    day = next((one for one in own if isinstance(one, date)), None)
    meeting = state.get(Meeting, link.of(record)) if link is not None and (day is None or kind is Action) else None
    return meeting.date or day if meeting is not None else day


def _between(day: date | None, since: date | None, until: date | None) -> bool:
    return day is not None and (since is None or since <= day) and (until is None or day <= until)


def _equals(lookup: Lookup, kind: type[Record], name: str, text: str) -> Callable[[Any], bool]:
    field = kind.field(name)
    if field is None:
        field = next(field for field in foreign_fields(kind, value_by) if field.name == name)
        value, wanted = value_by.all_of(kind)[field], field.parse(text, lookup)
        return lambda record: bool(value(lookup, record) == wanted)
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
    if field.kind == "position":
        return value or UNPLACED
    if field.kind in ("line", "text"):
        return place(value) if field.name == "reference" else value.casefold()
    return str(value or "")
