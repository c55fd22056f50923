"""What this computer knows of the shared file: its state when last read or written, and since when it is unreachable.

Saved in `share.json` of the replica, so that each command knows what the previous one saw.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ictwg.domain.text import dumps, loads
from ictwg.merge.dots import Context, Dot
from ictwg.store.local.disk import Disk, found, overwrite
from ictwg.store.local.replica import NO_STAMP, Replica, Stamp, stamp_in, stamp_of

S = TypeVar("S", "SyncState", "Waiting")

STABLE_MS = 60_000
COARSEST_MS = 2_500
DAY_MS = 86_400_000
# Clocks of computers that ask nobody differ by minutes.
AHEAD_MS = 600_000
MOST_DOUBLED = 6
"""How often the time before a vanished file is written anew is doubled: two thirds of an hour at most, on average."""


class Waiting:
    """A shared file that cannot be read now, since when it has been unchanged, and whether the user was told.

    `unsealed`: how many rows of an encrypted group's file nobody of it has encrypted, for a question. `taken`: the
    answer, valid until the file changes.
    """

    def __init__(self, reason: str = "", where: str = "", stamp: Stamp = NO_STAMP, since: int = 0) -> None:
        self.reason = reason
        self.where = where
        self.stamp = stamp
        self.since = since
        self.told = False
        self.unsealed = 0
        self.taken: bool | None = None

    def over(self, now_ms: int) -> bool:
        """Whether it may be overwritten: stable for a minute, and known to the user."""
        return self.told and now_ms - self.since >= STABLE_MS


class SyncState:
    """The content of `share.json`.

    `stamp` and `context` are those of the bytes last read or written (`base.json`). `foreign`: somebody else wrote
    them, and there is no backup of them yet. `scrub`: the journals that may still have redacted text. `rules`: the
    version of the rules by which redactions were last carried out. `unclean`: the shared file has redacted text, or
    rows that nobody of an encrypted group has encrypted. `looked` and `folder`: when the folder was last searched for
    conflict copies, and its time then. `copies`, `asked`, `unready`: how many files beside the shared file are known,
    wait for an answer, cannot be read. `came`: what they brought last. `mend`: the records that were invalid after a
    merge. `archive`: the local archive has rows that the one beside the shared file lacks. `archived`: which files of
    it were last scrubbed. `ahead`: since when transactions with a time in the future are known, by actor.
    """

    def __init__(self) -> None:
        self.stamp: Stamp = NO_STAMP
        self.context: dict[str, int] = {}
        self.floor = 0
        self.at = 0
        self.foreign = False
        self.reached = 0
        self.refused = self.rules = self.archived = 0
        self.scrub: tuple[str, ...] = ()
        self.unreachable = 0
        self.waiting: Waiting | None = None
        self.looked = 0
        self.folder = 0
        self.copies = 0
        self.asked = self.unready = 0
        self.came: dict[str, Any] = {}
        self.vanished = self.vanished_at = self.anew = 0
        self.ahead: dict[str, int] = {}
        self.archive = self.unclean = False
        self.mend: tuple[tuple[str, str], ...] = ()
        self.gone = self.gone_since = 0

    def gone_lately(self, now_ms: int) -> int:
        """How many records were dropped without explanation within a day."""
        return self.gone if self.gone_since <= now_ms < self.gone_since + DAY_MS else 0

    def some_went(self, count: int, now_ms: int) -> None:
        before = self.gone_lately(now_ms)
        self.gone, self.gone_since = before + count, self.gone_since if before else now_ms

    def covers(self, actor: str, n: int) -> bool:
        """Whether the shared file was known to have this transaction."""
        return n <= max(self.floor, self.context.get(actor, 0))

    def lacks(self, context: Context) -> bool:
        """Whether the context covers anything that the shared file was not known to have."""
        if context.floor > self.floor:
            return True
        return any(n > self.floor and n > self.context.get(actor, 0) for actor, n in context.ctx.items())

    def saw(self, stamp: Stamp, context: dict[str, int], floor: int, now_ms: int) -> None:
        self.stamp, self.context, self.floor = stamp, dict(context), floor
        self.at = self.reached = now_ms
        self.unreachable = self.anew = 0
        self.waiting = None

    def doubt(self, claimed: Iterable[Dot]) -> None:
        """Removes dots that the file covers but never had from its known context, so that they are published."""
        for n, actor in claimed:
            if n <= self.context.get(actor, 0):
                self.context[actor] = n - 1

    def look_ahead(self, context: Context, now_ms: int) -> None:
        """Notes whose numbers are ahead of our clock: one clock is wrong. No order depends on either."""
        if not self.ahead and context.highest <= now_ms + AHEAD_MS:
            return
        ahead = [actor for actor, n in context.ctx.items() if n > now_ms + AHEAD_MS]
        self.ahead = {actor: self.ahead.get(actor, now_ms) for actor in ahead}

    def is_current(self, disk: Disk, path: str) -> bool:
        """Whether the shared file is unchanged since it was last read or written, or unreachable; one `stat`."""
        try:
            return stamp_of(disk, path) == self.stamp
        except OSError:
            return True

    @property
    def is_quiescent(self) -> bool:
        """Whether it was read or written without error, and long enough after its last change.

        On some shares times have steps of two seconds, so two writes may look like one: a file that was read right
        after a write is read once more.
        """
        in_order = self.at > 0 and self.waiting is None and not self.unreachable
        return in_order and self.at - self.stamp[1] // 1_000_000 > COARSEST_MS

    def lost(self, now_ms: int) -> None:
        """Notes that the shared folder does not answer."""
        self.unreachable = self.unreachable or now_ms

    def not_ready(self, reason: str, where: str, stamp: Stamp, now_ms: int) -> Waiting:
        """Notes that the file is there but cannot be used; the minute starts again when it changes."""
        self.unreachable = 0
        self.reached = now_ms
        before = self.waiting
        if before is None or (before.reason, before.stamp) != (reason, stamp):
            self.waiting = Waiting(reason, where, stamp, now_ms)
        return self.waiting or Waiting()

    def may_recreate(self, now_ms: int, *, news: bool, chance: float | None = None) -> bool:
        """Whether a shared file that a sync program has renamed to a conflict copy may be written again now.

        At once the first time. But some programs (rclone before 1.66) rename the file again if two computers write
        it at the same time, even with the same bytes, without end. So from the second time on, a computer without news
        waits for a random time that doubles each time, until only one of them writes.

        Args:
            news: Whether there are changes here that the file was not known to have.
            chance: In [0, 1), for a test.
        """
        if not self.anew:
            times = self.vanished if now_ms - self.vanished_at < DAY_MS else 0
            self.vanished, self.vanished_at = times + 1, now_ms
            drawn = int.from_bytes(os.urandom(2), "big") / 65536 if chance is None else chance
            wait = 0.0 if news or not times else drawn * STABLE_MS * 2 ** min(times, MOST_DOUBLED)
            self.anew = now_ms + int(wait)
        return news or now_ms >= self.anew


# Written also where they say nothing: earlier programs want them.
_ALWAYS = frozenset({"at", "context", "floor", "foreign", "reached", "refused", "scrub", "stamp", "unreachable"})


def load(replica: Replica, before: SyncState | None = None) -> SyncState:
    """Reads the file; `before`, or an empty state, if it is missing, damaged or just being written."""
    content = found(replica.disk.read, os.path.join(replica.folder, "share.json"))
    try:
        return _filled(SyncState(), loads(content or b""))
    except (ValueError, TypeError, KeyError, AttributeError):
        state = SyncState()
        if content and before is None:  # it may have said that a redaction is not done with
            state.scrub = ("",)
        return before or state


def save(replica: Replica, state: SyncState, *, durable: bool = False) -> None:
    """Overwrites the file by one write; if a crash leaves half of it, the shared file is read once more."""
    document = {name: value for name, value in vars(state).items() if value or name in _ALWAYS}
    if state.waiting is not None:
        document["waiting"] = vars(state.waiting)
    content = dumps(document).encode("utf-8", "surrogatepass")
    overwrite(replica.disk, os.path.join(replica.folder, "share.json"), content, durable=durable)


def _filled(state: S, document: dict[str, Any]) -> S:
    for name, usual in list(vars(state).items()):
        if name in document:
            setattr(state, name, _READ.get(name, type(usual))(document[name]))
    return state


def _numbers(values: dict[str, Any]) -> dict[str, int]:
    return {str(actor): int(n) for actor, n in values.items()}


_READ: dict[str, Callable[[Any], Any]] = {
    "stamp": stamp_in,
    "context": _numbers,
    "ahead": _numbers,
    "mend": lambda records: tuple((str(table), str(id)) for table, id in records),
    "scrub": lambda names: tuple(map(str, names)),
    "waiting": lambda document: _filled(Waiting(), document) if document else None,
    "taken": lambda answer: answer,
}
"""The fields that are not simply of the type of their first value."""
