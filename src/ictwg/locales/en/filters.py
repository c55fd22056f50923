"""Filters that are kept under a name."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "unknown_owner": "Nobody on the register is called “{name}”. {key:filter.clear} shows all again.",
    "unknown_owner.near": "Nobody on the register is called “{name}”: did you mean {nearest}? "
    "{key:filter.clear} shows all again.",
    "incomplete": "A saved filter needs a name and something to filter by",
    "incomplete.hint": "Type a filter such as owner:MoJ is:overdue first, then give it a name",
}
