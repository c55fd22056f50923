"""What is said of a date that was typed."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "not_understood": "“{text}” is no date that can be read for certain.",
    "hint_of_days": "Try 12 Feb, 12/02/2010 (day first), fri, +2w or end of month.",
    "hint": "Try 12 Feb, 12/02/2010 (day first), fri, +2w, end of month, next meeting or ongoing.",
    "only_a_month": "“{text}” names no day.",
    "only_a_month.hint": "Write “end of {text}” or a day of it.",
    "no_month": "In “{text}” the day comes first, and there is no month {month}.",
    "no_month.hint": "Write 25/02/2010 or 25 February 2010.",
    "no_such_day": "There is no day {text}.",
    "no_such_day.hint": "Look at the length of the month and at the year (1900 to 2199).",
    "wrong_weekday": "{day} is another day of the week.",
    "wrong_weekday.hint": "Mend the date, or leave the weekday out.",
    "too_far": "{count} is too far away to be a date.",
}
