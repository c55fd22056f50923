"""What was done, as the toast, the history and the undo say it; `subject` is the reference or name."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "created": "Added {subject}",
    "edited": "Changed {subject}",
    "removed": "Deleted {subject}",
    "restored": "Restored {subject}",
    "closed": "Closed {subject}",
    "reopened": "Reopened {subject}",
    "imported": "Brought in {subject}",
    "started": "Started {subject}",
    "redacted": "Removed text from {subject}",
    "joined": "Added the membership of {subject}",
    "status_changed": "Changed the membership of {subject}",
    "renamed": "Renamed {subject}",
    "succeeded": "Recorded the predecessors of {subject}",
    "appointed": "Gave {subject} a function",
    "replaced_focal_point": "{subject} is focal point now",
    "undone": "Undid: {subject}",
    "redone": "Redid: {subject}",
}
