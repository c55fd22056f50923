"""The shared file is gone, and conflict copies lie where it was: a sync program has renamed it (STORE.md §5).

It is written anew at once. But some programs (rclone before 1.66) rename again what two computers have written anew at
the same time, even where both have written the same, and so for ever. Whoever has nothing new to say therefore waits,
from the second time on, for a while of their own that grows each time, until one of them is alone.
"""

from __future__ import annotations

import os

from ictwg.store.sync.known import STABLE_MS, Known

FORGOTTEN_MS = 86_400_000
MOST = 6
"""How often the while is doubled: two thirds of an hour at the most, on average."""


def may_write_anew(known: Known, now_ms: int, *, news: bool, chance: float | None = None) -> bool:
    """Whether the file may be written now.

    Args:
        known: What is known of the shared file; remembers since when, and how often, it was gone.
        now_ms: The wall clock.
        news: Whether anything is here that the file was not known to hold.
        chance: In [0, 1), for a test.
    """
    if not known.anew:
        times = known.vanished if now_ms - known.vanished_at < FORGOTTEN_MS else 0
        known.vanished, known.vanished_at = times + 1, now_ms
        drawn = int.from_bytes(os.urandom(2), "big") / 65536 if chance is None else chance
        wait = 0.0 if news or not times else drawn * STABLE_MS * 2 ** min(times, MOST)
        known.anew = now_ms + int(wait)
    return news or now_ms >= known.anew
