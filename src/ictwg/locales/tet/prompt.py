MESSAGES: dict[str, str | dict[str, str]] = {
    "words.note": "nota",
    "words.decision": "desizaun",
    "words.action": "asaun",
    "words.present": "prezente",
    "words.finish": "remata",
    "words.item": "pontu",
    "words.vote": "vota",
    "and": "no",
    "all": "hotu",
    "links": "sei tenke atu",
}
