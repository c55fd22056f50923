"""The names in one cell of a list: several bodies, apart by signs, words or lines, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable

from ictwg.domain.text import fold, fold_words
from ictwg.locales.typed_words import typed_words

_APART = re.compile(r"\s*(?:[;,/\n•+]|\s-\s)\s*")
"""What stands between two names, and never within one that nobody knows."""

_JOINS = re.compile(
    r"\s*&\s*|\s+(?:in (?:co-?operation|co-?ordination|collaboration|partnership|consultation) with"
    r"|em (?:coopera\w+|coordena\w+|colabora\w+|parceria) com|bekerja sama dengan"
    r"|and|e|dan|ho|no|with|com|dengan|bersama)\s+"
)
"""What may stand between two names or within one; as a name it has its capital, as in "Dan Lopez"."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9-]{1,9}")
_BESIDE = re.compile(r"\s*[(\[](?:(?![^()\[\]]*[A-Z])[^()\[\]]*|(?i:lead\b[^()\[\]]*|lider|tbc|tbd))[)\]]")
_BESIDE_THEM = re.compile(r"\s*\((?:with|com|ho|dengan|and|e) ([^()]*)\)")
_FOR_OTHERS = re.compile(r"\s+(?:on behalf of|em (?:nome|representa[cç][aã]o) d[aeo]s?|atas nama|hodi naran)\s.*")
_OF = re.compile(r"\s(?:of|for|d[aeo]s?)\s")
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_EVERYBODY = re.compile(r"(?:all|every|each|tod[oa]s|semua|seluruh)\b.*|.*\bhotu")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_PARTS = re.compile(r"\s+[-–—]\s+|\s*[|_]\s*|\s*,\s+")
_SHOWN = typed_words("shown_names")
_OFFICES = frozenset(word for words in typed_words("bodies").values() for word in words)
"""With which the name of a body begins."""


def names_in_cell(text: str, known: Callable[[str], object]) -> list[str]:
    """The names, as they are written; one that is known is never cut, nor what stands in brackets."""
    text = _BESIDE_THEM.sub(r", \1", text)
    hidden = _BRACKETS.sub(lambda found: "\0" * len(found[0]), text)
    parts: list[str] = []
    start = 0
    ends = [*_between(hidden), (len(text), len(text))]
    while start < len(text):
        later = [(end, after) for end, after in ends if end > start]
        whole = next(((end, after) for end, after in reversed(later) if known(text[start:end].strip())), None)
        end, after = whole or _first(text, start, later, known)
        parts.append(text[start:end])
        start = after
    named = (_alone(part, known) for part in parts)
    return [part for part in named if any(map(str.isalnum, part))]


def shown_name(
    said: str, body: Callable[[str], object], person: Callable[[str], object], *, renamed: bool
) -> tuple[str, str]:
    """Whoever has joined a meeting at a distance, and of which body: `MoJ - Ana Costa`, `Ana Costa (MoJ) (Guest)`.

    No name for a telephone of which nobody says whose it is.

    Args:
        said: What the list of the program calls them.
        body: Whether a body is on record: without brackets it is one only then.
        person: Whether a person is; of two names that one is meant, or else the first.
        renamed: Whether the list puts the name before a change in brackets.
    """
    inside = [one for one in _BRACKET.findall(said) if not _is_remark(one)]
    bodies = [one for one in inside if body(one) or not (renamed or person(one))]
    names = [_BRACKET.sub(" ", said).strip(), *(one for one in inside if one not in bodies)]
    bodies += [part for name in names for part in _PARTS.split(name) if body(part)]
    names = [" ".join(part for part in _PARTS.split(name) if part not in bodies) for name in names]
    named = [one for one in names if one and not _is_device(one)]
    return next(filter(person, named), next(iter(named), "")), next(iter(bodies), "")


def _is_remark(text: str) -> bool:
    """`Guest`, `Host, me`."""
    return {*map(fold_words, re.split(r"[,/]", text.replace("-", " ")))} <= {*_SHOWN["beside"]}


def _is_device(text: str) -> bool:
    """`Redmi Note 8`, `Zoom user`, a number; with whose it is, too: `iPhone de Ana`."""
    words = re.findall(r"[^\W\d]+", fold(text))
    return not any(map(str.isalpha, text)) or not {*words}.isdisjoint(_SHOWN["devices"])


def is_everybody(text: str) -> bool:
    """As in "All ministries" and "Todas as entidades"."""
    return _EVERYBODY.fullmatch(fold(text).strip(" .")) is not None


def _between(hidden: str) -> list[tuple[int, int]]:
    """Where something stands between names, each with its end; `, and` is one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(one.span() for signs in (_APART, _JOINS) for one in signs.finditer(hidden)):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _first(text: str, start: int, ends: list[tuple[int, int]], known: Callable[[str], object]) -> tuple[int, int]:
    """Where the first name ends that nobody knows: at a word only if two names stand beside it."""
    for n, (end, after) in enumerate(ends):
        further = text[after : ends[n + 1][0]] if n + 1 < len(ends) else ""
        if not further or _APART.search(text[end:after]) or _are_two(text[start:end], further, known):
            return end, after
    return ends[-1]


def _are_two(first: str, second: str, known: Callable[[str], object]) -> bool:
    one, other = _alone(first, known), _alone(second, known)
    if known(one) or known(other):
        return True
    words = [name.split() for name in (one, other)]
    if all(map(_ACRONYM.fullmatch, (one, other))) or (all(words) and words[0][0] == words[1][0]):
        return True
    if _ACRONYM.fullmatch(one) or (_ACRONYM.fullmatch(other) and not _OF.search(one)):  # not "Transport and ICT"
        return True
    if len(words[1]) > 1 and fold(words[1][0]) in _OFFICES:
        return True
    return all(len(name) > 1 and all(word[:1].isupper() for word in name) for name in words)


def _alone(name: str, known: Callable[[str], object]) -> str:
    """Without a remark such as "(lead)"; an acronym in brackets is a name of its own."""
    name = _FOR_OTHERS.sub("", " ".join(name.split()).strip(" .:–-"))
    bare = _BESIDE.sub("", name).strip()
    return next((one for one in (name, bare, _REMARK.sub("", bare)) if known(one)), bare)
