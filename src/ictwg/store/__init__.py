"""The shared file, and this computer's copy of it (STORE.md). Each imports only from the rows below it.

tinydb_door   the records as a TinyDB, for scripts
store         the only door to the group's records: the state that use cases read, `commit`, and the parts
opening       opens a group to work on, or any group's file to look at
maintenance   check, repair, compact, upgrade, restore a backup, redaction, encryption turned on and off
history       the log, undo and redo
sync          the shared file: read, merged, written; its archive; edits by scripts
              copies: conflict copies made by sync programs
local         this computer's replica with its log, journals, leases, locks and disk: an edit is safe once it is here
encryption    keys, and the encrypted form of files
format        the file's bytes, line by line: read, merged and laid out without altering a value

Arguments have one name everywhere: `local` is this computer's copy, `path` the shared file, `ours` the lines of the one
and `theirs` those of the other, `lines` those of any file, `known` what is known here of the shared file.
"""
