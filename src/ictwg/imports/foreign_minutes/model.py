"""What a file of minutes says, before anything of it is matched with records.

Every word of the source stands in exactly one of these texts, or in `labels` when it only named what the
next words are ("Present:", "[due]", a column heading).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ictwg.domain.values import DueWord, EntryType
from ictwg.imports.doubts import ReadingDoubt


class NotMinutes(StrEnum):
    """Why a file is not taken for minutes; message ids of the area `reading`."""

    EMPTY = "empty"
    TEMPLATE = "template"
    README = "readme"
    NO_DATE = "no_date"
    NO_MEETING = "no_meeting"
    OWN_EXPORT = "own_export"
    PICTURE = "picture"
    """A scan."""


class ReadPresence(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    APOLOGIES = "apologies"
    LISTED = "listed"
    """Named on a roll that nobody filled in, or invited."""


class ReadAttendee(NamedTuple):
    name: str
    """Empty for an organization on the roll that has named nobody."""
    organization: str = ""
    role: str = ""
    handle: str = ""
    position: str = ""
    contact: str = ""
    link: str = ""
    remark: str = ""
    stands_in_for: str = ""
    capacity: str = ""
    """"voting", "non-voting", "observer", "guest" or nothing."""
    state: ReadPresence = ReadPresence.PRESENT
    boxed: bool = False
    """Read from a checkbox."""
    mark: str = ""
    """What stood in the box, or the letters behind the name that say who came."""
    again: bool = False
    """The same name stands on the roll above already, as a bullet or box of its own."""

    def texts(self) -> Iterator[str]:
        yield from (self.name, self.organization, self.role, self.handle, self.position, self.contact)
        yield from (self.link, self.remark, self.stands_in_for, self.mark)


class ReadEntry(NamedTuple):
    text: str
    type: EntryType = EntryType.NOTE
    depth: int = 0
    owners: tuple[str, ...] = ()
    due_text: str = ""
    due: dt.date | DueWord | None = None
    status_text: str = ""
    status: str = ""
    """open, in_progress, done, cancelled, or nothing where the source says nothing."""
    effect: str = ""
    rationale: str = ""
    opposing: str = ""
    repeats: bool = False
    """The same action or decision was read before in this meeting (a closing summary)."""

    def texts(self) -> Iterator[str]:
        yield self.text
        yield from self.owners
        yield from (self.due_text, self.status_text, self.effect, self.rationale, self.opposing)


@dataclass(slots=True)
class ReadItem:
    title: str = ""
    number: str = ""
    depth: int = 0
    """0 for the meeting's own items, 1 for items below them, and so on."""
    outcome: str = ""
    entries: list[ReadEntry] = field(default_factory=list)
    line: int = 0
    """Of the source, where it is known."""

    def texts(self) -> Iterator[str]:
        yield from (self.number, self.title, self.outcome)
        for entry in self.entries:
            yield from entry.texts()


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A labelled line about the meeting as a whole ("Venue: …")."""

    sense: str
    label: str
    text: str

    def texts(self) -> tuple[str, ...]:
        return (self.label, self.text)


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    group: str = ""
    title: str = ""
    date: dt.date | None = None
    cancelled: bool = False
    place: str = ""
    start: str = ""
    end: str = ""
    chair: str = ""
    minute_taker: str = ""
    next_meeting: dt.date | None = None
    attendees: tuple[ReadAttendee, ...] = ()
    items: tuple[ReadItem, ...] = ()
    """In the order of the source. An item without a title holds what stands before the first one."""
    facts: tuple[ReadFact, ...] = ()
    labels: tuple[str, ...] = ()
    doubts: tuple[ReadingDoubt, ...] = ()
    source_text: str = field(default="", repr=False)
    """The meeting's own lines, with unified line ends and no trailing blanks."""

    def entries(self) -> Iterator[ReadEntry]:
        for item in self.items:
            yield from item.entries

    def texts(self) -> Iterator[str]:
        yield self.title
        parts: tuple[ReadAttendee | ReadItem | ReadFact, ...] = (*self.attendees, *self.items, *self.facts)
        for said in parts:
            yield from said.texts()
        yield from self.labels


@dataclass(frozen=True, slots=True)
class ReadFile:
    path_hint: str = ""
    meetings: tuple[ReadMeeting, ...] = ()
    not_minutes: NotMinutes | None = None
    labels: tuple[str, ...] = ()
    """Headings above the meetings ("Week 7")."""
    left_over: tuple[str, ...] = ()
    """What stands beside the text of a document."""
    modified: float = 0
    """When it was last saved, in seconds."""
    doubts: tuple[ReadingDoubt, ...] = ()
    """Of a file that is no minutes: how it may be read all the same."""
