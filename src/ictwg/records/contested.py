"""Records of which two people changed a field at once: which they are, and where they are marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ictwg.domain.schema import RECORDS, R, Record, targets
from ictwg.domain.state import State, record_at
from ictwg.locales import t
from ictwg.records.lookup import TWO_ANSWERS, register_label


class HoldsLines(Protocol):
    def holding(self, kind: type[R], *needles: bytes) -> Iterable[R]: ...


class HoldsChanges(State, HoldsLines, Protocol):
    """Records that tell which of them have changed, and whose lines can be searched."""


def contested_in(store: HoldsLines) -> tuple[Record, ...]:
    """The records of which two people changed a field at once, told by their lines."""
    return tuple(record for kind in list(RECORDS.values()) for record in store.holding(kind, b'"_c":'))


class Contested:
    """Looked for in all lines once, and then only in those that have changed."""

    def __init__(self, state: HoldsChanges) -> None:
        self._state = state
        self._version = -1
        self._records: dict[str, Record] = {}
        self._marked: frozenset[str] = frozenset()

    @property
    def marked(self) -> frozenset[str]:
        self._look_again()
        return self._marked

    @property
    def records(self) -> tuple[Record, ...]:
        self._look_again()
        return tuple(self._records.values())

    def registers_of(self, id: str) -> tuple[tuple[Record, str], ...]:
        """What is to decide of a record, or of what is read among its words: the record and the field."""
        if id not in self.marked:
            return ()
        found = (record for record in self._records.values() if id in _read_at(record))
        return tuple((record, register) for record in found for register in record.row.contested())

    def words_of(self, id: str) -> str:
        """`≠ Two versions: Due · choose one in To check`; empty where the record carries no mark."""
        found = self.registers_of(id)
        fields = (register_label(self._state, type(record), register) for record, register in found)
        return t("answers.marked", mark=TWO_ANSWERS, fields=", ".join(dict.fromkeys(fields))) if found else ""

    def _look_again(self) -> None:
        before, self._version = self._version, self._state.version
        if before != self._version and self._follow(before):
            self._marked = frozenset(id for record in self._records.values() for id in _read_at(record))

    def _follow(self, before: int) -> bool:
        """Whether any record with two answers is new, other or gone."""
        changed = self._state.changed(before)
        if changed is None:
            self._records = {record.id: record for record in contested_in(self._state) if record.row.contested()}
            return True
        was = [self._records.pop(id, None) for _, id in changed]  # all before any is looked at: one that comes back
        seen = [self._look(table, id) for table, id in changed]  # from the trash has changed at both places
        return any(seen) or any(was)

    def _look(self, table: str, id: str) -> bool:
        record = record_at(self._state, table, id)
        if record is None or not record.row.contested():
            return False
        self._records[id] = record
        return True


def _read_at(record: Record) -> Iterable[str]:
    kind = type(record)
    links = ((kind.PARENT,) if kind.PARENT else ()) if kind.SEARCHED_UNDER is None else kind.SEARCHED_UNDER
    return (record.id, *(id for link in links for id in targets(link, record)))
