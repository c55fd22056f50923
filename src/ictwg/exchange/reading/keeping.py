"""No word of the source is lost: what no reader has placed becomes a note near where it stood."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"(?<!\\)</?[A-Za-z][\w-]*(?:[ \t][^<>\n]{0,1000})?/?>")


def words_of(text: str) -> list[str]:
    """The words of a text, without those inside HTML tags and with entities as the letters that they are."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _WORD.findall(unescape(text) if "&" in text else text)


def lost_words(lines: Sequence[str], texts: Iterable[str]) -> Counter[str]:
    """The words that the texts do not have, or not often enough."""
    missing = Counter(words_of("\n".join(lines)))
    missing.subtract(words_of("\n".join(texts)))
    return Counter({word: count for word, count in missing.items() if count > 0})


def lines_with(lines: Sequence[str], missing: Counter[str]) -> list[int]:
    """The numbers of the lines that hold those words; first the lines that were lost whole."""
    left = Counter(missing)
    found: set[int] = set()
    for enough in (all, any):
        for number, line in enumerate(lines):
            words = words_of(line) if number not in found else []
            if words and enough(left[word] > 0 for word in words):
                found.add(number)
                left.subtract(words)
    return sorted(found)
