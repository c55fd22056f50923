"""The place of a search hit and the words around it, computed only for hits that are shown."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from ictwg.domain.agenda import agenda_of, nested
from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting, Organization, Person
from ictwg.domain.schema import Field, Record, title_of, whole_link
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.records.lookup import short_name, shortened, shown_name, shown_reference

FAR, BEFORE, ROOM, NAME = 24, 12, 35, 30
"""Characters: a word later than this is brought into view, with so many before it, as there is room; of a name."""

_DEEPEST = 4


class Snippet(NamedTuple):
    """The text around the first word, from where to where each of the words stands in it, and the text in full."""

    text: str
    marks: tuple[tuple[int, int], ...]
    whole: str


class FoundPlace:
    """One place where the words stand: the record to open, and the line to show.

    `adopted` is said of adopted minutes that somebody has edited since: it reads as they were adopted.
    """

    def __init__(
        self, places: RecordPlaces, record: Record, words: tuple[str, ...], day: str, *, adopted: bool
    ) -> None:
        self._places = places
        self.record = record
        self.words = words
        self.day = day
        self.adopted = adopted
        self.kind = type(record).SINGULAR
        self.id = f"{record.TABLE}:{record.id}"

    @cached_property
    def where(self) -> str:
        """The meeting, its item and the line; the action or organization that the record belongs to."""
        return self._places.of(self.record)

    @property
    def state(self) -> State:
        """Where it is shown from."""
        return self._places.state

    @property
    def said(self) -> Snippet:
        """For people: that it is what was adopted comes first."""
        if not self.adopted:
            return self.snippet
        first = t("search.adopted") + " "
        marks = ((begin + len(first), end + len(first)) for begin, end in self.snippet.marks)
        return Snippet(first + self.snippet.text, tuple(marks), first + self.snippet.whole)

    @property
    def text(self) -> str:
        return self.snippet.text

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        return self.snippet.marks

    @cached_property
    def snippet(self) -> Snippet:
        return snippet(self._places.state, self.record, self.words)


class RecordPlaces:
    """Where records stand; the numbers of an agenda are counted once."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._numbers: dict[str, dict[str, str]] = {}

    def of(self, record: Record) -> str:
        match record:
            case Entry():
                line = t("search.line", number=self.line(record))
                return _joined(self._meeting(record.meeting), next(filter(None, self.item(record)), ""), line)
            case AgendaItem():
                return _joined(self._meeting(record.meeting), self._number(record.meeting, record.id))
            case Action() | Decision():
                return _joined(self._meeting(record.meeting), next(filter(None, self.item(record)), ""))
            case Person():
                home = self.state.get(Organization, record.organization)
                return home.acronym if home else ""
            case Meeting():
                return "" if record.reference else shown_name(self.state, record)
            case _:
                return self._of_another(record)

    def line(self, entry: Entry) -> int:
        """Which line of its item it is."""
        meeting = self.state.linked(Entry, Entry.meeting, entry.meeting or "")
        lines = nested(other for other in meeting if other.item == entry.item)
        return next((n for n, line in enumerate(lines, 1) if line.entry.id == entry.id), 0)

    def item(self, record: Record) -> tuple[str, str]:
        """The number and the title of the item of a record; empty where it has none."""
        item = record if isinstance(record, AgendaItem) else self.state.get(AgendaItem, getattr(record, "item", None))
        return (self._number(item.meeting, item.id), item.title) if item is not None else ("", "")

    def _of_another(self, record: Record) -> str:
        """Its meeting, else what it belongs to."""
        if meeting := self._meeting(getattr(record, "meeting", None)):
            return meeting
        above = parent_of(self.state, record)
        return "" if above is None else shown_reference(self.state, above) or short_name(above)

    def _meeting(self, id: str | None) -> str:
        meeting = self.state.get(Meeting, id)
        return shown_name(self.state, meeting) if meeting is not None else ""

    def _number(self, meeting: str | None, item: str | None) -> str:
        """The number of an item as the agenda prints it; empty where it prints none."""
        held = self.state.get(Meeting, meeting)
        if held is None or not item:
            return ""
        if held.id not in self._numbers:
            self._numbers[held.id] = {line.item.id: line.printed for line in agenda_of(self.state, held)}
        return self._numbers[held.id].get(item, "")


def placed(found: FoundPlace) -> dict[str, Any]:
    """A hit as JSON: the record, where it stands, and the words around, with the places of those searched for."""
    record, state = found.record, found.state
    places = RecordPlaces(state)
    number, item = places.item(record)
    meeting = record if isinstance(record, Meeting) else state.get(Meeting, getattr(record, "meeting", None))
    return {
        "kind": found.kind,
        "id": record.id,
        "reference": shown_reference(state, record) or None,
        "meeting": shown_name(state, meeting) if meeting else None,
        "meeting_id": meeting.id if meeting else None,
        "item": item or None,
        "number": number or None,
        "line": places.line(record) if isinstance(record, Entry) else None,
        "date": found.day or None,
        "as_adopted": found.adopted,
        "text": found.text,
        "marks": [list(mark) for mark in found.marks],
    }


def parent_of(state: State, record: Record) -> Record | None:
    """What a record belongs to, or else cannot be without: a letter its organization."""
    field: Any = whole_link(type(record))
    id = field.of(record) if field is not None else None
    return state.get(field.target(), id) if id else None


def at_home(state: State, record: Record, tables: frozenset[str]) -> Record:
    """The record, or the nearest above it that has a screen of its own."""
    at: Record | None = record
    for _ in range(_DEEPEST):
        if at is None or at.TABLE in tables:
            break
        at = parent_of(state, at)
    return at or record


def snippet(state: State, record: Record, words: tuple[str, ...]) -> Snippet:
    """Of its title where the words stand there, else of the first text that has them, after what names the record."""
    parts = tuple(dict.fromkeys(part for word in words for part in word.split()))
    title, reference = _title(state, record), shown_reference(state, record)
    found = marks_in(title, parts)
    if not found:
        named = reference or shortened(title, NAME)
        for field in _texts(record):
            text = _flat(record, field)
            if marks_in(text, parts):
                lead = f"{named} · " if named else ""
                said = f"{lead}{t(field.label_id)}: {text}"
                return around(said, marks_in(said, parts), len(lead))
    return around(title, found, len(reference) + 1 if reference else 0)


def marks_in(text: str, parts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """From where to where each word stands in a text, whatever its accents and capitals."""
    folded, places = _folded(text)
    found = []
    for part in parts:
        at = _begin(folded, part)
        while at >= 0:
            found.append((places[at], places[at + len(part) - 1] + 1))
            at = _begin(folded, part, at + len(part))
    return _apart(sorted(found))


def _begin(folded: str, part: str, start: int = 0) -> int:
    """Where a word begins with it; in a text where none does, where it stands at all."""
    at = folded.find(part, start)
    while at > 0 and folded[at - 1].isalnum():
        further = folded.find(part, at + 1)
        if further < 0:
            return at if not start else -1
        at = further
    return at


def _folded(text: str) -> tuple[str, list[int] | range]:
    """The text as it is compared, and for each sign of it the place that it comes from."""
    plain = fold(text)
    if len(plain) == len(text):
        return plain, range(len(text))
    folded = [(sign, place) for place, one in enumerate(text) for sign in fold(one)]
    return "".join(sign for sign, _ in folded), [place for _, place in folded]


def _apart(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """One behind the other, none within another."""
    kept: list[tuple[int, int]] = []
    for begin, end in marks:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return tuple(kept)


def around(text: str, marks: tuple[tuple[int, int], ...], lead: int = 0) -> Snippet:
    """From shortly before the first word, where that stands further behind; so many characters at the start stay."""
    first = marks[0][0] if marks else 0
    begin = text.rfind(" ", lead, first - BEFORE) + 1 if first > lead + FAR and len(text) > ROOM else 0
    if not begin:
        return Snippet(text, marks, text)
    fits = text.find(" ", max(lead, len(text) - ROOM + lead + 1)) + 1
    begin = min(begin, fits or begin)
    head = f"{text[:lead]}… "
    shift = begin - len(head)
    return Snippet(head + text[begin:], tuple((start - shift, end - shift) for start, end in marks), text)


def _title(state: State, record: Record) -> str:
    """Reference, or acronym and name, and what names the record in lists."""
    parts = [shown_reference(state, record), *(str(getattr(record, name, "")) for name in ("acronym", "name"))]
    parts.append(" ".join(title_of(record).split()))
    return " ".join(dict.fromkeys(filter(None, parts))) or shown_name(state, record)


def _texts(record: Record) -> tuple[Field[Any], ...]:
    kind = type(record)
    return tuple(field for field in kind.fields() if field.kind in TEXT_KINDS and field is not kind.TITLE)


def _flat(record: Record, field: Field[Any]) -> str:
    value = field.of(record)
    return " ".join((", ".join(value) if isinstance(value, tuple) else str(value or "")).split())


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
