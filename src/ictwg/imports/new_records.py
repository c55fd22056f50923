"""New records of one import, each written once, however often it is named."""

from __future__ import annotations

from datetime import date
from itertools import chain, count
from typing import Any

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import Linking
from ictwg.domain.ids import derived_id
from ictwg.domain.schema import Field, R, Raw, Record, Setting
from ictwg.domain.state import FixedRow, OverAnother, State
from ictwg.records.lookup import carriers


def settings_of(told: object, *fields: Field[Any]) -> tuple[Setting, ...]:
    """What a value that was read says of fields, where it calls them as the record does."""
    return tuple(field(getattr(told, field.name)) for field in fields)


def details_of(told: object, kind: type[Record]) -> tuple[Setting, ...]:
    """What a value that was read says of the fields that minutes print behind labels; links are the caller's."""
    fields = (field for field in kind.printed_fields() if not isinstance(field, Linking))
    return settings_of(told, *(field for field in fields if getattr(told, field.name) != field.decode(None)))


class NewRecords:
    """Collects what is to be made; `flush` writes it.

    A record that is there already is left as it is: ids are derived from what the file says, so the same file makes
    the same records on every device.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.edit = Edit("verbs.imported")
        self._new: dict[tuple[type[Record], str], dict[str, Setting]] = {}
        self._in_order: list[tuple[type[Record], str]] = []
        self._named: dict[tuple[type[Record], str], str] = {}

    def new(self, kind: type[Record], id: str, *settings: Setting) -> str:
        """The record with at least these fields; what was set before stays."""
        if self.state.get(kind, id) is None:
            if (kind, id) not in self._new:
                self._in_order.append((kind, id))
            held = self._new.setdefault((kind, id), {})
            for field, raw in settings:
                if raw not in (None, ()):
                    held.setdefault(field.name, Setting(field, raw))
                if field.name == "reference" and isinstance(raw, str):
                    self.name(kind, raw, id)
        return id

    def name(self, kind: type[Record], reference: str, id: str) -> None:
        """By what the other files name a record that this import makes, or is going to make."""
        self._named.setdefault((kind, reference), id)

    def referred(self, kind: type[Record], reference: str) -> str:
        """The id of the record that minutes mean by a reference; empty where it is neither here nor made."""
        found = [record.id for record in carriers(self.state, reference) if isinstance(record, kind)]
        return found[0] if found else self._named.get((kind, reference), "") if reference else ""

    def makes(self, kind: type[Record], id: str) -> bool:
        return (kind, id) in self._new

    def made(self, kind: type[Record], behind: int = 0) -> tuple[str, ...]:
        """The ids of those of a kind that are about to be made, but for the first ones of all."""
        return tuple(id for known, id in self._in_order[behind:] if known is kind)

    def since(self, behind: int) -> tuple[tuple[str, tuple[Setting, ...]], ...]:
        """The ids of those that are about to be made, but for the first ones, with what is known of each."""
        return tuple((id, tuple(self._new[kind, id].values())) for kind, id in self._in_order[behind:])

    def has(self, kind: type[Record], id: str) -> bool:
        return self.makes(kind, id) or self.state.get(kind, id) is not None

    def free(self, kind: type[Record], *key: str, on: date | None = None, first: str = "0") -> str:
        """The id that is derived from the key, and from the turn of a twin that this import has made already.

        Args:
            on: The day that the id begins with.
            first: The turn of the first one; empty: its key says no turn.
        """
        turns = chain((first,), map(str, count(1)))
        ids = (derived_id(self.state.db, kind.TABLE, (*key, turn) if turn else key, on) for turn in turns)
        return next(id for id in ids if not self.makes(kind, id))

    def value(self, field: Field[Any], id: str) -> Raw | tuple[str, ...]:
        """The raw value of a record that is here or about to be made."""
        record = self.state.get(field.record, id)
        if record is not None:
            return record.row.get(field.name)
        setting = self._new.get((field.record, id), {}).get(field.name)
        return setting.raw if setting else None

    def row(self, kind: type[Record], id: str) -> FixedRow | None:
        """One that is about to be made."""
        held = self._new.get((kind, id))
        values = {name: list(raw) if isinstance(raw, tuple) else raw for name, (_, raw) in (held or {}).items()}
        return None if held is None else FixedRow(kind.TABLE, id, values)

    def change(self, kind: type[Record], id: str, *settings: Setting) -> None:
        """Other values for a record that is here or about to be made."""
        record = self.state.get(kind, id)
        if record is not None:
            self.edit.update(record, *settings)
        elif (kind, id) in self._new:
            self._new[kind, id].update({field.name: Setting(field, raw) for field, raw in settings})

    def so_far(self) -> tuple[int, int]:
        """How many records are about to be made, and how much is written; it grows with everything that is told."""
        return len(self._new), self.edit.size

    def flush(self) -> None:
        for (kind, id), settings in self._new.items():
            self.edit.create(kind, id, *settings.values())
        self._new.clear()
        self._in_order.clear()

    def done(self, subject: str) -> Changes:
        """All of it as one change."""
        self.flush()
        return self.edit.done()._replace(subject=subject)


class WithNew(OverAnother):
    """What is on record, and what is about to be made by its id: names are told by these."""

    def __init__(self, making: NewRecords) -> None:
        super().__init__(making.state)
        self._making = making

    def get(self, kind: type[R], id: str | None) -> R | None:
        row = self._making.row(kind, id or "")
        return kind(row) if row is not None else self._state.get(kind, id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self._state.all(kind)
