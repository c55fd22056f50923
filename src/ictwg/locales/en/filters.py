"""Filters that are kept under a name."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "incomplete": "A saved filter needs a name and something to filter by",
    "incomplete.hint": "Type a filter such as owner:MoJ is:overdue first, then give it a name",
}
