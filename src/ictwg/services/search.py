"""Search over everything: every declared text of every record, folded, best places first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Entry,
    Meeting,
    Organization,
    Person,
    Progress,
)
from ictwg.domain.text import fold
from ictwg.services.following import Following
from ictwg.services.lookup import meeting_by_date, short_name, short_title, shown_name, shown_reference
from ictwg.services.minute_lines import due_in_words

if TYPE_CHECKING:
    from ictwg.domain.schema import Record
    from ictwg.domain.state import State

SEARCHED: tuple[type[Record], ...] = (
    Organization,
    Person,
    Meeting,
    Action,
    Decision,
    AgendaItem,
    Entry,
    Progress,
    Attendance,
)
"""What is searched, in the order in which equal hits are listed."""
TEXT_KINDS = frozenset({"line", "text", "words"})


class Found(NamedTuple):
    """One place where the words stand: the record to open, and the line to show."""

    record: Record
    kind: str
    where: str
    text: str


class Index:
    """Texts folded once, and again where a record has changed; a keystroke only looks for substrings."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._texts = tuple(Following(state, kind, _haystack) for kind in SEARCHED)

    def find(self, words: str, limit: int = 200) -> tuple[Found, ...]:
        """Records that contain every word, those whose name begins with the first one leading."""
        wanted = fold(words).split()
        if not wanted:
            return ()
        hits: list[tuple[bool, int, str]] = []
        for place, texts in enumerate(self._texts):
            found = ((id, text) for id, text in texts.values().items() if all(word in text for word in wanted))
            hits += [(not text.startswith(wanted[0]), place, id) for id, text in found]
        records = (self._state.get(self._texts[place].kind, id) for _, place, id in sorted(hits)[:limit])
        return tuple(_found(self._state, record) for record in records if record is not None)


def _haystack(record: Record) -> str:
    texts = [short_name(record)]
    if isinstance(record, Meeting):
        texts += [meeting_by_date(record), due_in_words(record.date)]
    for field in type(record).fields():
        if field.kind in TEXT_KINDS and not field.inner:
            value = field.of(record)
            texts += value if isinstance(value, tuple) else [value] if value else []
    return fold("\n".join(texts))


def _found(state: State, record: Record) -> Found:
    return Found(record, type(record).SINGULAR, _where(state, record), short_title(record))


def _where(state: State, record: Record) -> str:
    """The meeting, action or organization that the record belongs to."""
    match record:
        case Entry() | AgendaItem() | Attendance() | Decision():
            meeting = state.get(Meeting, record.meeting)
            return _named(state, meeting) if meeting else ""
        case Action():
            return shown_reference(state, record)
        case Progress():
            action = state.get(Action, record.action)
            return shown_reference(state, action) if action else ""
        case Person():
            home = state.get(Organization, record.organization)
            return home.acronym if home else ""
        case Meeting():
            return _named(state, record)
        case _:
            return ""


def _named(state: State, meeting: Meeting) -> str:
    """`M-2010-03 · 2010-03-12`: one remembers the number, another the day; until it has a number its day names it."""
    if meeting.reference and meeting.date:
        return f"{shown_reference(state, meeting)} · {meeting.date.isoformat()}"
    return shown_name(state, meeting)
