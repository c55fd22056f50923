"""Backups, and putting them back."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "number": "No.",
    "at": "The shared file until",
    "size": "Size",
    "kilobytes": "{count} kB",
    "none": "No backups yet: the first is made before the shared file is first written",
    "none_there": "There is no file at {path}",
    "none_there.hint": "`ictwg backups` lists what there is",
    "no_such": "There is no backup “{words}”",
    "no_such.hint": "Give a number from 1 to {count}, or a day: `ictwg backups` lists them",
    "foreign": "{path} is not a backup of this group",
    "foreign.hint": "Open the group to which it belongs with `--file`",
    "damaged": "{path} is damaged",
    "damaged.hint": "Take an older backup: `ictwg backups` lists them",
    "in_trash": "in the trash",
    "record": "Record",
    "field": "Field",
    "now": "Now",
    "then": "In the backup",
    "same": "Everything is as in this backup; nothing is to be put back",
    "changed": {"one": "{count} field would be as it was", "other": "{count} fields would be as they were"},
    "back": {"one": "{count} record would come back", "other": "{count} records would come back"},
    "newer": {
        "one": "{count} record is newer than the backup and stays",
        "other": "{count} records are newer than the backup and stay",
    },
    "newer_go": {
        "one": "{count} record is newer than the backup and goes into the trash",
        "other": "{count} records are newer than the backup and go into the trash",
    },
    "done": "Put back as of {at}; `ictwg undo` takes it back",
}
