"""Today: what must be done now."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "next": "Next meeting",
    "no_meeting": "None is planned: Enter, then Ctrl+N plans one",
    "in_days": {"one": "in {count} day", "other": "in {count} days"},
    "steps": "{done} steps done, {left} more to do",
    "minutes": "Minutes",
    "owing": "Late and due",
    "overdue": {"one": "{count} overdue", "other": "{count} overdue"},
    "overdue_mark": {"one": "▲ {count} overdue", "other": "▲ {count} overdue"},
    "soon": {"one": "{count} due in 14 days", "other": "{count} due in 14 days"},
    "more_organizations": {"one": "{count} more organization", "other": "{count} more organizations"},
    "nobody_owes": "Nobody is late, and nothing is due within 14 days",
    "tasks": "My tasks",
    "no_tasks": "None is open; Ctrl+N adds one",
    "more": {"one": "{count} more", "other": "{count} more"},
    "minutes.draft": {
        "one": "minutes are a draft, {count} working day after the meeting",
        "other": "minutes are a draft, {count} working days after the meeting",
    },
    "minutes.with_chair": {
        "one": "draft minutes with the chair, {count} working day",
        "other": "draft minutes with the chair, {count} working days",
    },
    "minutes.circulated": {
        "one": "minutes circulated {count} working day ago, not adopted",
        "other": "minutes circulated {count} working days ago, not adopted",
    },
    "minutes.comments_open": "comments on the minutes until {day}",
    "minutes.comments_closed": "comments closed on {day}: adopt the minutes",
}
