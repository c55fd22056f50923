"""Tasks: the secretariat's own work."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "view.mine": "Mine",
    "view.all": "All",
    "view.meetings": "Around meetings",
    "view.recurring": "Recurring",
    "view.done": "Done",
    "title.mine": "My tasks",
    "title.all": "Open tasks",
    "title.meetings": "Work around meetings",
    "title.recurring": "Recurring tasks",
    "title.done": "Tasks done",
    "new": "New task",
    "empty.mine": "No task of yours is open. Ctrl+N adds one.\n{difference}",
    "empty.all": "No task is open. Ctrl+N adds one.\n{difference}",
    "empty.meetings": "A planned meeting brings its checklist: invitation, agenda, reminder, minutes. "
    "Plan one with 2, then Ctrl+N.\n{difference}",
    "empty.recurring": "What comes again stands here. Ctrl+N adds a task: write “every month” as its recurrence."
    "\n{difference}",
    "empty.done": "What is done stands here. F4 ticks a task in any other view.\n{difference}",
    "checklist.meeting": "A checklist for which meeting?",
    "checklist.which": "Which checklist for {meeting}?",
    "checklist.count": {"one": "{count} step to add", "other": "{count} steps to add"},
    "checklist.dates": "Add these tasks for {meeting}?",
    "checklist.add": "Add",
    "checklist.leave": "Leave",
    "checklist.none": "No meeting with a day is planned. Plan one with 2, then Ctrl+N.",
    "checklist.all_there": "{meeting} has all steps of this checklist already.",
    "steps": "{done} of {count} done · {when}",
    "in_days": {"one": "in {count} day", "other": "in {count} days"},
    "days_ago": {"one": "{count} day ago", "other": "{count} days ago"},
}
