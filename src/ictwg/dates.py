"""The types of `datetime`, as the interpreter holds them ready.

Until Python 3.12 the module builds all of them once more in Python before it takes these: half a millisecond, for
nothing, of each command. Where an interpreter has no such types, the module's own serve. Modules that a one-shot
command imports take them from here.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import UTC, date, datetime, time, timedelta, timezone
else:
    try:
        from _datetime import date, datetime, time, timedelta, timezone
    except ImportError:
        from datetime import date, datetime, time, timedelta, timezone
    UTC = timezone.utc  # noqa: UP017 - this is where it comes from

__all__ = ["UTC", "date", "datetime", "time", "timedelta", "timezone"]
