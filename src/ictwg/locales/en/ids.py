from __future__ import annotations

MESSAGES: dict[str, str] = {
    "invalid": "“{text}” is no record id.",
    "invalid_hint": "An id has 26 digits and letters, such as 01J9ZK3F5Q7XW2M8T4R6V1C0BD.",
}
