"""Colleagues of whom nothing was heard for more than two working days, though they took part before (STORE.md §4).

It may be that they are away, or that their computer no longer reaches the shared folder. It is said on one day, and
not again until they were heard and fall silent anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.day_text import short_day
from ictwg.domain.text import clean
from ictwg.locales import t
from ictwg.records.group import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime, tzinfo

    from ictwg.app.session import Session
    from ictwg.store.shared.reports import Heard, Status


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
    from contextlib import suppress

    with suppress(OSError):
        session.keep_settings()
