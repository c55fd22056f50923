"""The state of saving and sharing, in words that claim only what is known (STORE.md §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.day_text import short_day
from ictwg.domain.text import clean
from ictwg.locales import t

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from ictwg.store.shared.reports import Status


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
    """What needs a person: a file that is not ready, removals and second copies that wait for an answer."""
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
    """`3 changes from Rui brought together from a second copy made by OneDrive`, within a day."""
    if status.came is None:
        return ()
    from ictwg.app.merge_summary import from_copies

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
    return f"{there:%H:%M}" if _today(at, status, zone) else f"{short_day(there.date())} {there:%H:%M}"


def _briefly(at: datetime, status: Status, zone: tzinfo | None) -> str:
    """`09:12`; of another day the day alone, `11 Mar 2010`."""
    there = at.astimezone(zone)
    return f"{there:%H:%M}" if _today(at, status, zone) else short_day(there.date())


def _today(at: datetime, status: Status, zone: tzinfo | None) -> bool:
    return status.now is None or status.now.astimezone(zone).date() == at.astimezone(zone).date()
