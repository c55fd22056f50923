"""What a sync did, and the state of saving and sync, without touching the shared folder.

Both as data; the texts for users are made elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.ids import number_and_actor, row_key
from ictwg.store.format.codec import writable
from ictwg.store.format.lines import LOG
from ictwg.store.sync.sync_state import AHEAD_MS, DAY_MS, SyncState

if TYPE_CHECKING:
    from ictwg.domain.author import Author
    from ictwg.store.local.local import Local
    from ictwg.store.local.memory import Memory
    from ictwg.store.sync.inbound import Inbound
    from ictwg.store.sync.shared_file import SharedFile


class Outcome(StrEnum):
    """How a sync ended.

    SHARED: the shared file has everything. BUSY: another process of this computer is using it. UNREACHABLE: the folder
    does not answer. WAITING: the file is not ready. READ_ONLY: it may not be written. FOREIGN: it is another group's.
    """

    SHARED = "shared"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    WAITING = "waiting"
    READ_ONLY = "read_only"
    FOREIGN = "foreign"


class Copied(NamedTuple):
    """What was merged from one conflict copy.

    Attributes:
        client: Which program made it (`copy_names.Client`).
        users: The authors of the changes, with their numbers of changes.
        records: How many records it changed.
    """

    client: str
    users: tuple[tuple[str, int], ...]
    records: int


class Unready(NamedTuple):
    """A conflict copy that cannot be merged, with the reason in words."""

    name: str
    client: str
    reason: str


class Copies(NamedTuple):
    """What happened to the conflict copies beside the shared file.

    Attributes:
        brought: What was merged from them.
        removed: The names of those that were removed, because they are no longer needed.
        refused: Those that cannot be removed; reported once.
        asked: Those that now wait for an answer.
        unready: Those that cannot be merged; each is reported once, after a minute.
        left: How many are left for the next sync, because there are so many.
        here: Whether one of them is surely this group's.
    """

    brought: tuple[Copied, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unready: tuple[Unready, ...] = ()
    left: int = 0
    here: bool = False

    @property
    def to_tell(self) -> bool:
        """Whether there is anything to report to a person."""
        return bool(self.brought or self.refused or self.asked or self.unready or self.left)


class Doubt(StrEnum):
    """Why a conflict copy is not merged without a question.

    NAME: a person may have put it there. DIGEST: another program wrote it, or it is incomplete. OLD: it is older than
    the group's history. PLAIN: the group is encrypted, and it is not, or only in part.
    """

    NAME = "name"
    DIGEST = "digest"
    OLD = "old"
    PLAIN = "plain"


class DoubtfulCopy(NamedTuple):
    """A conflict copy that waits for an answer, with what it would add now.

    Attributes:
        name: The file's.
        client: Which program may have made it.
        doubt: Why it is asked about.
        records: How many records would be new or different.
        fields: How many of their fields would be.
        users: The authors of the changes, with their numbers of changes, as far as known.
    """

    name: str
    client: str
    doubt: Doubt
    records: int
    fields: int
    users: tuple[tuple[str, int], ...]


class ShareReport(NamedTuple):
    """What one sync did.

    Attributes:
        outcome: How it ended.
        published: Whether the shared file was written.
        taken: The records with merged edits of others, (table, id).
        conflicts: Registers with two versions among them, (table, id, field).
        outside: How many fields a script or a person had edited in the file.
        held: Records whose removal waits for an answer, (table, id).
        problem: What is wrong, in words, if anything.
        hint: What to do about it.
        log: The ids of the merged transactions of others.
        copies: What happened to the conflict copies in the folder.
    """

    outcome: Outcome
    published: bool = False
    taken: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str, str], ...] = ()
    outside: int = 0
    held: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    hint: str = ""
    log: tuple[str, ...] = ()
    copies: Copies = Copies()

    def stopped(self, outcome: Outcome, problem: str, hint: str) -> ShareReport:
        """The report with another outcome and a problem."""
        return self._replace(outcome=outcome, problem=problem, hint=hint)


class Heard(NamedTuple):
    """A colleague, with the time of the last change and the number of changes on that day."""

    user: str
    at: datetime
    changes: int


class Came(NamedTuple):
    """What was last merged from conflict copies."""

    at: datetime
    clients: tuple[str, ...]
    users: tuple[tuple[str, int], ...]


class Ahead(NamedTuple):
    """Somebody whose changes have a time in the future: their clock or ours is wrong.

    Attributes:
        user: The short form of the name in the actor.
        me: Whether the current author made them.
        at: The latest of these times.
    """

    user: str
    me: bool
    at: datetime


class Status(NamedTuple):
    """The state of saving and sync.

    Attributes:
        path: The shared file.
        pending: How many transactions are saved here and not known to be in the shared file.
        shared_at: When the shared file was last read or written without error.
        unreachable_since: Since when the folder does not answer.
        waiting: Why the file there is not ready, in words.
        way_out: What to do about that, in words.
        held: How many removals wait for an answer.
        restored: How many records have values from before this computer was restored that wait for one.
        read_only: Whether the file may be written only by a newer version of the program.
        colleagues: The people on other computers, latest change first.
        here: The others who have worked on this computer.
        asked: How many conflict copies wait for an answer.
        unready: How many more cannot be read, after a minute; one may have the only copy of somebody's changes.
        came: What was last merged from conflict copies, within a day.
        ahead: Whose changes have a time in the future, noticed within a day.
        now: The time of this status.
        refused_since: Since when the folder answers but the file cannot be written.
        unsealed: How many rows that nobody of an encrypted group has encrypted wait for an answer.
    """

    path: str
    pending: int
    shared_at: datetime | None
    unreachable_since: datetime | None
    waiting: str
    held: int
    read_only: bool
    colleagues: tuple[Heard, ...]
    here: tuple[str, ...] = ()
    asked: int = 0
    unready: int = 0
    restored: int = 0
    came: Came | None = None
    ahead: tuple[Ahead, ...] = ()
    now: datetime | None = None
    way_out: str = ""
    refused_since: datetime | None = None
    unsealed: int = 0


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
    from ictwg.store.local.leases import slug

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
