"""Search over everything."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "title": "Search everything",
    "placeholder": "Search everything: members, minutes, decisions, actions",
    "hint": "Type one word or several; Enter goes there.",
    "nothing": "Nothing has “{words}”.",
    "kind": "Kind",
    "where": "Where",
    "text": "Text",
}
