"""Times of day as minutes and people write them: "10:00", "10h", "10h30", "3 pm"."""

from __future__ import annotations

import re

_TIME = re.compile(
    r"(?<![\w.])(?:(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?!\.?\d)|\s*(?P<bare>(?:h|hrs)\b|"
    r"(?:(?<=[àa]s \d)|(?<=[àa]s \d\d)|(?<=\(\d\d))\s*(?:\([^\W\d_ ]+(?: [^\W\d_]+){0,3}\) )?horas\b"
    r"|(?=\s*[ap]\.?m))(?:\s+e\s+(?P<more>[0-5]\d\b|\d(?=\s+min)))?)"
    r"|(?P<military>[01]\d|2[0-3])(?P<past>[0-5]\d)(?=(?:\s*(?:to|[-–—])\s*[0-2]\d[0-5]\d)?\s*(?:hrs|hours)))"
    r"\s*(?P<half>[ap]\.?m)?",
    re.IGNORECASE,
)
"""Also "13 (treze) horas", "09h e 27 minutos" and "1430 to 1605 hrs"."""

_HALF_DAY = 12
_LONGEST_TIME = 200


def clocks(text: str) -> list[str]:
    """The times of day in a text, as 24 hours; in "4:00 – 5:00 PM" the first is of the same half."""
    found: list[tuple[int, str]] = []
    half = ""
    for match in reversed(list(_TIME.finditer(text[:_LONGEST_TIME]))):
        half = (match["half"] or half).lower()
        hour = int(match["hour"] or match["military"])
        hour = 0 if match["half"] and half.startswith("a") and hour == _HALF_DAY else hour
        later = hour + (_HALF_DAY if half.startswith("p") and hour < _HALF_DAY else 0)
        hour = later if match["half"] or not found or later <= found[-1][0] else hour
        found.append((hour, f"{hour:02}:{int(match['minute'] or match['more'] or match['past'] or 0):02}"))
    return [clock for _, clock in reversed(found)]


def without_clocks(text: str) -> str:
    return _TIME.sub(" ", text[:_LONGEST_TIME]) + text[_LONGEST_TIME:]
