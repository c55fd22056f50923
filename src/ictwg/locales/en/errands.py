"""Errands: a copy brought in or carried, handing over, leaving."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "no": "No",
    "sign_in": "Sign-in sheet of the next meeting",
    "sign_in_tip": "Who is expected, in the order of the roll, and blank lines for others: to print.",
    "sign_in.none": "No meeting is planned.",
    "bring_in": "Bring in a copy from USB or mail",
    "bring_in_tip": "What a colleague typed elsewhere comes in; another group's file is shown first.",
    "bring_in.path": "The copy",
    "bring_in.help": "A file on a stick or saved from a mail; ~ is your home folder. It stays where it is",
    "bring_in.reading": "Reading “{name}”",
    "bring_in.joining": "Bringing together with “{name}”",
    "bring_in.comparing": "Comparing what is in “{name}” with what is here: {count} records",
    "working.start": "A moment",
    "working.stops": "It stops where it can, and nothing is left half done",
    "working.stopped": "Stopped: nothing was changed",
    "other.bringing": "Bringing it in",
    "bring_in.nothing": "Nothing in “{name}” is new: everything in it is here already.",
    "bring_in.no_file": "There is no file {path}",
    "bring_in.no_file.hint": "Type on: folders and files are offered.",
    "bring_in.minutes": "“{name}” is no copy of the group",
    "bring_in.minutes.hint": "Minutes and lists of members are imported on the command line: ictwg import {path}",
    "carry": "Save a copy to carry",
    "carry_tip": "All that is here now, into a new file: for a stick or a mail.",
    "carry.path": "New file",
    "carry.help": "A new file or a folder, such as that of a stick; ~ is your home folder. No file is written over",
    "hand_over": "Hand over to another body",
    "hand_over_tip": "A new file for it, without contacts of former people and restricted entries.",
    "hand_over.help": "A new file; ~ is your home folder. It is a group of its own, apart from this one",
    "hand_over.restricted": "Restricted entries too",
    "hand_over.ask": {
        "one": "Write {count} record to {path}, as a group of its own? Here nothing changes.",
        "other": "Write {count} records to {path}, as a group of its own? Here nothing changes.",
    },
    "hand_over.yes": "Write it",
    "unlock": "Type the passphrase",
    "unlock_tip": "Where a colleague has encrypted the group's file, or changed its passphrase.",
    "leave": "Leave this group",
    "leave_tip": "Take it off this computer, once everything is in the shared folder.",
    "leave.ask": (
        "Take the group off this computer? What waits goes into the shared folder first. Then its copy here and the "
        "backups are removed, with the last group your settings too, and the program ends. The shared file {path} "
        "stays with your colleagues."
    ),
    "leave.yes": "Leave",
    "other.title": "What the file of another group would bring",
    "other.nothing": "Nothing in that file is new here.",
}
