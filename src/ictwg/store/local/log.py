"""The log: one row per transaction, with its changes and the previous values.

    at, user, device, home, group, verb, about, total, undoes, app,
    changes: [[table, id, field, before, [dots before], [rivals before]]]

It refers to records by id only: `about` has `table/id` of the first few, one per line, and `total` the number of all if
there are more. Rows of older versions have a name as text in `subject`; a redaction of a record removes it from each
row that refers to the record (`ictwg.merge.redactions`).

`home` is the id of the replica where it was done. `app` is the program's version, in the first row of an actor and
wherever it changed. *After* is the next row's *before*, or the live value. A created record is [table, id] alone. A
field declared personal has no values: [table, id, field].
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ictwg.domain.author import Author
from ictwg.domain.ids import row_key
from ictwg.domain.schema import RECORDS, Raw
from ictwg.store.format.lines import LOG
from ictwg.store.local.views import LineRow, quoted

_TEXTS = ("user", "device", "home", "group", "verb", "undoes", "subject", "app")
_NAMED = 2
_WITHOUT_VALUES = 3


class Change(NamedTuple):
    """One register that a transaction wrote.

    `field` is empty if the record was created; `known` is False if the values are not kept.
    """

    table: str
    id: str
    field: str = ""
    before: Raw = None
    dots: tuple[str, ...] = ()
    rivals: tuple[Raw, ...] = ()
    known: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.id, self.field

    def row(self) -> list[Any]:
        """The change as it is in the file."""
        if not self.field:
            return [self.table, self.id]
        if not self.known:
            return [self.table, self.id, self.field]
        row = [self.table, self.id, self.field, self.before, list(self.dots), list(self.rivals)]
        return row if self.rivals else row[:-1]


class Receipt(NamedTuple):
    """A saved transaction; for an undo also what it undid.

    `about`: the first of its records, as (table, id). `total`: the number of all, if there are more.

    `undone`: the verb of the undone transaction. `kept`: fields not undone, because they were changed since.
    """

    dot: str
    verb: str
    about: tuple[tuple[str, str], ...]
    total: int
    kept: tuple[Change, ...] = ()
    undone: str = ""


class LogEntry(NamedTuple):
    """One row of the log."""

    id: str
    at: datetime
    user: str
    device: str
    group: str
    verb: str
    undoes: str
    dot: str
    changes: tuple[Change, ...]
    about: tuple[tuple[str, str], ...] = ()
    total: int = 0
    subject: str = ""
    app: str = ""
    home: str = ""

    @property
    def author(self) -> Author:
        return Author(self.user, self.device, self.home)

    @property
    def told_of(self) -> tuple[tuple[str, str], ...]:
        """The records that it refers to; for a row of an older version the first that it changed."""
        return self.about or tuple((change.table, change.id) for change in self.changes[: not self.total])

    def touches(self, table: str, id: str) -> bool:
        return any(change.table == table and change.id == id for change in self.changes)


class Log:
    """The rows of the log, newest first.

    Args:
        lines: Row key → line of the table `_log`; shared with the store.
    """

    def __init__(self, lines: dict[str, bytes]) -> None:
        self._lines = lines
        self._keys: list[tuple[int, str]] | None = None

    def holds(self, id: str) -> bool:
        return row_key(id) in self._lines

    def noted(self, key: str) -> None:
        """Notes that a row is new or changed."""
        if self._keys is not None and key in self._lines:
            at = bisect_left(self._keys, (len(key), key))
            if self._keys[at : at + 1] != [(len(key), key)]:
                self._keys.insert(at, (len(key), key))

    def lines(self) -> Iterator[bytes]:
        """The lines of the rows, newest first."""
        if self._keys is None:
            self._keys = sorted((len(key), key) for key in self._lines)
        for _, key in reversed(self._keys):
            line = self._lines.get(key)
            if line is not None:
                yield line

    def entries(self, *needles: bytes) -> Iterator[LogEntry]:
        """The entries whose line contains all needles."""
        for line in self.lines():
            if all(needle in line for needle in needles):
                entry = entry_of(LineRow(LOG, "", line))
                if entry is not None:
                    yield entry

    def named(self, ids: Iterable[str]) -> Iterator[LogEntry]:
        """The entries with these ids, in this order; malformed rows are left out."""
        lines = (self._lines.get(row_key(id)) for id in ids)
        entries = (entry_of(LineRow(LOG, "", line)) for line in lines if line is not None)
        return (entry for entry in entries if entry is not None)

    def by_dot(self, dot: str) -> LogEntry | None:
        """The entry of one transaction."""
        needle = dot.encode("utf-8", "surrogatepass")
        return next((entry for entry in self.entries(needle) if entry.dot == dot), None)

    def marked(self, mark: str) -> tuple[LogEntry, ...]:
        """The entries with this id or group id, newest first."""
        return tuple(entry for entry in self.entries(quoted(mark)) if mark in (entry.id, entry.group))


def entry_of(row: LineRow) -> LogEntry | None:
    """The entry of a log row; None if the row is malformed."""
    document = row.document
    try:
        at = datetime.fromisoformat(document["at"])
        changes = tuple(_change(change) for change in changes_of(document))
    except (KeyError, TypeError, ValueError):
        return None
    dots, total = row.seen("at"), document.get("total")
    texts = {name: str(document.get(name) or "") for name in _TEXTS}
    return LogEntry(
        id=row.id,
        at=at.replace(tzinfo=at.tzinfo or UTC),
        dot=dots[0] if dots else "",
        changes=changes,
        about=places_of(str(document.get("about") or "")),
        total=total if isinstance(total, int) else 0,
        **texts,
    )


def places_text(places: Iterable[tuple[str, str]]) -> str:
    """Records, as (table, id), in the form of `about`."""
    return "\n".join(f"{table}/{id}" for table, id in places)


def places_of(about: str) -> tuple[tuple[str, str], ...]:
    found = (line.rpartition("/") for line in about.splitlines())
    return tuple((table, id) for table, _, id in found if table)


def changes_of(document: dict[str, Any]) -> list[list[Any]]:
    found = document.get("changes", [])
    return found if isinstance(found, list) else []


def is_personal(table: str, field: str) -> bool:
    kind = RECORDS.get(table)
    declared = None if kind is None else kind.field(field.partition("/")[0])
    return declared is not None and declared.personal


def _change(row: list[Any]) -> Change:
    if len(row) == _NAMED:
        return Change(str(row[0]), str(row[1]))
    if len(row) == _WITHOUT_VALUES:
        return Change(str(row[0]), str(row[1]), str(row[2]), known=False)
    table, id, field, before, *rest = row
    dots, rivals = (*rest, [], [])[:2]
    return Change(table, id, field, before, tuple(dots), tuple(rivals))
