"""What a use case reads: the records that are there, and who points at whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from ictwg.domain.schema import RECORDS, Field, R, Raw, Record, Row, link_to, targets, tree_link


class Yes(NamedTuple):
    """A flag that is set."""

    field: str


class Narrowing(NamedTuple):
    """Which records are worth decoding: a hint that never decides.

    Attributes:
        having: Groups of ids, words, or fields that say yes; of each group one must stand somewhere in the record.
        lacking: Fields with values: a record whose field says so is not worth a look.
    """

    having: tuple[tuple[str | Yes, ...], ...] = ()
    lacking: tuple[tuple[str, str], ...] = ()


class Records(Protocol):
    """The records of a group as it is, as it would be, or of another group's file."""

    def get(self, kind: type[R], id: str | None) -> R | None: ...

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """All records of a kind, by id."""

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        """The records of a kind whose link (or set of links) `field` holds `id`, by id."""


class State(Records, Protocol):
    """Live records only: what is in the trash is not there."""

    @property
    def db(self) -> str:
        """The identity of the group's file; derived ids start from it."""

    @property
    def version(self) -> int:
        """Grows with every change, so that views know when to look again."""

    def changed(self, since: int) -> Collection[tuple[str, str]] | None:
        """The records, as (table, id), that are new, different or gone since a version; None where nobody knows."""

    def trashed(self, kind: type[R], id: str) -> R | None:
        """The record in the trash."""

    def left_of(self, id: str, name: str = "reference") -> str:
        """What is left of a record in the trash, or of one that was purged: its reference, or `same_as`; or nothing."""

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        """The records that carry or once carried this reference."""

    def references(self, prefix: str) -> Iterable[str]:
        """Every reference that starts with `prefix`, ever seen: also trashed, former and purged ones."""

    def new_id(self) -> str:
        """An identity for a record without a key."""

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:
        """At least every record of the kind that fits, in no order; the rule that decides looks at each."""

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:
        """As `narrowed`, in the order of their references, then of their ids."""

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        """At least those of the references that more than one record carries."""


def record_at(state: State, table: str, id: str) -> Record | None:
    """The record at a place as rows name it; None too where this program knows no such table."""
    kind = RECORDS.get(table)
    return state.get(kind, id) if kind is not None else None


def record_of(state: State, id: str) -> Record | None:
    """The record of this id, of whatever kind."""
    found = (state.get(kind, id) for kind in list(RECORDS.values()))
    return next((record for record in found if record is not None), None)


def children_of(state: State, record: Record) -> dict[type[Record], tuple[Record, ...]]:
    """What belongs to a record, by its type, in the order in which the types are declared; in a tree its own last."""
    own = type(record)
    kinds = [(kind, link_to(kind, own)) for kind in own.CHILDREN]
    if tree := tree_link(own):
        kinds.append((own, tree))
    return {kind: state.linked(kind, link, record.id) for kind, link in kinds if link is not None}


class FixedRow:
    """A row of values that nobody edits."""

    __slots__ = ("_values", "id", "table")

    def __init__(self, table: str, id: str, values: Mapping[str, Any]) -> None:
        self.table = table
        self.id = id
        self._values = values

    def get(self, name: str) -> Raw:
        value: Any = self._values.get(name)
        return value if value is None or isinstance(value, (str, int)) else None

    def seen(self, name: str) -> tuple[str, ...]:  # noqa: ARG002 - the shape of a row
        return ()

    @property
    def sound(self) -> bool:
        return True

    def rivals(self, name: str) -> tuple[Raw, ...]:  # noqa: ARG002 - the shape of a row
        return ()

    def contested(self) -> Mapping[str, tuple[tuple[str, Raw], ...]]:
        return {}

    def elements(self, name: str) -> tuple[str, ...]:
        value = self._values.get(name)
        return tuple(value) if isinstance(value, list) else ()

    def over(self, **values: Raw) -> FixedRow:
        return FixedRow(self.table, self.id, {**self._values, **values})


class RowOverAnother:
    """A row that says in some of its registers something else than the one below it."""

    __slots__ = ("_row",)

    def __init__(self, row: Row) -> None:
        self._row = row

    @property
    def id(self) -> str:
        return self._row.id

    @property
    def table(self) -> str:
        return self._row.table

    @property
    def sound(self) -> bool:
        return self._row.sound

    def get(self, name: str) -> Raw:
        return self._row.get(name)

    def seen(self, name: str) -> tuple[str, ...]:
        return self._row.seen(name)

    def rivals(self, name: str) -> tuple[Raw, ...]:
        return self._row.rivals(name)

    def contested(self) -> Mapping[str, tuple[tuple[str, Raw], ...]]:
        return self._row.contested()

    def elements(self, name: str) -> tuple[str, ...]:
        return self._row.elements(name)


class StateOverlay:
    """What a `State` over another one takes from it: whose group it is, and ids. Records it answers for itself."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def db(self) -> str:
        return self._state.db

    @property
    def version(self) -> int:
        return self._state.version

    def changed(self, since: int) -> None:  # noqa: ARG002 - what changes here may do so without a version
        return None

    def trashed(self, kind: type[R], id: str) -> R | None:
        return self._state.trashed(kind, id)

    def left_of(self, id: str, name: str = "reference") -> str:
        return self._state.left_of(id, name)

    def new_id(self) -> str:
        return self._state.new_id()

    def all(self, kind: type[R]) -> tuple[R, ...]:
        raise NotImplementedError

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        return tuple(record for record in self.all(kind) if id in targets(field, record))

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        return self._state.by_reference(reference)

    def references(self, prefix: str) -> Iterable[str]:
        return self._state.references(prefix)

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:  # noqa: ARG002 - a hint that never decides
        return self.all(kind)

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:  # noqa: ARG002 - likewise
        return sorted(self.all(kind), key=lambda record: (str(getattr(record, "reference", "")), record.id))

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return frozenset(one for one in references if len(self.by_reference(one)) > 1)
