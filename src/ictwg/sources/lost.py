"""What of a source stands in none of the texts that were made of it: no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import unescape

_ANY_WORD = re.compile(r"[^\W_]+")
_LISTED_WITH = " \t*+->#|"
_TAG = re.compile(r"(?<!\\)</?[A-Za-z][\w-]*(?:[ \t][^<>\n]{0,1000})?/?>")


def words_of(text: str) -> list[str]:
    """The words of a text, without those inside HTML tags and with entities as the letters that they are."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _ANY_WORD.findall(unescape(text) if "&" in text else text)


def lost_words(lines: Sequence[str], texts: Iterable[str]) -> Counter[str]:
    """The words that the texts do not have, or not often enough."""
    said, kept = _counted(lines), _counted("\n".join(texts).split("\n"))
    alike = said & kept  # most lines were kept as they stand: their words need no counting
    left, others = Counter(words_of(_text_of(said - alike))), Counter(words_of(_text_of(kept - alike)))
    return left - others


def _counted(lines: Iterable[str]) -> Counter[str]:
    """How often each line stands there, whatever bullet is before it."""
    return Counter(line.lstrip(_LISTED_WITH).rstrip() for line in lines)


def _text_of(lines: Counter[str]) -> str:
    return "\n".join(lines.elements())


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
