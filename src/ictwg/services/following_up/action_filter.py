"""One small language for lists of actions, the same in the filter bar, in saved filters and in views.

    owner:moj is:overdue draft     of MoJ, late, and with "draft" in it
    owner:un_women                 of UN Women: a space would end the word
    due:14d  due:<30d  due:>2w     from today to then · before then, the late ones too · later than that
    due:<2010-05-01  due:none      before a day · without any
    meeting:M-2010-03  is:gaps  is:waiting  is:closed  by:name  slips:2
    from:2010-01  until:2010-03-31  year:2010        of meetings then, else given then

The grammar itself is in `filter_words`.
"""

from __future__ import annotations

import operator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ictwg.domain.records import Organization
from ictwg.domain.text import fold
from ictwg.domain.values import ActionStatus
from ictwg.locales import t
from ictwg.services.following_up import filter_words
from ictwg.services.following_up.action_rows import ActionTable
from ictwg.services.following_up.filter_words import (
    Filter,
    Test,
    chosen,
    day_meant,
    equal,
    reader_of,
    spaced,
    span,
    understood,
)
from ictwg.services.following_up.row_maker import EVERYBODY, NO_DAY, ActionRow
from ictwg.services.records.lookup import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.state import State

__all__ = ["READERS", "chosen", "parse", "rows", "stranger_in", "unknown_owner"]


def parse(query: str, today: date) -> Filter:
    return understood(query, today, READERS)


def rows(state: State, query: str | Filter, today: date) -> tuple[ActionRow, ...]:
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
