"""The names that a typed line begins with: those who promise something, or who are present.

MoJ, PNTL and Ana Soares to draft the SOP        names, parted by commas or "and", up to a word that links
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.services.prompting.sentences import behind_owners, joiners, links

if TYPE_CHECKING:
    from ictwg.services.prompting.names import Named, Names

_BETWEEN_NAMES = re.compile(r"\s*(?:[,;&+/]\s*)+|\s+(?=\w)")
_JOINER = re.compile(r"\s*(?:[&+/]|(?<=\s)(?P<word>[^\W\d_]+)(?=\s|$))\s*")
_COLON_OR_DASH = re.compile(r"\s*:(?=\s)|\s+[–—-]\s")
_SPACED_WORD = re.compile(r"\s+(?P<word>\S+)")
_PARTING_SIGN = re.compile(r"\s*([,;&+/])\s*")
_MOST_WORDS_OF_A_NAME = 3


class NamedOwners(NamedTuple):
    """Who is named, what is to be done, and a name beside theirs that nobody answers to."""

    named: tuple[Named, ...]
    rest: str
    nobody: str = ""


def owners_of(text: str, names: Names) -> NamedOwners:
    """The owners that the line begins with.

    Names are cut off only where all of them are known: beside an unknown one every word stays in the text.
    """
    mixed, nobody = _beside_unknown(text, names)
    if mixed:
        return NamedOwners(mixed, text, nobody)
    named, at = named_from(text, names)
    if not named:
        return NamedOwners((), text)
    if (joined := _joined_to(text, at)) is not None:
        return NamedOwners(named, text, joined)
    return NamedOwners(named, behind_owners(text, at))


def named_from(text: str, names: Names) -> tuple[tuple[Named, ...], int]:
    """Names one after the other, parted by commas or "and"; and where the last one ends."""
    named: list[Named] = []
    at, end = 0, 0
    while (found := names.at(text, at)) is not None:
        named.append(found[0])
        end = found[1]
        following = _next_name(text, end)
        if following is None:
            break
        at = following
    return tuple(named), end


def _next_name(text: str, end: int) -> int | None:
    """Where a further name may begin: behind a comma, or behind "and"."""
    gap = _BETWEEN_NAMES.match(text, end)
    if gap is None:
        return None
    word = text[gap.end() :].partition(" ")[0]
    if fold(word) in joiners():
        return gap.end() + len(word) + 1
    return gap.end() if gap.group().strip() else None


def _joined_to(text: str, end: int) -> str | None:
    """The word behind the "and" that follows the last known name; None without such an "and"."""
    joiner = _JOINER.match(text, end)
    if joiner is None or (joiner["word"] and fold(joiner["word"]) not in joiners()):
        return None
    return next(iter(text[joiner.end() :].split()), "").strip(" ,;:")


def _beside_unknown(text: str, names: Names) -> tuple[tuple[Named, ...], str]:
    """In "MoJ and Unknown to draft …" those who are known, and the name of the one who is not."""
    parts = _parts_of(_head_of(text))
    found = [names.get(part) for part in parts]
    others = [part for part, named in zip(parts, found, strict=True) if named is None]
    if not others or len(others) == len(parts) or not all(map(_may_be_a_name, others)):
        return (), ""
    return tuple(named for named in found if named), ", ".join(others)


def _head_of(text: str) -> str:
    """What stands before "to", "will", a colon or a dash: the names, if it is names."""
    ends = [match.start() for match in _COLON_OR_DASH.finditer(text)][:1]
    ends += [match.start() for match in _SPACED_WORD.finditer(text) if fold(match["word"]) in links()][:1]
    return text[: min(ends, default=0)]


def _parts_of(head: str) -> list[str]:
    """The elements of "Ana, MoJ and Rui"."""
    words = [("," if fold(word) in joiners() else word) for word in head.split()]
    return [part for part in _PARTING_SIGN.sub(",", " ".join(words)).split(",") if part]


def _may_be_a_name(part: str) -> bool:
    return part[:1].isupper() and len(part.split()) <= _MOST_WORDS_OF_A_NAME
