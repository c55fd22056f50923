"""A list of members as records: organizations, people and their functions, row by row.

What a row says and the register does not is added; what both say differently is changed to what the row says, in one
undo. A person of the same name in another organization may be somebody else: that row is doubtful and not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import roles_on, status_on
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.text import fold
from ictwg.domain.values import MembershipStatus, OrganizationType
from ictwg.exchange.reading.members_csv import read_members
from ictwg.locales import t
from ictwg.services.importing.names import Names
from ictwg.services.importing.report import ImportPlan, ImportRow, RowState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ictwg.domain.schema import Setting
    from ictwg.exchange.reading.members_csv import ReadMemberRow, ReadProblem
    from ictwg.services.records.lookup import Lookup


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
    read = read_members(data)
    edit = Edit("verbs.imported")
    importer = _Importer(lookup, edit, where)
    rows = _parents_first(importer, read.rows, tell)
    rows += [_problem_row(problem, where) for problem in read.problems]
    if read.unknown_columns:
        why = t("importing.unknown_columns", columns=", ".join(read.unknown_columns))
        rows.append(ImportRow(RowState.DOUBTFUL, "", where, why))
    rows += importer.names.rows(where)
    # A list may tell of one person in several rows.
    brought = len({row.what for row in rows if row.state in (RowState.NEW, RowState.UPDATED)})
    changes = edit.done()._replace(subject=t("importing.members", count=brought))
    return ImportPlan(tuple(rows), changes.told_by(Organization, Person))


def _parents_first(
    importer: _Importer, rows: Sequence[ReadMemberRow], tell: Callable[[int, int], object]
) -> list[ImportRow]:
    """What becomes of each row, in their order: a unit waits until what it is part of has been taken."""
    taken: dict[int, ImportRow] = {}
    waiting = list(enumerate(rows))
    while waiting:
        ready = [(n, row) for n, row in waiting if importer.knows_parent(row)] or waiting
        for n, row in ready:
            tell(len(taken), len(rows))
            taken[n] = importer.take(row)
        waiting = [(n, row) for n, row in waiting if n not in taken]
    return [taken[n] for n in range(len(rows))]


def _problem_row(problem: ReadProblem, where: str) -> ImportRow:
    """A row of the file that cannot be taken, or the whole file."""
    why = t(f"importing.{problem.kind}")
    if not problem.line:
        return ImportRow(RowState.SKIPPED, where, where, why)
    return ImportRow(RowState.DOUBTFUL, problem.text, f"{where}:{problem.line}", why)


def together(plans: Sequence[ImportPlan]) -> ImportPlan:
    """Several plans as one change and one undo."""
    changes = Changes("verbs.imported")
    for plan in plans:
        changes = changes.and_then(plan.changes)
    subjects = [plan.changes.subject for plan in plans if plan.changes]
    about = tuple(dict.fromkeys(place for plan in plans for place in plan.changes.told_of))
    rows = tuple(row for plan in plans for row in plan.rows)
    return ImportPlan(rows, changes._replace(subject=", ".join(subjects), about=about))


class _Importer:
    """Writes rows into one edit."""

    def __init__(self, lookup: Lookup, edit: Edit, where: str) -> None:
        self.names = Names(lookup.state, edit)
        self._lookup = lookup
        self._edit = edit
        self._where = where
        self._parents: dict[str | None, str | None] = {}

    def knows_parent(self, row: ReadMemberRow) -> bool:
        """Whether what the row's organization is part of is known, or nothing is said of it."""
        return not row.part_of or self.names.known_organization(row.part_of) is not None

    def take(self, row: ReadMemberRow) -> ImportRow:
        twin = self._somebody_else(row)
        if twin is not None:
            home = self._lookup.state.get(Organization, twin.organization)
            why = t("importing.same_name", organization=home.acronym if home else "–")
            return self._row(RowState.DOUBTFUL, row, why)
        if self._names_nobody(row):
            return self._row(RowState.DOUBTFUL, row, t("importing.nobody_named"))
        made, written = len(self._edit.made), self._edit.size
        organization = self._take_organization(row)
        if row.person:
            self._take_person(row, organization)
        part_of = self.names.known_organization(row.part_of) if row.part_of else None
        placed = part_of is not None and part_of == self._parents.get(organization)
        why = "; ".join(_not_kept(row, placed=placed))
        if len(self._edit.made) > made:
            return self._row(RowState.NEW, row, why)
        return self._row(RowState.UPDATED if self._edit.size > written else RowState.SAME, row, why)

    def _row(self, state: RowState, row: ReadMemberRow, why: str = "") -> ImportRow:
        what = " · ".join(filter(None, (row.person, row.acronym or row.organization)))
        return ImportRow(state, what, f"{self._where}:{row.line}", why)

    def _names_nobody(self, row: ReadMemberRow) -> bool:
        """Only the long name of an organization that nobody knows: its acronym would be our invention."""
        if row.person or row.acronym or self.names.known_organization(row.organization):
            return False
        return " " in row.organization  # one word, as in "Oxfam", is its own

    def _somebody_else(self, row: ReadMemberRow) -> Person | None:
        """A person of this name who belongs to another organization."""
        known = self._lookup.state.get(Person, self.names.known_person(row.person)) if row.person else None
        home = self.names.known_organization(row.acronym or row.organization)
        apart = known is not None and known.organization and (row.organization or row.acronym)
        return known if apart and known and known.organization != home else None

    def _take_organization(self, row: ReadMemberRow) -> str | None:
        name = row.organization or row.acronym
        if not name:
            return None
        known = self.names.known_organization(row.acronym) if row.acronym else None
        known = known or self.names.known_organization(name)
        if known is None:
            return self._new_organization(row, name)
        organization = self._lookup.state.get(Organization, known)
        if organization is not None:
            parent = self._parent(row, known)
            self._edit.update(organization, *_told_of_organization(organization, row, parent))
            self._take_status(organization, row)
            self._parents[known] = parent
        return known

    def _parent(self, row: ReadMemberRow, own: str | None = None) -> str | None:
        parent = self.names.known_organization(row.part_of) if row.part_of else None
        return parent if parent != own else None

    def _new_organization(self, row: ReadMemberRow, name: str) -> str:
        type, parent = Organization.type(row.type or OrganizationType.OTHER), self._parent(row)
        settings = (type, Organization.aliases(row.aliases), Organization.part_of(parent))
        id = self.names.organization(name, row.acronym, *settings)
        self._parents[id] = parent
        status = row.status or MembershipStatus.MEMBER
        self._edit.create(
            Membership,
            self._lookup.state.new_id(),
            Membership.organization(id),
            Membership.status(status),
            Membership.since(row.since),
        )
        return id

    def _take_status(self, organization: Organization, row: ReadMemberRow) -> None:
        """A status that the register does not have yet; one that differs is a decision of the group, not of a list."""
        state, today = self._lookup.state, self._lookup.today
        if row.status is None or status_on(state, organization, today) is not None:
            return
        settings = (Membership.organization(organization.id), Membership.status(row.status))
        self._edit.create(Membership, state.new_id(), *settings, Membership.since(row.since))

    def _take_person(self, row: ReadMemberRow, organization: str | None) -> None:
        state = self._lookup.state
        known = self.names.known_person(row.person)
        person = state.get(Person, known)
        settings = tuple(_told_of_person(row))
        if person is not None:
            home = () if organization is None else (Person.organization(organization),)
            self._edit.update(person, *settings, *home)
        id = known or self.names.new_person(row.person, organization, *settings)
        self._take_function(row, id, organization)

    def _take_function(self, row: ReadMemberRow, person: str, organization: str | None) -> None:
        if row.function is None:
            return
        held = roles_on(self._lookup.state, self._lookup.today, row.function)
        if any(role.person == person and role.organization == organization for role in held):
            return
        settings = (Role.function(row.function), Role.person(person), Role.organization(organization))
        self._edit.create(Role, self._lookup.state.new_id(), *settings, Role.since(row.since))


def _not_kept(row: ReadMemberRow, *, placed: bool) -> Iterator[str]:
    """What the row says and no record takes: words that are not understood, and what is said of a person unnamed.

    Args:
        row: The row.
        placed: Whether what its organization is part of was taken.
    """
    if row.type_text and row.type is None:
        yield t("importing.unknown_type", text=row.type_text)
    unread = [text for text, read in _read_values(row) if text and read is None]
    unread += [text for heading, text in row.others if not heading]
    unread += [row.part_of] if row.part_of and not placed else []
    if unread:
        yield t("importing.not_understood", text=", ".join(unread))
    nobodys = [row.form_of_address, row.position, row.function_text, row.phone, row.email]
    nobodys += [row.sex_text, row.channel_text, row.language, row.notes]
    if not row.person and any(nobodys):
        yield t("importing.no_person", text=", ".join(filter(None, nobodys)))


def _read_values(row: ReadMemberRow) -> Iterator[tuple[str, object]]:
    """What is written in the columns of choices and days, with what it was read as."""
    yield from ((row.status_text, row.status), (row.since_text, row.since))
    if row.person:
        yield from ((row.function_text, row.function), (row.sex_text, row.sex), (row.channel_text, row.channel))


def _told_of_organization(organization: Organization, row: ReadMemberRow, parent: str | None) -> Iterator[Setting]:
    """What the row says of a known organization; another spelling of its name becomes an alias."""
    if row.type is not None:
        yield Organization.type(row.type)
    if parent is not None:
        yield Organization.part_of(parent)
    names = {fold(name) for name in (organization.name, organization.acronym, *organization.aliases)}
    spelled = [name for name in (row.organization, *row.aliases) if name and fold(name) not in names]
    if spelled:
        yield Organization.aliases((*organization.aliases, *spelled))


def _told_of_person(row: ReadMemberRow) -> Iterator[Setting]:
    """The fields of a person that the row fills in."""
    texts = {
        Person.form_of_address: row.form_of_address,
        Person.position: row.position,
        Person.phone: row.phone,
        Person.email: row.email,
        Person.language: row.language,
        Person.notes: row.notes,
    }
    yield from (field(text) for field, text in texts.items() if text)
    if row.sex is not None:
        yield Person.sex(row.sex)
    if row.channel is not None:
        yield Person.channel(row.channel)
