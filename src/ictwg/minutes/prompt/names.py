"""The roster that sentences are read with: organizations and people as they are called, and who holds an office.

Made once per version of the state and day; reading a line asks it for the longest name that stands at a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ictwg.domain.periods import roles_on
from ictwg.domain.records import Organization, OrganizationName, Person, Role
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import Function
from ictwg.records.group import spoken_in
from ictwg.sentences import words
from ictwg.sentences.who import Roster, RosterName, first_and_last, key


class KnownName(NamedTuple):
    """A name as it is completed: what is typed, and what stands beside it."""

    name: str
    note: str
    folded: tuple[str, ...]


class PromptNames:
    """Attributes:
    roster: Who is known on the day.
    language: That of the group, in which its minutes are taken.
    known: What a name may be completed to.
    """

    def __init__(self, state: State, on: date | None = None) -> None:
        self.version, self.on = state.version, on
        self.language = spoken_in(state) or ""
        self.known: list[KnownName] = []
        self._named: dict[str, RosterName] = {}
        for person in state.all(Person):
            self._add_person(state, person)
        for organization in state.all(Organization):
            self._add_organization(state, organization)
        roles = roles_on(state, on) if on else ()
        self._add_offices(state, roles)
        self.roster = Roster(self._named, _given(state, roles))

    def get(self, name: str) -> RosterName | None:
        """Who answers to exactly this."""
        return self.roster.get(name)

    def _add_organization(self, state: State, organization: Organization) -> None:
        former = state.linked(OrganizationName, OrganizationName.organization, organization.id)
        old = [name for row in former for name in (row.name, row.acronym)]
        names = [organization.acronym, organization.name, *organization.aliases]
        self._add(RosterName(organization=organization.id), names, old)
        self._know(organization.acronym, organization.name, names)

    def _add_person(self, state: State, person: Person) -> None:
        self._add(RosterName(person=person.id), [person.name, person.listed_as, person.handle, *person.aliases], [])
        home = state.get(Organization, person.organization)
        self._know(person.name, home.acronym if home else "", [person.name, person.handle, *person.aliases])

    def _add_offices(self, state: State, roles: Iterable[Role]) -> None:
        """The chair is a person, or an organization that named nobody; the secretariat is an organization."""
        for role in roles:
            person = state.get(Person, role.person)
            home = role.organization or (person.organization if person else None)
            if role.function is Function.CHAIR and (person or home):
                told = RosterName(person=person.id) if person else RosterName(organization=home or "")
                self._hold(words.spoken("chair"), told)
            elif role.function is Function.SECRETARIAT and (home or person):
                told = RosterName(organization=home) if home else RosterName(person=role.person or "")
                self._hold(words.spoken("secretariat"), told)

    def _hold(self, office: Iterable[str], holder: RosterName) -> None:
        for word in office:
            self._named.setdefault(word, holder)

    def _add(self, named: RosterName, names: list[str], former: list[str]) -> None:
        """Names of today win over former ones of others."""
        for name in filter(None, map(key, names)):
            self._named[name] = named
        for name in filter(None, map(key, former)):
            self._named.setdefault(name, named)

    def _know(self, name: str, note: str, names: list[str]) -> None:
        folded = [fold(one) for one in names if one]
        parts = [part for one in folded for part in one.split()[1:]]
        self.known.append(KnownName(name, note, tuple(dict.fromkeys((*folded, *parts)))))


def _given(state: State, roles: Iterable[Role]) -> dict[str, RosterName]:
    """First and last names; who holds a function on the day is meant before others of that name."""
    holders = {role.person for role in roles if role.person}
    people = [(person.name, RosterName(person=person.id)) for person in state.all(Person)]
    return {**first_and_last(people), **first_and_last(one for one in people if one[1].person in holders)}
