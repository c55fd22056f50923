"""A list of members: each row says something of an organization, of a person, or of a person of an organization.

What a row says and the register does not is added; what both say differently is changed to what the row says, in one
undo, and told field by field. A list that this program wrote names its records by their ids, and comes back whole: only
that what is empty in it empties nothing. A person of the same name in another organization may be somebody else: that
row is doubtful and not written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ictwg.domain.changes import Changes
from ictwg.domain.order import after
from ictwg.domain.periods import holding, holds, roles_on
from ictwg.domain.records import Action, Membership, Organization, Person, Role
from ictwg.domain.schema import form_fields
from ictwg.domain.text import fold
from ictwg.domain.values import Function, MembershipStatus, OrganizationType
from ictwg.imports.dates import find_date
from ictwg.imports.headings import AND, ID, choice_words, heading_words, plain_key, read_list
from ictwg.imports.list_rows import ListRows, RowRead
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import t
from ictwg.locales.former_words import words_in_every_language
from ictwg.members import organizations
from ictwg.records.csv_format import CsvLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from ictwg.domain.schema import Field, Record, Setting
    from ictwg.imports.headings import Column
    from ictwg.records.lookup import Lookup


FOCAL_POINT, ALTERNATE, CONTACT = "focal_point", "alternate", "contact"


OF_EITHER: dict[Column, Column] = {
    Person.aliases: Organization.aliases,
    Person.notes: Organization.notes,
    Person.source: Organization.source,
}
"""Columns that are the person's where the row names one."""


OF_PERSON = (
    *(field for field in form_fields(Person) if field not in (Person.name, Person.organization)),
    Person.source,
)


OF_ORGANIZATION_ALONE = (Organization.exempt_from_quorum, Organization.notes, Organization.source)


COLUMNS: dict[str, Column] = {
    **{field.name: field for field in (*form_fields(Organization), Person.name, *OF_PERSON, Person.handle)},
    **{one: one for one in (FOCAL_POINT, ALTERNATE, CONTACT)},
    Person.organization.name: Organization.name,
    Membership.status.name: Membership.status,
    Membership.since.attribute: Membership.since,
    Role.function.name: Role.function,
    "functions_since": Role.since,
}


SEVERAL = (Person.phone, Person.notes)
"""Columns of which a list may have more than one: a telephone and a mobile number."""


HELD_BY_ONE = (Function.FOCAL_POINT, Function.CHAIR)


FIGURES_OF_A_NUMBER = 5


_FOR = re.compile(r"(.*?)\s*\(([^()]+)\)")


def import_members(
    lookup: Lookup, data: bytes, where: str, tell: Callable[[int, int], object] = lambda *_: None
) -> ImportPlan:
    """The plan for one CSV file; nothing is written until its changes are committed.

    Args:
        lookup: What is on record.
        data: The file's content.
        where: Its path.
        tell: Told before each row how many are done, and of how many.
    """
    importer = MemberRows(lookup, where, tell)
    rows = [*importer.take_file(data), *importer.names.rows(where)]
    # A list may tell of one person in several rows.
    brought = len({row.what for row in rows if row.state in (RowState.NEW, RowState.UPDATED)})
    changes = importer.done(t("importing.members", count=brought))
    return ImportPlan(tuple(rows), changes.told_by(Organization, Person))


def together(plans: Sequence[ImportPlan]) -> ImportPlan:
    """Several plans as one change and one undo."""
    changes = Changes("verbs.imported")
    for plan in plans:
        changes = changes.and_then(plan.changes)
    subjects = [plan.changes.subject for plan in plans if plan.changes]
    about = tuple(dict.fromkeys(place for plan in plans for place in plan.changes.told_of))
    rows = tuple(row for plan in plans for row in plan.rows)
    return ImportPlan(rows, changes._replace(subject=", ".join(subjects), about=about))


def read_members(data: bytes) -> list[RowRead]:
    """The rows of a list of members that name somebody; none where it is another file."""
    _, found, below = read_list(data, _words())
    rows = _rows(member_columns(found, below), below) if found else ()
    return [row for row in rows if {Person.name, Organization.name, Organization.acronym} & {*row.cells}]


def names_people(data: bytes) -> bool:
    """Whether the list names anybody; one of organizations alone says who they are."""
    return any(Person.name in row.cells for row in read_members(data))


@cache
def _words() -> dict[str, Column]:
    return heading_words((Organization, Membership, Person), COLUMNS)


def is_other_list(headings: Iterable[str]) -> bool:
    """Whether a list of ours has these headings that is of something else: of what carries references."""
    named = set(map(plain_key, headings))
    references = {Action.reference.name, *map(plain_key, words_in_every_language(Action.reference.label_id))}
    return ID in named and bool(references & named)


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
        columns.append(None if meant not in SEVERAL and (taken or people) else meant)
    return columns


def _contact(cells: Sequence[str]) -> Column:
    """What a column "Contact" holds is told by most of its cells: addresses, numbers, else names."""
    filled = [cell for cell in cells if cell.strip()]
    if sum("@" in cell for cell in filled) * 2 > len(filled):
        return Person.email
    numbers = sum(sum(map(str.isdigit, cell)) >= FIGURES_OF_A_NUMBER for cell in filled)
    return Person.phone if numbers * 2 > len(filled) else FOCAL_POINT


def _rows(columns: Sequence[Column | None], lines: Sequence[CsvLine]) -> Iterator[RowRead]:
    """A row for each person: a focal point and an alternate may stand in one line."""
    for line in lines:
        row = RowRead(columns, line, {})
        alternate = row.take(ALTERNATE)
        if focal_point := row.take(FOCAL_POINT):
            row.cells[Person.name] = focal_point
            row.cells.setdefault(Role.function, Function.FOCAL_POINT)
        for of_person, of_organization in OF_EITHER.items():
            theirs = Person.name in row.cells and (row.id or of_person is not Person.aliases)
            if of_person in row.cells and not theirs:
                row.cells[of_organization] = row.cells.pop(of_person)
        yield row
        if alternate:  # of the same organization, without the contacts of the first one
            columns_of_it = (Organization.name, Organization.acronym, Person.name, Role.function)
            home = (row.cells.get(one, "") for one in columns_of_it[:2])
            yield RowRead(columns_of_it, CsvLine(line.number, [*home, alternate, Function.ALTERNATE]), {})


class MemberRows(ListRows):
    def __init__(self, lookup: Lookup, where: str, tell: Callable[[int, int], object]) -> None:
        super().__init__(lookup, Organization, None, where, {})
        self._tell = tell
        self._orders: dict[int, str] = {}
        """Places in the protocol order: our lists keep it, whatever is taken first."""
        self._told_status: set[str] = set()
        self._made_roles: set[tuple[Function, str | None, str | None]] = set()
        self._held: dict[tuple[Function, str | None], list[str]] = {}

    def words(self) -> dict[str, Column]:
        return _words()

    def unread(self, head: CsvLine | None, below: Sequence[CsvLine]) -> str:
        if head is None:
            return t("importing.no_headings" if below else "importing.empty")
        if is_other_list(head.cells):
            return t("importing.other_list")
        return "" if below else t("importing.no_rows")

    def columns(self, found: Sequence[Column | None], below: Sequence[CsvLine]) -> list[Column | None]:
        return member_columns(found, below)

    def take_all(self, columns: Sequence[Column | None], lines: Sequence[CsvLine]) -> list[ImportRow]:
        """In their order; a unit is taken after what it is part of."""
        rows, last = [*_rows(columns, lines)], self.names.known.last_place
        self._orders = {row.number: (last := after(last)) for row in rows}
        taken: dict[int, ImportRow] = {}
        while waiting := [n for n in range(len(rows)) if n not in taken]:
            for n in [n for n in waiting if self._knows_parent(rows[n])] or waiting:
                self._tell(len(taken), len(rows))
                taken[n] = self.take_one(rows[n])
        return [taken[n] for n in range(len(rows))]

    def _knows_parent(self, row: RowRead) -> bool:
        """Whether what the row's organization is part of, or shares a seat with, is known, or nothing is said of it."""
        above = (row.text(field) for field in (Organization.part_of, Organization.seat))
        return all(self.names.known.organization(name) for name in above if name)

    def take(self, row: RowRead, where: str) -> ImportRow:
        name, acronym, person = map(row.text, (Organization.name, Organization.acronym, Person.name))
        what = " · ".join(filter(None, (person, acronym or name))) or " ".join(row.cells.values())
        problem = self._not_taken(row, name, acronym, person)
        if problem:
            return ImportRow(RowState.DOUBTFUL, what, where, problem)
        before = (self.making.so_far(), len(self.further))
        status, since = (self._value(row, field) for field in (Membership.status, Membership.since))
        home = self._organization(row, status, since)
        if person:
            self._person(row, home, since)
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

    def _not_taken(self, row: RowRead, name: str, acronym: str, person: str) -> str:
        """Why the row is not taken: it names nobody, or who may be somebody else; empty where it is."""
        if not (name or acronym or person):
            return t("importing.no_name")
        known = self.names.known.organization
        invented = not person and not acronym and " " in name  # one word, as in "Oxfam", is its own acronym
        if invented and not known(name):
            return t("importing.nobody_named")
        there = None if row.id else self.lookup.state.get(Person, self.names.known.person(person))
        if there is None or not there.organization or not (name or acronym):
            return ""
        home = self.lookup.state.get(Organization, there.organization)
        elsewhere = there.organization != known(acronym or name)
        return t("importing.same_name", organization=home.acronym if home else "–") if elsewhere else ""

    # Organizations

    def _organization(self, row: RowRead, status: MembershipStatus | None, since: date | None) -> str | None:
        """The one that the row names; another spelling of a known name becomes an alias."""
        alone = Person.name not in row.cells
        name, acronym = row.take(Organization.name), row.take(Organization.acronym)
        if not (name or acronym):
            return None
        state, ours = self.lookup.state, row.id if alone else ""
        known = ours if state.get(Organization, ours) else self.names.known.organization(acronym, name)
        told = tuple(self.settings(row, Organization.type, *(OF_ORGANIZATION_ALONE if alone else ())))
        told = (*told, *self._links(row, known))
        aliases = tuple(row.take(Organization.aliases).split(";"))
        organization = state.get(Organization, known)
        if organization is not None:
            names = {fold(one) for one in (organization.name, organization.acronym, *organization.aliases)}
            if not ours:
                aliases = (name, *aliases)
            elif name and acronym:
                told = (*told, Organization.name(name), Organization.acronym(acronym))
            if spelled := [one for one in map(str.strip, aliases) if one and fold(one) not in names]:
                told = (*told, Organization.aliases((*organization.aliases, *spelled)))
            self.change(row, organization, told)
            self._status(row, organization, status, since)
        elif known is None:
            order = (Organization.protocol_order(self._orders[row.number]),) if ours else ()
            told = (*told, Organization.aliases(aliases), Organization.type(OrganizationType.OTHER), *order)
            known = self.names.organization(name or acronym, acronym, *told, id=self._free(Organization, ours))
            if status or not row.id:
                self._begin(known, status or MembershipStatus.MEMBER, since)
        return known

    def _links(self, row: RowRead, own: str | None) -> Iterator[Setting]:
        """What it is part of, and whose seat it shares: never itself; of one that this list made, what came first."""
        made = self.making.makes(Organization, own or "")
        for field in (Organization.part_of, Organization.seat):
            name = row.take(field)
            id = self.names.known.organization(name) if name else None
            if name and (id in (None, own) or (made and id != self.making.value(field, own or ""))):
                row.lose((field, name))
            elif id:
                yield field(id)

    def _begin(self, organization: str, status: MembershipStatus, since: date | None) -> None:
        settings = (Membership.organization(organization), Membership.status(status), Membership.since(since))
        self.making.new(Membership, self.lookup.state.new_id(), *settings)

    def _status(
        self, row: RowRead, organization: Organization, status: MembershipStatus | None, since: date | None
    ) -> None:
        """Another status is a new period: from the day that the row tells, or else from today.

        A list may say it in the row of each person: once is enough.
        """
        if status is None or organization.id in self._told_status:
            return
        self._told_status.add(organization.id)
        state, today, label = self.lookup.state, self.lookup.today, Membership.status.label
        periods = state.linked(Membership, Membership.organization, organization.id)
        period = next(iter(holding(periods, today)), None)
        if period is None:
            row.said.append(f"{t(Membership.status.label_id)}: – → {label(status)}")
            self._begin(organization.id, status, since)
        elif period.status is not status:
            begins = since if since and (period.since is None or since > period.since) else today
            before = label(period.status)
            row.said.append(t("importing.status_changed", before=before, after=label(status), since=begins))
            self.further.append(organizations.change_status(state, organization, status, begins))
        elif since and not any(holds(other, since) for other in periods if other.id != period.id):
            self.change(row, period, (Membership.since(since),))

    # People

    def _person(self, row: RowRead, home: str | None, since: date | None) -> None:
        name, state = row.take(Person.name), self.lookup.state
        known = self._known_person(row, name, home)
        told, handle = tuple(self.settings(row, *OF_PERSON)), row.take(Person.handle)
        person = state.get(Person, known)
        if person is not None:
            named = (Person.name(name),) if row.id else ()
            self.change(row, person, (*named, *told, *((Person.organization(home),) if home else ())))
        id = known or self.names.new_person(name, home, *told, handle=handle, id=self._free(Person, row.id))
        self._functions(row, (id, home), None if row.id else since, name)

    def _known_person(self, row: RowRead, name: str, home: str | None) -> str | None:
        """By the id of a list of ours, which keeps two of one name apart; else by the name."""
        known = self.names.known.person(name)
        if not row.id:
            return known
        if self.lookup.state.get(Person, row.id) is not None:
            return row.id
        same = self.lookup.state.get(Person, known)
        return known if same is not None and same.organization in (home, None) else None

    def _functions(self, row: RowRead, holder: tuple[str | None, str | None], since: date | None, name: str) -> None:
        """`focal point; chair (MFA)`, each with its day in the other column, or else with that of membership."""
        days, words = row.take(Role.since).split(";"), choice_words(Role.function)
        person, home = holder
        for at, text in enumerate(filter(None, map(str.strip, row.take(Role.function).split(";")))):
            function, of = words.get(plain_key(text)), home
            if function is None and (named := _FOR.fullmatch(text)):
                function, of = words.get(plain_key(named[1])), self.names.known.organization(named[2])
            if function is None:
                row.lose((Role.function, text))
                continue
            day = find_date(days[at]) if at < len(days) else None
            self._function(row, (function, person, of), day.date if day else since, name)

    def _function(
        self, row: RowRead, told: tuple[Function, str | None, str | None], since: date | None, name: str
    ) -> None:
        function, person, home = told
        if told in self._made_roles:
            return
        state = self.lookup.state
        held = [role for role in roles_on(state, self.lookup.today, function) if not role.series]
        same = next((role for role in held if (role.person, role.organization or home) == (person, home)), None)
        if same is not None:
            if since:
                self.change(row, same, (Role.since(since),))
            return
        if function in HELD_BY_ONE:
            self._say_second(row, function, home, name, held)
        settings = (Role.function(function), Role.person(person), Role.organization(home), Role.since(since))
        self.making.new(Role, state.new_id(), *settings)
        self._made_roles.add(told)
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
