"""Making the group's file smaller."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "nothing": "Nothing is old enough: the history of this year and the two before stays in the file",
    "rows": {"one": "{count} line of history", "other": "{count} lines of history"},
    "would": "Would move {rows} to the archive",
    "done": "Moved {rows} to the archive",
    "actors": {
        "one": "{count} program that last wrote long ago need not be named in the file any more",
        "other": "{count} programs that last wrote long ago need not be named in the file any more",
    },
    "archive": "The archive: {path}. The history shows both; leave it beside the file.",
    "backup": "The file as it was before: {path}",
    "not_shared": "Nothing was moved: all must be together with the shared folder first ({reason})",
    "not_written": "The archive {path} could not be written: {reason}. Nothing was moved.",
}
