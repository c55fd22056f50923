"""How a recurrence is said; the parts are put one behind the other."""

from __future__ import annotations

MESSAGES: dict[str, str | dict[str, str]] = {
    "daily": {"one": "every day", "other": "every {count} days"},
    "weekly": {"one": "every week", "other": "every {count} weeks"},
    "monthly": {"one": "every month", "other": "every {count} months"},
    "yearly": {"one": "every year", "other": "every {count} years"},
    "on_days": " on {days}",
    "on_last_day": " on the last day",
    "on_month_days": " on day {days}",
    "in_months": " in {months}",
    "times": {"one": ", one more time", "other": ", {count} times"},
    "until": ", until {day}",
    "place.1": "the first {day}",
    "place.2": "the second {day}",
    "place.3": "the third {day}",
    "place.4": "the fourth {day}",
    "place.5": "the fifth {day}",
    "place.-1": "the last {day}",
    "place.-2": "the last {day} but one",
    "place.-3": "the last {day} but two",
    "place.-4": "the last {day} but three",
    "place.-5": "the last {day} but four",
    "not_understood": "“{text}” is no recurrence that can be read for certain.",
    "refused": "“{rule}” is no rule that this program follows.",
    "hint": "Try every month, every 2 weeks on friday, first fri of the month, or first fri of every 2 months.",
}
