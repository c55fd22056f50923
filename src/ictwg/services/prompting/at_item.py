"""A line of the minutes for another item than the one under discussion: `@5 …` or `/i 5 …`.

Its number is the one that the agenda shows, `5.2` included. With nothing behind it the discussion goes on there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.agenda import agenda_of
from ictwg.domain.text import fold
from ictwg.services.prompting.names import words_of

if TYPE_CHECKING:
    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State

_NUMBER = re.compile(r"\s*(?P<number>\d+(?:\.\d+)*)\.?(?=\s|$)\s*")
_SIGN = "@"


class AtItem(NamedTuple):
    """Attributes:
    number: As it was typed; empty where none was.
    item: The item; None where the agenda has no such number.
    rest: What is to stand under it.
    by_word: Whether a slash word asked for it, which is no text of a note.
    """

    number: str
    item: AgendaItem | None
    rest: str
    by_word: bool = False


def at_item(text: str, state: State, meeting: Meeting) -> AtItem | None:
    """Where the line is to stand; None for one that names no other item."""
    behind, by_word = _behind(text)
    if behind is None:
        return None
    match = _NUMBER.match(behind)
    if match is None:
        return AtItem("", None, behind.strip(), by_word) if by_word else None
    numbers = {line.number: line.item for line in agenda_of(state, meeting)}
    return AtItem(match["number"], numbers.get(match["number"]), behind[match.end() :].strip(), by_word)


def _behind(text: str) -> tuple[str | None, bool]:
    """What follows the sign or the slash word, and whether it was the word."""
    if text.startswith(_SIGN):
        return text[len(_SIGN) :], False
    word, _, rest = text.partition(" ")
    named = word.startswith("/") and "\n" not in word and fold(word[1:]) in words_of("words.item")
    return (rest, True) if named else (None, False)
