"""What a use case returns: the writes, what happened in words, and the events that others react to.

    (state, command, today) → Changes → store.commit → log row, undo, journal

A write names the dots that its author saw; the store replaces exactly those (STORE.md §2). Only fields whose value
differs are written, so that an untouched field never competes with a colleague's edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ictwg.domain.order import placed
from ictwg.domain.schema import Raw, Record, Setting

LIVE = "_live"


class Write(NamedTuple):
    table: str
    id: str
    field: str
    value: Raw
    seen: tuple[str, ...] = ()


class Event(NamedTuple):
    """Something that happened to a record, such as `meeting.held`; reactions run in the same transaction."""

    name: str
    table: str
    id: str


class Changes(NamedTuple):
    """One transaction: durable whole or not at all, one line in the history, one undo.

    Attributes:
        subject: What the message calls it now. It goes into no file: the log names records by id (STORE.md §6), so
            that a redaction need not look for a text there.
        about: The records, as (table, id), that the history tells it by; the first one made, else the first one
            written, where none is named.
    """

    verb: str
    subject: str = ""
    writes: tuple[Write, ...] = ()
    events: tuple[Event, ...] = ()
    created: tuple[tuple[str, str], ...] = ()
    group: str = ""
    about: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.writes)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The records that it makes, then those that it writes, as (table, id)."""
        return tuple(dict.fromkeys((*self.created, *((write.table, write.id) for write in self.writes))))

    @property
    def told_of(self) -> tuple[tuple[str, str], ...]:
        """`about`, or the first record of it."""
        return self.about or self.created[:1] or tuple((write.table, write.id) for write in self.writes[:1])

    def told_by(self, *kinds: type[Record]) -> Changes:
        """Told by all its records of these kinds."""
        tables = {kind.TABLE for kind in kinds}
        return self._replace(about=tuple(place for place in self.places if place[0] in tables))

    def and_then(self, other: Changes) -> Changes:
        """Both as one transaction, told in the words of the first."""
        return self._replace(
            writes=self.writes + other.writes,
            events=self.events + other.events,
            created=self.created + other.created,
            about=self.told_of or other.told_of,
        )


def together(changes: Iterable[Changes], subject: str) -> Changes:
    """Several changes as one transaction and one undo, told once for all."""
    first, *others = each = tuple(changes)
    about = tuple(dict.fromkeys(place for one in each for place in one.told_of))
    for other in others:
        first = first.and_then(other)
    return first._replace(subject=subject, about=about)


class Edit:
    """Collects the writes of one use case.

    Args:
        verb: The message that tells it, such as `verbs.closed`; it gets `subject`.
        subject: The reference or name that the message shows.
        about: The record that the history tells it by, where that is not the first one made or written.
    """

    def __init__(self, verb: str, subject: str = "", about: Record | None = None) -> None:
        self.verb = verb
        self.subject = subject
        self._about = ((about.TABLE, about.id),) if about is not None else ()
        self._writes: list[Write] = []
        self._events: list[Event] = []
        self._created: list[tuple[str, str]] = []

    @property
    def made(self) -> Sequence[tuple[str, str]]:
        """The tables and ids of the records made so far."""
        return self._created

    @property
    def size(self) -> int:
        return len(self._writes)

    def create(self, kind: type[Record], id: str, *settings: Setting) -> Edit:
        """A new record; fields that stay empty are not written."""
        self._created.append((kind.TABLE, id))
        for field, raw in settings:
            if isinstance(raw, tuple):
                self._writes += [Write(kind.TABLE, id, f"{field.name}/{element}", True) for element in raw]
            elif raw is not None:
                self._writes.append(Write(kind.TABLE, id, field.name, raw))
        self._writes.append(Write(kind.TABLE, id, LIVE, True))
        return self

    def update(self, record: Record, *settings: Setting) -> Edit:
        """An edit of a record as its author saw it; values that stay the same are not written."""
        for setting in settings:
            self._writes += _differences(record, setting)
        return self

    def rewrite(self, record: Record, *settings: Setting) -> Edit:
        """Likewise, in place of what this edit has written of these fields."""
        names = {setting[0].name for setting in settings}
        place = (record.TABLE, record.id)
        self._writes = [
            one for one in self._writes if (one.table, one.id) != place or one.field.partition("/")[0] not in names
        ]
        return self.update(record, *settings)

    def room(self, beside: Sequence[Any], at: int) -> str:
        """The order key at this index among others; those behind get new ones where two stand at the same."""
        key, rekeyed = placed([one.order for one in beside], at)
        for index, fresh in rekeyed:
            self.update(beside[index], type(beside[index]).order(fresh))
        return key

    def remove(self, record: Record) -> Edit:
        """Into the trash: a concurrent edit brings it back."""
        return self._write_live(record, False)

    def restore(self, record: Record) -> Edit:
        """Out of the trash, as it was."""
        return self._write_live(record, True)

    def tell(self, event: str, kind: type[Record], id: str) -> Edit:
        self._events.append(Event(event, kind.TABLE, id))
        return self

    def done(self) -> Changes:
        made = tuple(self._created)
        return Changes(self.verb, self.subject, tuple(self._writes), tuple(self._events), made, about=self._about)

    def _write_live(self, record: Record, value: bool) -> Edit:  # noqa: FBT001 - the register's value
        self._writes.append(Write(record.TABLE, record.id, LIVE, value, record.row.seen(LIVE)))
        return self


def _differences(record: Record, setting: Setting) -> list[Write]:
    field, raw = setting
    name, row = field.name, record.row
    if not isinstance(raw, tuple):
        same = row.get(name) == raw and not row.rivals(name) and field.is_read(record)
        return [] if same else [Write(record.TABLE, record.id, name, raw, row.seen(name))]
    before, after = set(row.elements(name)), set(raw)
    changed = [(element, element in after) for element in sorted(before ^ after)]
    emptied = [] if field.is_read(record) else [Write(record.TABLE, record.id, name, None, row.seen(name))]
    places = ((f"{name}/{element}", present) for element, present in changed)
    return emptied + [Write(record.TABLE, record.id, at, present, record.row.seen(at)) for at, present in places]
