"""What is said of the lists that travel with the program."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "missing": "The list {name} is not in this installation.",
    "missing.hint": "Install the program again; its wheel carries the folder data.",
}
