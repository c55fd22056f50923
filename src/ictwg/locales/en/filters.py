"""Filters that are kept under a name."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "unknown_owner": "Nobody on the register is called “{name}”. {key:filter.clear} shows all again.",
    "unknown_owner.near": "Nobody on the register is called “{name}”: did you mean {nearest}? "
    "{key:filter.clear} shows all again.",
    "nobody_called": "Nobody on the register is called “{name}”",
    "likely": "Did you mean {likely}? {words}",
    "nobody.hint": "is:gaps shows what nobody is responsible for, or what has no date",
    "nearest.hint": "Did you mean {nearest}?",
    "nobody_near.hint": "ictwg members shows who is on the register",
    "incomplete": "A saved filter needs a name and something to filter by",
    "incomplete.hint": "Type a filter such as owner:MoJ is:overdue first, then give it a name",
}
