"""Matches an imported meeting with one on record, and lists where it differs from adopted minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from pathlib import PurePath
from typing import NamedTuple

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Attendance, Correction, Entry, Meeting
from ictwg.domain.schema import Record, Setting
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.items import titles_of
from ictwg.imports.sheets.meetings import SOURCE
from ictwg.meetings.editions import edition_of
from ictwg.minutes.approval import FrozenMinutesError, guard_adopted
from ictwg.minutes.freezing import GUARDED

Day = tuple[str, date | None]
MOSTLY = 0.5
"""As large a part of the shorter text, or of the smaller roll."""

OF_MINUTES = (*GUARDED, Correction)
"""None of these is added; what another group corrected, it corrected in its own edition."""


class PlacedMeeting(NamedTuple):
    """A meeting in its series; it has its id once it is known which one it is.

    Attributes:
        path: Of its file.
        left_over: What of the file is not in the minutes.
        modified: When the file was last saved, in seconds.
        others: The other files of this meeting, and what each is.
        body: What it calls the body that met; empty where it does not say.
    """

    meeting: ReadMeeting
    path: str
    series: str
    id: str = ""
    left_over: tuple[str, ...] = ()
    modified: float = 0
    others: tuple[tuple[PlacedMeeting, str], ...] = ()
    body: str = ""

    @property
    def name(self) -> str:
        """Of its file."""
        return PurePath(self.path).name

    @property
    def source(self) -> str:
        """The digest of its text, by which it is known again."""
        return hashlib.sha256(self.meeting.source_text.encode()).hexdigest()[:32]


class Likeness(NamedTuple):
    """What two meetings are compared by, all folded; what is empty says nothing."""

    title: str
    people: frozenset[str]
    texts: frozenset[str]


class Match(StrEnum):
    SAME = "same"
    ANOTHER = "another"
    UNSURE = "unsure"


class KnownMeeting(NamedTuple):
    id: str
    name: str
    source: str
    like: Likeness
    path: str = ""
    """Of its file, of one that comes in now."""
    body: str = ""


class Days:
    """The meetings that came from files of others, by series and day; those of this import too."""

    def __init__(self, state: State, moved: Mapping[str, str]) -> None:
        self._state = state
        self._on_record: dict[Day, list[Meeting]] = {}
        self._known: dict[Day, list[KnownMeeting]] = {}
        for meeting in state.all(Meeting):
            if meeting.source and not meeting.source.startswith(SOURCE):
                series = moved.get(meeting.id, meeting.series)
                self._on_record.setdefault((series, meeting.date), []).append(meeting)

    def find(self, placed: PlacedMeeting) -> tuple[Match, KnownMeeting | None]:
        """The meeting that it is, or may be; of another one that of its day, unless both stand in one file."""
        of_day, like = self._of(placed.series, placed.meeting.date), likeness_of(placed.meeting)
        known = [one for one in of_day if not of_others(one, placed)]
        source = placed.source
        for one in known:
            if one.source == source:
                return Match.SAME, one
        found = [(compared(like, one.like), one) for one in known]
        for wanted in (Match.SAME, Match.UNSURE):
            for match, one in found:
                if match is wanted:
                    return match, one
        return Match.ANOTHER, next((one for one in known if one.path != placed.path), None)

    def add(self, placed: PlacedMeeting) -> None:
        meeting = placed.meeting
        known = KnownMeeting(
            placed.id, meeting.title or meeting.group, placed.source, likeness_of(meeting), placed.path, placed.body
        )
        self._of(placed.series, meeting.date).append(known)

    def on(self, day: date) -> list[Meeting | KnownMeeting]:
        """All of that day, of those on record also what was written here."""
        new = [one for (_, on), known in self._known.items() if on == day for one in known]
        ids = {one.id for one in new}
        return [*new, *(one for one in self._state.all(Meeting) if one.date == day and one.id not in ids)]

    def _of(self, series: str, day: date | None) -> list[KnownMeeting]:
        if (series, day) not in self._known:
            found = self._on_record.get((series, day), ())
            self._known[series, day] = [
                KnownMeeting(one.id, one.title, one.source, self._likeness(one)) for one in found
            ]
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


def of_others(one: KnownMeeting | PlacedMeeting, other: PlacedMeeting) -> bool:
    """Whether these are of two bodies, as their papers say."""
    return bool(one.body and other.body) and one.body != other.body


def shares(one: Likeness, other: Likeness) -> bool:
    """Whether two meetings of one day have anything in common."""
    same_title = bool(one.title) and one.title == other.title
    return same_title or bool(_agree(one.people, other.people) or _agree(one.texts, other.texts))


def _agree(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether most of the smaller is in the larger; None where one is empty."""
    least = min(len(one), len(other))
    return len(one & other) >= MOSTLY * least if least else None


def _likeness(title: str, people: Iterable[str], texts: Iterable[str]) -> Likeness:
    return Likeness(fold(title), frozenset(map(fold, people)) - {""}, frozenset(map(fold, texts)) - {""})


def adopted_here(state: State, kind: type[Record], meeting: str) -> Meeting | None:
    """Our meeting to whose adopted minutes a new record of this kind would be added."""
    found = state.get(Meeting, meeting) if kind in OF_MINUTES else None
    return found if found is not None and edition_of(state, found) is not None else None


def may_be_filled(state: State, ours: Record, setting: Setting) -> bool:
    """Whether no adopted minutes would say otherwise for it."""
    if type(ours) not in GUARDED:
        return True
    try:
        guard_adopted(state, Edit("verbs.imported").update(ours, setting).done())
    except FrozenMinutesError:
        return False
    return True
