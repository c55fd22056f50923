"""A copy of the group to carry, and one that is brought in."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "exists": "There is a file {path} already",
    "hint": "Give another name, or a folder that is there. No file is written over.",
    "not_written": "The copy could not be written to {path}: {reason}",
    "not_written.hint": "Look whether the stick is in and has room; nothing of it was left there.",
    "done": "Everything as it is now stands in {path}.",
    "pending": {
        "one": "{count} change of it is not in the shared folder yet.",
        "other": "{count} changes of it are not in the shared folder yet.",
    },
}
