"""Screens that the palette leads to."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "mend": "To mend",
    "mend_tip": "All that is not in order, and the way out of each.",
    "two_answers": "Two different answers",
    "two_answers_tip": "What two people changed at once: read both answers, and decide.",
}
