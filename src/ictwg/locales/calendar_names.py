"""Month and day names, and the order in which each language says a date. Weeks start on Monday."""

from __future__ import annotations

from ictwg.locales.typed_words import typed_words

_NAMES = typed_words("calendar")
MONTHS: dict[str, list[str]] = _NAMES["months"]
MONTHS_SHORT: dict[str, list[str]] = _NAMES["months_short"]
DAYS: dict[str, list[str]] = _NAMES["days"]
DAYS_SHORT: dict[str, list[str]] = _NAMES["days_short"]

# {weekday} is a short day name with its separator, {month} a whole month name.
DATE_PATTERNS: dict[str, str] = _NAMES["date_patterns"]
WEEKDAY_SEPARATORS: dict[str, str] = _NAMES["weekday_separators"]
