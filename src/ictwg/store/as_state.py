"""The records of this computer's copy as use cases read them (`ictwg.domain.state.State`)."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ictwg.domain.ids import id_of, new_id
from ictwg.domain.schema import Field, R, Record
from ictwg.domain.state import Narrowing
from ictwg.store.local.local import Local


class Reading:
    """Args: local: This computer's copy."""

    def __init__(self, local: Local) -> None:
        self._local = local

    @property
    def db(self) -> str:
        return self._local.memory.lines.db

    @property
    def version(self) -> int:
        return self._local.memory.version

    def changed(self, since: int) -> tuple[tuple[str, str], ...] | None:
        places = self._local.memory.recent.since(since)
        return None if places is None else tuple((table, id_of(key)) for table, key in places)

    def get(self, kind: type[R], id: str | None) -> R | None:
        return self._local.memory.get(kind, id)

    def trashed(self, kind: type[R], id: str) -> R | None:
        from ictwg.store.history.bin import in_trash

        return in_trash(self._local.memory, kind, id)

    def left_of(self, id: str, name: str = "reference") -> str:
        from ictwg.store.history.bin import left_of

        return left_of(self._local.memory, id, name)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self._local.memory.all(kind)

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        return self._local.memory.linked(kind, field, id)

    def named(self, kind: type[R], field: Field[Any]) -> list[str]:
        """Every id that some record of the kind holds in this link."""
        return self._local.memory.named(kind, field)

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        return self._local.memory.by_reference(reference)

    def references(self, prefix: str) -> Iterable[str]:
        return self._local.memory.references(prefix)

    def new_id(self) -> str:
        return new_id(self._local.clock.now_ms(), os.urandom)

    def holding(self, kind: type[R], *needles: bytes) -> Iterator[R]:
        """The records whose line holds all needles, in no order: a superset to decide on, without decoding the rest."""
        return self._local.memory.shelf(kind).holding(*needles)

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterator[R]:
        return self._local.memory.shelf(kind).narrowed(narrowing)

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterator[R]:
        return self._local.memory.shelf(kind).numbered(narrowing)

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return self._local.memory.carried_twice(references)
