"""What was changed, when and by whom, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.schema import RECORDS
from ictwg.locales import known, t
from ictwg.services.lookup import register_label, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.schema import Record
    from ictwg.services.lookup import Lookup
    from ictwg.store.history import Change, LogEntry
    from ictwg.store.store import Store

LATEST = 200


class HistoryLine(NamedTuple):
    """One change of one field, or what a whole transaction did."""

    at: str
    user: str
    what: str
    before: str


def history_lines(store: Store, lookup: Lookup, record: Record | None = None) -> tuple[HistoryLine, ...]:
    """The changes of a record, or the last ones of the group, the newest first."""
    if record is None:
        entries = [entry for entry, _ in zip(store.log(), range(LATEST), strict=False)]
        return tuple(_whole(entry) for entry in entries)
    entries = list(store.history(type(record), record.id))
    return tuple(line for entry in entries for line in _of_record(lookup, entry, record))


def change_words(lookup: Lookup, change: Change) -> str:
    """`Due of A-2010-014`."""
    kind = RECORDS.get(change.table)
    record = lookup.state.get(kind, change.id) if kind else None
    name = shown_name(lookup.state, record) if record is not None else change.id
    return t("history.field_of", field=_label(lookup, change), name=name)


def _whole(entry: LogEntry) -> HistoryLine:
    return HistoryLine(_stamp(entry), entry.user, verb_words(entry), "")


def _of_record(lookup: Lookup, entry: LogEntry, record: Record) -> Iterable[HistoryLine]:
    for change in entry.changes:
        if (change.table, change.id) == (record.TABLE, record.id):
            yield HistoryLine(_stamp(entry), entry.user, _what(lookup, entry, change), _before(lookup, change))


def _what(lookup: Lookup, entry: LogEntry, change: Change) -> str:
    return t("history.field", field=_label(lookup, change)) if change.field else verb_words(entry)


def _label(lookup: Lookup, change: Change) -> str:
    return register_label(lookup.state, RECORDS.get(change.table), change.field)


def verb_words(entry: LogEntry) -> str:
    """What a whole transaction did."""
    return t(entry.verb, subject=entry.subject) if known(entry.verb) else f"{entry.verb} {entry.subject}".strip()


def _before(lookup: Lookup, change: Change) -> str:
    kind = RECORDS.get(change.table)
    field = kind.field(change.field) if kind else None
    if not change.known:
        return t("history.not_kept")
    if field is None or field.is_set or change.before is None:
        return ""
    return field.show(field.decode(change.before), lookup)


def _stamp(entry: LogEntry) -> str:
    return entry.at.isoformat(timespec="seconds")
