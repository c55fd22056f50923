"""When to publish, to poll and to wait: a policy without clock or thread, so that it can be tested as arithmetic.

Two seconds of quiet, at the latest twenty after the first unshared edit, at most once per five seconds or per the
time that a slow share needs for the file, whichever is longer (STORE.md §4).
"""

from __future__ import annotations

import os

from ictwg.store.sync.known import STABLE_MS, Known

QUIET = 2.0
LATEST = 20.0
LEAST_GAP = 5.0
BYTES_PER_SECOND = 1_000_000
POLL = (3.0, 5.0)
FORGOTTEN_MS = 86_400_000
MOST = 6
"""How often the time before a vanished file is written anew is doubled: two thirds of an hour at most, on average."""


class Cadence:
    """Tell it what happened and when (seconds of a monotonic clock); ask when to act."""

    __slots__ = ("_first", "_last", "_published", "_size")

    def __init__(self) -> None:
        self._first: float | None = None
        self._last = 0.0
        self._published = float("-inf")
        self._size = 0

    def edited(self, now: float) -> None:
        self._first = now if self._first is None else self._first
        self._last = now

    def tried(self, now: float, size: int, *, pending: bool) -> None:
        """Notes an attempt to publish; `pending`: whether it left edits unshared."""
        self._published = now
        self._size = size
        self._first = now if pending else None
        self._last = now

    def due(self) -> float | None:
        """The earliest time to publish; None if there is nothing to publish."""
        if self._first is None:
            return None
        wanted = min(self._last + QUIET, self._first + LATEST)
        return max(wanted, self._published + max(LEAST_GAP, self._size / BYTES_PER_SECOND))

    def ready(self, now: float) -> bool:
        due = self.due()
        return due is not None and now >= due


def next_poll(now: float, chance: float) -> float:
    """When to look at the shared file again; `chance` in [0, 1) keeps computers from polling at the same time."""
    return now + POLL[0] + (POLL[1] - POLL[0]) * chance


def may_recreate(known: Known, now_ms: int, *, news: bool, chance: float | None = None) -> bool:
    """Whether a shared file that a sync program has renamed to a conflict copy may be written again now.

    At once the first time. But some programs (rclone before 1.66) rename the file again if two computers write it at
    the same time, even with the same bytes, without end. So from the second time on, a computer without news waits for
    a random time that doubles each time, until only one of them writes.

    Args:
        known: What is known of the shared file; records since when, and how often, it was missing.
        now_ms: The wall clock.
        news: Whether there are changes here that the file was not known to have.
        chance: In [0, 1), for a test.
    """
    if not known.anew:
        times = known.vanished if now_ms - known.vanished_at < FORGOTTEN_MS else 0
        known.vanished, known.vanished_at = times + 1, now_ms
        drawn = int.from_bytes(os.urandom(2), "big") / 65536 if chance is None else chance
        wait = 0.0 if news or not times else drawn * STABLE_MS * 2 ** min(times, MOST)
        known.anew = now_ms + int(wait)
    return news or now_ms >= known.anew
