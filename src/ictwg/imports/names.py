"""Which organization or person a name in a source means: one that is known, or a new one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Organization, OrganizationName, Person
from ictwg.domain.text import fold
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ictwg.domain.changes import Edit
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.imports.foreign_minutes.model import ReadAttendee


LEGAL_FORMS = re.compile(
    r"[,.]|\b(inc|incorporated|ltd|limited|llc|llp|corp|corporation|co|company|gmbh|pty|plc|sa|ag|lda)\b"
)


ALIKE = 90.0
"""Of 100: above this two names are proposed as one (rapidfuzz, token order aside)."""


MOST_COMPARED = 5_000
"""Names; each new one is compared with all others, and the time for that grows with the square."""


SHORT = 24


class Alike(NamedTuple):
    """Two spellings that may be one organization."""

    name: str
    known: str


class ImportNames:
    """Finds or makes organizations and people, and remembers what it made in this import."""

    def __init__(self, state: State, edit: Edit) -> None:
        self._state = state
        self._edit = edit
        self._organizations: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._homes: dict[str, str | None] = {}
        self._handles: dict[str, str] = {}
        self._known_names: dict[str, str] = {}
        self.alike: list[Alike] = []
        self.too_many = False
        """Some names were not compared with the others for likeness."""
        for organization in state.all(Organization):
            self._learn(organization)
        for person in state.all(Person):
            for name in (person.name, *person.aliases):
                self._people.setdefault(fold(name), person.id)
            self._homes[person.id] = person.organization
            if person.handle:
                self._handles[fold(person.handle)] = person.id

    def organization(self, name: str, acronym: str = "", *more: Setting) -> str:
        """The id of the organization; a new one is made if none has this name."""
        known = self.known_organization(name)
        return known or self._new_organization(name, acronym, more)

    def known_organization(self, name: str) -> str | None:
        return self._organizations.get(_core(name))

    def person(self, name: str, organization: str | None, position: str = "", handle: str = "") -> str:
        """The id of the person; a new one is made if none has this name or handle."""
        known = self.known_person(name, handle)
        return known or self.new_person(name, organization, Person.position(position), handle=handle)

    def known_person(self, name: str, handle: str = "") -> str | None:
        by_handle = self._handles.get(fold(handle)) if handle else None
        return by_handle or self._people.get(fold(name))

    def homes_of(self, people: Iterable[str]) -> Iterator[str]:
        """The organizations that people come from: they own what a person alone has promised."""
        yield from filter(None, map(self._homes.get, people))

    def _learn(self, organization: Organization) -> None:
        former = self._state.linked(OrganizationName, OrganizationName.organization, organization.id)
        dated = [name for row in former for name in (row.name, row.acronym) if name]
        for name in (organization.name, organization.acronym, *organization.aliases, *dated):
            self._organizations.setdefault(_core(name), organization.id)
        self._known_names[_sorted(organization.name)] = organization.name

    def listed(self, id: str, name: str, acronym: str, *more: Setting) -> str:
        """A new organization from a list of ours, which knows which is which."""
        return self._new_organization(name, acronym, more, id)

    def _new_organization(self, name: str, acronym: str, more: tuple[Setting, ...], id: str = "") -> str:
        if not id:
            self._propose(name)
        id = id or derived_id(self._state.db, Organization.TABLE, (_core(name),))
        short = acronym or _acronym(name)
        self._edit.create(Organization, id, Organization.name(name), Organization.acronym(short), *more)
        for known in filter(None, (name, acronym)):
            self._organizations.setdefault(_core(known), id)
        self._known_names[_sorted(name)] = name
        return id

    def new_person(self, name: str, organization: str | None, *more: Setting, handle: str = "", id: str = "") -> str:
        """The id of the new person: the one that a list of ours names, or else the one that every device derives."""
        id = id or derived_id(self._state.db, Person.TABLE, (fold(name),))
        settings = (Person.name(name), Person.organization(organization), Person.handle(handle))
        self._edit.create(Person, id, *settings, *more)
        self._people.setdefault(fold(name), id)
        self._homes[id] = organization
        if handle:
            self._handles[fold(handle)] = id
        return id

    def rows(self, where: str) -> Iterator[ImportRow]:
        """A line for each pair that may be one organization, and for names that were not compared."""
        for pair in self.alike:
            yield ImportRow(RowState.DOUBTFUL, pair.name, where, t("importing.alike", known=pair.known))
        if self.too_many:
            why = t("importing.not_compared", count=MOST_COMPARED)
            yield ImportRow(RowState.DOUBTFUL, t("importing.register"), where, why)

    def _propose(self, name: str) -> None:
        from rapidfuzz import fuzz, process

        if len(self._known_names) > MOST_COMPARED:
            self.too_many = True
            return
        best = process.extractOne(_sorted(name), self._known_names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is not None:
            self.alike.append(Alike(name, self._known_names[best[0]]))


@lru_cache(maxsize=4096)  # the same names stand on the roll of each meeting
def _core(name: str) -> str:
    """The name without accents, legal forms and punctuation."""
    core = " ".join(LEGAL_FORMS.sub(" ", fold(name)).split())
    return core or fold(name)


def _sorted(name: str) -> str:
    """The folded words of a name in their order of letters: two spellings are compared by these."""
    return " ".join(sorted(fold(name).split()))


def _acronym(name: str) -> str:
    """The one in brackets, the name itself where it is short, else its initials."""
    bracketed = re.search(r"\(([A-Z][A-Za-z&]{1,9})\)", name)
    if bracketed:
        return bracketed[1]
    if len(name) <= SHORT:
        return name
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())
    return initials if len(initials) > 1 else name[:SHORT].strip()


FEWEST_LETTERS = 3
"""Of an acronym; two are as often the initials of a person."""


_MIXED = re.compile(r"[A-Z][a-z]{1,2}[A-Z]{1,5}")  # "MoJ"


class Bodies:
    """The organizations on the roll of one meeting: those on the register, and acronyms where it uses acronyms."""

    def __init__(self, roll: Sequence[ReadAttendee], names: ImportNames) -> None:
        self._names = names
        alone = [one.name for one in roll if one.name and not one.organization]
        self._acronyms = any(_is_acronym(one.organization) for one in roll) or (
            len(alone) > 1 and all(map(_is_acronym, alone))
        )

    def organization_of(self, attendee: ReadAttendee) -> str:
        """The organization that the line names, as it is written there; empty where it names none."""
        if attendee.organization or not self._is_body(attendee):
            return attendee.organization
        return attendee.name

    def _is_body(self, attendee: ReadAttendee) -> bool:
        name = attendee.name
        if not name or attendee.handle or attendee.stands_in_for or self._names.known_person(name):
            return False
        return self._names.known_organization(name) is not None or (self._acronyms and _is_acronym(name))


def _is_acronym(name: str) -> bool:
    if " " in name or "." in name:
        return False  # "J.S.M." are initials
    capitals = name.isupper() and sum(map(str.isalpha, name)) >= FEWEST_LETTERS
    return capitals or _MIXED.fullmatch(name) is not None
