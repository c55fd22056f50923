"""Members, people and their functions."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "not_after": "{since} is not after {before}, when the one before began",
    "not_after.hint": "Give a later day, or correct the earlier one first",
}
