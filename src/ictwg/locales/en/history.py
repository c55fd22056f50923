"""The history of records."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "field": "Changed {field}",
    "field_of": "{field} of {name}",
    "trash": "deletion",
    "empty": "Nothing was done yet.",
    "at": "When",
    "user": "Who",
    "before": "Before",
    "of": "History of {name}",
    "no_record": "The cursor is on no record: choose one in a list",
    "what": "What",
    "device": "On",
    "by": "{user}, on {device}",
    "changed": "Changed",
    "was": "{field}: was {before}",
    "more": {"one": "… and {count} more", "other": "… and {count} more"},
    "and_more": {"one": "{names} and {count} more", "other": "{names} and {count} more"},
    "gone": "What was changed then is not there any more: look into the trash",
    "not_kept": "(not kept: contact details)",
}
