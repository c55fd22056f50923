"""The history of records."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "field": "Changed {field}",
    "field_of": "{field} of {name}",
    "trash": "deleted or not",
    "not_kept": "(not kept: contact details)",
}
