"""What an import makes, each once however often it is named; and whom a name in its source means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, count
from typing import Any

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import Linking
from ictwg.domain.ids import derived_id
from ictwg.domain.order import is_key
from ictwg.domain.records import Organization, OrganizationName, Person
from ictwg.domain.schema import Field, R, Raw, Record, Setting
from ictwg.domain.state import FixedRow, State, StateOverlay
from ictwg.domain.text import fold
from ictwg.imports.doubts import IT_IS
from ictwg.imports.foreign_minutes.model import ReadAttendee
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t
from ictwg.members.duplicates import alike, plain_name
from ictwg.members.new_body import new_body
from ictwg.members.spelling import acronym_of, core_of, initials_of, is_acronym, like_acronyms, likest, words_in_order
from ictwg.records.lookup import carriers

MOST_COMPARED = 5_000
"""Names; each new one is compared with all others, and the time for that grows with the square."""


def settings_of(told: object, *fields: Field[Any]) -> tuple[Setting, ...]:
    """What a value that was read says of fields, where it calls them as the record does."""
    return tuple(field(getattr(told, field.name)) for field in fields)


def details_of(told: object, kind: type[Record]) -> tuple[Setting, ...]:
    """What a value that was read says of the fields that minutes print behind labels; links are the caller's."""
    fields = (field for field in kind.printed_fields() if not isinstance(field, Linking))
    return settings_of(told, *(field for field in fields if getattr(told, field.name) != field.decode(None)))


class NewRecords:
    """Collects what is to be made; `flush` writes it.

    A record that is there already is left as it is: ids are derived from what the file says, so the same file makes
    the same records on every device.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.edit = Edit("verbs.imported")
        self._new: dict[tuple[type[Record], str], dict[str, Setting]] = {}
        self._in_order: list[tuple[type[Record], str]] = []
        self._named: dict[tuple[type[Record], str], str] = {}

    def new(self, kind: type[Record], id: str, *settings: Setting) -> str:
        """The record with at least these fields; what was set before stays."""
        if self.state.get(kind, id) is None:
            if (kind, id) not in self._new:
                self._in_order.append((kind, id))
            held = self._new.setdefault((kind, id), {})
            for field, raw in settings:
                if raw not in (None, ()):
                    held.setdefault(field.name, Setting(field, raw))
                if field.name == "reference" and isinstance(raw, str):
                    self.name(kind, raw, id)
        return id

    def name(self, kind: type[Record], reference: str, id: str) -> None:
        """By what the other files name a record that this import makes, or is going to make."""
        self._named.setdefault((kind, reference), id)

    def referred(self, kind: type[Record], reference: str) -> str:
        """The id of the record that minutes mean by a reference; empty where it is neither here nor made."""
        found = [record.id for record in carriers(self.state, reference) if isinstance(record, kind)]
        return found[0] if found else self._named.get((kind, reference), "") if reference else ""

    def makes(self, kind: type[Record], id: str) -> bool:
        return (kind, id) in self._new

    def made(self, kind: type[Record], behind: int = 0) -> tuple[str, ...]:
        """The ids of those of a kind that are about to be made, but for the first ones of all."""
        return tuple(id for known, id in self._in_order[behind:] if known is kind)

    def since(self, behind: int) -> tuple[tuple[str, tuple[Setting, ...]], ...]:
        """The ids of those that are about to be made, but for the first ones, with what is known of each."""
        return tuple((id, tuple(self._new[kind, id].values())) for kind, id in self._in_order[behind:])

    def has(self, kind: type[Record], id: str) -> bool:
        return self.makes(kind, id) or self.state.get(kind, id) is not None

    def free(self, kind: type[Record], *key: str, on: date | None = None, first: str = "0") -> str:
        """The id that is derived from the key, and from the turn of a twin that this import has made already.

        Args:
            on: The day that the id begins with.
            first: The turn of the first one; empty: its key says no turn.
        """
        turns = chain((first,), map(str, count(1)))
        ids = (derived_id(self.state.db, kind.TABLE, (*key, turn) if turn else key, on) for turn in turns)
        return next(id for id in ids if not self.makes(kind, id))

    def value(self, field: Field[Any], id: str) -> Raw | tuple[str, ...]:
        """The raw value of a record that is here or about to be made."""
        record = self.state.get(field.record, id)
        if record is not None:
            return record.row.get(field.name)
        setting = self._new.get((field.record, id), {}).get(field.name)
        return setting.raw if setting else None

    def row(self, kind: type[Record], id: str) -> FixedRow | None:
        """One that is about to be made."""
        held = self._new.get((kind, id))
        values = {name: list(raw) if isinstance(raw, tuple) else raw for name, (_, raw) in (held or {}).items()}
        return None if held is None else FixedRow(kind.TABLE, id, values)

    def change(self, kind: type[Record], id: str, *settings: Setting) -> None:
        """Other values for a record that is here or about to be made."""
        record = self.state.get(kind, id)
        if record is not None:
            self.edit.update(record, *settings)
        elif (kind, id) in self._new:
            self._new[kind, id].update({field.name: Setting(field, raw) for field, raw in settings})

    def so_far(self) -> tuple[int, int]:
        """How many records are about to be made, and how much is written; it grows with everything that is told."""
        return len(self._new), self.edit.size

    def flush(self) -> None:
        for (kind, id), settings in self._new.items():
            self.edit.create(kind, id, *settings.values())
        self._new.clear()
        self._in_order.clear()

    def done(self, subject: str) -> Changes:
        """All of it as one change."""
        self.flush()
        return self.edit.done()._replace(subject=subject)


class StateWithNewRecords(StateOverlay):
    """What is on record, and what is about to be made by its id: names are told by these."""

    def __init__(self, making: NewRecords) -> None:
        super().__init__(making.state)
        self._making = making

    def get(self, kind: type[R], id: str | None) -> R | None:
        row = self._making.row(kind, id or "")
        return kind(row) if row is not None else self._state.get(kind, id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self._state.all(kind)


class Register:
    """Finds organizations and people by all their names, also former ones, and remembers what this import made.

    Args:
        making: What this import makes.
        key: What two spellings of an organization's name have in common.
    """

    def __init__(self, making: NewRecords, key: Callable[[str], str] = fold) -> None:
        self.making = making
        self._key = key
        self._organizations: dict[str, str] = {}
        self._people: dict[str, dict[str | None, str]] = {}
        """By name, then by the organization of each of that name."""
        self._untitled: dict[tuple[str, ...], str] = {}
        self._homes: dict[str, str | None] = {}
        self._handles: dict[str, str] = {}
        state = making.state
        organizations = state.all(Organization)
        for field in (Organization.acronym, Organization.name):
            for one in organizations:
                self.learn(one.id, field.of(one))
        for one in organizations:
            self.learn(one.id, *one.aliases)
        for row in state.all(OrganizationName):
            self.learn(row.organization or "", row.acronym, row.name)
        for person in state.all(Person):
            self._meet(person.id, (person.name, *person.aliases), person.organization, person.handle)

    @property
    def last_place(self) -> str | None:
        """The last place in the protocol order of those on record."""
        on_record = self.making.state.all(Organization)
        places = (key for one in on_record for key in (one.protocol_order, one.protocol_place))
        return max(filter(is_key, places), default=None)

    def organization(self, *names: str) -> str | None:
        """The id of the organization that goes by the first of these names that is known.

        "Ministry of Justice (MoJ)" is that of the name before the brackets, or of the acronym in them.
        """
        whole = next(filter(None, (self._organizations.get(self._key(name)) for name in names if name)), None)
        if whole is not None:
            return whole
        parts = (self._organizations.get(self._key(one)) for name in names for one in _in_brackets(name))
        found = {one for one in parts if one}
        return found.pop() if len(found) == 1 else None

    def new_organization(self, id: str, names: Iterable[str], *settings: Setting) -> str:
        self.learn(id, *names)
        return self.making.new(Organization, id, *settings)

    def person(self, name: str, handle: str = "") -> str | None:
        """The id of the person with this handle, or of the first of this name."""
        of_name = self._people.get(fold(name), {}).values()
        return self._handles.get(fold(handle) or "-") or next(iter(of_name), None)

    def untitled(self, name: str) -> str | None:
        """The id of the person of this name but for titles; one word alone may be of many."""
        words = plain_name(name)
        return self._untitled.get(words) if len(words) > 1 else None

    def person_of(self, name: str, home: str | None) -> str | None:
        """The id of the person of this name and organization."""
        return self._people.get(fold(name), {}).get(home)

    def new_person(self, id: str, name: str, home: str | None, *settings: Setting, handle: str = "") -> str:
        self._meet(id, (name,), home, handle)
        told = (Person.name(name), Person.organization(home), Person.handle(handle))
        return self.making.new(Person, id, *told, *settings)

    def homes_of(self, people: Iterable[str]) -> Iterator[str]:
        """The organizations that people come from: they own what a person alone has promised."""
        yield from filter(None, map(self._homes.get, people))

    def learn(self, id: str, *names: str) -> None:
        for name in filter(None, names):
            self._organizations.setdefault(self._key(name), id)

    def _meet(self, id: str, names: Iterable[str], home: str | None, handle: str) -> None:
        for name in names:
            self._people.setdefault(fold(name), {}).setdefault(home, id)
            self._untitled.setdefault(plain_name(name), id)
        self._homes[id] = home
        if handle:
            self._handles[fold(handle)] = id


class ImportNames:
    """Finds or makes the organizations and people that lists and minutes of others name.

    Attributes:
        known: All that are on record or made so far, whatever legal form a name has.
    """

    def __init__(self, making: NewRecords) -> None:
        self.known = Register(making, core_of)
        self._db = making.state.db
        self._spelled = {words_in_order(one.name): one.name for one in making.state.all(Organization)}
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._too_many = False
        """Some names were not compared with the others for likeness."""

    def organization(self, name: str, acronym: str = "", *more: Setting, id: str = "") -> str:
        """The id of the organization; a new one is made if none has this name.

        A list of ours gives its id, and knows which is which.
        """
        if not id and (known := self.known.organization(name)):
            return known
        self._spelled[words_in_order(name)] = name
        id = id or self.id_of(name)
        told = (Organization.name(name), Organization.acronym(acronym or acronym_of(name)))
        return self.known.new_organization(id, (name, acronym), *told, *more)

    def id_of(self, name: str) -> str:
        """The id that every device derives for a new organization of this name."""
        return derived_id(self._db, Organization.TABLE, (core_of(name),))

    def chosen(self, name: str, said: str) -> str | None:
        """The organization that somebody means by a name: a new one, one on record, or none."""
        if body := new_body(said):
            return self.organization(name, "", Organization.type(body.type))
        return self.known.organization(said.removeprefix(f"{IT_IS} "))

    def also_called(self, id: str, name: str) -> None:
        """Somebody has said that this is a name of it: it is known by that in the next paper too."""
        one = self.known.making.state.get(Organization, id)
        self._aliases[id] = (*self._aliases.get(id, one.aliases if one is not None else ()), name)
        self.known.learn(id, name)
        self.known.making.change(Organization, id, Organization.aliases(self._aliases[id]))

    def alike_on_record(self, name: str) -> tuple[str, ...]:
        """Likewise, and the acronyms on record that it may be with a slip: new ones of one list are often alike."""
        acronyms = [one.acronym for one in self.known.making.state.all(Organization)]
        initials = initials_of(name)
        spelled = (one for one in acronyms if len(initials) > 1 and fold(one) == fold(initials))
        return tuple(dict.fromkeys((*self.alike(name), *like_acronyms(name, acronyms), *spelled)))

    def alike(self, name: str) -> tuple[str, ...]:
        """The names of organizations that it may be a spelling of, the most alike first."""
        self._too_many |= len(self._spelled) > MOST_COMPARED
        return () if self._too_many else likest(name, self._spelled)

    def person_like(self, name: str, home: str | None) -> Person | None:
        """Whoever on record has this name but for a title or a letter, in that organization or where one is unknown."""
        words = plain_name(name)
        found = (one for names, one in self._called.get(len(words), ()) if any(alike(words, known) for known in names))
        return next((one for one in found if None in (home, one.organization) or one.organization == home), None)

    @cached_property
    def _called(self) -> dict[int, list[tuple[tuple[tuple[str, ...], ...], Person]]]:
        """The names of everybody on record, by how many words they have."""
        called: dict[int, list[tuple[tuple[tuple[str, ...], ...], Person]]] = {}
        for one in self.known.making.state.all(Person):
            names = tuple(map(plain_name, (one.name, *one.aliases)))
            for parts in {*map(len, names)}:
                called.setdefault(parts, []).append((names, one))
        return called

    def is_known(self, name: str, handle: str) -> str | None:
        """The id of the person of this name or handle, where there is one."""
        return self.known.person(name, handle) or (self.known.untitled(name) if not handle else None)

    def new_person(self, name: str, home: str | None, *more: Setting, handle: str = "", id: str = "") -> str:
        """The id of the new person: the one that a list of ours names, or else the one that every device derives."""
        id = id or derived_id(self._db, Person.TABLE, (fold(name),))
        return self.known.new_person(id, name, home, *more, handle=handle)

    def rows(self, where: str) -> Iterator[ImportRow]:
        """A line where some names were not compared."""
        if self._too_many:
            why = t("importing.not_compared", count=MOST_COMPARED)
            yield ImportRow(RowState.DOUBTFUL, t("importing.register"), where, why)


def _in_brackets(name: str) -> tuple[str, ...]:
    """The name before brackets that hold an acronym, and the acronym; nothing of another name."""
    before, _, inside = name.partition("(")
    acronym = inside.rpartition(")")[0].strip()
    return (before.strip(), acronym) if is_acronym(acronym) else ()


def bodies_on(roll: Sequence[ReadAttendee], known: Register) -> Iterator[str]:
    """The organization that each line of a roll names, as it is written there; empty where it names none.

    A name alone is one where the register has it, or it is an acronym and the roll uses acronyms.
    """
    alone = [one.name for one in roll if one.name and not one.organization]
    acronyms = (len(alone) > 1 and all(map(is_acronym, alone))) or any(is_acronym(one.organization) for one in roll)
    for one in roll:
        is_person = one.organization or one.handle or one.stands_in_for or not one.name or known.person(one.name)
        is_body = not is_person and (known.organization(one.name) is not None or (acronyms and is_acronym(one.name)))
        yield one.name if is_body else one.organization
