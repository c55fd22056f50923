"""A language made from English to find what does not fit: accents on every letter, 40 % longer.

Placeholders `{name}`, markup tags `[b]` and `$name` stay as they are, or nothing could be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_KEPT = re.compile(r"(\{[\w:.]+\}|\[[^\]\s]*\]|\$\w+)")
_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñôšúýžÁÇÉÍÑÔŠÚÝŽ")
_PADDING = " ëxtrâ wõrdš"


def pseudo(text: str) -> str:
    pieces = _KEPT.split(text)
    spoken = "".join(pieces[::2])
    pieces[::2] = [piece.translate(_ACCENTS) for piece in pieces[::2]]
    length = -(-len(spoken) * 2 // 5)
    words = _PADDING * (length // len(_PADDING) + 1)
    return "".join(pieces) + (words[:length] if length > 1 else "")


def pseudo_catalogue(english: Mapping[str, str | Mapping[str, str]]) -> dict[str, str | Mapping[str, str]]:
    return {
        id: pseudo(message) if isinstance(message, str) else {form: pseudo(text) for form, text in message.items()}
        for id, message in english.items()
    }
