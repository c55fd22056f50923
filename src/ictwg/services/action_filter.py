"""One small language for lists of actions, the same in the filter bar, in saved filters and in views.

    owner:moj is:overdue draft     of MoJ, late, and with "draft" in it
    owner:un_women                 of UN Women: a space would end the word
    due:14d  due:<30d  due:>2w     from today to then · before then, the late ones too · later than that
    due:<2010-05-01  due:none      before a day · without any
    meeting:M-2010-03  is:gaps  is:waiting  is:closed  by:name  slips:2

Words without a key are looked for in all the text of a row. What a key does not know is named in `unknown` and
filters nothing, so that a half-typed word never empties the list.
"""

from __future__ import annotations

import operator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.records import Organization
from ictwg.domain.text import fold
from ictwg.domain.values import ActionStatus
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.services.action_rows import ActionTable
from ictwg.services.lookup import nearest
from ictwg.services.row_maker import NO_DAY, ActionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ictwg.domain.state import State

_UNITS = {"d": 1, "w": 7, "m": 30}


class Test(NamedTuple):
    """What one keyed word asks of a row.

    Attributes:
        column: The attribute of the row that it looks at.
        holds: Asked once for each different value of the column, not for each row.
    """

    column: str
    holds: Callable[[Any], bool]


class ActionFilter(NamedTuple):
    """A query, understood.

    Attributes:
        terms: The keyed words, as typed, that filter.
        words: The free words, folded.
        unknown: Keyed words that mean nothing (yet).
    """

    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()

    def fits(self, row: ActionRow) -> bool:
        """Whether the keyed words let a row through; the free words are a matter of text."""
        return all(test.holds(getattr(row, test.column)) for test in self.tests)

    def says(self, row: ActionRow) -> bool:
        """Whether keyed and free words let it through."""
        if not self.fits(row):
            return False
        text = fold(row.searchable)
        return all(word in text for word in self.words)


def parse(query: str, today: date) -> ActionFilter:
    keyed = [(word, _reader(word)) for word in query.split()]
    read = [(word, reader(word.partition(":")[2], today)) for word, reader in keyed if reader]
    return ActionFilter(
        terms=tuple(word for word, test in read if test),
        words=tuple(folded for word, reader in keyed if not reader and (folded := fold(word))),
        unknown=tuple(word for word, test in read if not test),
        tests=tuple(test for _, test in read if test),
    )


def rows(state: State, query: str | ActionFilter, today: date) -> tuple[ActionRow, ...]:
    """The actions and tasks that a query lets through, the overdue first."""
    wanted = parse(query, today) if isinstance(query, str) else query
    return chosen(ActionTable(state).rows(today), wanted)


def chosen(listed: Iterable[ActionRow], wanted: ActionFilter) -> tuple[ActionRow, ...]:
    test = wanted.says if wanted.words else wanted.fits
    return tuple(row for row in listed if test(row)) if wanted.tests or wanted.words else tuple(listed)


def unknown_owner(state: State, query: str) -> str:
    """In words, that what is typed after `owner:` is in no name on the register, and the nearest; empty where it is."""
    typed = (word.partition(":")[2] for word in query.split() if _reader(word) is _owner)
    names = [fold(t("followup.all_members"))]
    names += [fold(f"{one.acronym} {one.name}") for one in state.all(Organization)]
    unknown = next((name for name in typed if not any(_spaced(name) in known for known in names)), "")
    if not unknown:
        return ""
    near = nearest(state, Organization, unknown)
    return t("filters.unknown_owner.near" if near else "filters.unknown_owner", name=unknown, nearest=near)


def _reader(word: str) -> Callable[[str, date], Test | None] | None:
    key, colon, _ = word.partition(":")
    return _READERS.get(key.casefold()) if colon else None


def _owner(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    return _holding("owner_words", _spaced(value))


def _spaced(value: str) -> str:
    """Folded; `_` stands for a space, which would end the word."""
    return fold(value.replace("_", " "))


def _assignee(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    wanted = fold(value)
    return Test("assignee", lambda assignee: wanted in fold(assignee)) if wanted else None


def _meeting(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    """By reference, or by the day that every meeting has."""
    if value[:1].isdecimal():
        return _holding("meeting_day", value)
    wanted = value.upper()
    return Test("meeting", lambda meeting: meeting.upper().startswith(wanted)) if wanted else None


def _slips(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    return Test("slips", lambda slips: slips >= int(value)) if value.isdecimal() else None


def _is(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    return _STATES.get(value.casefold().replace("-", "_"))


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
    if text[:-1].isdecimal() and text[-1:] in _UNITS and len(text) < len("10000d"):
        return (today + timedelta(days=int(text[:-1]) * _UNITS[text[-1]])).isoformat()
    from ictwg.domain.when import parse_due

    try:
        day = parse_due(text, today) if text else None
    except InvalidValueError:
        return ""
    return day.isoformat() if isinstance(day, date) else ""


def _holding(column: str, wanted: str) -> Test | None:
    return Test(column, lambda value: wanted in value) if wanted else None


def _equal(column: str, wanted: object) -> Test:
    return Test(column, lambda value: value == wanted)


_READERS: dict[str, Callable[[str, date], Test | None]] = {
    "owner": _owner,
    "by": _assignee,
    "meeting": _meeting,
    "slips": _slips,
    "is": _is,
    "due": _due,
}

_STATES: dict[str, Test] = {
    "open": _equal("open", wanted=True),
    "closed": _equal("open", wanted=False),
    "overdue": _equal("late", wanted=True),
    "late": _equal("late", wanted=True),
    "waiting": _equal("status", ActionStatus.WAITING),
    "in_progress": _equal("status", ActionStatus.IN_PROGRESS),
    "done": _equal("status", ActionStatus.DONE),
    "cancelled": _equal("status", ActionStatus.CANCELLED),
    "gaps": Test("gaps", bool),
    "high": _equal("high", wanted=True),
    "task": _equal("task", wanted=True),
    "action": _equal("task", wanted=False),
}
