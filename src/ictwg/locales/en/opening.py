"""Starting a group, and its settings."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "no_zone": "“{name}” is not one time zone",
    "no_zone.hint": "Give its name, such as {nearest}",
    "settings": "Group settings",
    "setting": "Group settings: {field}",
    "settings_tip": "{name} · {zone}: names, languages, days off, quorum and rules of the group",
}
