"""What the program must show of a chronicle, worked out from the chronicle alone: no code of the program is used."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from tests.twenty_years.chronicle import NEXT_MEETING, ROSTER, TYPES, Body, Chronicle, Gathering, Promise, status_on

CAME = ("present", "remote")


def name_on(body: Body, day: date) -> str:
    return next(
        name for name, since, until in body.names if (not since or since <= day) and (not until or day <= until)
    )


def roster(told: Chronicle, day: date) -> list[str]:
    """Acronyms of the day, by type and then by acronym."""
    there = [body for body in told.bodies if status_on(body, day) in ROSTER]
    return [name_on(b, day) for b in sorted(there, key=lambda b: (TYPES.index(b.type), name_on(b, day)))]


def represented(told: Chronicle, meeting: Gathering) -> tuple[int, int, int]:
    """Members that came, members, and how many a rule of half and one needs."""
    members = [body for body in told.bodies if status_on(body, meeting.day) == "member" and not body.exempt]
    came = [body for body in members if meeting.roll.get(body.key) in CAME]
    return len(came), len(members), len(members) // 2 + 1


def meeting_references(told: Chronicle) -> dict[int, str]:
    """By the order in which the meetings were held, per series and year."""
    counted: Counter[tuple[str, int]] = Counter()
    found = {}
    for one in told.gatherings:
        if not one.cancelled:
            counted[one.series, one.day.year] += 1
            code = f"{one.series}-" if one.series else ""
            found[one.key] = f"M-{code}{one.day.year}-{counted[one.series, one.day.year]:02}"
    return found


def action_references(told: Chronicle) -> dict[int, str]:
    counted: Counter[int] = Counter()
    found = {}
    for promise in told.promises:
        year = told.gatherings[promise.meeting].day.year
        counted[year] += 1
        found[promise.key] = f"A-{year}-{counted[year]:03}"
    return found


def decision_references(told: Chronicle) -> dict[int, str]:
    counted: Counter[int] = Counter()
    found = {}
    for ruling in told.rulings:
        year = told.gatherings[ruling.meeting].day.year
        counted[year] += 1
        found[ruling.key] = f"D-{year}-{counted[year]:02}"
    return found


def status(promise: Promise, day: date) -> tuple[str, date | None]:
    """And since when."""
    said = [(on, what) for on, what, _ in promise.events if on <= day and what != "moved"]
    return (said[-1][1], said[-1][0]) if said else ("open", None)


def due(promise: Promise, day: date) -> date | str | None:
    moved = [value for on, what, value in promise.events if what == "moved" and on <= day]
    return moved[-1][0] if moved else promise.due


def is_open(told: Chronicle, promise: Promise, day: date) -> bool:
    return told.gatherings[promise.meeting].day <= day and status(promise, day)[0] == "open"


def is_overdue(told: Chronicle, promise: Promise, day: date) -> bool:
    if not is_open(told, promise, day):
        return False
    until = due(promise, day)
    if until == NEXT_MEETING:
        origin = told.gatherings[promise.meeting]
        later = (g.day for g in told.gatherings if g.series == origin.series and g.day > origin.day and not g.cancelled)
        until = next(later, None)
    return isinstance(until, date) and until < day


def arising(told: Chronicle, meeting: Gathering) -> set[str]:
    """Of earlier meetings of the body, for the plenary of all: what is open, and what was closed since it last met."""
    references = action_references(told)
    before = [g for g in told.gatherings if g.series == meeting.series and g.day < meeting.day and not g.cancelled]
    last = max((g.day for g in before), default=None)
    found = set()
    for promise in told.promises:
        origin = told.gatherings[promise.meeting]
        if meeting.series and origin.series != meeting.series:
            continue
        if origin.day > meeting.day or (origin.series == meeting.series and origin.day == meeting.day):
            continue
        what, since = status(promise, meeting.day)
        if what == "open" or (since and (last is None or since > last)):
            found.add(references[promise.key])
    return found


def month_rows(told: Chronicle, ends: list[tuple[date, date]]) -> list[tuple[int, int, int, int, int]]:
    """Given, done, cancelled, open, overdue, for each (first day, last day)."""
    return [
        (
            sum(first <= told.gatherings[p.meeting].day <= last for p in told.promises),
            sum(_closed(p, "done", first, last) for p in told.promises),
            sum(_closed(p, "cancelled", first, last) for p in told.promises),
            sum(is_open(told, p, last) for p in told.promises),
            sum(is_overdue(told, p, last) for p in told.promises),
        )
        for first, last in ends
    ]


def _closed(promise: Promise, how: str, first: date, last: date) -> bool:
    what, since = status(promise, last)
    return what == how and since is not None and first <= since <= last


def attended(told: Chronicle, day: date, series: str, last: int) -> dict[str, tuple[int, int]]:
    """Of each body on the roster of the day: how often it came, of how many meetings that it belonged to."""
    held = [g for g in told.gatherings if g.series == series and not g.cancelled and g.day <= day][-last:]
    found = {}
    for body in told.bodies:
        if status_on(body, day) in ROSTER:
            asked = [g for g in held if g.roll.get(body.key) or status_on(body, g.day) in ROSTER]
            found[name_on(body, day)] = (sum(g.roll.get(body.key) in CAME for g in asked), len(asked))
    return found


def slips(told: Chronicle, body: int, first: date, last: date) -> int:
    """How often an owner put a date off to a later one."""
    count = 0
    for promise in told.promises:
        if body not in promise.owners:
            continue
        before: Any = promise.due
        for on, what, value in promise.events:
            if what == "moved":
                after, by = value
                count += by == "owner" and after > before and first <= on <= last
                before = after
    return count
