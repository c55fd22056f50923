"""Starting a group, and its settings."""

from __future__ import annotations

MESSAGES: dict[str, str | dict[str, str]] = {
    "example": "Example: {group}",
    "example.first": (
        "Today is {day} here, a month before the group's next meeting. All people, contacts and texts are invented. "
        "This is a copy: try everything; nothing is kept.\n\n"
        "Try first:\n"
        "  Enter on the next meeting opens it; → shows its minutes\n"
        "  {key:app.followup}, then {key:followup.done} closes an overdue action; {key:app.undo} undoes it\n"
        "  {key:app.search} searches everything that was said\n"
        "  {key:app.help} shows what you can do on each screen\n"
        "  {key:app.quit} quits"
    ),
    "no_zone": "“{name}” is not one time zone",
    "no_zone.hint": "Give its name, such as {nearest}",
    "settings": "Group settings",
    "setting": "Group settings: {field}",
    "settings_tip": "{name} · {zone}: names, languages, days off, quorum and rules of the group",
}
