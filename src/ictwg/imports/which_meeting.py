"""Which meeting a file is of: one on record, one of other files of it, or a new one.

Of several files of one meeting one is the adopted text; the others are kept on file as what they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain, groupby, zip_longest
from pathlib import PurePath
from typing import NamedTuple

from ictwg.domain.records import AgendaItem, Attendance, Entry, Meeting
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.doubts import ANOTHER, DoubtKind, Doubts
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.items import titles_of
from ictwg.imports.minutes_comparison.organizations import SOURCE
from ictwg.imports.report import Chosen, ImportRow, RowState
from ictwg.locales import t
from ictwg.records.reference_data import load_import_words

Day = tuple[str, date | None]
MOSTLY = 0.5
"""As large a part of the shorter text, or of the smaller roll."""
_RANKS = ("signed", "final", "", "draft", "annex")


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
        found = [(Match.SAME if one.source == source else compared(like, one.like), one) for one in known]
        word_by_word = (one for one in found if one[1].source == source)
        alike = (one for wanted in (Match.SAME, Match.UNSURE) for one in found if one[0] is wanted)
        other = (Match.ANOTHER, next((one for one in known if one.path != placed.path), None))
        return next(chain(word_by_word, alike), other)

    def add(self, placed: PlacedMeeting) -> None:
        meeting, like = placed.meeting, likeness_of(placed.meeting)
        name = meeting.title or meeting.group
        known = KnownMeeting(placed.id, name, placed.source, like, placed.path, placed.body)
        self._of(placed.series, meeting.date).append(known)

    def on(self, day: date) -> list[Meeting | KnownMeeting]:
        """All of that day, of those on record also what was written here."""
        new = [one for (_, on), known in self._known.items() if on == day for one in known]
        ids = {one.id for one in new}
        return [*new, *(one for one in self._state.all(Meeting) if one.date == day and one.id not in ids)]

    def _of(self, series: str, day: date | None) -> list[KnownMeeting]:
        if (series, day) not in self._known:
            found = self._on_record.get((series, day), ())
            known = (KnownMeeting(one.id, one.title, one.source, self._likeness(one)) for one in found)
            self._known[series, day] = [*known]
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


class Versions:
    """The meetings of an import, each with one text: the files of one day and series that have anything in common.

    A file with several meetings is left as it is.

    Attributes:
        texts: In order of their days.
        copies: Files that say word by word the same as one of these.
        papers: The files that say neither who was there nor what was decided: agendas, annexes, letters.
        rows: The question which text is the adopted one, of each meeting that has several.
    """

    def __init__(self, placed: Iterable[PlacedMeeting], on_record: Mapping[str, Meeting], chosen: Chosen) -> None:
        """`on_record`: the meetings by the digest of the text that each came from."""
        self._chosen = chosen
        self._on_record = on_record
        self._copies: dict[str, list[PlacedMeeting]] = {}
        """Files that are word by word the same, the likeliest first."""
        self.texts: list[PlacedMeeting] = []
        self.copies: list[PlacedMeeting] = []
        self.papers: list[PlacedMeeting] = []
        self.rows: list[ImportRow] = []
        alone: list[PlacedMeeting] = []
        for _, theirs in groupby(placed, lambda one: one.path):
            several = list(theirs)
            if len(several) > 1 or several[0].meeting.date is None:
                self.texts += several
            else:
                (self.papers if is_paper(several[0].meeting) else alone).append(several[0])
        for _, same_day in groupby(sorted(alone, key=_by_day), lambda one: (one.series, one.meeting.date)):
            self._copies = {}
            for one in sorted(same_day, key=_likeliest):
                self._copies.setdefault(one.meeting.source_text, []).append(one)
            self._take([one for one, *_ in self._copies.values()])
        self.texts.sort(key=_by_day)

    def _take(self, files: list[PlacedMeeting]) -> None:
        while files:
            first, *rest = files
            mine = likeness_of(first.meeting)
            alike = [one for one in rest if not of_others(one, first) and shares(mine, likeness_of(one.meeting))]
            alike = [first, *alike]
            text = self._text_of(alike) if len(alike) > 1 else first
            self.texts.append(text or first)
            self.copies += self._copies[(text or first).meeting.source_text][1:]
            files = [one for one in rest if text is None or one not in alike]

    def _text_of(self, files: Sequence[PlacedMeeting]) -> PlacedMeeting | None:
        """The one whose text is taken, with the others on file; None where they are other meetings."""
        day = files[0].meeting.date
        where = t("importing.versions", day=day.isoformat() if day else "", count=len(files))
        others = [one for one in files for one in self._copies[one.meeting.source_text]]
        text = next((one for one in files if self._is_settled(one, others)), None)
        if text is None:
            doubts = Doubts(self._chosen.get(where, {}))
            files = sorted(files, key=lambda one: not _is_written(one, files[0]))
            names = [one.name for one in files]
            said = doubts.ask(DoubtKind.WHICH_TEXT, 0, ", ".join(names), *names, ANOTHER)
            self.rows.append(ImportRow(RowState.DOUBTFUL, where, where, doubts=doubts.found()))
            text = next((one for one in files if one.name == said), None)
        if text is None:
            return None
        same = text.meeting.source_text
        return text._replace(others=tuple((one, _kind(one, text)) for one in others if one.meeting.source_text != same))

    def _is_settled(self, text: PlacedMeeting, files: Iterable[PlacedMeeting]) -> bool:
        """Whether the meeting is on record with this text, and all other files with it."""
        meeting = self._on_record.get(text.source)
        kept = (meeting.signed_copy, *meeting.other_files) if meeting is not None else ()
        others = (one for one in files if one.source != text.source)
        return meeting is not None and all(any(line.endswith(one.path) for line in kept) for one in others)


def is_paper(meeting: ReadMeeting) -> bool:
    """Whether it says neither who was there nor what was decided."""
    return not meeting.attendees and not _decides(meeting)


def _decides(meeting: ReadMeeting) -> bool:
    return any(entry.type in {EntryType.DECISION, EntryType.ACTION} for entry in meeting.entries())


def _is_written(one: PlacedMeeting, printed: PlacedMeeting) -> bool:
    """Whether it is the file from which a PDF was made: it reads better."""
    name, is_pdf = PurePath(printed.path).stem, printed.path.lower().endswith(".pdf")
    return is_pdf and one is not printed and PurePath(one.path).stem == name


def said_of(path: str) -> str:
    """What the name of a file says that it is: `signed`, `final`, `draft`, `annex`, or nothing."""
    words = set(re.split(r"[\W_]+", fold(PurePath(path).name)))
    return next((kind for kind, said in load_import_words("versions").items() if words & set(said)), "")


def _kind(other: PlacedMeeting, text: PlacedMeeting) -> str:
    """`signed`, `draft`, `annex`, `translation` or `version`."""
    if (said := said_of(other.path)) in {"signed", "draft", "annex"}:
        return said
    if _decides(text.meeting) and not _decides(other.meeting):
        return "annex"
    one, two = likeness_of(other.meeting), likeness_of(text.meeting)
    return "version" if one.texts & two.texts or not one.texts else "translation"


def _likeliest(one: PlacedMeeting) -> tuple[bool, int, float, list[int], str]:
    """What decides; signed before final before drafts, then the newest, then the highest number in its name."""
    numbers = [-int(said) for said in re.findall(r"\d+", one.name)]
    return not _decides(one.meeting), _RANKS.index(said_of(one.path)), -one.modified, numbers, one.path


def _by_day(one: PlacedMeeting) -> tuple[str, str, str]:
    return str(one.meeting.date or ""), one.series, one.path
