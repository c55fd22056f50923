"""Repairing what can be repaired without a decision."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "nothing": "Nothing is damaged",
    "would": "Would repair:",
    "done": "Repaired:",
    "backup": "What this computer held before: {path}",
    "left": {"one": "{count} thing is left for a person:", "other": "{count} things are left for a person:"},
    "journal_damaged": {
        "one": "journals closed behind {count} damaged line; it is kept",
        "other": "journals closed behind {count} damaged lines; they are kept",
    },
    "digest": {
        "one": "a file written in good order again, with what was changed in it",
        "other": "{count} files written in good order again, with what was changed in them",
    },
    "not_readable": "an archive that cannot be read written again",
    "copy_damaged": "this computer's copy, which its disk has damaged, made again from the shared file",
    "line_damaged": {
        "one": "{count} damaged record taken from the shared file",
        "other": "{count} damaged records taken from the shared file",
    },
    "line_differs": {
        "one": "{count} record laid out as this program writes it",
        "other": "{count} records laid out as this program writes them",
    },
    "dot_not_covered": {
        "one": "{count} field written again that the file did not know of",
        "other": "{count} fields written again that the file did not know of",
    },
    "marks_unreadable": {
        "one": "{count} record written again as it is shown, because it did not say who wrote what",
        "other": "{count} records written again as they are shown, because they did not say who wrote what",
    },
    "share_behind": "the shared file read anew",
    "note": "{name}, which cannot be read, put aside and made anew",
    "temps": {
        "one": "{count} temporary file of a crash removed",
        "other": "{count} temporary files of a crash removed",
    },
}
