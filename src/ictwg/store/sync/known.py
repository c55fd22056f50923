"""What this computer knows of the shared file: its state when last read or written, and since when it is unreachable.

Kept in `share.json` of the replica, so that each command knows what the one before it saw.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ictwg.domain.text import dumps, loads
from ictwg.merge.dots import Context, Dot
from ictwg.store.local.disk import Disk, found, overwrite
from ictwg.store.local.replica import NO_STAMP, Stamp, stamp_in, stamp_of

STABLE_MS = 60_000
COARSEST_MS = 2_500
DAY_MS = 86_400_000
# Clocks of computers that ask nobody differ by minutes.
AHEAD_MS = 600_000


class Waiting:
    """A shared file that cannot be read now, since when it has been just so, and whether the user was told.

    `unsealed` counts the rows of an encrypted group's file that nobody of it has sealed and a person is asked about;
    `taken` is the answer, for the file as it is.
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
        """Whether it may be written over: stable for a minute, and known to the user."""
        return self.told and now_ms - self.since >= STABLE_MS


class Known:
    """The content of `share.json`.

    `stamp` is that of the bytes last read or written (`base.json` holds them), `context` the shared context of that
    moment; `foreign` says that somebody else wrote them and no backup holds them yet. `scrub` lists the journals that
    may still hold redacted text, `rules` says by which redactions were last carried out here, and `unclean` that the
    shared file holds some that was redacted, or rows that nobody of an encrypted group has encrypted. `looked` is when
    the folder was last looked at for conflict copies, and `folder` how it was then; `copies` says how many files beside
    the shared one are known, `asked` how many of them wait for an answer, `unready` how many cannot be read, and `came`
    what they brought last. `mend` names the records in which something was wrong after changes came together, and
    `archive` says that the archive here holds rows that the one beside the shared file lacks, and `archived` which
    files of it were last cleaned of what was redacted. `ahead` says since when transactions of an actor are known that
    bear a time to come.
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
        """How many records have gone without an explanation within a day."""
        return self.gone if self.gone_since <= now_ms < self.gone_since + DAY_MS else 0

    def some_went(self, count: int, now_ms: int) -> None:
        before = self.gone_lately(now_ms)
        self.gone, self.gone_since = before + count, self.gone_since if before else now_ms

    def covers(self, actor: str, n: int) -> bool:
        """Whether the shared file was known to hold this transaction."""
        return n <= max(self.floor, self.context.get(actor, 0))

    def lacks(self, context: Context) -> bool:
        """Whether somebody has seen what the shared file was not known to hold."""
        own, floor = self.context, self.floor
        if context.floor > floor:
            return True
        for actor, n in context.ctx.items():  # noqa: SIM110 - it is asked for twice with each publishing
            if n > floor and n > own.get(actor, 0):
                return True
        return False

    def saw(self, stamp: Stamp, context: dict[str, int], floor: int, now_ms: int) -> None:
        self.stamp, self.context, self.floor = stamp, dict(context), floor
        self.at = self.reached = now_ms
        self.unreachable = self.anew = 0
        self.waiting = None

    def doubt(self, claimed: Iterable[Dot]) -> None:
        """Uncovers dots that the file covers and does not have, so that they are published by who has them."""
        for n, actor in claimed:
            if n <= self.context.get(actor, 0):
                self.context[actor] = n - 1

    def look_ahead(self, context: Context, now_ms: int) -> None:
        """Whose numbers are ahead of our clock: theirs or ours is wrong. No order rests on either."""
        if not self.ahead and context.highest <= now_ms + AHEAD_MS:
            return
        ahead = [actor for actor, n in context.ctx.items() if n > now_ms + AHEAD_MS]
        self.ahead = {actor: self.ahead.get(actor, now_ms) for actor in ahead}

    @property
    def is_quiescent(self) -> bool:
        """Whether it was read or written here in good order, and long enough after it was last changed.

        Some shares tell the time of a change in steps of two seconds, so two writings may look like one: what was read
        at once after it was written is read once more.
        """
        in_order = self.at > 0 and self.waiting is None and not self.unreachable
        return in_order and self.at - self.stamp[1] // 1_000_000 > COARSEST_MS

    def lost(self, now_ms: int) -> None:
        """The shared folder does not answer."""
        self.unreachable = self.unreachable or now_ms

    def not_ready(self, reason: str, where: str, stamp: Stamp, now_ms: int) -> Waiting:
        """The file is there but cannot be used; starts the minute anew when it changes."""
        self.unreachable = 0
        self.reached = now_ms
        before = self.waiting
        if before is None or (before.reason, before.stamp) != (reason, stamp):
            self.waiting = Waiting(reason, where, stamp, now_ms)
        return self.waiting or Waiting()


# Written also where they say nothing: earlier programs want them.
_ALWAYS = frozenset({"at", "context", "floor", "foreign", "reached", "refused", "scrub", "stamp", "unreachable"})


def load(disk: Disk, folder: str, before: Known | None = None) -> Known:
    """What is known; `before`, or nothing, where the file is missing, damaged or just being written."""
    content = found(disk.read, _path(folder))
    known = Known()
    try:
        _fill(known, loads(content or b""))
    except (ValueError, TypeError, KeyError, AttributeError):
        if content and before is None:  # it may have said that a redaction is not done with
            known.scrub = ("",)
        return before or known
    return known


def as_last_seen(disk: Disk, known: Known, path: str) -> bool:
    """Whether the shared file is as it was last read or written, or cannot be looked at; one look, no reading."""
    try:
        return stamp_of(disk, path) == known.stamp
    except OSError:
        return True


def save(disk: Disk, folder: str, known: Known, *, durable: bool = False) -> None:
    """In place, by one write: what a crash leaves half is not understood, and the shared file is read once more."""
    document = {name: value for name, value in vars(known).items() if value or name in _ALWAYS}
    if known.waiting is not None:
        document["waiting"] = vars(known.waiting)
    content = dumps(document).encode("utf-8", "surrogatepass")
    overwrite(disk, _path(folder), content, durable=durable)


@lru_cache(maxsize=64)
def _path(folder: str) -> str:
    return os.path.join(folder, "share.json")


def _fill(known: Known, document: dict[str, Any]) -> None:
    for name, usual in list(vars(known).items()):
        if isinstance(usual, bool):
            setattr(known, name, document.get(name) is True)
        elif isinstance(usual, int):
            setattr(known, name, int(document.get(name, 0)))
    known.stamp = stamp_in(document["stamp"])
    known.context = _numbers(document["context"])
    known.ahead = _numbers(document.get("ahead", {}))
    known.came = dict(document.get("came", {}))
    known.mend = tuple((str(table), str(id)) for table, id in document.get("mend", ()))
    known.scrub = tuple(map(str, document["scrub"]))
    waiting = document.get("waiting")
    if waiting is not None:
        known.waiting = Waiting(waiting["reason"], waiting["where"], stamp_in(waiting["stamp"]), int(waiting["since"]))
        known.waiting.told = waiting["told"] is True
        known.waiting.unsealed = int(waiting.get("unsealed", 0))
        known.waiting.taken = waiting.get("taken")


def _numbers(values: dict[str, Any]) -> dict[str, int]:
    return {str(actor): int(n) for actor, n in values.items()}
