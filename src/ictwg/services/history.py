"""What was changed, when and by whom, in words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import LIVE
from ictwg.domain.schema import RECORDS
from ictwg.domain.text import fold
from ictwg.locales import known, t
from ictwg.services.detail import Detail, Section
from ictwg.services.lookup import register_label, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from ictwg.domain.schema import Record
    from ictwg.services.lookup import Lookup
    from ictwg.store.history import Change, LogEntry
    from ictwg.store.store import Store

LATEST = 200
IN_DETAIL = 30


class HistoryLine(NamedTuple):
    """One change of one field, or what a whole transaction did."""

    at: str
    user: str
    what: str
    before: str


class Did(NamedTuple):
    """One transaction, as a line of the group's history."""

    id: str
    at: datetime
    user: str
    device: str
    what: str
    changes: tuple[Change, ...]

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The records that it touched, as (table, id)."""
        return tuple(dict.fromkeys((change.table, change.id) for change in self.changes))

    def detail(self, lookup: Lookup) -> Detail:
        """Each field with what stood there before; of a great many the first."""
        shown = [change for change in self.changes if change.field and change.field != LIVE][:IN_DETAIL]
        lines = tuple(_changed(lookup, change) for change in shown)
        more = len(self.changes) - len(shown)
        lines += (t("history.more", count=more),) if more and len(shown) == IN_DETAIL else ()
        sections = (Section(t("history.changed"), lines),) if lines else ()
        return Detail(self.what, t("history.by", user=self.user, device=self.device or "—"), sections)


def group_history(
    store: Store, *, user: str = "", since: date | None = None, until: date | None = None, limit: int = LATEST
) -> tuple[Did, ...]:
    """The transactions, newest first; of one person (the beginning of the name), and between two days (in UTC)."""
    found = (entry for entry in store.log() if _is_wanted(entry, fold(user), since, until))
    return tuple(
        Did(entry.id, entry.at, entry.user, entry.device, verb_words(entry), entry.changes)
        for entry in islice(found, limit)
    )


def _is_wanted(entry: LogEntry, user: str, since: date | None, until: date | None) -> bool:
    on = entry.at.date()
    return (
        (not user or fold(entry.user).startswith(user))
        and (since is None or since <= on)
        and (until is None or on <= until)
    )


def _changed(lookup: Lookup, change: Change) -> str:
    before = _before(lookup, change)
    words = change_words(lookup, change)
    return t("history.was", field=words, before=before) if before else words


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
