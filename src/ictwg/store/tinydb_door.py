"""`ictwg.open_db(path)`: a real TinyDB over the store, for scripts.

Reading gives plain documents: the fields with a value, without dots; in the group's own tables with `id`. A field set
to None is the same as a removed one. Writing compares the documents with the current ones and commits the differences
as one transaction, then syncs. New documents get ids that no other computer can make; removed ones are moved to the
trash. `_sync`, `_trash` and `_log` can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from ictwg.domain.changes import LIVE
from ictwg.domain.ids import id_of, row_key
from ictwg.domain.schema import RECORDS, Field, Raw
from ictwg.domain.text import clean
from ictwg.errors import UsageError
from ictwg.locales import t
from ictwg.merge.rows import RESERVED
from ictwg.merge.values import Opaque, from_json, is_set, verbatim
from ictwg.store.format.lines import LOG, SYNC, TRASH
from ictwg.store.local.listing import document_of
from ictwg.store.local.recording import Telling
from ictwg.store.local.transactions import Stored
from ictwg.store.store import Store

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]

VERB = "verbs.script"
READ_ONLY = frozenset({SYNC, TRASH, LOG})
_MARKS = ("_v", "_c", "_n")


class DoorTable(Table):
    """Mints its document ids; caches no queries, because colleagues write too."""

    default_query_cache_capacity = 0

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, *, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size, persist_empty)
        self._minting: Storage = storage

    def _get_next_id(self) -> int:
        if isinstance(self._minting, StoreStorage):
            return int(row_key(self._minting.store.new_id()))
        following: int = super()._get_next_id()  # type: ignore[no-untyped-call]
        return following


class Door(TinyDB):
    """Args: store: Closed with it."""

    table_class = DoorTable  # type: ignore[assignment]

    def __init__(self, store: Store) -> None:
        super().__init__(storage=lambda: StoreStorage(store))


class StoreStorage(Storage):
    """Reads and writes through the store; keeps no file open."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._version = -1
        self._documents: Tables = {}

    def read(self) -> Tables:
        self.store.sync.catch_up()
        self.store.refresh()
        if self.store.version != self._version:
            self._documents = {name: dict(rows) for name, rows in _documents(self.store)}
            self._version = self.store.version
        return {name: {key: _copied(d) for key, d in rows.items()} for name, rows in self._documents.items()}

    def write(self, data: Tables) -> None:
        before = self._documents
        self._require_readable_only(data, before)
        writes = [w for table in {**before, **data} if table not in READ_ONLY for w in self._differences(table, data)]
        if not writes:
            return
        created = dict.fromkeys((w.table, w.id) for w in writes if row_key(w.id) not in before.get(w.table, {}))
        self.store.local.save(tuple(writes), Telling(VERB), created)
        self.store.sync.share()

    def close(self) -> None:
        self.store.close()

    def _require_readable_only(self, data: Tables, before: Tables) -> None:
        """Raises for a change of these tables; `drop_tables` passes none of them."""
        for table in READ_ONLY & data.keys():
            if data[table] != before.get(table, {}):
                raise UsageError(t("store.own_table", table=table), t("store.own_table_hint"))

    def _differences(self, table: str, data: Tables) -> Iterator[Stored]:
        before, after = self._documents.get(table, {}), data.get(table, {})
        for key, document in after.items():
            if before.get(key) != document:
                yield from self._changed(table, key, before.get(key), document)
        for key in before.keys() - after.keys():
            yield Stored(table, id_of(key), LIVE, (False,), self._dots(table, key, LIVE))

    def _changed(self, table: str, key: str, before: Document | None, after: Document) -> Iterator[Stored]:
        id, old = id_of(key), before or {}
        if before is None:
            yield Stored(table, id, LIVE, (True,), self._dots(table, key, LIVE))
        for name in {**old, **after}:
            if name == "id" and after.get(name, id) == id:
                continue
            if name in RESERVED or name == LIVE or not name or "/" in name:
                raise UsageError(t("store.own_field", field=name), t("store.own_field_hint"))
            if old.get(name) != after.get(name):
                _require_readable(table, name, after.get(name))
                yield from self._field(table, key, name, old.get(name), after.get(name))

    def _field(self, table: str, key: str, name: str, old: Any, new: Any) -> Iterator[Stored]:
        field = _field(table, name)
        if field is None or not field.is_set:
            yield Stored(table, id_of(key), name, (_minted(new),), self._dots(table, key, name))
            return
        gone, wanted = set(old or ()), set(new or ())
        for element in sorted(gone ^ wanted):
            register = f"{name}/{clean(element)}"
            yield Stored(table, id_of(key), register, (element in wanted,), self._dots(table, key, register))

    def _dots(self, table: str, key: str, register: str) -> tuple[str, ...]:
        return self.store.local.memory.dots(table, id_of(key), register)


def _documents(store: Store) -> Iterator[tuple[str, dict[str, Document]]]:
    """The tables as plain documents, without cleared fields."""
    yield SYNC, {"1": {"db": store.db}}
    for table, rows in store.local.memory.lines.tables.items():
        shown = {key: _shown(table, document) for key, line in rows.items() if (document := document_of(line))}
        if shown:
            yield table, shown


def _shown(table: str, document: Document) -> Document:
    own = table in RECORDS or table in READ_ONLY
    hidden = _MARKS if own else (*_MARKS, "id")
    return {name: value for name, value in document.items() if name not in hidden and value is not None}


def _copied(document: Document) -> Document:
    """A copy, because scripts change what they get."""
    return {name: _copy(value) for name, value in document.items()}


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return _copied(value)
    return [_copy(element) for element in value] if isinstance(value, list) else value


def _field(table: str, name: str) -> Field[Any] | None:
    kind = RECORDS.get(table)
    return None if kind is None else kind.field(name)


def _require_readable(table: str, name: str, value: Any) -> None:
    """Unlike TinyDB, refuses values of the wrong type, which would reach every colleague; unknown fields accept all.

    Raises:
        ValueError: With the table, the field and its type; nothing was written.
    """
    field = _field(table, name)
    if field is None or value is None:
        return
    if not (is_set(value) if field.is_set else field.reads(from_json(value))):
        told = t("store.not_of_type", table=table, field=name, value=verbatim(value), expected=field.expected())
        raise ValueError(told)


def _minted(value: Any) -> Raw:
    raw = from_json(value)
    return clean(raw, multiline=True) if isinstance(raw, str) and not isinstance(raw, Opaque) else raw
