"""The state of saving and sharing, in words that claim only what is known (STORE.md §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from functools import reduce

from ictwg.domain.agenda import asked_elsewhere
from ictwg.domain.calendar import short_day, short_minute
from ictwg.domain.schema import RECORDS
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.locales import known, t
from ictwg.records.history import change_words, verb_words
from ictwg.records.lookup import Lookup
from ictwg.store.local.log import Change, LogEntry
from ictwg.store.store import Store
from ictwg.store.sync.reports import Copied, DoubtfulCopy, ShareReport, Status

Counts = Sequence[tuple[str, int]]


def saved_words(status: Status, zone: tzinfo | None = None, *, short: bool = False) -> str:
    """`saved on this computer · in the shared folder ✓`; short: `✓ shared`."""
    form = "short" if short else "long"
    shared = t(f"saving.{form}.{state_of(status)}", count=status.pending, since=_since(status, zone))
    return shared if short else f"{t('saving.saved')} · {shared}"


def heard_words(status: Status, zone: tzinfo | None = None) -> tuple[str, ...]:
    """`Rui: last heard 09:12 (4 changes)`, a line for each colleague."""
    return tuple(
        t("saving.heard", user=clean(heard.user), at=said_at(heard.at, status, zone), count=heard.changes)
        for heard in status.colleagues
    )


def state_words(status: Status, zone: tzinfo | None = None) -> tuple[str, ...]:
    """How all stands, in one line with who was heard last; then the same in fewer and fewer words."""
    state, whole = saved_words(status, zone), heard_words(status, zone)[:2]
    if not whole:
        return (state,)
    last = status.colleagues[0]
    user = clean(last.user)
    when = t("saving.heard_at", user=user, at=said_at(last.at, status, zone))
    day = t("saving.heard_at", user=user, at=_briefly(last.at, status, zone))
    brief = t("saving.heard_by", user=user, at=_briefly(last.at, status, zone))
    lines = (whole, whole[:1], (when,), (day,), (brief,), ())
    return tuple(dict.fromkeys(" · ".join((state, *heard)) for heard in lines))


def problem_words(status: Status) -> tuple[str, ...]:
    """What needs a person: a file that is not ready, removals and conflict copies that wait for an answer."""
    found = [status.waiting] if status.waiting else []
    if status.held:
        found.append(t("saving.held", count=status.held))
    if status.restored:
        found.append(t("saving.restored", count=status.restored))
    if status.asked:
        found.append(t("saving.asked", count=status.asked))
    if status.read_only:
        found.append(t("saving.read_only"))
    found += [
        t("saving.clock.mine" if one.me else "saving.clock.theirs", user=one.user, at=one.at.date())
        for one in status.ahead
    ]
    return tuple(found)


def brought_words(status: Status) -> tuple[str, ...]:
    """`3 changes from Rui brought together from a conflict copy made by OneDrive`, within a day."""
    if status.came is None:
        return ()

    return (from_copies(status.came.clients, status.came.users),)


def state_of(status: Status) -> str:
    """In which of the six states of sharing it is; the texts of the line and of the screen are named after them."""
    if status.unreachable_since is not None:
        return "unreachable"
    if status.waiting:
        return "waiting"
    if status.pending:
        return "pending" if status.refused_since is None else "refused"
    return "shared" if status.shared_at is not None else "never"


def _since(status: Status, zone: tzinfo | None) -> str:
    since = status.unreachable_since or status.refused_since
    return said_at(since, status, zone) if since else ""


def said_at(at: datetime, status: Status, zone: tzinfo | None) -> str:
    """`09:12`; of another day than today with the day, `11 Mar 2010 09:12`."""
    there = at.astimezone(zone)
    return f"{there:%H:%M}" if _today(at, status, zone) else short_minute(there)


def _briefly(at: datetime, status: Status, zone: tzinfo | None) -> str:
    """`09:12`; of another day the day alone, `11 Mar 2010`."""
    there = at.astimezone(zone)
    return f"{there:%H:%M}" if _today(at, status, zone) else short_day(there.date())


def _today(at: datetime, status: Status, zone: tzinfo | None) -> bool:
    return status.now is None or status.now.astimezone(zone).date() == at.astimezone(zone).date()


TOLD = 3
"""How many changes are named one by one."""


def came_in(store: Store, lookup: Lookup, report: ShareReport) -> str:
    """All that one sharing brought; empty where it brought nothing."""
    entries = tuple(store.history.transactions(report.log))
    told = ": ".join(filter(None, (_whose(entries, report), _what(store, entries))))
    return "; ".join(filter(None, (told, _to_decide(lookup, report.conflicts))))


def copies_told(report: ShareReport) -> tuple[str, ...]:
    """What else is to be said of conflict copies: each of these once."""
    copies = report.copies
    told = [t("saving.copy.asked", name=clean(name)) for name in copies.asked]
    told += [t("saving.copy.refused", name=clean(name)) for name in copies.refused]
    told += [
        t("saving.copy.unready", copy=made_by(one.client), name=clean(one.name), reason=one.reason)
        for one in copies.unready
    ]
    return (*told, t("saving.copy.left", count=copies.left)) if copies.left else tuple(told)


def from_copies(clients: Iterable[str], users: Counts) -> str:
    """`3 changes from Rui brought together from a conflict copy made by OneDrive`."""
    made = (made_by(client, count) for client, count in Counter(clients).items())
    copies = reduce(lambda others, last: t("saving.list.and", others=others, last=last), made)
    return t("saving.copy.brought", changes=changes_of(users) or t("saving.copy.changes"), copies=copies)


def made_by(client: str, count: int = 1) -> str:
    """`a conflict copy made by OneDrive`."""
    name = f"saving.client.{client}"
    return t("saving.copy.made_by", count=count, client=t(name)) if known(name) else t("saving.copy.plain", count=count)


def changes_of(users: Counts) -> str:
    """`3 changes from Rui, 1 from Ana`."""
    first, *others = [(clean(user), count) for user, count in users] or [("", 0)]
    if not first[1]:
        return ""
    told = [t("saving.changes_from", user=first[0], count=first[1])]
    told += [t("saving.more_from", user=user, count=count) for user, count in others]
    return ", ".join(told)


def question_about(copy: DoubtfulCopy) -> str:
    """The one question about a conflict copy: what it would add, and why it is asked about."""
    would = t("saving.copy.would", name=clean(copy.name), what=would_add(copy))
    return f"{would} {t(f'saving.copy.doubt.{copy.doubt}')}"


def would_add(copy: DoubtfulCopy) -> str:
    """`1 change from Rui: 3 fields of 2 records`."""
    records, fields = t("saving.copy.records", count=copy.records), t("saving.copy.fields", count=copy.fields)
    return ": ".join(filter(None, (changes_of(copy.users), t("saving.copy.of", fields=fields, records=records))))


def _whose(entries: Sequence[LogEntry], report: ShareReport) -> str:
    """Who: what came through conflict copies is told apart from what stood in the shared file."""
    brought = report.copies.brought
    through = _summed(brought)
    others = _without(_most_first(Counter(entry.user for entry in entries)), through)
    told = [changes_of(others)]
    if brought:
        told.append(from_copies((copied.client for copied in brought), through))
    elif not entries and report.taken:
        told.append(t("saving.came", count=len(report.taken)))
    return ", ".join(filter(None, told))


def _summed(brought: Iterable[Copied]) -> Counts:
    counts: Counter[str] = Counter()
    for copied in brought:
        counts.update(dict(copied.users))
    return _most_first(counts)


def _without(all_of_them: Counts, told: Counts) -> Counts:
    gone = dict(told)
    return [(user, count - gone.get(user, 0)) for user, count in all_of_them if count > gone.get(user, 0)]


def _most_first(counts: dict[str, int]) -> Counts:
    return sorted(((user, count) for user, count in counts.items() if user), key=lambda one: (-one[1], one[0]))


def _what(state: State, entries: Sequence[LogEntry]) -> str:
    """The latest of them, in the words of the history; the same words once."""
    words = tuple(dict.fromkeys(verb_words(state, entry) for entry in reversed(entries)))
    shown = [clean(one) for one in words[:TOLD]]
    return "; ".join((*shown, "…") if len(words) > TOLD else shown)


def _to_decide(lookup: Lookup, found: Sequence[tuple[str, str, str]]) -> str:
    conflicts = [one for one in found if not _asked_elsewhere(lookup.state, *one)]
    if not conflicts:
        return ""
    fields = [change_words(lookup, Change(*conflict)) for conflict in conflicts[:TOLD]]
    more = ", …" if len(conflicts) > TOLD else ""
    return t("saving.to_decide", count=len(conflicts), fields=", ".join(fields) + more)


def _asked_elsewhere(state: State, table: str, id: str, register: str) -> bool:
    """Whether the action or decision that the line of the minutes became asks the same."""
    record = state.get(RECORDS[table], id) if table in RECORDS else None
    return record is not None and asked_elsewhere(state, record, register)
