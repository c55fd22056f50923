"""The trash: what was deleted, by whom, and bringing it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import LIVE, Edit
from ictwg.domain.records import Action, Decision, Entry
from ictwg.domain.values import EntryType
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.services.lookup import beside_name, kind_words, resolve, short_name
from ictwg.services.minutes_link import living_entry
from ictwg.services.search_place import parent_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.store.receipts import Receipt
    from ictwg.store.store import Store

KEPT_DAYS = 30
"""So long a deleted record can be brought back (STORE.md §2)."""


class Trashed(NamedTuple):
    """One line of the trash."""

    id: str
    record: Record
    kind: str
    name: str
    title: str
    user: str
    at: datetime


def trashed(store: Store) -> tuple[Trashed, ...]:
    """What was deleted and can be brought back, the last one first."""
    return tuple(_line(store, record) for record in store.trash())


def bring_back(store: Store, records: Iterable[Record]) -> Changes:
    """Out of the trash, each as it was: with what was deleted as a part of it, and with its line in the minutes."""
    deleted = tuple(records)
    edit = Edit("verbs.brought_back", ", ".join(map(short_name, deleted)))
    for record in dict.fromkeys((*deleted, *_parts(store, deleted))):
        edit.restore(record)
        _say_again(edit, store, record)
    return edit.done()


def purge_old(store: Store, now: datetime) -> Receipt | None:
    """Takes what was deleted more than 30 days ago away for good; a stub keeps its number."""
    return store.purge(now - timedelta(days=KEPT_DAYS))


def found_anywhere(store: Store, reference: str) -> Record:
    """The record that a reference means, also one in the trash.

    Raises:
        NotFoundError: Nothing answers to it, here or there.
        AmbiguousError: Several do.
    """
    try:
        return resolve(store, reference)
    except NotFoundError:
        for record in store.trash():
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


def _parts(store: Store, deleted: Iterable[Record]) -> Iterable[Record]:
    """What went with one of them, in the same change, and belongs to it: the agenda of a meeting."""
    at_once: dict[tuple[str, ...], list[Record]] = {}
    for record in store.trash():
        at_once.setdefault(record.row.seen(LIVE), []).append(record)
    for whole in deleted:
        for record in at_once.get(whole.row.seen(LIVE), ()):
            if any(record.row.get(field.name) == whole.id for field in type(record).fields()):
                yield record


def _say_again(edit: Edit, store: Store, record: Record) -> None:
    """The line of the minutes that became a note when its action or decision was deleted is one of these again."""
    if isinstance(record, Action | Decision):
        entry = living_entry(store, record.entry)
        if entry is not None and entry.type is EntryType.NOTE:
            edit.update(entry, Entry.type(EntryType.ACTION if isinstance(record, Action) else EntryType.DECISION))


def _line(store: Store, record: Record) -> Trashed:
    dots = record.row.seen(LIVE)
    dot = max(dots, key=lambda one: int(one.rpartition("@")[2]), default="user@0")
    entry = next((entry for entry in store.log(dot.encode("utf-8", "surrogatepass")) if entry.dot == dot), None)
    actor, _, n = dot.rpartition("@")
    user = entry.user if entry is not None else actor.partition("~")[0]
    at = entry.at if entry is not None else datetime.fromtimestamp(int(n) / 1000, UTC)
    return Trashed(record.id, record, kind_words(record), _name(store, record), beside_name(record), user, at)


def _name(store: Store, record: Record) -> str:
    """Its own; a new date has none, and is called after the action."""
    parent = parent_of(store, record)
    return short_name(record) or (short_name(parent) if parent is not None else "")
