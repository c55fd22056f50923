"""The shared file, and this computer's copy of it (STORE.md).

store · reader     the only door to the group's records: what changes them, and what tells
opening · looking  a group to work on; any group's file to look at
as_state           the records as use cases read them
tinydb_door        the records as a TinyDB, for scripts

format        the file's bytes, line by line: read, joined and laid out without altering a value
local         this computer's replica and its journals, leases, locks and disk: an edit is safe once it is here
sync          the shared file: read, merged, written; what scripts did to it; how things stand
copies        what sync programs put beside it
history       the log, undo and redo, the trash
maintenance   check, repair, compact, upgrade, backups, redaction
encryption    keys, passphrases, and files as they are kept where a group has sealed them
"""
