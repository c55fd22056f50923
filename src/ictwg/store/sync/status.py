"""The state of saving and sync, without touching the shared folder."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from ictwg.domain.ids import number_and_actor, row_key
from ictwg.store.format.codec import writable
from ictwg.store.format.lines import LOG
from ictwg.store.local.leases import slug
from ictwg.store.sync.reports import Ahead, Came, Heard, Status
from ictwg.store.sync.sync_state import AHEAD_MS, DAY_MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ictwg.domain.author import Author
    from ictwg.store.local.local import Local
    from ictwg.store.local.memory import Memory
    from ictwg.store.sync.inbound import Inbound
    from ictwg.store.sync.shared_file import SharedFile
    from ictwg.store.sync.sync_state import SyncState

LOOKED_AT = 400
KEPT = 1024
"""Rows of the log whose teller is known: the newest are asked for again whenever the top line is shown."""
_USER = re.compile(rb'"user":("(?:[^"\\]|\\.)*")')
_AT = re.compile(rb'"at":"([^"]*)"')
_HOME = re.compile(rb'"home":"([0-9a-f]+)"')
DEVICE = re.compile(rb'"device":("(?:[^"\\]|\\.)*")')


def status(local: Local, file: SharedFile, inbound: Inbound, waiting_to_go: int) -> Status:
    known = file.known
    here, elsewhere = heard(local.memory, local.author, local.clock.now())
    return Status(
        path=file.path,
        pending=waiting_to_go,
        shared_at=_moment(known.at),
        unreachable_since=_moment(known.unreachable),
        waiting=known.waiting.reason if known.waiting is not None else "",
        held=len(inbound.held.value),
        restored=len(inbound.restored.waiting),
        read_only=not writable(local.memory.lines.header),
        colleagues=elsewhere,
        here=here,
        asked=known.asked,
        unready=known.unready,
        came=_came(known.came, local.clock.now_ms()),
        ahead=ahead(local, known),
        now=local.clock.now(),
        way_out=known.waiting.where if known.waiting is not None else "",
        refused_since=_moment(known.refused) if waiting_to_go else None,
        unsealed=known.waiting.unsealed if known.waiting is not None and known.waiting.taken is None else 0,
    )


def ahead(local: Local, known: SyncState) -> tuple[Ahead, ...]:
    """Whose changes have a time in the future, first seen within a day: a clock wrong once is not reported for ever."""
    now_ms, ctx = local.clock.now_ms(), local.memory.context.ctx
    me = slug(local.author.user)
    latest: dict[str, int] = {}
    for actor, since in known.ahead.items():
        n = ctx.get(actor, 0)
        if abs(now_ms - since) < DAY_MS and n > now_ms + AHEAD_MS:
            user = actor.partition("~")[0]
            latest[user] = max(n, latest.get(user, 0))
    return tuple(Ahead(user, user == me, datetime.fromtimestamp(n / 1000, UTC)) for user, n in sorted(latest.items()))


def pending(memory: Memory, known: SyncState) -> int:
    """How many of our transactions the shared file was not known to have."""
    ahead = {actor: n for actor, n in memory.context.ctx.items() if not known.covers(actor, n)}
    if not ahead:
        return 0
    needles = [actor.encode() + b"@" for actor in ahead]
    lines = memory.lines.tables.get(LOG, {}).values()
    rows = (entry for line in lines if any(needle in line for needle in needles) for entry in _dots(line))
    return max(1, sum(not known.covers(*dot) for dot in rows))


def heard(memory: Memory, me: Author, now: datetime) -> tuple[tuple[str, ...], tuple[Heard, ...]]:
    """Other people who worked on a computer of this name, and colleagues with their changes on their last day.

    From the newest rows of the log; rows with a time in the future do not count. Two computers may have one name: users
    of either are offered where a person chooses who works here, and still listed as colleagues, unless the row has the
    id of this home.
    """
    latest = now + timedelta(milliseconds=AHEAD_MS)
    last: dict[str, datetime] = {}
    counts: dict[str, int] = {}
    here: dict[str, None] = {}
    for line in islice(memory.log.lines(), LOOKED_AT):
        user, device, home, at = _told(line)
        if at is None or user == me.user or at > latest:
            continue
        if device == me.device:
            here[user] = None
        if home and home == me.home:
            continue
        newest = last.setdefault(user, at)
        counts[user] = counts.get(user, 0) + (newest.date() == at.date())
    newest_first = sorted(last.items(), key=lambda pair: pair[1])[::-1]
    return tuple(here), tuple(Heard(user, at, counts[user]) for user, at in newest_first)


def users_of(log: Mapping[str, bytes], ids: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The authors of these transactions, with their numbers, most first.

    Args:
        log: Row key → line of the log.
        ids: The ids of the rows.
    """
    counts: dict[str, int] = {}
    for id in ids:
        user, *_ = _told(log.get(row_key(id), b""))
        counts[user] = counts.get(user, 0) + 1
    return tuple(sorted(((user, count) for user, count in counts.items() if user), key=lambda one: (-one[1], one[0])))


def _came(came: dict[str, Any], now_ms: int) -> Came | None:
    millis = int(came.get("at", 0))
    at = _moment(millis)
    if at is None or not millis <= now_ms < millis + DAY_MS:
        return None
    users = tuple((str(user), int(count)) for user, count in came.get("users", ()))
    return Came(at, tuple(map(str, came.get("clients", ()))), users)


@lru_cache(KEPT)
def _told(line: bytes) -> tuple[str, str, str, datetime | None]:
    """Author, computer and time of a row, without parsing it: the row of an import has thousands of records."""
    user, at = _USER.search(line, max(line.rfind(b'"user":'), 0)), _AT.search(line)
    device = DEVICE.search(line, max(line.rfind(b'"device":'), 0))
    home = _HOME.search(line, max(line.rfind(b'"home":'), 0))
    if user is None or at is None:
        return "", "", "", None
    try:
        where, home_said = json.loads(device[1]) if device is not None else "", home[1].decode() if home else ""
        return json.loads(user[1]), where, home_said, datetime.fromisoformat(at[1].decode())
    except ValueError:
        return "", "", "", None


def _dots(line: bytes) -> list[tuple[str, int]]:
    from ictwg.store.local.views import LineRow

    seen = LineRow(LOG, "", line).seen("at")
    return [(actor, n) for n, actor in map(number_and_actor, seen)]


def _moment(millis: int) -> datetime | None:
    return datetime.fromtimestamp(millis / 1000, UTC) if millis else None
