MESSAGES: dict[str, str | dict[str, str]] = {
    "words.decision": "desizaun",
    "words.action": "asaun",
    "words.present": "prezente",
    "and": "no",
    "all": "hotu",
}
