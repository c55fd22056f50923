"""Times of day as minutes and people write them: "10:00", "10h", "10h30", "3 pm"."""

from __future__ import annotations

import re

_TIME = re.compile(
    r"(?<![\w.])(?P<hour>[01]?\d|2[0-3])(?:[:.hH](?P<minute>[0-5]\d)(?!\.?\d)|\s*(?P<bare>h\b|(?=\s*[ap]\.?m)))"
    r"\s*(?P<half>[ap]\.?m)?",
    re.IGNORECASE,
)


_HALF_DAY = 12


_LONGEST_TIME = 200


def clocks(text: str) -> list[str]:
    """The times of day in a text, as 24 hours; in "4:00 – 5:00 PM" the first is of the same half."""
    found: list[tuple[int, str]] = []
    half = ""
    for match in reversed(list(_TIME.finditer(text[:_LONGEST_TIME]))):
        half = (match["half"] or half).lower()
        hour = int(match["hour"])
        hour = 0 if match["half"] and half.startswith("a") and hour == _HALF_DAY else hour
        later = hour + (_HALF_DAY if half.startswith("p") and hour < _HALF_DAY else 0)
        hour = later if match["half"] or not found or later <= found[-1][0] else hour
        found.append((hour, f"{hour:02}:{match['minute'] or '00'}"))
    return [clock for _, clock in reversed(found)]


def without_clocks(text: str) -> str:
    return _TIME.sub(" ", text[:_LONGEST_TIME]) + text[_LONGEST_TIME:]
