"""The standing items in Tetum: only the terms of DOMAIN.md §7 that are in use; English for the others."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "item.previous_minutes": "Aprovasaun minuta",
    "item.any_other_business": "Diversus",
    "item.next_meeting": "Enkontru tuir mai",
}
