"""The names by which somebody is known on a day, and whom each means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.sentences import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

_LONGEST = 6
"""Words of a name, at least."""
WORD = re.compile(r"[^\s,;:&+/()]+")


class RosterName(NamedTuple):
    """Who is meant: the id of an organization or a person, or everybody."""

    organization: str = ""
    person: str = ""
    everybody: bool = False


SEVERAL = RosterName()
"""More than one person answers to it."""


class Roster:
    """Finds whom a name means; words for everybody are in every roster.

    Args:
        named: Whom each name means; names as `key` makes them.
        given: First and last names, as `first_and_last` finds them; in a sentence they need their capital.
        beyond: Finds further people by their whole name.

    Attributes:
        is_empty: Nobody is known by name.
        is_whole: It is that of a group: who is not on it is a stranger.
    """

    def __init__(
        self,
        named: Mapping[str, RosterName] | None = None,
        given: Mapping[str, RosterName] | None = None,
        beyond: Callable[[str], RosterName | None] | None = None,
        *,
        is_whole: bool = True,
    ) -> None:
        self._named = {**{key(word): RosterName(everybody=True) for word in words.everybody()}, **(named or {})}
        self._given = given or {}
        self._beyond = beyond
        self._longest = max(_LONGEST, *(len(name.split()) for name in self._named))
        self.is_empty = not named and beyond is None
        self.is_whole = is_whole and not self.is_empty

    def beyond(self, find: Callable[[str], RosterName | None]) -> Roster:
        """This roster with those besides whom the caller finds by their whole name."""
        return Roster(self._named, self._given, find)

    @classmethod
    def of_words(cls, said: Collection[str]) -> Roster:
        """A roll of which only the words are known: a name means somebody where each of its words is one of them."""
        if not said:
            return NOBODY
        return cls(beyond=lambda name: RosterName(person=name) if _all_in(name, said) else None, is_whole=False)

    def get(self, name: str) -> RosterName | None:
        """Who answers to exactly this, with or without an article or a title."""
        found = self._meant(name)
        return None if found == SEVERAL else found

    def at(self, text: str, start: int) -> tuple[str, int] | None:
        """The longest name that stands at a place in a line, also one that several people have; and where it ends."""
        if not (self.is_empty or self.is_whole):
            return None  # the words of a roll do not say where a name ends
        spans = [match.span() for _, match in zip(range(self._longest + 2), WORD.finditer(text, start), strict=False)]
        for _, end in reversed(spans):
            name = text[start:end].lstrip()
            if self._meant(name) is not None:
                return name, end
        return None

    def _meant(self, name: str) -> RosterName | None:
        said = name.strip(" .")
        found = self._find(said)
        while found is None and (bare := without_title(said)) != said:
            said = bare
            found = self._find(said)
        return found

    def _find(self, name: str) -> RosterName | None:
        folded = key(name)
        found = self._named.get(folded) or (self._beyond(name) if self._beyond else None)
        return found or (self._given.get(folded) if name[:1].isupper() else None)


def _all_in(name: str, said: Collection[str]) -> bool:
    parts = fold(name).split()
    return bool(parts) and all(part.strip(".") in said for part in parts)


def key(name: str) -> str:
    """A name as it is compared."""
    return " ".join(WORD.findall(fold(name)))


def without_title(name: str) -> str:
    """The name without the article or title that it begins with."""
    first, _, rest = name.partition(" ")
    return rest.lstrip() if rest and fold(first).strip(".") in words.before_names() else name


def first_and_last(names: Iterable[tuple[str, RosterName]]) -> dict[str, RosterName]:
    """Whom first and last names mean, folded; `SEVERAL` where more than one of these people has it."""
    found: dict[str, set[RosterName]] = {}
    for name, person in names:
        parts = key(name).split()
        for part in {parts[0], parts[-1]} if len(parts) > 1 else ():
            found.setdefault(part, set()).add(person)
    return {part: next(iter(people)) if len(people) == 1 else SEVERAL for part, people in found.items()}


NOBODY = Roster()
"""Where minutes are read without a group."""
