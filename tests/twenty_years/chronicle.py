"""Twenty years of a group as plain data, seeded: who belonged and was called what, who met and came, what was promised.

Nothing of the program is used here, nor in `recount.py`, which works out from these data what the program must show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

FIRST_YEAR = 2003
TYPES = ("government", "security", "judiciary", "international", "ngo", "donor")
LAW = "LAW"
NEXT_MEETING = "next_meeting"
TOPICS = ("shelter", "the plan of action", "training of the police", "radio campaign", "referral", "the law draft")


@dataclass
class Body:
    """An organization. `names` and `spans` are (what, from, to), days inclusive, None is open."""

    key: int
    type: str
    names: list[tuple[str, date | None, date | None]]
    spans: list[tuple[str, date, date | None]]
    exempt: bool


@dataclass
class Gathering:
    """A meeting; `roll` says for each body on the roster how it was there, for some of them nothing."""

    key: int
    series: str
    day: date
    cancelled: bool
    roll: dict[int, str] = field(default_factory=dict)


@dataclass
class Promise:
    """An action; `events` are (day, what, value) in the order of their days."""

    key: int
    meeting: int
    owners: tuple[int, ...]
    everybody: bool
    due: date | str | None
    events: list[tuple[date, str, Any]] = field(default_factory=list)


@dataclass
class Ruling:
    key: int
    meeting: int


@dataclass
class Chronicle:
    bodies: list[Body]
    gatherings: list[Gathering]
    promises: list[Promise]
    rulings: list[Ruling]

    @property
    def last_day(self) -> date:
        return max(gathering.day for gathering in self.gatherings) + timedelta(days=40)


ROSTER = ("member", "observer", "invited")


def status_on(body: Body, day: date) -> str | None:
    return next((s for s, since, until in body.spans if since <= day and (until is None or day <= until)), None)


def written(seed: int = 1, *, years: int = 20, bodies: int = 40, meetings: int = 300, actions: int = 6000) -> Chronicle:
    random = Random(seed)
    known = [_body(random, key, years) for key in range(bodies)]
    met = _gatherings(random, known, years, meetings)
    held = [gathering for gathering in met if not gathering.cancelled]
    promises = [_promise(random, key, met, held[key * len(held) // actions], known) for key in range(actions)]
    rulings = [Ruling(key, gathering.key) for key, gathering in enumerate(g for g in held if random.random() < 0.6)]
    return Chronicle(known, met, promises, rulings)


def _body(random: Random, key: int, years: int) -> Body:
    """Most are there from the start; some are renamed, suspended, or leave and come back."""
    joined = date(FIRST_YEAR, 1, 1) if random.random() < 0.6 else _day(random, years)
    spans: list[tuple[str, date, date | None]] = [(random.choice(("member",) * 6 + ("observer",)), joined, None)]
    if random.random() < 0.3:
        left = joined + timedelta(days=random.randint(200, 2500))
        spans = [
            (spans[0][0], joined, left),
            (random.choice(("suspended", "withdrawn")), left + timedelta(days=1), None),
        ]
        if random.random() < 0.5:
            back = left + timedelta(days=random.randint(100, 900))
            spans = [spans[0], (spans[1][0], spans[1][1], back), ("member", back + timedelta(days=1), None)]
    names: list[tuple[str, date | None, date | None]] = [(f"ORG{key:02}", None, None)]
    if random.random() < 0.4:
        renamed = joined + timedelta(days=random.randint(100, 3000))
        names = [(names[0][0], None, renamed - timedelta(days=1)), (f"NEW{key:02}", renamed, None)]
    return Body(key, TYPES[key % len(TYPES)], names, spans, random.random() < 0.1)


def _day(random: Random, years: int) -> date:
    return date(FIRST_YEAR, 1, 1) + timedelta(days=random.randrange(years * 365))


def _gatherings(random: Random, bodies: list[Body], years: int, count: int) -> list[Gathering]:
    """In the order of their days, no two of them on one."""
    step, made = years * 365 / count, []
    for key in range(count):
        day = date(FIRST_YEAR, 1, 10) + timedelta(days=int(key * step) + random.randrange(max(int(step) - 1, 1)))
        series = LAW if random.random() < 0.3 else ""
        one = Gathering(key, series, day, cancelled=random.random() < 0.07)
        habits = ("present",) * 6 + ("remote", "apologies", "absent", "absent", "")
        asked = [body for body in bodies if status_on(body, day) in ROSTER]
        one.roll = {body.key: state for body in asked if (state := random.choice(habits))}
        made.append(one)
    return made


def _promise(random: Random, key: int, met: list[Gathering], origin: Gathering, bodies: list[Body]) -> Promise:
    due: date | str | None = origin.day + timedelta(days=random.randint(7, 200))
    due = random.choice((due, due, due, NEXT_MEETING, None))
    everybody = random.random() < 0.05
    owners = (
        ()
        if everybody or random.random() < 0.12
        else tuple(sorted(random.sample(range(len(bodies)), random.choice((1, 1, 1, 2, 3)))))
    )
    made = Promise(key, origin.key, owners, everybody, due)
    last = met[-1].day
    made.events = [event for event in _events(random, made, origin.day, last) if event[0] <= last]
    return made


def _events(random: Random, promise: Promise, given: date, last: date) -> Iterator[tuple[date, str, Any]]:
    """Put off, done, cancelled, opened again; never two of them on one day."""
    on = given + timedelta(days=random.randint(1, 60))
    while isinstance(promise.due, date) and random.random() < 0.3 and on < last:
        later = on + timedelta(days=random.randint(10, 90))
        yield on, "moved", (later, random.choice(("owner", "group")))
        on += timedelta(days=random.randint(1, 60))
    if random.random() < 0.9 and on < last:
        yield on, random.choice(("done",) * 9 + ("cancelled",)), None
        if random.random() < 0.05:
            again = on + timedelta(days=random.randint(5, 60))
            yield again, "open", None
            yield again + timedelta(days=random.randint(5, 300)), "done", None
