"""Who may stand on the register twice: the same name with another title, an acronym in brackets, one letter apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ictwg.domain.merged_duplicates import KINDS, survivor_of
from ictwg.domain.records import Organization, Person
from ictwg.domain.state import State
from ictwg.domain.text import fold, one_line
from ictwg.errors import ThereAlreadyError
from ictwg.locales import t
from ictwg.members.merging import are_told_apart
from ictwg.records.lookup import Lookup

Pair = tuple[Organization | Person, Organization | Person]

_TITLES = """
dr dra doutor doutora prof eng engenheiro engenheira sr sra senhor senhora mr mrs ms miss mana maun bapak bpk pak ibu pe
padre fr he hon exmo exma cap capt captain capitao maj major cel col ten lt sgt gen insp supt
"""
TITLES = frozenset(_TITLES.split())

SHORTEST = 5
"""Letters of a word in which one may be another."""


def plain_name(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles, case, accents and signs."""
    return tuple(word for word in re.findall(r"\w+", fold(name)) if word not in TITLES)


def names_of(*texts: str) -> set[str]:
    """What an organization may be called by these: each, the acronym in its brackets, and it without them."""
    found: set[str] = set()
    for text in texts:
        before, bracket, inside = text.partition("(")
        acronym = inside.rpartition(")")[0]
        acronym = "" if acronym == acronym.lower() else acronym  # "(invented)" is said of many
        parts = (before, acronym) if bracket else (text,)
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
    """Pairs that may be one, but for those of which somebody said that they are two: of people those of one
    organization, or of none. First those of which it was said that they are one, while somebody changed the other.
    """
    said = tuple(_said(state))
    known = {frozenset(pair) for pair in said}
    yield from said
    yield from (pair for pair in (*_organizations(state), *_people(state)) if frozenset(pair) not in known)


def _said(state: State) -> Iterator[Pair]:
    met: set[frozenset[Organization | Person]] = set()
    for kind in KINDS:
        for record in state.all(kind):
            kept = state.get(kind, survivor_of(state, kind, record.same_as)) if record.same_as else None
            if kept is not None and kept != record and frozenset((kept, record)) not in met:
                met.add(frozenset((kept, record)))
                yield kept, record


def _organizations(state: State) -> Iterator[Pair]:
    called: dict[str, list[Organization]] = {}
    for one in state.all(Organization):
        names = names_of(one.acronym, one.name, *one.aliases)
        known = (known for name in sorted(names) for known in called.get(name, ()))
        first = next((known for known in known if not are_told_apart(state, known, one)), None)
        if first is not None:
            yield first, one
        for name in names:
            called.setdefault(name, []).append(one)


def _people(state: State) -> Iterator[Pair]:
    homes: dict[str | None, list[tuple[tuple[tuple[str, ...], ...], Person]]] = {}
    for person in state.all(Person):
        names = tuple(map(plain_name, (person.name, *person.aliases)))
        here = homes.setdefault(person.organization, [])
        for theirs, other in here:
            if any(alike(a, b) for a in theirs for b in names) and not are_told_apart(state, other, person):
                yield other, person
        here.append((names, person))


def expect_new_organization(lookup: Lookup, values: dict[str, str]) -> None:
    """Raises: ThereAlreadyError: An organization of that acronym or name is on the register."""
    for field in (Organization.acronym, Organization.name):
        typed = one_line(values.get(field.name, ""))
        for one in lookup.state.all(Organization) if typed else ():
            if not names_of(typed).isdisjoint(names_of(one.acronym, one.name, *one.aliases)):
                said = {"name": typed, "acronym": one.acronym, "full": one.name}
                raise ThereAlreadyError(t("editing.organization_there", **said), field=field.name)


def expect_new_person(lookup: Lookup, values: dict[str, str]) -> None:
    """Raises: ThereAlreadyError: A person of that name is in the organization already."""
    name = one_line(values.get(Person.name.name, ""))
    home = Person.organization.parse(values.get(Person.organization.name, ""), lookup)
    here = (one for one in lookup.state.all(Person) if one.organization == home)
    for one in here:
        if any(alike(plain_name(name), plain_name(known)) for known in (one.name, *one.aliases)):
            where = lookup.name(Organization, home) if home else t("editing.no_organization")
            raise ThereAlreadyError(t("editing.there_already", name=one.name, where=where), field=Person.name.name)
