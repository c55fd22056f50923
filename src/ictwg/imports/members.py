"""A list of members as records: organizations, people and their functions, row by row.

What a row says and the register does not is added; what both say differently is changed to what the row says, in one
undo, and told field by field. A list that this program wrote names its records by their ids, and comes back whole: only
that what is empty in it empties nothing. A person of the same name in another organization may be somebody else: that
row is doubtful and not written.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ictwg.domain.changes import Changes
from ictwg.domain.order import after
from ictwg.domain.periods import holding, holds, roles_on
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.text import fold
from ictwg.domain.values import Function, MembershipStatus, OrganizationType
from ictwg.imports.member_lists import OURS, Heading, read_members
from ictwg.imports.names import ImportNames
from ictwg.imports.new_records import NewRecords
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from ictwg.domain.schema import Field, Record, Setting
    from ictwg.imports.member_lists import ReadMemberRow, ReadProblem
    from ictwg.records.lookup import Lookup


DAY = timedelta(days=1)


HELD_BY_ONE = (Function.FOCAL_POINT, Function.CHAIR)


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
    making = NewRecords(lookup.state)
    importer = _MemberImporter(lookup, making, where, read.rows)
    rows = _parents_first(importer, read.rows, tell)
    rows += [_problem_row(problem, where) for problem in read.problems]
    if read.unknown_columns:
        why = t("importing.unknown_columns", columns=", ".join(read.unknown_columns))
        rows.append(ImportRow(RowState.DOUBTFUL, "", where, why))
    rows += importer.names.rows(where)
    # A list may tell of one person in several rows.
    brought = len({row.what for row in rows if row.state in (RowState.NEW, RowState.UPDATED)})
    changes = making.done(t("importing.members", count=brought))
    return ImportPlan(tuple(rows), changes.told_by(Organization, Person))


def _parents_first(
    importer: _MemberImporter, rows: Sequence[ReadMemberRow], tell: Callable[[int, int], object]
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


class _MemberImporter:
    def __init__(self, lookup: Lookup, making: NewRecords, where: str, rows: Sequence[ReadMemberRow]) -> None:
        self.names = ImportNames(making)
        self._lookup = lookup
        self._state = lookup.state
        self._making = making
        self._where = where
        self._links: dict[str, tuple[str | None, str | None]] = {}
        self._told_status: set[str] = set()
        self._made_roles: set[tuple[Function, str | None, str | None]] = set()
        self._held: dict[tuple[Function, str | None], list[str]] = {}
        self._said: list[str] = []
        """What the row under way changes, and what is to be known of it."""
        last = self.names.known.last_place
        self._orders = {row.line: (last := after(last)) for row in rows}
        """Places in the protocol order: our lists keep it, whatever is taken first."""

    def knows_parent(self, row: ReadMemberRow) -> bool:
        """Whether what the row's organization is part of, or shares a seat with, is known, or nothing is said of it."""
        return all(self.names.known.organization(name) for name in row.above if name)

    def take(self, row: ReadMemberRow) -> ImportRow:
        self._said = []
        twin = self._somebody_else(row)
        if twin is not None:
            home = self._state.get(Organization, twin.organization)
            why = t("importing.same_name", organization=home.acronym if home else "–")
            return self._row(RowState.DOUBTFUL, row, why)
        if self._names_nobody(row):
            return self._row(RowState.DOUBTFUL, row, t("importing.nobody_named"))
        before = self._making.so_far()
        organization = self._take_organization(row)
        if row.person:
            self._take_person(row, organization)
        elif row.is_ours and organization is not None:
            self._take_functions(row, None, organization)
        why = "; ".join((*self._said, *self._not_kept(row, organization)))
        if any(self._making.made(kind, before[0]) for kind in (Organization, Person)):
            return self._row(RowState.NEW, row, why)
        return self._row(RowState.UPDATED if self._making.so_far() > before else RowState.SAME, row, why)

    def _row(self, state: RowState, row: ReadMemberRow, why: str = "") -> ImportRow:
        what = " · ".join(filter(None, (row.person, row.acronym or row.organization)))
        return ImportRow(state, what, f"{self._where}:{row.line}", why)

    def _not_kept(self, row: ReadMemberRow, organization: str | None) -> Iterator[str]:
        part_of, seat = self._links.get(organization or "", (None, None))
        known = [self.names.known.organization(name) if name else None for name in row.above]
        lost = zip(row.above, known, (part_of, seat), strict=True)
        return not_kept(row, [text for text, meant, kept in lost if text and (meant is None or meant != kept)])

    def _update(self, record: Record, *settings: Setting) -> None:
        """Writes what differs, and says from what to what."""
        for field, raw in settings:
            before, after = field.of(record), raw if field.is_set else field.decode(raw)  # type: ignore[arg-type]
            if before != after:
                self._change(field, field.show(before, self._lookup), field.show(after, self._lookup))
        self._making.edit.update(record, *settings)

    def _change(self, field: Field[Any], before: str, after: str) -> None:
        self._said.append(f"{t(field.label_id)}: {before or '–'} → {after or '–'}")

    # Who is meant

    def _names_nobody(self, row: ReadMemberRow) -> bool:
        """Only the long name of an organization that nobody knows: its acronym would be our invention."""
        if row.person or row.acronym or self.names.known.organization(row.organization):
            return False
        return " " in row.organization  # one word, as in "Oxfam", is its own

    def _known_person(self, row: ReadMemberRow, home: str | None) -> str | None:
        """By the id of a list of ours, which keeps two of one name apart; else by the name."""
        known = self.names.known.person(row.person)
        if not row.is_ours:
            return known
        if self._state.get(Person, row.id) is not None:
            return row.id
        same = self._state.get(Person, known)
        return known if same is not None and same.organization in (home, None) else None

    def _somebody_else(self, row: ReadMemberRow) -> Person | None:
        """A person of this name who belongs to another organization."""
        if not row.person or row.is_ours:
            return None
        known = self._state.get(Person, self.names.known.person(row.person))
        home = self.names.known.organization(row.acronym or row.organization)
        apart = known is not None and known.organization and (row.organization or row.acronym)
        return known if apart and known and known.organization != home else None

    def _known_organization(self, row: ReadMemberRow) -> str | None:
        if row.is_ours and not row.person and self._state.get(Organization, row.id) is not None:
            return row.id
        return self.names.known.organization(row.acronym, row.organization)

    # Organizations

    def _take_organization(self, row: ReadMemberRow) -> str | None:
        name = row.organization or row.acronym
        if not name:
            return None
        known = self._known_organization(row)
        if known is None:
            return self._new_organization(row, name)
        organization = self._state.get(Organization, known)
        if organization is not None:
            links = self._linked(row, known)
            self._update(organization, *told_of_organization(organization, row, links))
            self._take_status(organization, row)
            self._links[known] = links
        return known

    def _linked(self, row: ReadMemberRow, own: str | None = None) -> tuple[str | None, str | None]:
        """What it is part of, and whose seat it shares; never itself."""
        found = (self.names.known.organization(name) if name else None for name in row.above)
        part_of, seat = (id if id != own else None for id in found)
        return part_of, seat

    def _new_organization(self, row: ReadMemberRow, name: str) -> str:
        links = self._linked(row)
        told = [
            Organization.type(row.value(Heading.TYPE) or OrganizationType.OTHER),
            Organization.aliases(row.aliases_of_organization),
            Organization.part_of(links[0]),
            Organization.seat(links[1]),
        ]
        if row.is_ours and not row.person:
            told += [*of_our_list(row), Organization.protocol_order(self._orders[row.line])]
            free = self._state.trashed(Organization, row.id) is None
            id = self.names.organization(name, row.acronym, *told, id=row.id if free else "")
        else:
            told += [Organization.notes(row.text(Heading.NOTES))] if not row.person and row.text(Heading.NOTES) else []
            id = self.names.organization(name, row.acronym, *told)
        self._links[id] = links
        status = row.value(Heading.STATUS) if row.is_ours else row.value(Heading.STATUS) or MembershipStatus.MEMBER
        if status is not None:
            self._begin(id, status, row.value(Heading.SINCE))
        return id

    def _begin(
        self, organization: str, status: MembershipStatus, since: date | None, until: date | None = None
    ) -> None:
        settings = (Membership.organization(organization), Membership.status(status), Membership.since(since))
        self._making.new(Membership, self._state.new_id(), *settings, Membership.until(until))

    def _take_status(self, organization: Organization, row: ReadMemberRow) -> None:
        """Another status is a new period: from the day that the row tells, or else from today.

        A list may say it in the row of each person: once is enough.
        """
        status, since = row.value(Heading.STATUS), row.value(Heading.SINCE)
        if status is None or organization.id in self._told_status:
            return
        self._told_status.add(organization.id)
        periods = self._state.linked(Membership, Membership.organization, organization.id)
        period = next(iter(holding(periods, self._lookup.today)), None)
        if period is None:
            self._change(Membership.status, "", Membership.status.label(status))
            self._begin(organization.id, status, since)
        elif period.status is not status:
            later = since and (period.since is None or since > period.since)
            self._change_status(organization, period, status, since if later else self._lookup.today)
        elif since and since != period.since:
            others = [other for other in periods if other.id != period.id]
            if not any(holds(other, since) for other in others):
                self._update(period, Membership.since(since))

    def _change_status(
        self, organization: Organization, period: Membership, status: MembershipStatus, since: date
    ) -> None:
        label = Membership.status.label
        self._said.append(t("importing.status_changed", before=label(period.status), after=label(status), since=since))
        if period.since == since:
            self._making.edit.update(period, Membership.status(status))
            return
        self._making.edit.update(period, Membership.until(since - DAY))
        self._begin(organization.id, status, since, period.until)

    # People

    def _take_person(self, row: ReadMemberRow, organization: str | None) -> None:
        known = self._known_person(row, organization)
        person = self._state.get(Person, known)
        settings = tuple(told_of_person(row))
        if person is not None:
            home = () if organization is None else (Person.organization(organization),)
            name = (Person.name(row.person),) if row.is_ours else ()
            self._update(person, *name, *settings, *home)
        id = row.id if row.is_ours and self._state.trashed(Person, row.id) is None else ""
        handle = row.text(Heading.HANDLE)
        new = known or self.names.new_person(row.person, organization, *settings, handle=handle, id=id)
        self._take_functions(row, new, organization)

    def _take_functions(self, row: ReadMemberRow, person: str | None, home: str | None) -> None:
        """In lists of others the day of membership is that of the function too."""
        for told in row.functions:
            if told.function is not None:
                of = self.names.known.organization(told.organization) if told.organization else home
                since = told.since if row.is_ours else told.since or row.value(Heading.SINCE)
                self._take_function(told.function, person, of, since, row.person or row.acronym)

    def _take_function(
        self, function: Function, person: str | None, home: str | None, since: date | None, name: str
    ) -> None:
        if (function, person, home) in self._made_roles:
            return
        held = [role for role in roles_on(self._state, self._lookup.today, function) if not role.series]
        same = next((role for role in held if (role.person, role.organization or home) == (person, home)), None)
        if same is not None:
            if since and same.since != since:
                self._update(same, Role.since(since))
            return
        others = [self._lookup.name(Person, r.person) for r in held if r.person and _same_place(function, r, home)]
        self._say_second(function, home, name, others)
        settings = (Role.function(function), Role.person(person), Role.organization(home), Role.since(since))
        self._making.new(Role, self._state.new_id(), *settings)
        self._made_roles.add((function, person, home))
        if self._state.get(Person, person) is not None:
            self._change(Role.function, "", Role.function.label(function))

    def _say_second(self, function: Function, home: str | None, name: str, others: Sequence[str]) -> None:
        """A second focal point of an organization, or a second chair, comes in, and is told."""
        if function not in HELD_BY_ONE:
            return
        place = home if function is Function.FOCAL_POINT else None
        known = self._held.setdefault((function, place), list(others))
        if known:
            self._said.append(t("importing.second", function=Role.function.label(function), names=", ".join(known)))
        known.append(name)


def _same_place(function: Function, role: Role, home: str | None) -> bool:
    """Whether somebody holds what one alone holds: of an organization, or of the group."""
    return function is not Function.FOCAL_POINT or role.organization == home


def told_of_organization(
    organization: Organization, row: ReadMemberRow, links: tuple[str | None, str | None]
) -> Iterator[Setting]:
    """What the row says of a known organization; another spelling of its name becomes an alias.

    Args:
        organization: As it is here.
        row: The row.
        links: What it is part of, and whose seat it shares.
    """
    yield from _settings(Organization, row, (Heading.TYPE,))
    yield from (field(id) for field, id in zip((Organization.part_of, Organization.seat), links, strict=True) if id)
    if not row.person:
        yield from of_our_list(row)
    renamed = row.is_ours and not row.person
    if renamed and row.organization and row.acronym:
        yield Organization.name(row.organization)
        yield Organization.acronym(row.acronym)
    names = {fold(name) for name in (organization.name, organization.acronym, *organization.aliases)}
    told = row.value(Heading.ALIASES) if renamed else (row.organization, *row.aliases_of_organization)
    spelled = [name for name in told if name and fold(name) not in names]
    if spelled:
        yield Organization.aliases((*organization.aliases, *spelled))


def of_our_list(row: ReadMemberRow) -> Iterator[Setting]:
    """What is seldom in the lists of others."""
    yield from _settings(Organization, row, (Heading.EXEMPT, Heading.NOTES, Heading.SOURCE))


_OF_NOBODY = (Heading.FORM_OF_ADDRESS, Heading.LISTED_AS, Heading.POSITION)
_CONTACTS = (Heading.PHONE, Heading.EMAIL, Heading.ASK_THROUGH, Heading.ASK_THROUGH_PHONE)
_CHOSEN = (Heading.SEX, Heading.CHANNEL)


def told_of_person(row: ReadMemberRow) -> Iterator[Setting]:
    """The fields of a person that the row fills in."""
    texts = (*_OF_NOBODY, *_CONTACTS, Heading.LANGUAGE, Heading.NOTES, Heading.SOURCE)
    yield from _settings(Person, row, (*texts, *_CHOSEN, Heading.LISTING, Heading.LISTS, Heading.CONFIRMED))
    if row.other_names:
        yield Person.aliases(row.other_names)


def _settings(kind: type[Record], row: ReadMemberRow, columns: Iterable[Heading]) -> Iterator[Setting]:
    for column in columns:
        if (value := row.value(column)) not in (None, ()):
            yield from (field(value) for field in OURS[column] if field.record is kind)


def not_kept(row: ReadMemberRow, lost: Sequence[str]) -> Iterator[str]:
    """What the row says and no record takes: words that are not understood, and what is said of a person unnamed.

    Args:
        row: The row.
        lost: Names of organizations to which it was not linked.
    """
    if _is_unread(row, Heading.TYPE):
        yield t("importing.unknown_type", text=row.text(Heading.TYPE))
    choices = (Heading.STATUS, Heading.SINCE, Heading.EXEMPT, *((*_CHOSEN, Heading.LISTING) if row.person else ()))
    unread = [row.text(column) for column in choices if _is_unread(row, column)]
    unread += [told.text for told in row.functions if told.text and told.function is None] if row.person else []
    unread += [text for heading, text in row.others if not heading]
    unread += lost
    if unread:
        yield t("importing.not_understood", text=", ".join(unread))
    if row.person:
        return
    functions = () if row.is_ours else (told.text for told in row.functions)
    rest = (*_CONTACTS, *_CHOSEN, Heading.LANGUAGE)
    nobodys = [*map(row.text, _OF_NOBODY), *functions, *map(row.text, rest), "; ".join(row.value(Heading.LISTS))]
    if any(nobodys):
        yield t("importing.no_person", text=", ".join(filter(None, nobodys)))


def _is_unread(row: ReadMemberRow, column: Heading) -> bool:
    return bool(row.text(column)) and row.value(column) is None
