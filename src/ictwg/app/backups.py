"""Backups in words: which there are, what one would change, and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import LIVE, Changes
from ictwg.domain.schema import RECORDS
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.records.group import second_of
from ictwg.records.lookup import register_label, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictwg.domain.changes import Write
    from ictwg.domain.schema import Raw, Record
    from ictwg.domain.state import State
    from ictwg.records.lookup import Lookup
    from ictwg.store.upkeep.restoring import Backup, Restoration


EMPTY = "—"


class Difference(NamedTuple):
    """One field that would change, in words."""

    id: str
    table: str
    record: str
    field: str
    now: str
    then: str


def when(state: State, backup: Backup) -> str:
    """Until when the shared file was so: with the seconds, for at busy times there is one every few of them."""
    return second_of(state, backup.at)


def chosen(state: State, backups: Iterable[Backup], words: str) -> Backup:
    """The one that a number of the list means (1 is the newest), or the beginning of the day and time there.

    Raises:
        NotFoundError: There is none.
    """
    listed = tuple(backups)
    if words.isdecimal() and 1 <= int(words) <= len(listed):
        return listed[int(words) - 1]
    for backup in listed:
        if words and when(state, backup).startswith(words.replace("T", " ")):
            return backup
    raise NotFoundError(t("backups.no_such", words=words), t("backups.no_such.hint", count=len(listed)))


def restored(restoration: Restoration, backup: str) -> Changes:
    """The edit that puts everything back, as one change with one undo."""
    changes = Changes("verbs.put_back_as_of", backup, restoration.writes)
    return changes._replace(about=changes.places)


def differences(lookup: Lookup, restoration: Restoration, trash: Iterable[Record] = ()) -> tuple[Difference, ...]:
    """What would change, field by field; what lies in the trash is named too."""
    deleted = {record.id: record for record in trash} if restoration.back else {}
    return tuple(_difference(lookup, write, deleted) for write in restoration.writes if not _is_inner(write))


def _is_inner(write: Write) -> bool:
    """Whether the program keeps it for itself: nobody reads it."""
    kind = RECORDS.get(write.table)
    field = kind.field(write.field.partition("/")[0]) if kind is not None else None
    return (write.field.startswith("_") and write.field != LIVE) or (field is not None and field.inner)


def _difference(lookup: Lookup, write: Write, deleted: Mapping[str, Record]) -> Difference:
    kind = RECORDS.get(write.table)
    record = lookup.state.get(kind, write.id) if kind is not None else None
    named = record or deleted.get(write.id)
    name = shown_name(lookup.state, named) if named is not None else _called(kind, write.id)
    label = register_label(lookup.state, kind, write.field)
    now = _now(lookup, record, write)
    return Difference(
        f"{write.id}/{write.field}", write.table, name, label, now, _words(lookup, kind, write, write.value)
    )


def _called(kind: type[Record] | None, id: str) -> str:
    return f"{t(f'records.{kind.SINGULAR}')} {id[-4:].lower()}" if kind is not None else id


def _now(lookup: Lookup, record: Record | None, write: Write) -> str:
    if record is None:
        return t("backups.in_trash")
    name, slash, element = write.field.partition("/")
    raw: Raw = element in record.row.elements(name) if slash else record.row.get(write.field)
    return _words(lookup, type(record), write, raw)


def _words(lookup: Lookup, kind: type[Record] | None, write: Write, raw: Raw) -> str:
    if write.field == LIVE:
        return t("answers.there" if raw else "backups.in_trash")
    if "/" in write.field:
        return t("answers.in_list" if raw else "answers.out_of_list")
    field = kind.field(write.field) if kind is not None else None
    if field is None:
        return EMPTY if raw is None else str(raw)
    return field.show(field.decode(raw), lookup) or EMPTY
