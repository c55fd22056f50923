"""A list of members: each row says something of an organization, of a person, or of a person of an organization.

What a row says and the register does not is added; what both say differently is changed to what the row says, in one
undo, and told field by field. A list that this program wrote names its records by their ids, and comes back whole: only
that what is empty in it empties nothing. A person of the same name in another organization may be somebody else: that
row is doubtful and not written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import zip_longest
from typing import Any, ClassVar

from ictwg.domain.changes import Changes
from ictwg.domain.ids import derived_id
from ictwg.domain.order import after
from ictwg.domain.periods import holding, holds, roles_on
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.schema import Field, Record, Setting, form_fields
from ictwg.domain.text import fold
from ictwg.domain.values import Function, MembershipStatus, OrganizationType
from ictwg.imports.doubts import (
    IT_IS,
    KEPT,
    LEFT_OUT,
    NO_ORGANIZATION,
    OTHER_PERSON,
    SAME_PERSON,
    THEIRS,
    DoubtKind,
    Key,
)
from ictwg.imports.headings import AND, Column, choice_words, column_of, heading_words, is_nobody, plain_key, read_list
from ictwg.imports.list_rows import ListFile, ListRows, RowRead, cell_line
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t
from ictwg.members import organizations
from ictwg.members.new_body import NewBody, new_body
from ictwg.records.csv_format import CsvLine
from ictwg.sentences.dates import find_date

FOCAL_POINT, ALTERNATE, CONTACT = "focal_point", "alternate", "contact"

OF_EITHER: dict[Column, Column] = {
    Person.aliases: Organization.aliases,
    Person.notes: Organization.notes,
    Person.source: Organization.source,
    Person.sent_as: Organization.sent_as,
}
"""Columns that are the person's where the row names one."""

OF_PERSON = (
    *(field for field in form_fields(Person) if field not in (Person.name, Person.organization)),
    Person.source,
)
OF_ORGANIZATION_ALONE = (
    *(Organization.exempt_from_quorum, Organization.notes, Organization.source),
    *(Organization.article, Organization.address, Organization.mailbox, Organization.sent_as, Organization.given_work),
    *(Organization.registry, Organization.chief_of_staff, Organization.credentials_on),
)
OF_ALL = (Organization.type, Organization.part_of, Organization.seat, *OF_ORGANIZATION_ALONE)
"""What all rows of an organization should say alike."""
COLUMNS: dict[str, Column] = {
    **{field.name: field for field in (*form_fields(Organization), Person.name, *OF_PERSON, Person.handle)},
    **{one: one for one in (FOCAL_POINT, ALTERNATE, CONTACT)},
    Person.organization.name: Organization.name,
    Membership.status.name: Membership.status,
    Membership.since.attribute: Membership.since,
    Role.function.name: Role.function,
    "functions_since": Role.since,
}
NAMES = (Organization.name, Organization.acronym)
_NAMING = frozenset({None, Person.name, *NAMES, FOCAL_POINT, ALTERNATE, CONTACT})
"""What tells of whom a list is; an unknown heading may do so too."""
HELD_BY_ONE = (Function.FOCAL_POINT, Function.CHAIR)
FIGURES_OF_A_NUMBER = 5
_FOR = re.compile(r"(.*?)\s*\(([^()]+)\)")


def read_members(data: bytes) -> list[RowRead]:
    """The rows of a list of members that name somebody; none where it is another file."""
    _, found, below = read_list(data, member_words())
    rows = _rows(member_columns(found, below), below, {}) if found else ()
    return [row for row in rows if {Person.name, Organization.name, Organization.acronym} & {*row.cells}]


def names_people(data: bytes) -> bool:
    """Whether the list names anybody; one of organizations alone says who they are."""
    return any(Person.name in row.cells for row in read_members(data))


@cache
def member_words() -> dict[str, Column]:
    return heading_words((Organization, Membership, Person), COLUMNS)


def member_columns(found: Sequence[Column | None], below: Sequence[CsvLine]) -> list[Column | None]:
    """What each column holds. Without a column of organizations, "name" beside an acronym or type is theirs."""
    named = list(found)
    if Organization.name not in named and {Organization.acronym, Organization.type} & {*named}:
        named = [Organization.name if column is Person.name else column for column in named]
    columns: list[Column | None] = []
    for at, column in enumerate(named):
        meant = _contact([line.cells[at] for line in below if at < len(line.cells)]) if column == CONTACT else column
        taken = meant in columns or (column == CONTACT and meant in named)
        people = meant == FOCAL_POINT and Person.name in named
        columns.append(None if meant not in MemberRows.SEVERAL and (taken or people) else meant)
    return columns


def _contact(cells: Sequence[str]) -> Column:
    """What a column "Contact" holds is told by most of its cells: addresses, numbers, else names."""
    filled = [cell for cell in cells if cell.strip()]
    if sum("@" in cell for cell in filled) * 2 > len(filled):
        return Person.email
    numbers = sum(sum(map(str.isdigit, cell)) >= FIGURES_OF_A_NUMBER for cell in filled)
    return Person.phone if numbers * 2 > len(filled) else FOCAL_POINT


def _rows(columns: Sequence[Column | None], lines: Sequence[CsvLine], chosen: Mapping[Key, str]) -> Iterator[RowRead]:
    """A row for each person: a focal point and an alternate may stand in one line."""
    for line in lines:
        row = RowRead(columns, line, chosen)
        for column in (FOCAL_POINT, ALTERNATE, Person.name, Organization.acronym):
            if column in row.cells and not row.id and is_nobody(row.cells[column]):  # `(vacant)`
                row.cells.pop(column)
        alternate = row.take(ALTERNATE)
        if focal_point := row.take(FOCAL_POINT):
            row.cells[Person.name] = focal_point
            row.cells.setdefault(Role.function, Function.FOCAL_POINT)
        for of_person, of_organization in OF_EITHER.items():
            theirs = Person.name in row.cells and (row.id or of_person is not Person.aliases)
            if of_person in row.cells and not theirs:
                row.cells[of_organization] = row.cells.pop(of_person)
            elif of_person in row.emptied and not theirs:
                row.emptied.append(of_organization)
        row.whole = dict(row.cells)
        yield row
        if alternate:  # of the same organization, without the contacts of the first one
            columns_of_it = (Organization.name, Organization.acronym, Person.name, Role.function)
            home = (row.cells.get(one, "") for one in columns_of_it[:2])
            yield RowRead(columns_of_it, CsvLine(line.number, [*home, alternate, Function.ALTERNATE]), chosen)


def _stands_behind(row: RowRead, ahead: Mapping[str, int]) -> bool:
    """Whether another row is about what the row's organization is part of, or shares a seat with."""
    own = _names(row, *NAMES)
    return any(ahead[name] > (name in own) for name in _names(row, Organization.part_of, Organization.seat))


def _names(row: RowRead, *columns: Column) -> set[str]:
    return {fold(name) for column in columns if (name := row.text(column))}


class MemberRows(ListRows):
    NAMED: ClassVar = (Organization.name, Organization.acronym, Person.name)
    SEVERAL: ClassVar = (Person.phone, Person.notes)
    GROWS: ClassVar = (*NAMED[:2], Organization.aliases, Person.aliases, Organization.notes, Person.notes)

    def __init__(self, file: ListFile, kind: type[Record], of: Record | None = None) -> None:
        super().__init__(file, kind, of)
        self._orders: dict[int, str] = {}
        """Places in the protocol order: our lists keep it, whatever is taken first."""
        self._told_status: set[str] = set()
        self._aliases: dict[str, list[str]] = {}
        """Those of each organization, with what this list adds."""
        self._with_home: set[str] = set()
        """The names of those whom some row places in an organization."""
        self._begun: dict[str, str] = {}
        """The memberships that this list begins, by their organizations."""
        self._made_roles: dict[tuple[Function, str | None, str | None], str] = {}
        self._held: dict[tuple[Function, str | None], list[str]] = {}

    def subject(self, brought: Sequence[ImportRow]) -> str:
        """A list may tell of one person in several rows."""
        return t("importing.members", count=len({row.what for row in brought}))

    def done(self, subject: str) -> Changes:
        return super().done(subject).told_by(Organization, Person)

    @classmethod
    def words_of(cls, kind: type[Record]) -> dict[str, Column]:  # noqa: ARG003 - a row tells of both types
        return member_words()

    def unread(self, head: CsvLine | None, below: Sequence[CsvLine]) -> str:
        said = {column_of(member_words(), cell) for cell in head.cells if cell.strip()} if head else set()
        return t("importing.no_headings") if below and said.isdisjoint(_NAMING) else super().unread(head, below)

    @property
    def keeps_notes(self) -> bool:
        """They are of the organization or of a person."""
        return False

    def columns(self, found: Sequence[Column | None], below: Sequence[CsvLine]) -> list[Column | None]:
        return member_columns(found, below)

    def take_all(self, columns: Sequence[Column | None], lines: Sequence[CsvLine]) -> list[ImportRow]:
        """In their order; a unit is taken after what it is part of."""
        rows, last = [*_rows(columns, lines, self.file.chosen)], self.names.known.last_place
        self._orders = {row.number: (last := after(last)) for row in rows}
        self.look_through(rows)
        self._with_home = {name for row in rows if _names(row, *NAMES) for name in _names(row, Person.name)}
        taken: dict[int, ImportRow] = {}
        while waiting := [n for n in range(len(rows)) if n not in taken]:
            ahead = Counter(name for n in waiting for name in _names(rows[n], *NAMES))
            for n in [n for n in waiting if not _stands_behind(rows[n], ahead)] or waiting:
                self.file.tell(len(taken), len(rows))
                taken[n] = self.take_one(rows[n])
        return [taken[n] for n in range(len(rows))]

    def take(self, row: RowRead, where: str) -> ImportRow:
        name, acronym, person = map(row.text, (Organization.name, Organization.acronym, Person.name))
        what = " · ".join(filter(None, (person, acronym or name))) or " ".join(row.cells.values())
        if not (name or acronym or person):
            return ImportRow(RowState.DOUBTFUL, what, where, t("importing.no_name"))
        who = self._who(row, person) if self._meant(row, name, acronym) else LEFT_OUT
        if who == LEFT_OUT:
            return ImportRow(RowState.DOUBTFUL, what, where, doubts=row.doubts.found())
        before = (self.making.so_far(), len(self.further))
        status, since = (self._value(row, field) for field in (Membership.status, Membership.since))
        home = self._organization(row, status, since)
        if person:
            self._person(row, home, since, another=who == OTHER_PERSON)
        elif row.id and home is not None:
            self._functions(row, (None, home), None, acronym)
        if person:
            row.lose(*row.cells.items())
        elif row.cells:
            row.said.append(t("importing.no_person", text=", ".join(row.cells.values())))
        if any(self.making.made(kind, before[0][0]) for kind in (Organization, Person)):
            return row.row(RowState.NEW, what, where)
        changed = (self.making.so_far(), len(self.further)) > before
        return row.row(RowState.UPDATED if changed else RowState.SAME, what, where)

    def _meant(self, row: RowRead, name: str, acronym: str) -> bool:
        """Whether it is sure which organization the row names, known or new; else that is asked."""
        known = self.names.known.organization
        own = row.id and not row.text(Person.name)
        if own or not (name or acronym) or known(acronym, name):
            return True
        # One word, as in "Oxfam", is its own acronym; who brings a person or an acronym along is brought in.
        unclear = not acronym and not row.text(Person.name) and " " in name
        if not (unclear or self._answer(name or acronym) or self.names.alike_on_record(name or acronym)):
            return True
        return self.unknown_organization(name or acronym, row, LEFT_OUT, adds=True) != LEFT_OUT

    def _answer(self, name: str) -> str:
        return str(self._asked.get((Organization.TABLE, fold(name)), "")).removeprefix(f"{IT_IS} ")

    def _who(self, row: RowRead, name: str) -> str:
        """Whether somebody of that name in another organization is the one that the row names, or of a name like it.

        Empty: nobody is.
        """
        names = (row.text(Organization.name), row.text(Organization.acronym))
        home, known = self._home(*names), self.names.known
        exact = self.lookup.state.get(Person, None if row.id else known.person_of(name, home) or known.person(name))
        there = exact if exact is not None or row.id else self.names.person_like(name, home)
        if not name or there is None or (there is exact and (not any(names) or there.organization in (home, None))):
            return ""
        word = (Person.TABLE, "/".join(map(fold, (name, *names))))
        choices = (SAME_PERSON, OTHER_PERSON, LEFT_OUT)
        both, of = name if there is exact else f"{name} – {there.name}", there.organization or ""
        told = t("importing.same_name", name=both, organization=self.lookup.name(Organization, of) or "–")
        said = self.ask_once(row, word, DoubtKind.SAME_NAME, told, *choices, about=name, meanwhile=LEFT_OUT)
        if said == SAME_PERSON:
            row.cells[Person.name] = row.whole[Person.name] = name if there is exact else there.name
        return said

    def _home(self, name: str, acronym: str) -> str | None:
        """The organization on record that a row names, or is said to mean."""
        return self.names.known.organization(acronym, name, self._answer(name or acronym))

    # Organizations

    def _organization(self, row: RowRead, status: MembershipStatus | None, since: date | None) -> str | None:
        """The one that the row names; another spelling of a known name becomes an alias."""
        alone = Person.name not in row.cells
        name, acronym = row.take(Organization.name), row.take(Organization.acronym)
        if not (name or acronym):
            return None
        state, ours = self.lookup.state, row.id if alone else ""
        known = ours if state.get(Organization, ours) else self._home(name, acronym)
        told = tuple(self.settings(row, Organization.type, *(OF_ORGANIZATION_ALONE if alone else ())))
        told = (*told, *self._links(row, known))
        aliases = tuple(row.take(Organization.aliases).split(";"))
        organization = self.planned.state.get(Organization, known)
        said: dict[Column, str] = {one: row.whole[one] for one in OF_ALL if one in row.whole}
        if organization is not None:
            told = self.said_first(row, organization.id, said, told)
            held = self._aliases.setdefault(organization.id, [*organization.aliases])
            names = {fold(one) for one in (organization.name, organization.acronym, *held)}
            if not ours:
                aliases = (name, *aliases)
            elif name and acronym:
                told = (*told, Organization.name(name), Organization.acronym(acronym))
            held += (spelled := [one for one in map(str.strip, aliases) if one and fold(one) not in names])
            all_of_it = (Organization.aliases(tuple(held)),) if spelled else ()
            if self.making.makes(Organization, organization.id):
                self.making.change(Organization, organization.id, *told, *all_of_it)
            else:
                gone = self.emptied(row, organization, (*told, *all_of_it)) if alone else ()
                self.change(row, organization, (*told, *gone))
                self.change(row, organization, all_of_it, again=bool(all_of_it))
            self._status(row, organization, status, since)
        else:
            order = (Organization.protocol_order(self._orders[row.number]),) if ours else ()
            body = new_body(self._answer(name or acronym)) or NewBody(OrganizationType.OTHER)
            own, told = told, (*told, Organization.aliases(aliases), Organization.type(body.type), *order)
            known = self.names.organization(name or acronym, acronym, *told, id=self._free(Organization, ours))
            self.said_first(row, known, said, own)
            self._told_status |= {known} if self._says_status(row, status, since) else set()
            if status or not (row.id or row.whole.get(Membership.status)):
                self._begin(known, status or body.status or MembershipStatus.MEMBER, since or body.since)
        return known

    def _links(self, row: RowRead, own: str | None) -> Iterator[Setting]:
        """What it is part of, and whose seat it shares: never itself, nor what is part of it."""
        for field in (Organization.part_of, Organization.seat):
            name = row.take(field)
            itself = fold(name) in {fold(row.whole.get(one, "")) for one in NAMES}
            id = self.organization(name, row, NO_ORGANIZATION) if name and not itself else None
            if itself or (id and own in self._chain(field, id)):
                row.lose((field, name))
            elif id:
                yield field(id)

    def _chain(self, field: Field[Any], id: str) -> list[str]:
        """It, and what stands above it."""
        chain: list[str] = []
        while id and id not in chain:
            chain.append(id)
            id = str(self.making.value(field, id) or "")
        return chain

    def _begin(self, organization: str, status: MembershipStatus, since: date | None) -> None:
        settings = (Membership.organization(organization), Membership.status(status), Membership.since(since))
        self._begun[organization] = self.making.new(Membership, self.lookup.state.new_id(), *settings)

    def _status(
        self, row: RowRead, organization: Organization, status: MembershipStatus | None, since: date | None
    ) -> None:
        """Another status is a new period: from the day that the row tells, or else from today.

        A list may say it in the row of each person: once is enough. Without a status the day is that of a function.
        """
        if not self._says_status(row, status, since) or organization.id in self._told_status:
            return
        self._told_status.add(organization.id)
        if begun := self._begun.get(organization.id):
            said = (Membership.status(status or MembershipStatus.MEMBER), Membership.since(since))
            self.making.change(Membership, begun, *(one for one in said if one.raw))
            return
        state, today, label = self.lookup.state, self.lookup.today, Membership.status.label
        periods = state.linked(Membership, Membership.organization, organization.id)
        period = next(iter(holding(periods, today)), None)
        if period is None and status is not None:
            if (status, since) not in ((one.status, one.since) for one in periods):  # it may begin later
                row.said.append(f"{t(Membership.status.label_id)}: – → {label(status)}")
                self._begin(organization.id, status, since)
        elif period is None:
            row.lose((Membership.since, str(since)))
        elif status is not None and period.status is not status:
            begins = since if since and (period.since is None or since > period.since) else today
            before = label(period.status)
            row.said.append(t("importing.status_changed", before=before, after=label(status), since=begins))
            changes = organizations.change_status(state, organization, status, begins)
            self.further[organization.id, Membership.status] = changes
        elif since and not any(holds(other, since) for other in periods if other.id != period.id):
            self._since(row, period, Membership.since(since))

    def _says_status(self, row: RowRead, status: MembershipStatus | None, since: date | None) -> bool:
        return status is not None or (since is not None and Role.function not in row.cells)

    def _since(self, row: RowRead, period: Membership | Role, since: Setting) -> None:
        """A day where none is on record; another one than there is asked: a list moves no term by itself."""
        field, there = since[0], period.since
        if there is None:
            self.change(row, period, (since,))
        elif there.isoformat() != since[1]:
            told = f"{cell_line(field, str(since[1]))} ({there.isoformat()})"
            if row.ask(DoubtKind.OTHER_DAY, told, KEPT, THEIRS, about=period.id) == THEIRS:
                self.change(row, period, (since,))

    # People

    def _person(self, row: RowRead, home: str | None, since: date | None, *, another: bool) -> None:
        """Args: another: Whether it is not the one of that name whom we know."""
        name, state = row.take(Person.name), self.lookup.state
        known = self.names.known.person_of(name, home) if another else self._known_person(row, name, home)
        told, handle = tuple(self.settings(row, *OF_PERSON)), row.take(Person.handle)
        person = state.get(Person, known)
        apart = derived_id(state.db, Person.TABLE, (fold(name), home or "")) if another else ""
        id = known or self.names.new_person(name, home, handle=handle, id=self._free(Person, row.id) or apart)
        said: dict[Column, str] = {one: row.whole[one] for one in OF_PERSON if one in row.whole}
        if home:
            said[Person.organization] = self.planned.name(Organization, home)
            told = (*told, Person.organization(home))
        told = self.said_first(row, id, said, told)
        if person is None:
            self.making.change(Person, id, *told)
        else:
            own, leaves = (Person.name(name),) if row.id else (), tuple(self._leaves(row, person))
            self.change(row, person, (*own, *self.emptied(row, person, told), *leaves, *told))
            home = home or (person.organization if not leaves else None)
        self._functions(row, (id, home), since, name)

    def _leaves(self, row: RowRead, person: Person) -> Iterator[Setting]:
        """That somebody is of no organization any more, where the list leaves the cell empty."""
        said = row.whole.keys() & {Organization.name, Organization.acronym}
        emptied = Organization.name in row.emptied and not said and person.organization is not None
        emptied = emptied and (bool(row.id) or fold(person.name) not in self._with_home)
        held = self.lookup.name(Organization, person.organization or "") if emptied else ""
        if held and self.is_emptied(row, Person.organization, held):
            yield Person.organization(None)

    def _known_person(self, row: RowRead, name: str, home: str | None) -> str | None:
        """By the id of a list of ours, which keeps two of one name apart; else by the name."""
        known = self.names.known.person_of(name, home) or self.names.known.person(name)
        if not row.id:
            return known
        if self.lookup.state.get(Person, row.id) is not None:
            return row.id
        same = self.lookup.state.get(Person, known)
        return known if same is not None and same.organization in (home, None) else None

    def _functions(self, row: RowRead, holder: tuple[str | None, str | None], since: date | None, name: str) -> None:
        """`focal point; chair (MFA)`, each with its day in the other column, or else with that of the membership.

        The day of a membership is that of a function too where the row says no status, or nobody knew the day before.
        """
        person, home = holder
        alone = since is not None and Membership.status not in row.whole
        periods = self.lookup.state.linked(Membership, Membership.organization, home or "")
        if not alone and any(one.since for one in periods):
            since = None
        functions = filter(None, map(str.strip, row.take(Role.function).split(";")))
        for text, said in zip_longest(functions, row.take(Role.since).split(";"), fillvalue=""):
            day = find_date(said)
            row.lose(*((Role.since, said),) * (day is None or not text))
            named = None if plain_key(text) in choice_words(Role.function) else _FOR.fullmatch(text)
            of = self.names.known.organization(named[2]) if named else home
            function = self._choice(Role.function, named[1] if named else text, row)
            if function is not None:
                moves = day is not None or alone
                if not (named or row.whole.keys() & {*NAMES}):  # the one for which they have it, now or later
                    roles = self.lookup.state.linked(Role, Role.person, person or "")
                    held = (one.organization for one in roles if one.function is function and not one.series)
                    of = next(held, None) or of
                self._function(row, (function, person, of), day.date if day else since, name, moves=moves)

    def _function(
        self, row: RowRead, told: tuple[Function, str | None, str | None], since: date | None, name: str, *, moves: bool
    ) -> None:
        function, person, home = told
        if made := self._made_roles.get(told):
            if since and not self.making.value(Role.since, made):
                self.making.change(Role, made, Role.since(since))
            return
        state = self.lookup.state
        held = [role for role in roles_on(state, self.lookup.today, function) if not role.series]
        later = [one for one in state.linked(Role, Role.person, person or "") if since and one.since == since]
        theirs = [one for one in (*held, *later) if one.function is function]
        same = next((role for role in theirs if (role.person, role.organization or home) == (person, home)), None)
        if same is not None:
            if since and (moves or same.since is None):
                self._since(row, same, Role.since(since))
            return
        if function in HELD_BY_ONE:
            self._say_second(row, function, home, name, held)
        settings = (Role.function(function), Role.person(person), Role.organization(home), Role.since(since))
        self._made_roles[told] = self.making.new(Role, state.new_id(), *settings)
        if state.get(Person, person) is not None:
            row.said.append(f"{t(Role.function.label_id)}: – → {Role.function.label(function)}")

    def _say_second(self, row: RowRead, function: Function, home: str | None, name: str, held: Sequence[Role]) -> None:
        """A second focal point of an organization, or a second chair, comes in, and is told."""
        place = home if function is Function.FOCAL_POINT else None
        there = [role for role in held if function is not Function.FOCAL_POINT or role.organization == home]
        names = [self.lookup.name(Person, role.person) for role in there if role.person]
        known = self._held.setdefault((function, place), names)
        if known:
            row.said.append(t("importing.second", function=Role.function.label(function), names=", ".join(known)))
        known.append(name)

    def read(self, field: Field[Any], text: str, row: RowRead) -> Setting | None:
        """Of several types or channels the first counts: "Polícia e Forças Armadas", "WhatsApp, e-mail"."""
        if field in (Organization.type, Person.channel):
            parts = (text, *AND.split(text))
            text = next((part for part in parts if plain_key(part) in choice_words(field)), text)
        return super().read(field, text, row)

    def _free(self, kind: type[Record], id: str) -> str:
        """The id that a list of ours gives, unless its record is in the trash."""
        return id if id and self.lookup.state.trashed(kind, id) is None else ""

    def _value(self, row: RowRead, field: Field[Any]) -> Any:
        return next((field.decode(setting.raw) for setting in self.settings(row, field)), None)  # type: ignore[arg-type]
