"""Who is working at this computer."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "name": "Name",
    "help": "Now it is {name}. What is edited from now on bears the new name, in the history and for colleagues",
    "is": "{name} is working now. Undo takes back what {name} did on this computer.",
}
