"""Twenty years of a group, seeded: meetings with agenda, roll and minutes, and what came of them.

    for changes in twenty_years(state.new_id): state.apply(changes)

Texts are of words as often as words are: a few everywhere, most of them hardly ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from tests.bench.big_group import WORDS

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Entry,
    Meeting,
    Membership,
    Organization,
    Person,
    Progress,
)
from ictwg.domain.values import ActionStatus, EntryType, Implementation, MeetingState, MembershipStatus, Presence

FIRST_DAY = date(1990, 1, 15)
SYLLABLES = ("ba", "de", "fo", "ka", "li", "mu", "na", "po", "ra", "si", "to", "vi", "lo", "me", "tu", "ge")


class Size(NamedTuple):
    meetings: int = 300
    organizations: int = 40
    actions: int = 6000
    entries: int = 20000
    decisions: int = 1200
    progress: int = 6000
    items: int = 10
    words: int = 9000


class Vocabulary:
    """Words, the n-th of them about 1/n as often as the first (Zipf)."""

    def __init__(self, random: Random, count: int) -> None:
        made = {"".join(random.choices(SYLLABLES, k=random.randint(2, 5))) for _ in range(count)}
        self.words = (*WORDS, *sorted(made))
        self._weights = tuple(accumulate(1 / (n + 3) for n in range(len(self.words))))
        self._random = random

    def text(self, least: int, most: int) -> str:
        count = self._random.randint(least, most)
        return " ".join(self._random.choices(self.words, cum_weights=self._weights, k=count))


def twenty_years(new_id: Callable[[], str], size: Size | None = None, seed: int = 1) -> Iterator[Changes]:
    """The transactions that make it: the organizations, then one for each meeting."""
    made, random = size or Size(), Random(seed)
    words = Vocabulary(random, made.words)
    bodies, people, edit = _bodies(new_id, made, random)
    yield edit.done()
    for number in range(made.meetings):
        yield _Sitting(new_id, random, words, made, number).held(bodies, people)


def _bodies(new_id: Callable[[], str], size: Size, random: Random) -> tuple[list[str], list[str], Edit]:
    edit = Edit("verbs.imported", "organizations")
    bodies, people = [new_id() for _ in range(size.organizations)], [new_id() for _ in range(size.organizations * 3)]
    for number, id in enumerate(bodies):
        named = (Organization.acronym(f"ORG{number}"), Organization.name(f"Organization {number}"))
        edit.create(Organization, id, *named)
        since = (Membership.since(FIRST_DAY), Membership.status(MembershipStatus.MEMBER))
        edit.create(Membership, new_id(), Membership.organization(id), *since)
    for number, id in enumerate(people):
        edit.create(Person, id, Person.name(f"Person Example {number}"), Person.organization(random.choice(bodies)))
    return bodies, people, edit


class _Sitting:
    """One meeting and what came of it."""

    def __init__(self, new_id: Callable[[], str], random: Random, words: Vocabulary, size: Size, number: int) -> None:
        self._new_id, self._random, self._words, self._size, self._number = new_id, random, words, size, number
        self._day = FIRST_DAY + timedelta(days=24 * number)
        self._edit = Edit("verbs.imported", "meetings")
        self._meeting = new_id()

    def held(self, bodies: list[str], people: list[str]) -> Changes:
        number = self._number % 15 + 1
        named = (Meeting.reference(f"M-{self._day.year}-{number:02}"), Meeting.title(self._words.text(2, 4)))
        self._edit.create(Meeting, self._meeting, Meeting.date(self._day), Meeting.state(MeetingState.HELD), *named)
        items = [self._item(place) for place in range(self._size.items)]
        for person in self._random.sample(people, min(20, len(people))):
            came = (Attendance.meeting(self._meeting), Attendance.person(person), Attendance.state(Presence.PRESENT))
            self._edit.create(Attendance, self._new_id(), *came)
        for place in range(self._share(self._size.entries)):
            self._entry(self._random.choice(items), place)
        for place in range(self._share(self._size.decisions)):
            self._decision(self._random.choice(items), place)
        for place in range(self._share(self._size.actions)):
            self._action(self._random.choice(items), place, bodies)
        return self._edit.done()

    def _share(self, total: int) -> int:
        """This meeting's part of a figure, so that all of them together have all of it."""
        return total * (self._number + 1) // self._size.meetings - total * self._number // self._size.meetings

    def _item(self, place: int) -> str:
        id, title = self._new_id(), AgendaItem.title(self._words.text(2, 6))
        where = (AgendaItem.meeting(self._meeting), AgendaItem.order(f"b{place:02}"))
        self._edit.create(AgendaItem, id, title, *where, AgendaItem.background(self._words.text(5, 20)))
        return id

    def _entry(self, item: str, place: int) -> None:
        where = (Entry.meeting(self._meeting), Entry.item(item), Entry.order(f"d{place:03}"))
        self._edit.create(Entry, self._new_id(), *where, Entry.text(self._words.text(8, 24)))

    def _said(self, item: str, place: int, type: EntryType, text: str) -> str:
        id = self._new_id()
        where = (Entry.meeting(self._meeting), Entry.item(item), Entry.order(f"f{place:03}"))
        self._edit.create(Entry, id, *where, Entry.type(type), Entry.text(text))
        return id

    def _decision(self, item: str, place: int) -> None:
        text = self._words.text(6, 16)
        entry = self._said(item, place, EntryType.DECISION, text)
        where = (Decision.meeting(self._meeting), Decision.item(item), Decision.entry(entry))
        named = (Decision.reference(f"D-{self._day.year}-{self._number}{place:02}"), Decision.text(text))
        status = Decision.status(self._random.choice(list(Implementation)[1:4]))
        self._edit.create(Decision, self._new_id(), *where, *named, Decision.decided_on(self._day), status)

    def _action(self, item: str, place: int, bodies: list[str]) -> None:
        text, id = self._words.text(5, 12), self._new_id()
        entry = self._said(item, 100 + place, EntryType.ACTION, text)
        where = (Action.meeting(self._meeting), Action.item(item), Action.entry(entry))
        owners = Action.owners(tuple(self._random.sample(bodies, self._random.choice((0, 1, 1, 1, 2)))))
        named = (Action.reference(f"A-{self._day.year}-{self._number}{place:02}"), Action.text(text), owners)
        closed = self._random.random() < 0.9
        status = Action.status(ActionStatus.DONE if closed else ActionStatus.OPEN)
        due = Action.due(self._day + timedelta(days=self._random.randint(5, 120)))
        self._edit.create(Action, id, *where, *named, due, status, Action.given_on(self._day))
        for _ in range(self._size.progress // self._size.actions):
            said = (Progress.action(id), Progress.on(self._day), Progress.text(self._words.text(3, 12)))
            self._edit.create(Progress, self._new_id(), *said)
