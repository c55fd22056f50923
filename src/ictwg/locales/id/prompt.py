MESSAGES: dict[str, str | dict[str, str]] = {
    "words.decision": "keputusan",
    "words.action": "tindak",
    "words.present": "hadir",
    "and": "dan",
    "all": "semua",
}
