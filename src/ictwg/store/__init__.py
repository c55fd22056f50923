"""The shared file, and this computer's copy of it (STORE.md).

store        the only door to the group's records: the state that use cases read, `commit`, and the parts
opening      a group to work on
looking      any group's file to look at
tinydb_door  the records as a TinyDB, for scripts

format        the file's bytes, line by line: read, joined and laid out without altering a value
local         this computer's replica with its log, journals, leases, locks and disk: an edit is safe once it is here
sync          the shared file: read, merged, written; what scripts did to it; how things stand
copies        what sync programs put beside it
history       undo and redo, the trash
maintenance   check, repair, compact, upgrade, backups, redaction
encryption    keys, passphrases, and files as they are kept where a group has sealed them
"""
