"""Removing a text for good: what goes, and what is not reached."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "title": "Remove a text for good: {name}",
    "field": "Text",
    "field.help": "The text that goes: its earlier versions go with it, also from the history",
    "ground": "Reason",
    "ground.help": "It is kept with your name; the removed text itself is kept nowhere",
    "nothing": "{name} has no text that can be removed",
    "goes": "These texts are removed for good, on every computer of the group. This cannot be undone.",
    "text": "{field} of {name}",
    "begins": "{what}: “{text}”",
    "earlier": {"one": "{count} earlier version in the history", "other": "{count} earlier versions in the history"},
    "adopted": "The adopted minutes of {meeting}, which get a dated correction",
    "copies_here": "Backups and the trash; other computers follow when they next open the group",
    "stays": "Not reached:",
    "otherwise": "{name}, which is worded otherwise: remove it by itself",
    "duplicate": "{what}: the same text, because the two were combined; remove it by itself",
    "copies": "Conflict copies in the shared folder: {names}",
    "exported": "Exported: {path}",
    "circulated": "The minutes of {meeting}, circulated on {day}",
    "never": "Mails already sent, exports in other folders, and old versions that a sync service keeps",
    "more": {
        "one": "… and {count} more: `ictwg redact … --dry-run` lists all",
        "other": "… and {count} more: `ictwg redact … --dry-run` lists all",
    },
    "yes": "Remove for good",
    "done": "Removed for good: {what}",
}
