MESSAGES: dict[str, str | dict[str, str]] = {
    "words.decision": "decisão",
    "words.action": "ação",
    "words.present": "presente",
    "and": "e",
    "all": "todos",
}
