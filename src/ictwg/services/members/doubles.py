"""Who may stand on the register twice: the same name with another title, an acronym in brackets, one letter apart."""

from __future__ import annotations

import re

from ictwg.domain.records import Organization, Person
from ictwg.domain.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.state import State

TITLES = frozenset(
    {
        *(
            "dr",
            "dra",
            "doutor",
            "doutora",
            "prof",
            "eng",
            "engenheiro",
            "engenheira",
            "sr",
            "sra",
            "senhor",
            "senhora",
        ),
        *("mr", "mrs", "ms", "miss", "mana", "maun", "bapak", "bpk", "pak", "ibu", "pe", "padre", "fr", "he", "hon"),
        *("exmo", "exma", "cap", "capt", "captain", "capitao", "maj", "major", "cel", "col", "ten", "lt", "sgt", "gen"),
        *("insp", "supt"),
    }
)
SHORTEST = 5
"""Letters of a word in which one may be another."""


def plain_name(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles, case, accents and signs."""
    return tuple(word for word in re.findall(r"\w+", fold(name)) if word not in TITLES)


def names_of(*texts: str) -> set[str]:
    """What an organization may be called by these: each, what stands in its brackets, and it without them."""
    found: set[str] = set()
    for text in texts:
        before, bracket, inside = text.partition("(")
        parts = (before, inside.rpartition(")")[0]) if bracket else (text,)
        found |= {" ".join(fold(part).split()) for part in (*parts, text)}
    return found - {""}


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are the same word for word, one word at most by a letter less, more or other."""
    if not one or len(one) != len(other):
        return False
    apart = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return not apart or (len(one) > 1 and len(apart) == 1 and _a_letter_apart(*apart[0]))


def _a_letter_apart(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=1) == 1


def doubles(state: State) -> Iterator[tuple[Organization | Person, Organization | Person]]:
    """Pairs that may be one: of people those of one organization, or of none."""
    called: dict[str, Organization] = {}
    for one in state.all(Organization):
        names = names_of(one.acronym, one.name, *one.aliases)
        known = next((called[name] for name in sorted(names) if name in called), None)
        if known is not None:
            yield known, one
        called |= dict.fromkeys(names - called.keys(), one)
    homes: dict[str | None, list[tuple[tuple[str, ...], Person]]] = {}
    for person in state.all(Person):
        words = plain_name(person.name)
        here = homes.setdefault(person.organization, [])
        yield from ((other, person) for theirs, other in here if alike(theirs, words))
        here.append((words, person))
