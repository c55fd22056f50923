"""What a use case returns: the writes, what happened in words, and the events that others react to.

    (state, command, today) → Changes → store.commit → log row, undo, journal

A write names the dots that its author saw; the store replaces exactly those (STORE.md §2). Only fields whose value
differs are written, so that an untouched field never competes with a colleague's edit.
"""

from __future__ import annotations

from ictwg.hints import Any, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """One transaction: durable whole or not at all, one line in the history, one undo."""

    verb: str
    subject: str = ""
    writes: tuple[Write, ...] = ()
    events: tuple[Event, ...] = ()
    created: tuple[tuple[str, str], ...] = ()
    group: str = ""

    def __bool__(self) -> bool:
        return bool(self.writes)

    def and_then(self, other: Changes) -> Changes:
        """Both as one transaction, told in the words of the first."""
        return self._replace(
            writes=self.writes + other.writes,
            events=self.events + other.events,
            created=self.created + other.created,
        )


class Edit:
    """Collects the writes of one use case.

    Args:
        verb: The message that tells it, such as `verbs.closed`; it gets `subject`.
        subject: The reference or name that the message and the history show.
    """

    def __init__(self, verb: str, subject: str = "") -> None:
        self.verb = verb
        self.subject = subject
        self._writes: list[Write] = []
        self._events: list[Event] = []
        self._created: list[tuple[str, str]] = []

    @property
    def made(self) -> Sequence[tuple[str, str]]:
        """The tables and ids of the records made so far."""
        return self._created

    @property
    def size(self) -> int:
        """How many writes there are so far."""
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
        return Changes(self.verb, self.subject, tuple(self._writes), tuple(self._events), tuple(self._created))

    def _write_live(self, record: Record, value: bool) -> Edit:  # noqa: FBT001 - the register's value
        self._writes.append(Write(record.TABLE, record.id, LIVE, value, record.row.seen(LIVE)))
        return self


def _differences(record: Record, setting: Setting) -> list[Write]:
    field, raw = setting
    name, row = field.name, record.row
    if not isinstance(raw, tuple):
        same = row.get(name) == raw and not row.rivals(name)
        return [] if same else [Write(record.TABLE, record.id, name, raw, row.seen(name))]
    before, after = set(row.elements(name)), set(raw)
    changed = [(element, element in after) for element in sorted(before ^ after)]
    return [_element(record, f"{name}/{element}", present) for element, present in changed]


def _element(record: Record, register: str, present: Any) -> Write:
    return Write(record.TABLE, record.id, register, present, record.row.seen(register))
