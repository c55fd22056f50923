"""The first start."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "welcome": "ictwg: the desk of your working group's secretariat",
    "question": "Has a colleague started already? Then open the same file; you will work on it together.",
    "found": "Open {path}",
    "open": "Open the shared file",
    "path": "where it is, such as S:\\Working group\\group.json; Enter opens it",
    "start": "Or start a group",
    "name": "the group's name",
    "acronym": "its acronym",
    "new_path": "where the shared file shall be (group.json)",
    "start_button": "Start the group",
    "example": "Look at the example group first",
    "no_file": "There is no file at {path}",
    "no_name": "The group needs a name",
    "exists": "There is a file at {path} already: open it above, or choose another place",
}
