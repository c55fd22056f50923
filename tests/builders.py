"""Small groups for tests: a state in memory, and records in one line each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from ictwg.domain.changes import LIVE, Changes, Edit, Write
from ictwg.domain.ids import derived_id, new_id
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.references import place
from ictwg.domain.schema import RECORDS, Field, Raw, Record, Setting
from ictwg.domain.state import Narrowing
from ictwg.domain.values import Function, MembershipStatus

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def known(found: T | None) -> T:
    """What is there, and fails where it is not."""
    assert found is not None
    return found


class MemoryRow:
    """A row without rivals."""

    def __init__(self, table: str, id: str) -> None:
        self.table = table
        self.id = id
        self.values: dict[str, Raw] = {}
        self.dots: dict[str, str] = {}
        self._sets: dict[str, tuple[str, ...]] = {}

    def get(self, name: str) -> Raw:
        return self.values.get(name)

    def seen(self, name: str) -> tuple[str, ...]:
        return (self.dots[name],) if name in self.dots else ()

    @property
    def sound(self) -> bool:
        return True

    def rivals(self, name: str) -> tuple[Raw, ...]:  # noqa: ARG002 - the shared signature
        return ()

    def contested(self) -> dict[str, tuple[tuple[str, Raw], ...]]:
        return {}

    def elements(self, name: str) -> tuple[str, ...]:
        """Looked for once: laws ask again and again."""
        found = self._sets.get(name)
        if found is None:
            start = f"{name}/"
            members = (key[len(start) :] for key, value in self.values.items() if key.startswith(start) and value)
            found = self._sets[name] = tuple(sorted(members))
        return found

    def write(self, name: str, value: Raw, dot: str) -> None:
        self.values[name] = value
        self.dots[name] = dot
        self._sets.clear()


class MemoryState:
    """The `State` of use cases, with `apply` in the place of a store."""

    def __init__(self) -> None:
        self.db = "01J9MEMORYSTATE00000000000"
        self.version = 0
        self._ids = 0
        self._rows: dict[tuple[str, str], MemoryRow] = {}
        self._seen: dict[tuple[str, str], MemoryRow] = {}
        self._kept: dict[tuple[str, str], Any] = {}

    def apply(self, changes: Changes) -> Changes:
        self.version += 1
        self._kept.clear()
        for write in changes.writes:
            self._write(write)
        return changes

    def add(self, kind: type[R], *settings: Setting, id: str = "") -> R:
        id = id or self.new_id()
        self.apply(Edit("verbs.created").create(kind, id, *settings).done())
        found = self.get(kind, id)
        assert found is not None
        return found

    def changed(self, since: int) -> tuple[tuple[str, str], ...] | None:
        return tuple(self._rows) if since else None

    def get(self, kind: type[R], id: str | None) -> R | None:
        row = self._rows.get((kind.TABLE, id or ""))
        return kind(self._frozen(row)) if row is not None and row.get(LIVE) else None

    def trashed(self, kind: type[R], id: str) -> R | None:
        row = self._rows.get((kind.TABLE, id))
        return kind(self._frozen(row)) if row is not None and not row.get(LIVE) else None

    def left_of(self, id: str, name: str = "reference") -> str:
        return next((str(row.get(name) or "") for (_, one), row in self._rows.items() if one == id), "")

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Looked through once for every version: laws ask again and again."""
        found: tuple[R, ...] | None = self._kept.get((kind.TABLE, ""))
        if found is None:
            ids = sorted(id for (table, id), row in self._rows.items() if table == kind.TABLE and row.get(LIVE))
            found = self._kept[kind.TABLE, ""] = tuple(kind(self._frozen(self._rows[kind.TABLE, id])) for id in ids)
        return found

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        by_target: dict[str, list[R]] | None = self._kept.get((kind.TABLE, field.name))
        if by_target is None:
            by_target = self._kept[kind.TABLE, field.name] = {}
            for record in self.all(kind):
                for target in _pointed_at(field, record):
                    by_target.setdefault(target, []).append(record)
        return tuple(by_target.get(id, ()))

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        wanted = reference.upper().split("·")[0]
        return tuple(record for record in self._numbered() if wanted in _carried(record))

    def _numbered(self) -> list[Record]:
        return [record for kind in RECORDS.values() if kind.field("reference") for record in self.all(kind)]

    def references(self, prefix: str) -> Iterable[str]:
        rows = [row for row in self._rows.values() if row.get("reference")]
        carried = [str(row.get("reference")) for row in rows] + [
            former for row in self._rows.values() for former in row.elements("former_references")
        ]
        return [reference for reference in carried if reference.startswith(prefix)]

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:  # noqa: ARG002 - it may narrow nothing
        return self.all(kind)

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:  # noqa: ARG002 - likewise
        return sorted(self.all(kind), key=lambda record: (place(str(getattr(record, "reference", ""))), record.id))

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        carried = [str(getattr(r, "reference", "")) for r in self._numbered()]
        return frozenset(reference for reference in references if carried.count(reference) > 1)

    def writes(self, *, without: type[Record]) -> tuple[Write, ...]:
        """Everything in it but the records of one kind, as writes for a store."""
        rows = [row for row in self._rows.values() if row.table != without.TABLE]
        return tuple(Write(row.table, row.id, name, value) for row in rows for name, value in row.values.items())

    def new_id(self) -> str:
        self._ids += 1
        number = self._ids
        return new_id(1_265_932_800_000 + number, lambda size: number.to_bytes(size, "big"))

    def _frozen(self, row: MemoryRow) -> MemoryRow:
        """The row as it is now: one for all who see it before it is written again."""
        copy = self._seen.get((row.table, row.id))
        if copy is None:
            copy = self._seen[row.table, row.id] = MemoryRow(row.table, row.id)
            copy.values, copy.dots = dict(row.values), dict(row.dots)
        return copy

    def _write(self, write: Write) -> None:
        row = self._rows.setdefault((write.table, write.id), MemoryRow(write.table, write.id))
        row.write(write.field, write.value, f"test@{self.version}")
        row.write(LIVE, write.value if write.field == LIVE else row.values.get(LIVE, True), f"test@{self.version}")
        self._seen.pop((write.table, write.id), None)


def organization(
    state: MemoryState,
    acronym: str,
    *settings: Setting,
    status: MembershipStatus | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Organization:
    """An organization, with one period of membership if a status is given."""
    made = state.add(
        Organization,
        Organization.acronym(acronym),
        *([] if any(field is Organization.name for field, _ in settings) else [Organization.name(acronym)]),
        *settings,
        id=derived_id(state.db, "test", (acronym,)),
    )
    if status is not None:
        state.add(
            Membership,
            Membership.organization(made.id),
            Membership.status(status),
            Membership.since(since),
            Membership.until(until),
        )
    return made


def person(
    state: MemoryState,
    name: str,
    organization: Organization | None = None,
    function: Function | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Person:
    """A person, with one function if one is given."""
    home = organization.id if organization else None
    made = state.add(Person, Person.name(name), Person.organization(home))
    if function is not None:
        settings = (Role.function(function), Role.organization(home), Role.person(made.id))
        state.add(Role, *settings, Role.since(since), Role.until(until))
    return made


def _pointed_at(field: Field[Any], record: Record) -> tuple[str, ...]:
    value = field.of(record)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _carried(record: Record) -> set[str]:
    return {str(getattr(record, "reference", "")).upper(), *getattr(record, "former_references", ())}
