"""The trash."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "no_such": "Nothing in the trash is called “{words}”",
    "no_such.hint": "`ictwg trash` lists what there is",
    "kind": "What",
    "name": "Name",
    "title": "Text",
    "user": "Deleted by",
    "at": "On",
    "with": {"one": "with {count} more", "other": "with {count} more"},
    "empty": "The trash is empty.\nWhat is deleted stands here for 30 days and can be brought back.",
    "for_good": "Take them away for good? This cannot be undone.",
    "yes": "Take away",
    "purged": "What was deleted more than 30 days ago is gone for good; its numbers are not given again.",
    "nothing_old": "Nothing in the trash is older than 30 days.",
    "old": {
        "one": "{count} record was deleted more than 30 days ago",
        "other": "{count} records were deleted more than 30 days ago",
    },
}
