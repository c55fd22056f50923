"""Which meeting on record a read one is: two of one day are one only where title, people and text agree.

> What differs wholly is another meeting. What agrees in part is asked about, and another one until somebody chooses.
> It is the same whether the files come in one command or in several.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import AgendaItem, Attendance, Entry, Meeting
from ictwg.domain.text import fold
from ictwg.services.bringing.courses import SOURCE
from ictwg.services.importing.items import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.exchange.reading.model import ReadMeeting

    Day = tuple[str, date | None]

MOSTLY = 0.5
"""As large a part of the shorter text, or of the smaller roll."""


class Likeness(NamedTuple):
    """What two meetings are compared by, all folded; what is empty says nothing."""

    title: str
    people: frozenset[str]
    texts: frozenset[str]


class Match(StrEnum):
    SAME = "same"
    ANOTHER = "another"
    UNSURE = "unsure"


class Known(NamedTuple):
    id: str
    name: str
    source: str
    like: Likeness


class Days:
    """The meetings that came from files of others, by series and day; those of this import too."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._on_record: dict[Day, list[Meeting]] = {}
        self._known: dict[Day, list[Known]] = {}
        for meeting in state.all(Meeting):
            if meeting.source and not meeting.source.startswith(SOURCE):
                self._on_record.setdefault((meeting.series, meeting.date), []).append(meeting)

    def find(self, series: str, meeting: ReadMeeting, source: str) -> tuple[Match, Known | None]:
        """The meeting that it is, or may be."""
        known, like = self._of(series, meeting.date), likeness_of(meeting)
        for one in known:
            if one.source == source:
                return Match.SAME, one
        found = [(compared(like, one.like), one) for one in known]
        for wanted in (Match.SAME, Match.UNSURE):
            for match, one in found:
                if match is wanted:
                    return match, one
        return Match.ANOTHER, None

    def add(self, series: str, meeting: ReadMeeting, id: str, source: str) -> None:
        like = likeness_of(meeting)
        self._of(series, meeting.date).append(Known(id, meeting.title or meeting.group, source, like))

    def _of(self, series: str, day: date | None) -> list[Known]:
        if (series, day) not in self._known:
            found = self._on_record.get((series, day), ())
            self._known[series, day] = [Known(one.id, one.title, one.source, self._likeness(one)) for one in found]
        return self._known[series, day]

    def _likeness(self, meeting: Meeting) -> Likeness:
        rows = self._state.linked(Attendance, Attendance.meeting, meeting.id)
        entries = self._state.linked(Entry, Entry.meeting, meeting.id)
        items = self._state.linked(AgendaItem, AgendaItem.meeting, meeting.id)
        people = (row.name or row.printed_organization for row in rows)
        above = {entry.item for entry in entries} | {item.parent for item in items}
        titles = (item.title for item in items if item.id not in above)
        return _likeness(meeting.title, people, (*(entry.text for entry in entries), *titles))


def likeness_of(meeting: ReadMeeting) -> Likeness:
    """A bullet of an agenda is a title of its own, and text; a heading over something is none."""
    people = (one.name or one.organization for one in meeting.attendees)
    told = zip_longest(meeting.items, titles_of(meeting.items), meeting.items[1:])
    titles = (title for item, title, after in told if not (item.entries or (after and after.depth > item.depth)))
    texts = (*(entry.text for entry in meeting.entries()), *titles)
    return _likeness(meeting.title or meeting.group, people, texts)


def compared(one: Likeness, other: Likeness) -> Match:
    title = one.title == other.title if one.title and other.title else None
    told = (title, _agree(one.people, other.people), _agree(one.texts, other.texts))
    if False not in told:
        return Match.SAME
    _, people, texts = told
    apart = people is False and texts is False
    other_title = title is False and texts is not True and not (people and texts is None)
    return Match.ANOTHER if apart or other_title else Match.UNSURE


def _agree(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether most of the smaller is in the larger; None where one is empty."""
    least = min(len(one), len(other))
    return len(one & other) >= MOSTLY * least if least else None


def _likeness(title: str, people: Iterable[str], texts: Iterable[str]) -> Likeness:
    return Likeness(fold(title), frozenset(map(fold, people)) - {""}, frozenset(map(fold, texts)) - {""})
