"""The records as they would be once some changes are in: what an import changes, and what a paste goes on from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ictwg.domain.changes import LIVE, Changes
from ictwg.domain.schema import Field, R, Raw, Record, Row, targets
from ictwg.domain.state import FixedRow, Narrowing, RowOverAnother, State, StateOverlay


class _PlannedRow(RowOverAnother):
    """A row with the planned values over those that it has."""

    def __init__(self, base: Row) -> None:
        super().__init__(base)
        self.values: dict[str, Raw] = {}

    def get(self, name: str) -> Raw:
        return self.values[name] if name in self.values else super().get(name)

    @property
    def sound(self) -> bool:
        return True

    def rivals(self, name: str) -> tuple[Raw, ...]:
        return super().rivals(name) if name not in self.values else ()

    def contested(self) -> Mapping[str, tuple[tuple[str, Raw], ...]]:
        return {name: others for name, others in super().contested().items() if name not in self.values}

    def elements(self, name: str) -> tuple[str, ...]:
        start = f"{name}/"
        held = dict.fromkeys(super().elements(name), True)
        held |= {key[len(start) :]: value is True for key, value in self.values.items() if key.startswith(start)}
        return tuple(sorted(element for element, there in held.items() if there))


class StateAfterChanges(StateOverlay):
    """A `State` with changes over another one; it writes nothing."""

    def __init__(self, state: State, changes: Changes, kinds: Collection[type[Record]]) -> None:
        super().__init__(state)
        self._rows: dict[str, dict[str, _PlannedRow]] = {kind.TABLE: {} for kind in kinds}
        self._all: dict[type[Record], tuple[Any, ...]] = {}
        known = {kind.TABLE: kind for kind in kinds}
        for table, id, field, value, _ in changes.writes:
            if table in known:
                row = self._rows[table].get(id) or self._over(known[table], id)
                row.values[field] = value

    def _over(self, kind: type[Record], id: str) -> _PlannedRow:
        base = self._state.get(kind, id)
        row = self._rows[kind.TABLE][id] = _PlannedRow(base.row if base else FixedRow(kind.TABLE, id, {}))
        return row

    def get(self, kind: type[R], id: str | None) -> R | None:
        row = self._rows.get(kind.TABLE, {}).get(id or "")
        if row is None:
            return self._state.get(kind, id)
        return kind(row) if row.get(LIVE) is not False else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        rows = self._rows.get(kind.TABLE)
        if not rows:
            return self._state.all(kind)
        if kind not in self._all:
            kept = {record.id: record for record in self._state.all(kind) if record.id not in rows}
            kept |= {id: found for id in rows if (found := self.get(kind, id)) is not None}
            self._all[kind] = tuple(kept[id] for id in sorted(kept))
        return self._all[kind]

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        rows = self._rows.get(kind.TABLE, {})
        kept = [record for record in self._state.linked(kind, field, id) if record.id not in rows]
        kept += [found for one in rows if (found := self.get(kind, one)) is not None and id in targets(field, found)]
        return tuple(sorted(kept, key=lambda record: record.id))

    def left_of(self, id: str, name: str = "reference") -> str:
        row = next((rows[id] for rows in self._rows.values() if id in rows), None)
        return self._state.left_of(id, name) if row is None else str(row.get(name) or "")

    def references(self, prefix: str) -> Iterable[str]:
        planned = (str(row.values.get("reference", "")) for rows in self._rows.values() for row in rows.values())
        return (*self._state.references(prefix), *(one for one in planned if one.startswith(prefix)))

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:
        return self._state.numbered(kind, narrowing)

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return self._state.carried_twice(references)
