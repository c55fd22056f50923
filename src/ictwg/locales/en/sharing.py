"""Sharing: what is saved where, what came in, what waits for an answer."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "part.now": "Now",
    "part.waits": "Waits for you",
    "part.colleagues": "Colleagues",
    "part.came": "What came in lately",
    "shared_at": "as of {at}",
    "quiet": {
        "one": "Nothing from {user} since {day}: {count} working day",
        "other": "Nothing from {user} since {day}: {count} working days",
    },
    "file": "The shared file: {name}",
    "copy": "A second copy: “{name}”",
    "unready": "“{name}”, {copy}, cannot be read yet",
    "heard": "{user}: last heard {at}",
    "changes": {"one": "{count} change that day", "other": "{count} changes that day"},
    "silent": {"one": "silent for {count} working day", "other": "silent for {count} working days"},
    "looking": "Looking into the shared folder",
    "held.title": "Taken out of the shared file",
    "held.none": "Nothing waits: every record that was taken out of the file has its answer.",
    "held.kind": "What",
    "held.name": "Reference",
    "held.words": "Title",
    "held.gone": "Taken out",
    "held.whole": "all of it",
    "held.why": (
        "Somebody took this out of the shared file, by hand or with a program; the history does not say why. Here it "
        "still is. {key:held.keep} keeps all that is listed, for everybody. {key:held.let_go} lets all of it go: whole "
        "records into the trash, of the others the fields. {key:app.undo} undoes either."
    ),
    "restored.title": "From before this computer was restored",
    "restored.none": "No values from before this computer was restored wait for your answer.",
    "restored.gone": "Values",
    "restored.why": (
        "This computer was put back to an earlier state. It has found these values of yours, and no history tells "
        "whether you replaced them. {key:held.keep} takes all of them. {key:held.let_go} drops all of them. "
        "{key:app.undo} undoes either."
    ),
    "unsealed.title": "Not encrypted by your group",
    "unsealed.none": "No records that are not encrypted by your group wait for your answer.",
    "unsealed.gone": "Differs here",
    "unsealed.why": (
        "Somebody wrote this into the shared file without your group's passphrase. Anyone who can write to the folder "
        "can do that: ask who it was. {key:held.keep} takes all of them. {key:held.let_go} drops all of them from the "
        "file. Nothing is synced until you answer."
    ),
    "unsealed.taken": "The records will be taken with the next sync",
    "unsealed.dropped": "The records will be dropped with the next sync",
    "way.unsealed": "Press Enter to see the records, then take or drop them.",
    "way.restored": "Press Enter to see the values, then take or drop them.",
    "way.shared": "All that you typed is in the shared folder. Enter looks into it once more.",
    "way.pending": "It goes there by itself as soon as the folder takes it; Enter tries now, and says what hinders.",
    "way.refused": (
        "The folder is full or read-only, or another program keeps the file. It goes there by itself as soon as the "
        "folder takes it; Enter tries now, and says what hinders."
    ),
    "way.never": "The file was not yet read or written here. Enter looks into the shared folder now.",
    "way.unreachable": (
        "The folder of {path} does not answer. Nothing is lost: all is saved on this computer, and goes there when the "
        "folder is back. Look whether the network, the drive or the sync program is on; Enter tries again."
    ),
    "way.waiting": (
        "The file is half written, or not on this computer yet. Wait a minute, or let the sync program fetch it "
        "(“always keep on this device”). Nothing is written over meanwhile; Enter looks again."
    ),
    "way.again": "Enter looks again.",
    "way.file": "Where the group’s shared file lies. Enter looks into the folder now.",
    "way.read_only": "Install the newest ictwg: until then changes stay on this computer.",
    "way.clock": "Set the clock of that computer right. The changes themselves are in order.",
    "way.copy": "Enter answers: bring it in, or leave it.",
    "way.held": "Enter lists them: keep them, or let them go.",
    "way.unready": (
        "{reason}. It is looked at again by itself. If it stays so, look in the sync program whether it is still being "
        "copied, or ask whose it is."
    ),
    "way.person": "Enter shows what {user} did.",
    "way.silent": (
        "Perhaps {user} is away; perhaps that computer no longer reaches the shared folder. Ask, by telephone. "
        "Enter shows what {user} did last."
    ),
}
