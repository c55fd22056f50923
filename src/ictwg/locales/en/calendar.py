"""What the working calendar says of a day."""

from __future__ import annotations

MESSAGES: dict[str, str | dict[str, str]] = {
    "closed_day": "closed day of the group",
    "weekend": "weekend",
    "estimated": "{name} (estimated)",
    "no_working_day": "A week without a working day.",
    "no_working_day.hint": "Leave at least one weekday out of the weekend.",
    "too_far": "{count} working days are too far away.",
    "too_far.hint": "At most {most} working days can be counted.",
}
