"""What was changed, when and by whom, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from itertools import islice
from typing import NamedTuple

from ictwg.domain.changes import LIVE
from ictwg.domain.ids import number_and_actor
from ictwg.domain.schema import RECORDS, Raw, Record
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.locales import known, t
from ictwg.records.lookup import Lookup, element_name, name_now, names_now, register_label
from ictwg.records.tables import Detail, DetailSection
from ictwg.store.history import REDONE, UNDONE
from ictwg.store.local.log import Change, LogEntry, Receipt
from ictwg.store.store import Store

LATEST = 200
IN_DETAIL = 30


class HistoryLine(NamedTuple):
    """One change of one field, or what a whole transaction did."""

    at: str
    user: str
    what: str
    before: str
    after: str = ""
    """What was written then, where the history tells."""


class Did(NamedTuple):
    """One transaction, as a line of the group's history."""

    id: str
    at: datetime
    user: str
    device: str
    what: str
    changes: tuple[Change, ...]
    about: str
    """The id of the record that it is told by; of several the first."""

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
        sections = (DetailSection(t("history.changed"), lines),) if lines else ()
        return Detail(self.what, t("history.by", user=self.user, device=self.device or "—"), sections)


class HistoryQuery(NamedTuple):
    """Which part of the history is asked for; all of it where nothing is said.

    Attributes:
        user: The beginning of the name.
        since: The first civil day.
        until: The last one.
        zone: Where these days begin and end.
    """

    user: str = ""
    since: date | None = None
    until: date | None = None
    zone: tzinfo = UTC

    def wants(self, entry: LogEntry) -> bool:
        on = entry.at.astimezone(self.zone).date()
        return (
            (not self.user or fold(entry.user).startswith(fold(self.user)))
            and (self.since is None or self.since <= on)
            and (self.until is None or on <= self.until)
        )


ALL_OF_IT = HistoryQuery()


def group_history(store: Store, asked: HistoryQuery = ALL_OF_IT, limit: int = LATEST) -> tuple[Did, ...]:
    """The transactions, newest first."""
    return tuple(
        Did(
            entry.id, entry.at, entry.user, entry.device, what, entry.changes, next((id for _, id in entry.told_of), "")
        )
        for entry, what in _told(store, asked, limit)
    )


def _told(store: Store, asked: HistoryQuery, limit: int) -> Iterable[tuple[LogEntry, str]]:
    """Each transaction with its words; of one that takes another back the words of that one, where it is among them."""
    entries = tuple(islice(filter(asked.wants, store.history.log()), limit))
    marked = {entry.group or entry.id: entry for entry in entries}
    for entry in entries:
        before: LogEntry | None = entry
        while before is not None and before.verb in (UNDONE, REDONE):
            before = marked.get(before.undoes)
        if before is None or before is entry:
            yield entry, verb_words(store, entry)
        else:
            yield entry, t(entry.verb, subject=verb_words(store, before))


def _changed(lookup: Lookup, change: Change) -> str:
    if "/" in change.field:
        name = name_now(lookup.state, change.table, change.id)
        return t("history.field_of", field=_of_set(lookup, change), name=name)
    before = _before(lookup, change)
    words = change_words(lookup, change)
    return t("history.was", field=words, before=before) if before else words


def history_lines(
    store: Store,
    lookup: Lookup,
    record: Record | None = None,
    asked: HistoryQuery = ALL_OF_IT,
    limit: int | None = None,
) -> tuple[HistoryLine, ...]:
    """The changes of a record, or what was done to the group, the newest first; of the group the latest alone."""
    if record is None:
        told = _told(store, asked, LATEST if limit is None else limit)
        return tuple(HistoryLine(_stamp(entry), entry.user, what, "") for entry, what in told)
    lines = _of_record(lookup, record, store.history.of(record.TABLE, record.id), asked)
    return tuple(islice(lines, limit))


def change_words(lookup: Lookup, change: Change) -> str:
    """`Due of A-2010-014`."""
    name = name_now(lookup.state, change.table, change.id)
    return t("history.field_of", field=_label(lookup, change), name=name)


def _of_record(
    lookup: Lookup, record: Record, entries: Iterable[LogEntry], asked: HistoryQuery
) -> Iterable[HistoryLine]:
    """Newest first: what a transaction wrote is what the next one found there, or what stands there now."""
    written: dict[tuple[str, str], str] = {}
    for entry in entries:
        for change in entry.changes:
            if (change.table, change.id) != (record.TABLE, record.id):
                continue
            if "/" in change.field:
                if asked.wants(entry):
                    member = _member(lookup, change)
                    sides = (member, "") if change.before is True else ("", member)
                    yield HistoryLine(_stamp(entry), entry.user, _of_set(lookup, change), *sides)
                continue
            before, mark = _before(lookup, change), (change.field, entry.dot)
            if mark not in written and change.known and record.row.seen(change.field) == (entry.dot,):
                written[mark] = _shown(lookup, type(record), change.field, record.row.get(change.field))
            if len(change.dots) == 1 and change.known:
                written[change.field, change.dots[0]] = before
            if asked.wants(entry):
                what = _what(lookup, entry, change)
                yield HistoryLine(_stamp(entry), entry.user, what, before, written.get(mark, ""))


def _of_set(lookup: Lookup, change: Change) -> str:
    """`Added to Owners: MFA`."""
    name, did = change.field.partition("/")[0], "removed" if change.before is True else "added"
    label = register_label(lookup.state, RECORDS.get(change.table), name)
    return t(f"history.{did}", field=label, member=_member(lookup, change))


def _member(lookup: Lookup, change: Change) -> str:
    name, _, element = change.field.partition("/")
    kind = RECORDS.get(change.table)
    return element_name(lookup.state, kind.field(name) if kind is not None else None, element)


def _what(lookup: Lookup, entry: LogEntry, change: Change) -> str:
    """A deletion is told by its verb, as the making of the record is."""
    told = change.field not in ("", LIVE)
    return t("history.field", field=_label(lookup, change)) if told else verb_words(lookup.state, entry)


def _label(lookup: Lookup, change: Change) -> str:
    return register_label(lookup.state, RECORDS.get(change.table), change.field)


def taken_back_words(state: State, receipt: Receipt) -> str:
    """`Undid: Deleted A-2010-014`, `Redid: Deleted A-2010-014`; without the verb where the log does not go so far."""
    told = receipt.undone not in (UNDONE, REDONE) and known(receipt.undone)
    subject = names_now(state, receipt.about, receipt.total)
    return t(receipt.verb, subject=t(receipt.undone, subject=subject) if told else subject)


def kept_words(lookup: Lookup, receipt: Receipt) -> tuple[str, ...]:
    """Each field that an undo has left as it is, and why."""
    return tuple(
        t("ui.kept" if change.known else "ui.kept_unlogged", what=change_words(lookup, change))
        for change in receipt.kept
    )


def verb_words(state: State, entry: LogEntry) -> str:
    """What a whole transaction did; a row of before holds the name itself, until a redaction takes it."""
    subject = entry.subject or names_now(state, entry.told_of, entry.total)
    return t(entry.verb, subject=subject) if known(entry.verb) else f"{entry.verb} {subject}".strip()


def _before(lookup: Lookup, change: Change) -> str:
    if not change.known:
        return t("history.not_kept")
    return _shown(lookup, RECORDS.get(change.table), change.field, change.before)


def _shown(lookup: Lookup, kind: type[Record] | None, name: str, raw: Raw) -> str:
    field = kind.field(name) if kind else None
    return "" if field is None else field.show(field.decode(raw), lookup)


def _stamp(entry: LogEntry) -> str:
    return entry.at.isoformat(timespec="seconds")


def entry_of(store: Store, dot: str) -> LogEntry | None:
    """The transaction that wrote a dot (`ana~…@…`); None where the history no longer goes so far."""
    return next((entry for entry in store.history.log(dot.encode("utf-8", "surrogatepass")) if entry.dot == dot), None)


def written_by(dot: str, entry: LogEntry | None) -> tuple[str, str, datetime]:
    """The user, the device, and when (UTC): of the transaction, else what the dot says, which names no device."""
    if entry is not None:
        return entry.user, entry.device, entry.at
    n, actor = number_and_actor(dot)
    return actor.partition("~")[0], "", datetime.fromtimestamp(n / 1000, UTC)
