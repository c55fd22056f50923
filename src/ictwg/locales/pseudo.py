"""A language made from English to find what does not fit: accents on every letter, 40 % longer.

Placeholders `{name}`, markup tags `[b]` and `$name` stay as they are, or nothing could be filled in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictwg.locales import Message

_KEPT = re.compile(r"(\{[\w:.]+\}|\[[^\]\s]*\]|\$\w+)")
_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñôšúýžÁÇÉÍÑÔŠÚÝŽ")
_PADDING = " ëxtrâ wõrdš"


def pseudo(text: str) -> str:
    pieces = _KEPT.split(text)
    spoken = "".join(pieces[::2])
    pieces[::2] = [piece.translate(_ACCENTS) for piece in pieces[::2]]
    return "".join(pieces) + _padding(-(-len(spoken) * 2 // 5))


def _padding(length: int) -> str:
    words = _PADDING * (length // len(_PADDING) + 1)
    return words[:length] if length > 1 else ""


def pseudo_catalogue(english: Mapping[str, Message]) -> dict[str, Message]:
    return {key: _pseudo_message(message) for key, message in english.items()}


def _pseudo_message(message: Message) -> Message:
    if isinstance(message, str):
        return pseudo(message)
    return {category: pseudo(text) for category, text in message.items()}
