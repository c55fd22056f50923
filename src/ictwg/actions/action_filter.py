"""The keyed words that find actions, and the headings under which open ones stand."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ictwg.actions.action_rows import EVERYBODY, NO_DAY, ActionRow, ActionTable
from ictwg.domain.records import Organization
from ictwg.domain.roster import protocol
from ictwg.domain.text import fold
from ictwg.domain.values import ActionStatus
from ictwg.locales import t
from ictwg.records import filter_words
from ictwg.records.filter_words import FilterQuery, Test, chosen, day_meant, equal, reader_of, spaced, span, understood
from ictwg.records.lookup import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ictwg.domain.state import State


__all__ = ["READERS", "chosen", "parse", "rows", "stranger_in", "unknown_owner"]


def parse(query: str, today: date) -> FilterQuery:
    return understood(query, today, READERS)


def rows(state: State, query: str | FilterQuery, today: date) -> tuple[ActionRow, ...]:
    """The actions and tasks that a query lets through, the overdue first."""
    wanted = parse(query, today) if isinstance(query, str) else query
    return chosen(ActionTable(state).rows(today), wanted)


def unknown_owner(state: State, query: str) -> str:
    """In words, that what is typed after `owner:` is in no name on the register, and the nearest; empty where it is."""
    unknown = stranger_in(state, query)
    if not unknown:
        return ""
    near = nearest(state, Organization, unknown)
    return t("filters.unknown_owner.near" if near else "filters.unknown_owner", name=unknown, nearest=near)


def stranger_in(state: State, query: str) -> str:
    """What is typed after `owner:` and in no name on the register; empty where it is."""
    typed = (word.partition(":")[2] for word in query.split() if reader_of(word, READERS) is _owner)
    names = [fold(t("followup.all_members"))]
    names += [fold(f"{one.acronym} {one.name}") for one in state.all(Organization)]
    return next((name for name in typed if name and not any(spaced(name) in known for known in names)), "")


def _owner(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    """Of an organization, with what all members owe."""
    wanted = spaced(value)
    return Test("owner_words", lambda words: wanted in words or words.endswith(EVERYBODY)) if wanted else None


def _assignee(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    wanted = fold(value)
    return Test("assignee", lambda assignee: wanted in fold(assignee)) if wanted else None


def _slips(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    return Test("slips", lambda slips: slips >= int(value)) if value.isdecimal() else None


def _due(value: str, today: date) -> Test | None:
    word = value.casefold()
    if word == "none":
        return Test("due", operator.not_)
    sign, rest = (word[0], word[1:]) if word[:1] in ("<", ">") else ("", word)
    until = _until(rest, today)
    return Test("day", _within(sign, until, today.isoformat(), exact="-" in rest)) if until else None


def _within(sign: str, until: str, today: str, *, exact: bool) -> Callable[[str], bool]:
    if sign == "<":
        return lambda day: day < until
    if sign == ">":
        return lambda day: until < day < NO_DAY
    return (lambda day: day == until) if exact else (lambda day: today <= day <= until)


def _until(text: str, today: date) -> str:
    """The day that `30d`, `2w`, `1m` or a date means; empty where it means none."""
    days = span(text)
    return day_meant(text, today) if days is None else (today + timedelta(days=days)).isoformat()


_STATES: dict[str, Test] = {
    **filter_words.STANDING,
    "waiting": equal("status", ActionStatus.WAITING),
    "in_progress": equal("status", ActionStatus.IN_PROGRESS),
    "done": equal("status", ActionStatus.DONE),
    "cancelled": equal("status", ActionStatus.CANCELLED),
    "gaps": Test("gaps", bool),
    "high": equal("high", wanted=True),
    "task": equal("task", wanted=True),
    "action": equal("task", wanted=False),
}


READERS: dict[str, Callable[[str, date], Test | None]] = {
    "owner": _owner,
    "by": _assignee,
    "meeting": filter_words.of_meeting,
    "slips": _slips,
    "is": filter_words.one_of(_STATES),
    "due": _due,
    "from": filter_words.since,
    "until": filter_words.until,
    "year": filter_words.of_year,
}


NOBODY = "loose/"
"""The group of what nobody has promised yet."""


class ActionGroup(NamedTuple):
    """Rows under one heading; an action of several owners stands under each, with a row id of its own."""

    id: str
    title: str
    rows: tuple[ActionRow, ...]

    @property
    def late(self) -> int:
        return sum(row.late for row in self.rows)


def by_organization(state: State, rows: Iterable[ActionRow]) -> tuple[ActionGroup, ...]:
    """All members first, then each organization, then what is nobody's or of somebody not on the register."""
    owned: dict[str, list[ActionRow]] = {}
    loose: dict[str, list[ActionRow]] = {}
    for row in rows:
        if not row.owner_ids:
            loose.setdefault(row.owners, []).append(row)
        for place, owner in enumerate(row.owner_ids):
            owned.setdefault(owner, []).append(row._replace(id=f"{row.action}/{owner}") if place else row)
    found = [organization for id in owned if (organization := state.get(Organization, id))]
    known = [ActionGroup(o.id, o.acronym or o.name, tuple(owned[o.id])) for o in sorted(found, key=protocol)]
    everybody = loose.pop(t("followup.all_members"), [])
    first = [ActionGroup("all", t("followup.all_members"), tuple(everybody))] if everybody else []
    return (*first, *known, *_loose(loose))


def by_meeting(rows: Iterable[ActionRow]) -> tuple[ActionGroup, ...]:
    groups: dict[tuple[str, str], list[ActionRow]] = {}
    for row in rows:
        groups.setdefault((row.meeting_day, row.meeting), []).append(row)
    titles = {key: key[1] or t("followup.no_meeting") for key in groups}
    ordered = sorted(groups, reverse=True)
    return tuple(ActionGroup("/".join(key), titles[key], tuple(groups[key])) for key in ordered)


def _loose(groups: Mapping[str, list[ActionRow]]) -> list[ActionGroup]:
    named = sorted(groups, key=lambda owner: (not owner, owner.casefold()))
    return [ActionGroup(NOBODY + name, name or t("followup.nobody"), tuple(groups[name])) for name in named]
