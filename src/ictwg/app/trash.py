"""The trash: what was deleted, by whom, and bringing it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from ictwg.app.search.place import parent_of
from ictwg.domain.agenda import living_entry
from ictwg.domain.changes import LIVE, Changes, Edit
from ictwg.domain.ids import number_and_actor
from ictwg.domain.records import Action, Decision, Entry
from ictwg.domain.schema import Record
from ictwg.domain.values import EntryType
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.records.history import entry_of, written_by
from ictwg.records.lookup import beside_name, kind_words, resolve, short_name
from ictwg.store.local.log import Receipt
from ictwg.store.store import Store

KEPT_DAYS = 30
"""So long a deleted record can be brought back (STORE.md §2)."""


class Trashed(NamedTuple):
    id: str
    record: Record
    kind: str
    name: str
    title: str
    user: str
    at: datetime


def trashed(store: Store) -> tuple[Trashed, ...]:
    """What was deleted and can be brought back, the last one first."""
    return tuple(_line(store, record) for record in store.history.trash())


def folded(store: Store) -> tuple[Trashed, ...]:
    """The same, as a person has deleted it: what went with another, as a part of it, is counted beside that."""
    above = _above(store)
    along = Counter(wholes[-1].id for wholes in above.values() if wholes)
    lines = (line for line in trashed(store) if not above[line.id])
    return tuple(_with(line, along[line.id]) for line in lines)


def _with(line: Trashed, parts: int) -> Trashed:
    told = (line.title, t("trash.with", count=parts) if parts else "")
    return line._replace(title=" · ".join(filter(None, told)))


def bring_back(store: Store, records: Iterable[Record]) -> Changes:
    """Out of the trash, each as it was: with what was deleted as a part of it, and with its line in the minutes."""
    deleted = {record.id: record for record in records}
    edit = Edit("verbs.brought_back", ", ".join(map(short_name, deleted.values())))
    above = _above(store)
    parts = {one.id: one for one in store.history.trash() if any(whole.id in deleted for whole in above[one.id])}
    for record in (deleted | parts).values():
        edit.restore(record)
        # The line of the minutes that became a note when its action or decision was deleted is one of these again
        if isinstance(record, Action | Decision):
            entry = living_entry(store, record.entry)
            if entry is not None and entry.type is EntryType.NOTE:
                edit.update(entry, Entry.type(EntryType.ACTION if isinstance(record, Action) else EntryType.DECISION))
    return edit.done()._replace(about=tuple((record.TABLE, record.id) for record in deleted.values()))


def purge_old(store: Store, now: datetime) -> Receipt | None:
    """Takes what was deleted more than 30 days ago away for good; a stub keeps its number."""
    return store.history.purge(now - timedelta(days=KEPT_DAYS))


def found_anywhere(store: Store, reference: str) -> Record:
    """The record that a reference means, also one in the trash.

    Raises:
        NotFoundError: Nothing answers to it, here or there.
        AmbiguousError: Several do.
    """
    try:
        return resolve(store, reference)
    except NotFoundError:
        for record in store.history.trash():
            if reference.strip().upper() in (record.id, short_name(record).upper()):
                return record
        raise


def in_trash(store: Store, reference: str) -> Record:
    """The deleted record of this reference, name or id.

    Raises:
        NotFoundError: There is none.
    """
    wanted = reference.strip().casefold()
    for line in trashed(store):
        if wanted in (line.id.casefold(), line.name.casefold(), line.title.casefold()):
            return line.record
    raise NotFoundError(t("trash.no_such", words=reference), t("trash.no_such.hint"))


def _above(store: Store) -> Mapping[str, tuple[Record, ...]]:
    """Id → what it went with in the same change and belongs to, the nearest first: an item, then its meeting."""
    at_once: dict[tuple[str, ...], dict[str, Record]] = {}
    for record in store.history.trash():
        at_once.setdefault(record.row.seen(LIVE), {})[record.id] = record
    return {id: tuple(_chain(record, gone)) for gone in at_once.values() for id, record in gone.items()}


def _chain(record: Record, gone: Mapping[str, Record]) -> Iterator[Record]:
    seen = {record.id}
    while True:
        linked = (record.row.get(field.name) for field in type(record).fields())
        above = next((gone[one] for one in linked if isinstance(one, str) and one in gone), None)
        if above is None or above.id in seen:
            return
        seen.add(above.id)
        yield above
        record = above


def _line(store: Store, record: Record) -> Trashed:
    dots = record.row.seen(LIVE)
    dot = max(dots, key=number_and_actor, default="user@0")
    user, _, at = written_by(dot, entry_of(store, dot))
    return Trashed(record.id, record, kind_words(record), _name(store, record), beside_name(record), user, at)


def _name(store: Store, record: Record) -> str:
    """Its own; a new date has none, and is called after the action."""
    parent = parent_of(store, record)
    return short_name(record) or (short_name(parent) if parent is not None else "")
