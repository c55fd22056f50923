"""Leaving a group, and handing it over."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "ask": "Remove everything that this computer holds of the group in {path}? Type “yes”: ",
    "not_asked": "Nothing was removed: add `--yes` where nobody can be asked",
    "not_removed": "Nothing was removed",
    "in_use": "The group is open in another window or program on this computer",
    "in_use.hint": "Close it, and leave again. Nothing was removed.",
    "pending": {
        "one": "{count} change is not yet in the shared folder",
        "other": "{count} changes are not yet in the shared folder",
    },
    "not_shared": "Not everything is in the shared folder: {why}",
    "not_shared.hint": "Leave when the folder can be reached, so that nothing of yours is lost. Nothing was removed.",
    "held": {
        "one": "{count} record waits for your answer whether it is to be kept",
        "other": "{count} records wait for your answer whether they are to be kept",
    },
    "held.hint": "Answer first, on Sharing or with `ictwg share`. Nothing was removed.",
    "not_here": "This group was opened to be looked at, and is not kept on this computer",
    "not_here.hint": "There is nothing to leave.",
    "done": "This computer holds nothing of the group any more.",
    "files": "These files could not be removed; delete them by hand:",
    "elsewhere": "What remains elsewhere:",
    "elsewhere.shared": "the shared file {path}, and its copies on your colleagues' computers",
    "elsewhere.exports": "minutes and lists that were exported or printed, wherever you put them",
    "elsewhere.mails": "what was sent by mail or message",
    "elsewhere.versions": "older versions that the sync service or the server keeps",
    "elsewhere.passphrase": (
        "the passphrase, which you know: those who stay change it with `ictwg passphrase`, and make a new sheet"
    ),
    "handed": {
        "one": "Wrote {count} record to {path}, as a group of its own",
        "other": "Wrote {count} records to {path}, as a group of its own",
    },
    "restricted": {
        "one": "{count} record that only a few may see or know of stays here",
        "other": "{count} records that only a few may see or know of stay here",
    },
    "people": {
        "one": "The contact details of {count} person who no longer takes part, or is on no list, stay here",
        "other": "The contact details of {count} people who no longer take part, or are on no list, stay here",
    },
    "undecided": {
        "one": "{count} field has two different answers: the one that is shown goes along",
        "other": "{count} fields have two different answers: those that are shown go along",
    },
}
