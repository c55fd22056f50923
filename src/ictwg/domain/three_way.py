"""Three-way merge of two people's changes to one text, word by word: only ever a proposal.

Both changes stand in the result where they touched different words. Where they touched the same place, or it cannot be
told who meant what, there is no proposal, and a person writes the text.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing takes the square of this; nobody writes a longer field.
MOST_WORDS = 4_000


class _Patch(NamedTuple):
    """Words `first` to `last` of the old text become these."""

    first: int
    last: int
    words: tuple[str, ...]


def merged(before: str, one: str, other: str) -> str | None:
    """The text with both changes, or None where they collide.

    Args:
        before: What both of them saw.
        one: What the one made of it.
        other: What the other did.
    """
    old = _WORDS.findall(before)
    texts = [_WORDS.findall(text) for text in (one, other)]
    if max(len(old), *map(len, texts)) > MOST_WORDS:
        return None
    patches = sorted({patch for text in texts for patch in _patches(old, text)})
    if any(a.last > b.first or a.first == b.first for a, b in pairwise(patches)):
        return None
    return "".join(_patched(old, patches))


def _patches(old: list[str], new: list[str]) -> Iterator[_Patch]:
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Patch(first, last, tuple(new[begin:end]))


def _patched(old: list[str], patches: list[_Patch]) -> Iterator[str]:
    at = 0
    for patch in patches:
        yield from old[at : patch.first]
        yield from patch.words
        at = patch.last
    yield from old[at:]
