"""The records in memory: the lines of the replica with every transaction since applied, and the live views of them.

The lines are the only source: an edit re-encodes just the lines that it touches, and these bytes are published.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from ictwg.domain.ids import row_key
from ictwg.domain.schema import Field, R, Record, numbered_kinds
from ictwg.merge.dots import Context, parse_dot
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.local.listing import Numbers, carried_twice, naming, references_of
from ictwg.store.local.views import Shelf

if TYPE_CHECKING:
    from ictwg.merge.rows import Row
    from ictwg.store.local.log import Log
    from ictwg.store.local.transactions import Key, Transaction


KEPT = 20_000


class Recent:
    """Remembers at least the last `KEPT` changes of lines."""

    __slots__ = ("_known_from", "_places", "_versions")

    def __init__(self) -> None:
        self._known_from = 0
        self._places: list[Place] = []
        self._versions: list[int] = []

    def note(self, version: int, places: Iterable[Place]) -> None:
        """Args: version: The first version with these lines."""
        self._places += places
        self._versions += [version] * (len(self._places) - len(self._versions))
        if len(self._places) > 2 * KEPT:
            gone = len(self._places) - KEPT
            self._known_from = self._versions[gone - 1]
            del self._places[:gone], self._versions[:gone]

    def since(self, version: int) -> tuple[Place, ...] | None:
        """The places that changed after this version, each once; None if that was too long ago."""
        if version < self._known_from:
            return None
        at = bisect_right(self._versions, version)
        return tuple(dict.fromkeys(self._places[at:]))


# One commit looks at the same few records again and again.
DECODED = 4


class Memory:
    """Args: lines: The replica's; owned by this object from now on."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.version = 0
        self.recent = Recent()
        self.early: set[tuple[Key, str]] = set()
        self.unreadable: set[bytes] = set()
        """Lines that were read and that this computer's disk has damaged."""
        self._shelves: dict[str, Shelf[Any]] = {}
        self._numbers = Numbers()
        self._decoded: dict[tuple[str, str], tuple[bytes, Row]] = {}
        self._log: Log | None = None

    @property
    def context(self) -> Context:
        return self.lines.context

    @property
    def log(self) -> Log:
        if self._log is None:
            from ictwg.store.local.log import Log

            self._log = Log(self.lines.table(LOG))
        return self._log

    # What use cases read

    def get(self, kind: type[R], id: str | None) -> R | None:
        return None if id is None else self.shelf(kind).get(id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self.shelf(kind).all()

    def shelf(self, kind: type[R]) -> Shelf[R]:
        found = self._shelves.get(kind.TABLE)
        if found is None:
            found = Shelf(kind, self.lines.table(kind.TABLE), self.unreadable)
            self._shelves[kind.TABLE] = found
        return cast("Shelf[R]", found)

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        return self.shelf(kind).linked(field, id)

    def named(self, kind: type[R], field: Field[Any]) -> list[str]:
        return self.shelf(kind).named(field)

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        return tuple(
            record
            for kind in numbered_kinds()
            for record in self.shelf(kind).answering("reference", references_of, reference)
        )

    def references(self, prefix: str) -> Iterable[str]:
        return self._numbers.starting(prefix, self._numbered_lines)

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return carried_twice([self.lines.table(kind.TABLE) for kind in numbered_kinds()], references)

    # What the store writes

    def row(self, table: str, id: str) -> Row | None:
        """All registers of a record, also of one in the trash."""
        line = self.lines.tables.get(table, {}).get(row_key(id))
        known = self._decoded.get((table, id))
        if known is not None and known[0] is line:
            return known[1]
        from ictwg.store.format.codec_rows import find_row

        row = find_row(self.lines, table, id)
        if line is not None and row is not None:
            if len(self._decoded) >= DECODED:
                self._decoded.clear()
            self._decoded[table, id] = line, row
        return row

    def dots(self, table: str, id: str, register: str) -> tuple[str, ...]:
        row = self.row(table, id)
        return () if row is None else row.seen(register)

    def registers(self, table: str, id: str) -> tuple[str, ...]:
        row = self.row(table, id)
        return () if row is None else tuple(row.registers)

    def hidden(self, table: str, id: str, register: str, dots: Iterable[str]) -> bool:
        """Whether a redaction covers the value of one of these dots."""
        if "redactions" not in self.lines.tables:
            return False
        from ictwg.store.format.lines_join import redactions_of

        redactions = redactions_of(self.lines)
        return any(redactions.covers(table, id, register, dot) for dot in dots)

    def apply(self, transaction: Transaction) -> bool:
        """Applies a transaction; False if it is known.

        Journals are read one by one, so one may precede those that it replaces: `early` remembers these until they
        arrive.
        """
        if self.context.covers(parse_dot(transaction.dot)):
            return False
        from ictwg.store.local.transactions import applied

        self.told(applied(self.lines, self.early, self.row, transaction))
        return True

    def take(self, lines: Lines, changed: Iterable[tuple[str, str]]) -> None:
        """Replaces the lines; only the places `changed` differ."""
        self.lines = lines
        self._log = None
        for table, shelf in self._shelves.items():
            shelf.relined(lines.table(table))
        self.told(changed)

    def forget(self) -> None:
        """Clears all caches, which were made of damaged lines."""
        self._shelves.clear()
        self._decoded.clear()
        self._numbers, self._log = Numbers(), None
        self.unreadable.clear()

    def told(self, places: Iterable[tuple[str, str]]) -> None:
        """Notes that the lines at these places are new, changed or removed."""
        told = tuple(places)
        for table, key in told:
            shelf = self._shelves.get(table)
            if shelf is not None:
                shelf.changed(key)
            elif table == LOG:
                if self._log is not None:
                    self._log.noted(key)
                continue
            self._numbers.note(self.lines.tables.get(table, {}).get(key))
        self.version += bool(told)
        self.recent.note(self.version, told)

    def _numbered_lines(self, beginning: bytes) -> Iterator[bytes]:
        for table in (*(kind.TABLE for kind in numbered_kinds()), TRASH):
            yield from naming(self.lines.tables.get(table, {}), beginning)
