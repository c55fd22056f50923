from __future__ import annotations

MESSAGES: dict[str, str] = {
    "no_room": "These two stand at the same place; nothing fits between them.",
    "no_room_hint": "The list is numbered afresh from here.",
}
