"""Sharing as a person asks about it: is what I typed with the others, what came, what waits, and who is silent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, tzinfo
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from ictwg.app.saving import (
    brought_words,
    made_by,
    problem_words,
    question_about,
    said_at,
    saved_words,
    state_of,
    would_add,
)
from ictwg.app.session import Session
from ictwg.domain.calendar import short_day
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.locales import t
from ictwg.records.group import calendar_of
from ictwg.records.history import verb_words
from ictwg.store.local.log import LogEntry
from ictwg.store.sync.reports import DoubtfulCopy, Heard, Status, Unready

MOST = 2
"""Working days."""

ACTIVE = 30
"""Days; who was not heard for longer took no part lately."""


class Quiet(NamedTuple):
    """A colleague, when last heard, and how many working days ago."""

    user: str
    at: datetime
    days: int


def quiet(session: Session, status: Status, zone: tzinfo | None = None) -> tuple[Quiet, ...]:
    """Who is silent; nobody while our own folder does not answer, for then we hear nobody."""
    if status.now is None or status.shared_at is None or status.unreachable_since is not None:
        return ()
    today = status.now.astimezone(zone).date()
    return tuple(_silent(session, status.colleagues, today, zone))


def quiet_words(session: Session, status: Status, zone: tzinfo | None = None) -> tuple[str, ...]:
    """The same in words, each on one day alone; the person's settings remember which."""
    told = session.settings.quiet
    words, said = [], False
    for one in quiet(session, status, zone):
        assert status.now is not None  # noqa: S101 - nobody is silent at no time
        key, now = f"{session.state.db}/{one.user}", status.now.astimezone(zone).date().isoformat()
        heard, _, on = told.get(key, "").partition(" ")
        if heard != one.at.isoformat():
            told[key] = f"{one.at.isoformat()} {now}"
            on, said = now, True
        if on == now:
            day = short_day(one.at.astimezone(zone).date())
            words.append(t("sharing.quiet", user=clean(one.user), day=day, count=one.days))
    if said:
        _remember(session)
    return tuple(words)


def _silent(session: Session, colleagues: tuple[Heard, ...], today: date, zone: tzinfo | None) -> Iterator[Quiet]:
    calendar = None
    for heard in colleagues:
        last = heard.at.astimezone(zone).date()
        if MOST < (today - last).days <= ACTIVE:
            calendar = calendar or calendar_of(session.state)
            days = calendar.working_days_between(last, today)
            if days > MOST:
                yield Quiet(heard.user, heard.at, days)


def _remember(session: Session) -> None:
    """Where the settings cannot be written it is said once more after the next start."""
    with suppress(OSError):
        session.keep_settings()


LATELY, LOOKED_THROUGH = 30, 2000
"""Transactions of others that are listed, of the last that anybody made: who works alone has years of their own."""


class SyncPart(StrEnum):
    """The parts of the screen, in their order."""

    NOW = "now"
    WAITS = "waits"
    COLLEAGUES = "colleagues"
    CAME = "came"


class Leads(StrEnum):
    """What Enter does with a line."""

    LOOK = "look"
    COPY = "copy"
    HELD = "held"
    RESTORED = "restored"
    UNSEALED = "unsealed"
    PERSON = "person"
    RECORD = "record"
    COMPACT = "compact"
    NOTHING = "nothing"


class SharingLine(NamedTuple):
    """One line.

    Attributes:
        what: What is said.
        note: More of it, on the right.
        way: What to do about it, in sentences.
        target: The conflict copy, the person, or the record as `TABLE/ID`.
        warns: Whether somebody must do something.
    """

    id: str
    part: SyncPart
    what: str
    note: str
    way: str
    leads: Leads
    target: str = ""
    warns: bool = False

    @property
    def about(self) -> str:
        """The id of the record that it tells of."""
        return self.target.rpartition("/")[2] if self.leads is Leads.RECORD else ""


def sharing_lines(session: Session) -> tuple[SharingLine, ...]:
    store, status, zone = session.store, session.store.sync.status(), session.zone
    silent = {one.user: one for one in quiet(session, status, zone)}
    return (
        *_now(status, zone),
        *map(_copy, store.copies.doubtful() if status.asked else ()),
        *waiting_lines(session, status._replace(unready=1)),
        *(_colleague(heard, silent.get(heard.user), status, zone) for heard in status.colleagues),
        *_came(session, status, zone),
    )


def waiting_lines(session: Session, status: Status) -> tuple[SharingLine, ...]:
    """What waits for one answer to all of it, and conflict copies that cannot be read; others are asked about."""
    unready = map(_unready, session.store.copies.unready() if status.unready else ())
    return (*_of_one_answer(status), *unready, *_large(session))


def _large(session: Session) -> Iterator[SharingLine]:
    if session.store.maintenance.compact_is_due(session.today):
        what, way = t("sharing.compact.title"), t("sharing.way.compact")
        yield SharingLine("compact", SyncPart.WAITS, what, "", way, Leads.COMPACT, warns=True)


def _now(status: Status, zone: tzinfo) -> Iterator[SharingLine]:
    saved, _, shared = saved_words(status, zone).partition(" · ")
    since = t("sharing.shared_at", at=said_at(status.shared_at, status, zone)) if status.shared_at is not None else ""
    way = _way_out(status)
    warns = state_of(status) not in {"shared", "pending"}
    yield SharingLine("saved", SyncPart.NOW, f"{saved} · {shared}", since, way, Leads.LOOK, warns=warns)
    yield _file(status.path)
    told = set(problem_words(status._replace(held=0, asked=0, restored=0)))
    told.discard(status.waiting)
    if status.waiting and not status.unsealed:
        yield SharingLine("waiting", SyncPart.NOW, status.waiting, "", way, Leads.LOOK, warns=True)
    for n, words in enumerate(sorted(told)):
        way = "read_only" if words == t("saving.read_only") else "clock"
        yield SharingLine(f"told/{n}", SyncPart.NOW, words, "", t(f"sharing.way.{way}"), Leads.NOTHING, warns=True)


def _way_out(status: Status) -> str:
    """What to do about the shared file; of one that is not ready whoever refused it says it best."""
    if state_of(status) == "waiting" and status.way_out:
        return f"{status.way_out} {t('sharing.way.again')}"
    return t(f"sharing.way.{state_of(status)}", path=status.path)


def _file(path: str) -> SharingLine:
    folder, name = os.path.split(clean(path))
    return SharingLine("file", SyncPart.NOW, t("sharing.file", name=name), folder, t("sharing.way.file"), Leads.LOOK)


def _copy(copy: DoubtfulCopy) -> SharingLine:
    what = t("sharing.copy", name=clean(copy.name))
    way = f"{question_about(copy)} {t('sharing.way.copy')}"
    return SharingLine(
        f"copy/{copy.name}", SyncPart.WAITS, what, would_add(copy), way, Leads.COPY, copy.name, warns=True
    )


def _of_one_answer(status: Status) -> Iterator[SharingLine]:
    """What somebody took out, what a restore brought back, what nobody of the group has sealed."""
    waits = {
        Leads.HELD: t("saving.held", count=status.held) if status.held else "",
        Leads.RESTORED: t("saving.restored", count=status.restored) if status.restored else "",
        Leads.UNSEALED: status.waiting if status.unsealed else "",
    }
    for leads, what in waits.items():
        if what:
            yield SharingLine(str(leads), SyncPart.WAITS, what, "", t(f"sharing.way.{leads}"), leads, warns=True)


def _unready(copy: Unready) -> SharingLine:
    what = t("sharing.unready", name=clean(copy.name), copy=made_by(copy.client))
    way = t("sharing.way.unready", reason=copy.reason)
    return SharingLine(f"unready/{copy.name}", SyncPart.WAITS, what, copy.reason, way, Leads.LOOK, warns=True)


def _colleague(heard: Heard, silent: Quiet | None, status: Status, zone: tzinfo) -> SharingLine:
    what = t("saving.heard_at", user=clean(heard.user), at=said_at(heard.at, status, zone))
    note = t("sharing.changes", count=heard.changes)
    if silent is not None:
        note = t("sharing.silent", count=silent.days)
    way = t("sharing.way.silent" if silent is not None else "sharing.way.person", user=clean(heard.user))
    id = f"colleague/{heard.user}"
    return SharingLine(id, SyncPart.COLLEAGUES, what, note, way, Leads.PERSON, heard.user, warns=silent is not None)


def _came(session: Session, status: Status, zone: tzinfo) -> Iterator[SharingLine]:
    for words in brought_words(status):
        yield SharingLine("brought", SyncPart.CAME, words, "", words, Leads.NOTHING)
    me = session.settings.user_name
    lately = islice(session.store.history.log(), LOOKED_THROUGH)
    others = (entry for entry in lately if entry.user != me)
    for entry in islice(others, LATELY):
        yield _entry(session.state, entry, status, zone)


def _entry(state: State, entry: LogEntry, status: Status, zone: tzinfo) -> SharingLine:
    place = next(iter(entry.told_of), None)
    note = f"{clean(entry.user)} · {said_at(entry.at, status, zone)}"
    words = clean(verb_words(state, entry))
    leads = Leads.RECORD if place is not None else Leads.NOTHING
    return SharingLine(entry.id, SyncPart.CAME, words, note, f"{words} · {note}", leads, "/".join(place or ()))
