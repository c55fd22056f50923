"""The one grammar of a promise said in a sentence, for the prompt, for commands and for minutes that are brought in.

MoJ, PNTL to draft the SOP by 30 May        owners · a word that links · what to do · until when
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.domain.when import find_due
from ictwg.services.prompting.names import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ictwg.domain.values import DueWord

_AFTER_OWNERS = re.compile(r"\s*(?:[,;:–—-]+\s*)?")
_BETWEEN = r"(?:\s*[,;&+/]\s*(?:(?:{joiners})\s+)?|\s+(?:{joiners})\s+)"


def without_due(text: str, base: date) -> tuple[str, date | DueWord | None]:
    """The words before the due date that the sentence ends with, and the date; all words where it says none.

    An hour behind the date stays with the words.
    """
    found = find_due(text, base)
    if found is None:
        return text, None
    due, (start, end) = found
    return text[:start].rstrip(" ,;–—-") + text[end:], due


def behind_owners(text: str, end: int) -> str:
    """What is to be done by the owners whose names end at `end`, without the word that links ("to", "will")."""
    gap = _AFTER_OWNERS.match(text, end)
    rest = text[gap.end() if gap else end :]
    first, _, further = rest.partition(" ")
    return further if fold(first) in links() else rest


def without_owners(text: str, owners: Sequence[str]) -> str:
    """The sentence without these names, where it begins with all of them and a word that links follows."""
    joined = _BETWEEN.format(joiners="|".join(map(re.escape, joiners())))
    names = joined.join(re.escape(owner) for owner in owners)
    begins = re.match(rf"(?:{names})(?=\s+(?P<link>\S+)\s+\S)", text, re.IGNORECASE) if owners else None
    return behind_owners(text, begins.end()) if begins and fold(begins["link"]) in links() else text


@cache
def links() -> frozenset[str]:
    return frozenset(words_of("links"))


@cache
def joiners() -> frozenset[str]:
    """The words for "and"."""
    return frozenset(words_of("and"))
