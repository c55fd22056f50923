"""What the store says where something cannot be saved, shared or undone."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "not_saved": "This computer could not save: {reason}",
    "not_saved_hint": "Make room on the disk, then do it again. Nothing was half saved.",
    "may_not_write_hint": (
        "Check that you may write to the folder that ictwg uses on this computer, and that its disk is not read-only. "
        "Nothing was half saved."
    ),
    "disk_fails_hint": "Try again. If it fails again, have the disk of this computer checked. Nothing was half saved.",
    "no_answer": "The disk of this computer does not answer: {reason}",
    "refused": "This computer could not open {path}: {reason}",
    "no_answer_hint": "What was saved is still there. Try again in a moment.",
    "not_read": "The shared file cannot be read: {reason}",
    "not_written": "The shared file cannot be written: {reason}",
    "link": "{path} is now a link to {target}",
    "link_hint": (
        "If you moved the file, open it there with `ictwg --file {target} --moved`. If not, remove the link. "
        "Nothing is read or written through it, and what you enter stays on this computer."
    ),
    "too_large": "{path} is too large to be this group's file",
    "too_large_hint": "Look at what it is, and put the group's own file back. What you enter stays on this computer.",
    "not_a_record": "“{table}/{id}” names no record",
    "not_a_record_hint": "A record has a table, an id of 26 characters and fields with ordinary names.",
    "no_value": "{field}: the file holds text, whole numbers, yes or no, and nothing",
    "no_value_hint": "Write it as text; money in cents.",
    "no_folder": "The folder {folder} does not answer",
    "no_file": "There is no file {path}",
    "no_file_hint": "Look at the path, or start a group there with: ictwg new PATH --name NAME",
    "exists": "There is a file {path} already",
    "exists_hint": "Open it, or choose another name.",
    "missing": "The shared file is not in its folder",
    "missing_hint": "Has somebody moved or renamed it? In a minute it is written again from this computer.",
    "half_there_hint": (
        "Wait a minute, or let your sync program fetch the whole of it (“always keep on this device”). If it is still "
        "so then, it is written again from this computer, and what lies there now is kept among the backups."
    ),
    "many_redactions": {
        "one": "The shared file says that text is to be removed for good from {count} record more, too many for a day",
        "other": "The shared file says that text is to be removed for good from {count} records at once",
    },
    "many_redactions_hint": (
        "Ask who has done that. If it is right: `ictwg share --remove-for-good`. If not, take the file out of its "
        "folder: in a minute it is written again from here. Until then nothing comes in."
    ),
    "foreign": "{path} belongs to another group",
    "foreign_hint": "Put the group's own file back. What you enter meanwhile stays on this computer.",
    "newer_writer": "A newer ictwg asks that older ones do not write this file",
    "newer_writer_hint": (
        "Install the newer version. What you enter meanwhile stays on this computer. If there is none, somebody has "
        "changed the file by hand: `ictwg handover PATH --with-restricted` writes a new one."
    ),
    "read_only_hint": "Ask for the right to write the file. What you enter meanwhile stays on this computer.",
    "full_hint": "Make room there. What you enter meanwhile stays on this computer, and goes there as soon as it fits.",
    "unreachable_hint": "What you enter meanwhile stays on this computer and is shared once the folder answers.",
    "unbound": "This group is known at another place: {known}",
    "unbound_hint": (
        "Has the file moved there: add --moved. Is this a copy of it: `ictwg merge PATH`. "
        "Is it a group of its own from now on: add --separate"
    ),
    "nothing_to_undo": "There is nothing of yours to undo here",
    "nothing_to_undo_hint": "Undo takes back what you did on this computer; each record's history shows the rest.",
    "nothing_to_redo": "There is nothing to redo",
    "no_field": "{table} has no field “{field}”",
    "not_there": "There is nothing in that field",
    "not_there_hint": "Only what stands in a record can be removed.",
    "own_table": "Table {table} is the program's own and can only be read",
    "own_table_hint": "Work with the other tables.",
    "not_of_type": "{table}.{field} cannot hold {value}: expected {expected}. Nothing was written.",
    "own_field": "“{field}” is no name for a field",
    "own_field_hint": "id, *, _v, _c, _live and names with a slash mean something else in the file.",
    "replica_damaged": "This computer's copy of the group is damaged, and the shared file cannot stand in for it now",
    "copy_damaged": "The disk of this computer has damaged its copy of the group",
    "copy_damaged_hint": (
        "`ictwg repair` makes it again from the shared file, once that is whole. Until then nothing goes out of here."
    ),
    "renewed": "The disk of this computer had damaged its copy of the group: it was made again from the shared file",
    "renewed_hint": (
        "What was entered here and not yet shared was taken over as far as it can be read; the damaged copy is kept. "
        "If it happens again, have the disk looked at."
    ),
    "replica_damaged_hint": "Try again once the shared file is whole. Nothing was changed.",
    "no_record": "That record is not here",
    "busy": "Another ictwg on this computer is at the shared file",
    "changing": "The shared file is being written by others all the time",
    "busy_hint": "Try again in a moment.",
    "copy.elsewhere": "it is not on this computer yet",
    "copy.too_large": "it is too large to be one",
    "copy.changing": "it is being written",
    "copy.not_asked": "No second copy of that name waits for an answer",
    "copy.not_asked_hint": "It may have changed or gone meanwhile.",
}
