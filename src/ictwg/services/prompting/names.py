"""The names that a typed line may begin with or hold: organizations and people as they are called, and "all".

Made once per version of the state; reading a line asks it for the longest name that stands at a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Organization, OrganizationName, Person
from ictwg.domain.text import fold
from ictwg.locales import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.state import State

_WORD = re.compile(r"[^\s,;:&+/]+")


class Named(NamedTuple):
    """Who is meant: one of the two ids, or everybody."""

    organization: str = ""
    person: str = ""
    everybody: bool = False


class Known(NamedTuple):
    """A name as it is completed: what is typed, and what stands beside it."""

    name: str
    note: str
    folded: tuple[str, ...]


class Names:
    def __init__(self, state: State) -> None:
        self.version = state.version
        self._named: dict[str, Named] = {}
        self.known: list[Known] = []
        for person in state.all(Person):
            self._add_person(state, person)
        for organization in state.all(Organization):
            self._add_organization(state, organization)
        for word in words_of("all"):
            self._named[word] = Named(everybody=True)
        self._longest = max((len(_WORD.findall(name)) for name in self._named), default=0)

    def get(self, name: str) -> Named | None:
        """Who answers to exactly this."""
        return self._named.get(_folded(name))

    def at(self, text: str, start: int) -> tuple[Named, int] | None:
        """Who is named at a place in a line, and where the name ends: the longest one that fits."""
        ends = [match.end() for _, match in zip(range(self._longest), _WORD.finditer(text, start), strict=False)]
        for end in reversed(ends):
            named = self._named.get(_folded(text[start:end]))
            if named is not None:
                return named, end
        return None

    def _add_organization(self, state: State, organization: Organization) -> None:
        former = state.linked(OrganizationName, OrganizationName.organization, organization.id)
        old = [name for row in former for name in (row.name, row.acronym)]
        names = [organization.acronym, organization.name, *organization.aliases]
        self._add(Named(organization=organization.id), names, old)
        self._know(organization.acronym, organization.name, names)

    def _add_person(self, state: State, person: Person) -> None:
        self._add(Named(person=person.id), [person.name, person.listed_as, person.handle], [])
        home = state.get(Organization, person.organization)
        self._know(person.name, home.acronym if home else "", [person.name, person.handle])

    def _add(self, named: Named, names: list[str], former: list[str]) -> None:
        """Names of today win over former ones of others."""
        for name in filter(None, map(_folded, names)):
            self._named[name] = named
        for name in filter(None, map(_folded, former)):
            self._named.setdefault(name, named)

    def _know(self, name: str, note: str, names: list[str]) -> None:
        folded = [fold(one) for one in names if one]
        parts = [part for one in folded for part in one.split()[1:]]
        self.known.append(Known(name, note, tuple(dict.fromkeys((*folded, *parts)))))


def words_of(key: str) -> tuple[str, ...]:
    """The words of the prompt's catalogue, in all four languages at once, folded."""
    return tuple(dict.fromkeys(word for text in _spoken(key) for word in fold(text).split()))


def _spoken(key: str) -> Iterator[str]:
    for language in LANGUAGES:
        text = catalogue(language, "prompt").get(key)
        if isinstance(text, str):
            yield text


def _folded(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))
