MESSAGES: dict[str, str | dict[str, str]] = {
    "words.note": "nota",
    "words.decision": "desizaun",
    "words.action": "asaun",
    "words.present": "prezente",
    "words.finish": "remata",
    "words.item": "pontu",
    "words.vote": "vota",
    "all": "hotu",
}
