"""Today: what must be done now."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "asked": {
        "one": "≠ {count} field with two different answers",
        "other": "≠ {count} fields with two different answers",
    },
    "circulating": "Decisions by circulation",
    "answers_of": "{answered} of {count} answered",
    "answers_until": "until {day}",
    "answers_closed": "▲ ended {day}",
    "next": "Next meeting",
    "no_meeting": "None is planned: {key:list.choose}, then {key:meetings.prepare} prepares one",
    "is_today": "today",
    "in_days": {"one": "in {count} day", "other": "in {count} days"},
    "answers": "Who comes",
    "steps": "{done} steps done, {left} more to do",
    "minutes": "Minutes",
    "owing": "Late and due",
    "overdue": {"one": "{count} overdue", "other": "{count} overdue"},
    "overdue_mark": {"one": "▲ {count} overdue", "other": "▲ {count} overdue"},
    "soon": {"one": "{count} due in 14 days", "other": "{count} due in 14 days"},
    "more_organizations": {"one": "{count} more organization", "other": "{count} more organizations"},
    "nobody_owes": "Nobody is late, and nothing is due within 14 days",
    "tasks": "My tasks",
    "no_tasks": "None of yours is open; {key:record.new} adds one",
    "open": {"one": "{count} open", "other": "{count} open"},
    "more": {"one": "{count} more", "other": "{count} more"},
    "minutes.draft": {
        "one": "draft, {count} working day after it",
        "other": "draft, {count} working days after it",
    },
    "minutes.with_chair": {
        "one": "draft minutes with the chair, {count} working day",
        "other": "draft minutes with the chair, {count} working days",
    },
    "minutes.circulated": {
        "one": "circulated {count} working day ago",
        "other": "circulated {count} working days ago",
    },
    "minutes.comments_open": "comments until {day}",
    "minutes.comments_closed": "comments closed {day}: adopt by silence",
    "minutes.comments_closed_waiting": {
        "one": "comments closed {day}, {count} to settle",
        "other": "comments closed {day}, {count} to settle",
    },
    "minutes.cleared": "cleared by the chair {day}: send them out",
    "yesterday": "yesterday",
}
