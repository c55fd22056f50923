"""Encryption at rest, its passphrase, and the recovery sheet."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "no_library": "The group's file is encrypted, or is to be, and this computer has no program for it",
    "no_library.hint": "Install it: `pip install 'ictwg[encryption]'`.",
    "locked": "The group's file is encrypted, and the passphrase is not here",
    "locked.hint": (
        "Nothing was saved. Type the passphrase, then try again: `{key:app.palette}`, “Type the passphrase”. "
        "Commands read it from ICTWG_PASSPHRASE."
    ),
    "locked_here.hint": (
        "Type it: `{key:app.palette}`, “Type the passphrase”; commands take it from ICTWG_PASSPHRASE. What you write "
        "stays on this computer, and goes into the file afterwards. Ask your colleagues who has encrypted it. If it "
        "was none of you, take the file out of its folder: in a minute it is written again from here."
    ),
    "wrong": "This is not the passphrase",
    "wrong.hint": "Nothing was read or written. The recovery sheet opens the file as well.",
    "not_proven": "Somebody without the group's key has changed in the file what it says of its encryption",
    "not_proven.hint": (
        "Nothing of it was taken. Ask who can write to the shared folder; in a minute it is written again from here."
    ),
    "strangers": {
        "one": "{count} record in the shared file is not encrypted by your group",
        "other": "{count} records in the shared file are not encrypted by your group",
    },
    "strangers.hint": (
        "Ask who has written it; anyone who can write to the folder can do that. "
        "Take or drop these records on the Sharing screen, or with `ictwg share --take-unencrypted` or "
        "`ictwg share --drop-unencrypted`. Nothing is synced until then."
    ),
    "no_turn_left": "Somebody has written into the file that encryption was turned a million times",
    "no_turn_left.hint": "Nothing was changed. `ictwg handover` makes a file in which nobody has.",
    "not_ours": "it was sealed under a key that is not in this file",
    "already": "The group's file is encrypted already",
    "already.hint": "`ictwg passphrase` changes the passphrase.",
    "not_encrypted": "The group's file is not encrypted",
    "not_shared": "Nothing was changed, because not everything is in the shared folder: {why}",
    "in_use": "The group is open in another window or program on this computer",
    "in_use.hint": "Close it, and try again. Nothing was changed.",
    "no_sheet": "Nothing was encrypted: name where the recovery sheet goes",
    "no_sheet.hint": "`ictwg encrypt --sheet PATH`, best on a USB stick; print it, and delete the file.",
    "sheet_there": "There is a file at {path} already",
    "sheet_there.hint": "Name another; nothing is ever written over.",
    "sheet_near": "The recovery sheet may not lie beside the file that it opens: {path}",
    "sheet_near.hint": "Name a place outside the shared folder.",
    "sheet_not_written": "The recovery sheet could not be written to {path}: {reason}",
    "too_short": {
        "one": "A passphrase has at least {count} character",
        "other": "A passphrase has at least {count} characters",
    },
    "too_short.hint": "Four or five words that have nothing to do with each other are easy to type and hard to guess.",
    "not_the_same": "The two are not the same",
    "form": "Passphrase of the group",
    "form.help": "Enter opens the file; the letters of the recovery sheet do as well",
    "form.opening": "Opening…",
    "form.open": "The file is open again",
    "form.not_locked": "Nothing is locked: the passphrase is not needed now",
    "ask_sheet": "Path of the recovery sheet, outside the shared folder: ",
    "ask": "Passphrase of the group: ",
    "ask_new": "New passphrase: ",
    "ask_again": "The same again: ",
    "no_passphrase": "There is no new passphrase, and nobody here to ask",
    "no_passphrase.hint": "Set {variable}.",
    "not_asked": "Nothing was changed: add `--yes` where nobody can be asked",
    "not_done": "Nothing was changed",
    "go_on": "Type “yes” to go on: ",
    "will.encrypt": (
        "Encrypted anew: the shared file, and all that this computer keeps of it, backups too. Backups that are to "
        "stay open to everybody, copy elsewhere first: `ictwg backups --json` says where they lie."
    ),
    "will.decrypt": (
        "Open to everybody then: the shared file, and all that this computer keeps of it, backups too. Backups that "
        "are to stay encrypted, copy elsewhere first: `ictwg backups --json` says where they lie."
    ),
    "will.passphrase": (
        "The file gets a new key. The old passphrase and the old recovery sheet open nothing that is written from now "
        "on, even for somebody who has an old copy of the file. You need a new recovery sheet."
    ),
    "done.encrypt": "The group's file is encrypted.",
    "done.decrypt": "The group's file is not encrypted any more.",
    "done.passphrase": "The passphrase is changed.",
    "sheet_written": (
        "The recovery sheet is in {path}: print it, keep it where the group keeps its papers, and delete the file."
    ),
    "not_published": "On this computer it is done; the shared folder follows with the next sharing: {why}",
    "standing": "These files may hold the old until the program that has them open has closed them:",
    "out_of_reach": "Out of reach from here:",
    "beyond.encrypt.computers": "your colleagues' computers, until each has opened the group with the passphrase",
    "beyond.encrypt.versions": "older versions that the sync service or the server keeps",
    "beyond.encrypt.exports": "minutes and lists that were exported or printed, and what was sent by mail",
    "beyond.encrypt.backups": "backups of whole computers, and what can be restored from a disk after it was deleted",
    "beyond.decrypt.computers": "your colleagues' computers, which stay as they are until each has opened the group",
    "beyond.decrypt.copies": "copies elsewhere, which need the passphrase still",
    "beyond.passphrase.computers": "your colleagues, who need the new passphrase, and not through the shared folder",
    "beyond.passphrase.copies": (
        "older copies of the file: anyone who has one and knows the old passphrase can still read what was written "
        "before this change"
    ),
    "sheet.title": "# Recovery sheet: {name}",
    "sheet.text": (
        "This sheet opens the encrypted file of {name} if the passphrase is lost. Without both, nobody can.\n\n"
        "    {passphrase}\n\n"
        "- Print it, keep it where the group keeps its papers, and delete this file.\n"
        "- Whoever has it can read everything in the file. Never put it into the shared folder or a mail.\n"
        "- To use it, open the program and type these letters where it asks for the passphrase. Then set a new "
        "passphrase: `ictwg passphrase --sheet PATH`, which makes a new sheet too.\n\n"
        "Made on {date} for the file {path}, group {db}."
    ),
}
