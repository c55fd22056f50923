"""The shared file, and this computer's copy of it (STORE.md). Each imports only from the rows below it.

tinydb_door   the records as a TinyDB, for scripts
store         the only door to the group's records: the state that use cases read, `commit`, and the parts
opening       a group to work on; any group's file to look at
maintenance   check, repair, compact, upgrade, backups put back, redaction, encryption turned on and off
history       undo and redo, what was done
sync          the shared file: read, merged, written; its archive; what scripts did to it
              copies: what sync programs put beside it
local         this computer's replica with its log, journals, leases, locks and disk: an edit is safe once it is here
encryption    keys, and files as they are kept where a group is encrypted
format        the file's bytes, line by line: read, merged and laid out without altering a value
"""
