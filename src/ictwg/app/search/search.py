"""Search over everything: every declared text of every record, folded, ranked, with the place where it stands.

> A whole word counts more than a beginning, a title or reference more than what stands below it, a rare word more than
> a frequent one, and of equal hits the latest comes first. Commands and the screen rank alike. Of adopted minutes it
> is what was adopted that is looked in (`search_adopted`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from ictwg.app.search.filter import Narrowed, asked, narrowed
from ictwg.app.search.index import Doc, Hit, SearchText, Within, laid_out
from ictwg.app.search.place import FoundPlace, RecordPlaces
from ictwg.decisions.decisions import action_of, decision_of
from ictwg.domain.calendar import due_in_words
from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.records import Action, Decision, Entry, Meeting
from ictwg.domain.schema import Field, Record, declared
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import ActionKind, EntryType
from ictwg.meetings.editions import shown_from
from ictwg.minutes.corrections import beside_adopted, is_printed, late_edits
from ictwg.minutes.freezing import LIVES_ON
from ictwg.records.lookup import Lookup, meeting_by_date, shown_name
from ictwg.records.selection import MEETING, said_on


def text_fields(kind: type[Record]) -> tuple[Field[Any], ...]:
    return tuple(field for field in kind.fields() if field.kind in TEXT_KINDS and not field.inner)


def searched_kinds() -> tuple[type[Record], ...]:
    return tuple(kind for kind in declared() if kind.WEIGHT and text_fields(kind))


_WEIGHT = 0.3
"""What the weights of record types are worth beside how well the words fit."""

_LIKE_ENOUGH = 74
_LONG_ENOUGH = 4

_SLIPS = 2
"""Letters too many or too few."""


class Hits(NamedTuple):
    """What was found, the best first.

    Attributes:
        unknown: Keyed words that mean nothing.
        likely: Says what may be meant by the first of them; nothing where none is near.
        meant: Words that stand nowhere, each with the like one that was looked for in its place.
    """

    found: tuple[FoundPlace, ...] = ()
    unknown: tuple[str, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    likely: Callable[[], str] = str


class SearchIndex:
    """Words folded once, and again where a record has changed; `me` is the name of the person who types."""

    def __init__(self, state: State, me: str = "") -> None:
        self._state = state
        self._me = me
        self._shelf: SearchText | None = None
        self._version = -1
        self._kinds = {kind.TABLE: _Reader(kind) for kind in searched_kinds()}
        self._reading: Iterator[tuple[Doc, str]] | None = None
        self._read: list[tuple[Doc, str]] = []
        self._words: set[str] = set()
        self._narrowed: tuple[tuple[Any, ...], Narrowed] | None = None
        self._apart: dict[tuple[str, str], Apart] = {}

    def prepare(self, count: int) -> bool:
        """Reads so many records more; whether all of them are read, and the first letter will be as quick as others."""
        if self._shelf is not None:
            return True
        if self._reading is None:
            self._version, self._reading = self._state.version, self._all()
            self._apart = read_apart(self._state)
        for _ in range(count):
            one = next(self._reading, None)
            if one is None:
                self._shelf, self._read = SearchText(self._read, self._words), []
                return True
            self._read.append(one)
            self._words.update(one[1].split())
        return False

    def find(self, query: str, today: date, limit: int = 200) -> Hits:
        """The latest records in which every word stands, or one like it, and which the keyed words let through."""
        shelf, wanted = self._followed(), asked(query)
        if not wanted.words and not wanted.keyed:
            return Hits()
        within, unknown, likely = self._narrow(wanted.keyed, today)
        if not wanted.words and within == Within():
            return Hits(unknown=unknown, likely=likely)
        words = wanted.words
        meant: tuple[tuple[str, str], ...] = ()
        hits = self._hits(shelf, words, within, decisions=wanted.decisions)
        if not hits and words:
            words, meant = _corrected(shelf, words)
            hits = self._hits(shelf, words, within, decisions=wanted.decisions) if meant else []
        return Hits(tuple(self._shown(hits, words, limit)), unknown, meant, likely)

    def _hits(self, shelf: SearchText, words: tuple[str, ...], within: Within, *, decisions: bool) -> list[Hit]:
        """The best first; where it was asked what was decided, the decisions before all else."""
        found = shelf.hits(words, within)
        if not decisions or within.tables is not None:
            return found
        decided = shelf.hits(words, within._replace(tables=frozenset({Decision.TABLE})))
        return [*decided, *(hit for hit in found if hit.doc.table != Decision.TABLE)]

    def _followed(self) -> SearchText:
        """The words as they are now."""
        while not self.prepare(_AT_ONCE):
            pass
        shelf, before = self._shelf, self._version
        assert shelf is not None  # noqa: S101 - prepare has made it
        self._version = self._state.version
        if before == self._version:
            return shelf
        changed = self._state.changed(before)
        was, self._apart = self._apart, read_apart(self._state)
        if changed is None:
            shelf = self._shelf = SearchText(self._all())
        for table, id in dict.fromkeys((*changed, *was, *self._apart)) if changed is not None else ():
            if table in self._kinds:
                self._take(shelf, table, id)
        return shelf

    def _take(self, shelf: SearchText, table: str, id: str) -> None:
        reader = self._kinds[table]
        record = self._told(table, id)
        if record is None:
            shelf.drop(table, id)
        else:
            shelf.put(*reader.read(self._state, record))

    def _all(self) -> Iterator[tuple[Doc, str]]:
        for reader in self._kinds.values():
            for record in self._state.all(reader.kind):
                if (record.TABLE, record.id) not in self._apart:
                    yield reader.read(self._state, record)
        for (table, _), apart in self._apart.items():
            if apart.record is not None:
                yield self._kinds[table].read(self._state, apart.record)

    def _told(self, table: str, id: str) -> Record | None:
        apart = self._apart.get((table, id))
        return apart.record if apart is not None else self._state.get(self._kinds[table].kind, id)

    def _narrow(self, keyed: tuple[str, ...], today: date) -> Narrowed:
        key = (keyed, today, self._state.version)
        if self._narrowed is None or self._narrowed[0] != key:
            kinds = [reader.kind for reader in self._kinds.values()]
            self._narrowed = (key, narrowed(Lookup(self._state, today, me=self._me), keyed, kinds))
        return self._narrowed[1]

    def _shown(self, hits: list[Hit], words: tuple[str, ...], limit: int) -> Iterator[FoundPlace]:
        """As many as there is room for; a line of the minutes gives way to the action or decision that it became."""
        places, told = RecordPlaces(self._state), {hit.doc.id for hit in hits}
        for hit in hits:
            if limit <= 0:
                return
            record = self._told(hit.doc.table, hit.doc.id)
            if record is not None and not self._told_already(record, told):
                limit -= 1
                apart = self._apart.get((hit.doc.table, hit.doc.id))
                yield FoundPlace(
                    RecordPlaces(apart.state) if apart else places, record, words, hit.doc.said_on, adopted=bool(apart)
                )

    def _told_already(self, record: Record, told: set[str]) -> bool:
        if not isinstance(record, Entry) or record.type is EntryType.NOTE:
            return False
        became = decision_of(self._state, record) or action_of(self._state, record)
        return became is not None and became.id in told


class _Reader:
    """What is read of each record of a kind; the fields are looked up once."""

    def __init__(self, kind: type[Record]) -> None:
        self.kind = kind
        title = kind.TITLE
        named = {name: field for name in ("reference", "acronym") if (field := kind.field(name)) is not None}
        if title is not None and title.kind == "line":
            named[title.name] = title
        self._title = tuple(named.values())
        former = kind.field("former_references")
        self._rest = (*(field for field in text_fields(kind) if field.name not in named), *([former] if former else []))
        self._parent = kind.PARENT.name if kind.PARENT is not None else ""
        self._weight = kind.WEIGHT * _WEIGHT

    def read(self, state: State, record: Record) -> tuple[Doc, str]:
        row = record.row
        title = _words(record, self._title)
        if not title and self.kind.TITLE and self.kind.NAMED_AS:
            title = shown_name(state, record)
        if isinstance(record, Meeting):
            title += f"\n{meeting_by_date(record)}\n{due_in_words(record.date)}"
        meeting = record.id if isinstance(record, Meeting) else str(row.get(MEETING) or "")
        # That of a task is its own: its meeting's is that of all the others too
        own = record.due if isinstance(record, Action) and record.kind is ActionKind.TASK else None
        day = own if isinstance(own, date) else said_on(state, record)
        about = str(row.get(self._parent) or "") if self._parent else ""
        doc = Doc(type(record).TABLE, record.id, about, meeting, day.isoformat() if day else "", self._weight)
        return doc, laid_out(title, _words(record, self._rest))


def _words(record: Record, fields: tuple[Field[Any], ...]) -> str:
    row = record.row
    said = (" ".join(row.elements(field.name)) if field.is_set else row.get(field.name) for field in fields)
    return "\n".join(str(text) for text in said if text)


def _corrected(shelf: SearchText, words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The words, those that stand nowhere as the most like one that stands somewhere; and which those are.

    Of several that are as like it the first by letter: every computer finds the same.
    """
    from rapidfuzz import fuzz, process

    meant: dict[str, str] = {}
    for word in words:
        if len(word) >= _LONG_ENOUGH and not shelf.has(word):
            near = [one for one in shelf.vocabulary if -_SLIPS <= len(one) - len(word) <= _SLIPS]
            like = process.extract(word, near, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, limit=None)
            if like:
                meant[word] = min(like, key=lambda one: (-one[1], one[0]))[0]
    return tuple(meant.get(word, word) for word in words), tuple(meant.items())


_AT_ONCE = 1000


class Apart(NamedTuple):
    """A record that reads otherwise in the adopted minutes.

    Attributes:
        record: As it was adopted; None where it is not in them.
        state: Where it is shown from.
    """

    record: Record | None
    state: State


def read_apart(state: State) -> dict[tuple[str, str], Apart]:
    """Those records, by table and id; of an audience's state only what that audience sees."""
    whole = state.whole if isinstance(state, AudienceView) else state
    meetings = (state.get(Meeting, id) for id in late_edits(whole).by_meeting())
    return {key: apart for meeting in meetings if meeting is not None for key, apart in _of_one(state, meeting)}


def _of_one(state: State, meeting: Meeting) -> Iterator[tuple[tuple[str, str], Apart]]:
    printed, _ = shown_from(state, meeting)
    for kind, id, now, before in beside_adopted(state, printed, meeting):
        if _differs(now, before):
            yield (kind.TABLE, id), Apart(before, printed)


def _differs(now: Record | None, before: Record | None) -> bool:
    if now is None or before is None:
        return is_printed(now if before is None else None)
    fields = (field for field in type(now).fields() if field not in LIVES_ON)
    return any(field.of(now) != field.of(before) for field in fields)
