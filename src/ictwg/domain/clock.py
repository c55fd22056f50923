"""The only clock: the group's day, the moment in UTC, and a counter that never jumps."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from datetime import time as time_of_day

DEFAULT_ZONE = "Asia/Dili"
_DILI = timezone(timedelta(hours=9))
_WITHOUT_TABLE: dict[str, tzinfo] = {DEFAULT_ZONE: _DILI, "Etc/UTC": UTC, "UTC": UTC}
"""Zones whose offset never changes: Dili has had no daylight saving."""


class Clock:
    """Days are those of the group's zone, stamps are in UTC.

    Args:
        zone: An IANA name; one that is not known means Asia/Dili.
    """

    def __init__(self, zone: str = DEFAULT_ZONE) -> None:
        self._named = zone
        self._zone: tzinfo | None = None

    @property
    def zone(self) -> tzinfo:
        """Looked up when a day or a time is asked for: its tables take a command 4 ms."""
        if self._zone is None:
            self._zone = zone_named(self._named)
        return self._zone

    def today(self) -> date:
        return self.now().astimezone(self.zone).date()

    def time_of_day(self) -> time_of_day:
        """To the minute, as it is said in the room."""
        return self.now().astimezone(self.zone).time().replace(second=0, microsecond=0)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC)

    def midnight(self) -> datetime:
        """When this day began in this computer's own zone."""
        return self.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)

    def now_ms(self) -> int:
        """Milliseconds since 1970, by the wall clock, which may be wrong and may jump."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()


class FixedToday(Clock):
    """Rules read `day`; stamps and dots go on with the real clock."""

    def __init__(self, clock: Clock, day: date) -> None:
        self._clock = clock
        self._day = day

    @property
    def zone(self) -> tzinfo:
        return self._clock.zone

    def today(self) -> date:
        return self._day

    def now_ms(self) -> int:
        return self._clock.now_ms()

    def monotonic(self) -> float:
        return self._clock.monotonic()


def zone_named(name: str) -> tzinfo:
    """The zone of that name."""
    if name in _WITHOUT_TABLE:
        return _WITHOUT_TABLE[name]
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return _DILI
