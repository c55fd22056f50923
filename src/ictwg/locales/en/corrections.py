"""Corrections of adopted minutes."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "not_adopted": "The minutes of {meeting} are not adopted",
    "not_adopted.hint": "Edit them; only adopted minutes are corrected",
    "no_text": "A correction says something",
    "no_text.hint": "Write how it reads now, and in place of what",
    "added": "Added: “{said}”",
    "struck": "Struck: “{said}”",
    "changed": "{field}: not “{before}”, but “{after}”",
    "filled": "{field}: “{after}”",
    "emptied": "{field}: no longer “{before}”",
    "removed": "A passage was removed.",
    "moved": "Stands elsewhere: “{said}”",
}
