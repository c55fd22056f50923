"""Who is working at this computer."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "name": "Name",
    "help": "What you edit from now on bears this name, in the history and for your colleagues",
    "is": "{name} is working now. Undo takes back what {name} did on this computer.",
}
