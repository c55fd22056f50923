"""The first start."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "welcome": "ictwg: the desk of your working group's secretariat",
    "question": "Has a colleague started already? Then open the same file; you will work on it together.",
    "found": "Open {name}",
    "found.why": "Found in {folder}. Open it, and you work on it together with whoever started it.",
    "open": "Open the shared file",
    "open.why": "A colleague has started already: say where the file is, and you work on it together.",
    "start": "Start a group",
    "start.why": "Nobody has started yet: name your group and the folder that you share; then everything is empty.",
    "example": "Look at the example",
    "example.why": "An invented group with meetings, minutes and actions. You try it on a copy; nothing of it stays.",
    "leave": "Leave without choosing?",
    "leave.yes": "Leave",
    "leave.no": "Stay",
    "elsewhere": "This computer knows the group at another place. What is this file?",
    "elsewhere.question": "{path} holds the same group as {known}.",
    "elsewhere.moved": "The group's file, moved here",
    "elsewhere.moved.why": (
        "From now on you share through this file, and what waits goes into it. Nothing at the old place is changed."
    ),
    "elsewhere.copy": "A copy to bring in",
    "elsewhere.copy.why": "What is new in it comes into the group, which stays at its place. The copy is not changed.",
    "elsewhere.separate": "A group of its own from now on",
    "elsewhere.separate.why": (
        "The same records go their own way in this file, and the two never come together again. Not where colleagues "
        "share through it."
    ),
    "path": "The file",
    "path.help": "Where it is, such as S:\\Working group\\group.json; a folder is searched",
    "new_path": "Shared file",
    "new_path.help": "Where it shall be: a folder that your colleagues see too. Its name ends in .json",
    "name.help": "In full, as minutes are headed",
    "acronym.help": "Short, as people say it; it heads meetings and lists",
    "not_ours": "{name} is no file of a group. {what}",
    "no_file": "There is no file {path}. Give its full path, or go back and start a group.",
    "no_group_in": "In the folder {path} is no group's file. Give the path of the file itself.",
    "several_in": "In the folder {path} are several: {names}. Give the path of one.",
    "exists": "There is a file {path} already. Go back and open it, or give another name.",
    "no_folder": "There is no folder {path}. Make it first, or give another place.",
}
