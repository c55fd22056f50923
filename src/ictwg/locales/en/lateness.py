"""How late something is, and why."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "title": "Why it is late",
    "days": {"one": "{count} working day late", "other": "{count} working days late"},
    "today": "late since the last working day",
    "waiting": "Waiting on {on}.",
    "waiting_until": "Waiting on {on} until {day}.",
    "waited": "It waited on {on} until {day}: ask again.",
    "nobody": "Nobody has taken it on.",
    "planned_late": "The meeting was planned on {day}, after the day on which this would have been due.",
    "invitation_with_chair": "The invitation is with the chair since {day}.",
    "agenda_with_chair": "The agenda is with the chair since {day}.",
    "minutes_with_chair": "The minutes are with the chair since {day}.",
    "minutes_draft": "The minutes are a draft and have not gone to the chair.",
    "no_owner": "Nobody owns it.",
    "unknown_owner": "Who is responsible for it is not on the register.",
    "owner_left": "Its owner has left the group.",
    "put_off": {"one": "Its owner has put it off once.", "other": "Its owner has put it off {count} times."},
    "last_heard": "Last heard of on {day}.",
    "never_heard": "Nothing has been heard of it since it was given.",
}
