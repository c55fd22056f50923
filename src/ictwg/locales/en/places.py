"""Screens that the palette leads to."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "reports": "Reports",
    "reports_tip": "Actions, decisions and attendance over a period, counted and drawn.",
    "sub_groups": "Sub-groups",
    "sub_groups_tip": "By which rule, how often, the group meets; bodies besides the plenary, and who sits in them.",
    "sharing": "Sharing",
    "sharing_tip": "What is saved where, what came in, what waits for your answer.",
    "mend": "To mend",
    "mend_tip": "All that is not in order, and the way out of each.",
    "two_answers": "Two different answers",
    "history": "History",
    "history_tip": "Everything that was done, by whom and when.",
    "trash": "Trash",
    "trash_tip": "What was deleted in the last weeks; bring it back.",
    "backups": "Backups",
    "backups_tip": "The shared file as it was; see what would change, and put it back.",
    "two_answers_tip": "What two people changed at once: read both answers, and decide.",
}
