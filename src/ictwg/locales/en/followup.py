"""Follow-up: actions and decisions of all meetings."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "reported_done": "Reported done",
    "all_members": "all members",
    "nobody": "nobody yet",
    "no_meeting": "outside meetings",
    "count": {"one": "{count} action", "other": "{count} actions"},
    "difference": "Action = promised to the group, in the minutes; "
    "task = our own work, never in an export for members.",
    "copied_due": "due {due}",
    "copied_late": "due {due}, overdue",
    "fact": "{label}: {value}",
    "detail.facts": "Where it stands",
    "detail.origin": "Promised at",
    "detail.progress": "What was said of it",
    "detail.moved": "Dates that moved",
    "detail.evidence": "Evidence",
    "detail.wordings": "Earlier wordings",
    "moved_by.owner": "{on}  {before} → {after} (slip of the owner)",
    "moved_by.group": "{on}  {before} → {after} (moved by the group)",
}
