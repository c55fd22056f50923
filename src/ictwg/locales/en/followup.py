"""Follow-up: actions and decisions of all meetings."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "reported_done": "Reported done",
    "all_members": "all members",
}
