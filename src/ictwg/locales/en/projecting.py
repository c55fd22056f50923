"""The second window, which shows the room what is under discussion."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "nothing": "No meeting is open in the minutes on this computer. What is said there appears here.",
    "reading_back": "Read back before the meeting closes",
    "closed": "The meeting is closed",
}
