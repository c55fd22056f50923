"""When to publish, to poll and to wait: a policy without clock or thread, so that it can be tested as arithmetic.

Two seconds of quiet, at the latest twenty after the first unshared edit, at most once per five seconds or per the
time that a slow share needs for the file, whichever is longer (STORE.md §4).
"""

from __future__ import annotations

QUIET = 2.0
LATEST = 20.0
LEAST_GAP = 5.0
BYTES_PER_SECOND = 1_000_000
POLL = (3.0, 5.0)


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
