"""Raising what the file asks of the programs that open it."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "user": "Who",
    "device": "Computer",
    "at": "Last seen (UTC)",
    "version": "Version",
    "unknown": "not known",
    "nothing": "The file is as this version ({version}) writes it: nothing is to be raised",
    "ask": "Whoever uses an older version than this can then only read the file, or not even that. Type “yes”: ",
    "done": "The file is now as version {version} writes it; a backup of before is in `ictwg backups`",
    "not_done": "Nothing was changed: add `--yes` where nobody can be asked",
    "not_shared": "Nothing was changed: all must be together with the shared folder first ({reason})",
}
