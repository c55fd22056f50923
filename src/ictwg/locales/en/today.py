"""Today: what must be done now."""

MESSAGES: dict[str, str | dict[str, str]] = {
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
