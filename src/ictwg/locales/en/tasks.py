"""Tasks: the secretariat's own work."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "me": "me",
    "nobodys": "Nobody's yet",
    "view.mine": "Mine",
    "view.all": "All",
    "view.meetings": "Around meetings",
    "view.recurring": "Recurring",
    "view.done": "Done",
    "title.mine": "My tasks, and what nobody has taken on yet",
    "title.all": "Open tasks",
    "title.meetings": "Work around meetings",
    "title.recurring": "Recurring tasks",
    "title.done": "Tasks done",
    "new": "New task",
    "empty.mine": "No task of yours is open. {key:record.new} adds one.\n{difference}",
    "empty.all": "No task is open. {key:record.new} adds one.\n{difference}",
    "empty.meetings": "A planned meeting brings its checklist: invitation, agenda, reminder, minutes. "
    "Plan one with {key:app.agenda}, then {key:record.new}.\n{difference}",
    "empty.recurring": "What comes again stands here. {key:record.new} adds a task: write “every month” as its "
    "recurrence."
    "\n{difference}",
    "empty.done": "What is done stands here. {key:followup.done} ticks a task in any other view.\n{difference}",
    "checklist.meeting": "A checklist for which meeting?",
    "checklist.which": "Which checklist for {meeting}?",
    "checklist.count": {"one": "{count} step to add", "other": "{count} steps to add"},
    "checklist.dates": "Add these tasks for {meeting}?",
    "checklist.add": "Add",
    "checklist.leave": "Not now",
    "checklist.none": "No meeting with a day is planned. Plan one with {key:app.agenda}, then {key:record.new}.",
    "checklist.made": {
        "one": "{what} · {count} checklist task · {key:app.undo} undoes",
        "other": "{what} · {count} checklist tasks · {key:app.undo} undoes",
    },
    "checklist.made_late": {
        "one": "{what} · {count} checklist task, {late} due today · {key:app.undo} undoes",
        "other": "{what} · {count} checklist tasks, {late} due today · {key:app.undo} undoes",
    },
    "checklist.all_taken": "{meeting} has all steps of every checklist already.",
    "checklist.all_there": "{meeting} has all steps of this checklist already.",
    "checklist.change": "Change the steps of a checklist",
    "checklist.change.note": "for all meetings of a kind",
    "own.which": "Whose checklist? What is saved is the group's own",
    "own.count": {"one": "{count} step", "other": "{count} steps"},
    "own.title": "Checklist of the group: {kind}",
    "own.new": "New",
    "own.help": "Working days and what is to be done: -10 Send the invitation, 0 on the day, 3 after it. "
    "An empty line takes the step out. Meetings planned from now on have these steps",
    "own.not_a_step": "“{text}” is no step",
    "own.not_a_step.hint": "Begin with the working days: -10 Send the invitation",
    "steps": "{done} of {count} done · {when}",
    "days_ago": {"one": "{count} day ago", "other": "{count} days ago"},
}
