"""A list of records of one type from a spreadsheet: the participants of a training, last year's trainings.

Any declared type can be read: a heading is the name of a field, its label in one of the languages, or a word that
offices use for it. A row is the record of its id, or the one that says the same (by its KEY, or what makes two one),
which takes what the row fills in, or a new one; so the same file again changes nothing, nor does a list that this
program wrote. What is not sure is asked: an organization that nobody knows, a person of the register or of the list who
may be the one that the row names. A list whose headings are those of another type is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import PurePath
from typing import ClassVar

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id, is_id
from ictwg.domain.records import (
    Action,
    Activity,
    Attendance,
    Organization,
    Participant,
    ParticipantCount,
    Person,
    Plan,
    Training,
)
from ictwg.domain.schema import RECORDS, Record, Setting, declared, form_fields, parent_kind
from ictwg.domain.state import FixedRow
from ictwg.domain.text import fold, in_sentence
from ictwg.domain.typed_periods import DECEMBER
from ictwg.domain.values import PRESENT_STATES, Presence, Sex
from ictwg.imports.action_lists import ActionRows
from ictwg.imports.doubts import LEFT_OUT, NEW_PLAN, OTHER_PERSON, SAME_PERSON, DoubtKind, Doubts
from ictwg.imports.headings import ID, Column, column_of, is_nobody, plain_key, read_list
from ictwg.imports.list_rows import ListFile, ListRows, RowRead
from ictwg.imports.members import ALTERNATE, FOCAL_POINT, MemberRows
from ictwg.imports.plan_lists import PlanRows
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import t
from ictwg.locales.former_words import words_in_every_language
from ictwg.members.duplicates import alike, plain_name
from ictwg.records.csv_format import LINES_LOOKED_AT, CsvLine, decoded, first_lines, read
from ictwg.records.lookup import Lookup, shown_name
from ictwg.records.reference_data import load_import_words
from ictwg.sentences.dates import find_dates
from ictwg.sentences.name_cells import shown_name as typed_name

JOINED, LEFT, DURATION, EMAIL, ROLE = TIMES = "joined", "left", "duration", "email", "role"


class AttendanceRows(ListRows):
    MORE: ClassVar = {one: one for one in TIMES}
    SEVERAL: ClassVar = TIMES

    _renamed = False
    """Whether the heading says that a name in brackets is the one before: `Name (Original Name)`."""

    def ask_columns(
        self, asked: Doubts, head: CsvLine, columns: Sequence[Column | None], below: Sequence[CsvLine]
    ) -> list[Column | None]:
        named = (cell for cell, one in zip(head.cells, columns, strict=False) if one is Attendance.name)
        self._renamed = "(" in "".join(named)
        return super().ask_columns(asked, head, columns, below)

    def take(self, row: RowRead, where: str) -> ImportRow:
        """`3. In-Meeting Activities` is nobody, nor is a telephone of which no name is told."""
        if len(row.filled) == 1 and row.filled[0][0].isdigit():
            return row.row(RowState.SAME, row.filled[0], where)
        said = row.text(Attendance.name)
        if said and not row.id and not self._read_name(row, said):
            row.lose((Attendance.name, said))
            return row.row(RowState.DOUBTFUL, said, where)
        return super().take(row, where)

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        if row.id:
            return super().told(row, there)
        email = row.take(EMAIL)
        for column in TIMES:
            row.whole.pop(column, None)
            row.cells.pop(column, None)
        said = {setting[0]: setting for setting in super().told(row, None)}
        said.setdefault(Attendance.state, Attendance.state(Presence.REMOTE))
        mail = (one.id for one in self.lookup.state.all(Person) if email and fold(one.email) == fold(email))
        if person := self.names.known.person(row.whole.get(Attendance.name, "")) or next(mail, None):
            said.pop(Attendance.name, None)
            said[Attendance.person] = Attendance.person(person)
            home = next(iter(self.names.known.homes_of([person])), None)
            said.setdefault(Attendance.organization, Attendance.organization(home))
        return tuple(said.values())

    def _read_name(self, row: RowRead, said: str) -> str:
        known = self.names.known
        name, body = typed_name(said, known.organization, known.person, renamed=self._renamed)
        if body and Attendance.organization not in row.cells:
            row.cells[Attendance.organization] = body
        if name:
            row.whole[Attendance.name] = row.cells[Attendance.name] = name
        return name

    def write(self, row: RowRead, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, str]:
        """Whoever is there already was there."""
        if not row.id and isinstance(there, Attendance) and there.state in PRESENT_STATES:
            told = tuple(one for one in told if one[0] is not Attendance.state)
        return super().write(row, there, told)


class TrainingRows(ListRows):
    """How many came stands beside the training: men, women, or people where nobody counted them apart."""

    MALE, FEMALE, PEOPLE = "male", "female", "people"
    MORE: ClassVar = {one: one for one in (MALE, FEMALE, PEOPLE)}

    def beside(self, row: RowRead, id: str) -> Iterator[RowState]:
        columns = {self.MALE: Sex.MALE, self.FEMALE: Sex.FEMALE, self.PEOPLE: None}
        said = {sex: text for column, sex in columns.items() if (text := row.take(column))}
        if len(said) > 1:
            said.pop(None, None)  # their sum
        for sex, text in said.items():
            if not text.isdecimal():
                row.lose((ParticipantCount.count, text))
                continue
            key = (ParticipantCount.training(id), ParticipantCount.sex(sex))
            yield self.put(row, key, ParticipantCount.count(int(text)))


class ParticipantRows(ListRows):
    """A participant is somebody of the register, or of the list under another spelling, where they are meant."""

    def take(self, row: RowRead, where: str) -> ImportRow:
        """`(name not legible)` is nobody."""
        if not row.id and is_nobody(name := row.text(Participant.name)):
            row.cells.pop(Participant.name, None)
            return ImportRow(RowState.DOUBTFUL, name or " ".join(row.filled), where, t("importing.no_name"))
        return super().take(row, where)

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        told = super().told(row, there)
        if there is not None or self.exact(told) is not None:
            return told
        said = dict(told)
        name, home = str(said.get(Participant.name) or ""), str(said.get(Participant.organization) or "") or None
        rest = tuple(Setting(field, raw) for field, raw in told if field is not Participant.name)
        state, words = self.lookup.state, plain_name(name)
        register = self.names.known
        exact = state.get(Person, register.person_of(name, home) or register.person(name))
        there_already = {one.row.get(Participant.person.name) for one in self.there.values()}
        if exact is not None and exact.id in there_already:
            return (*rest, Participant.person(exact.id))
        known = exact or self.names.person_like(name, home)
        if known is not None:
            same = exact is not None and home in (None, known.organization)
            of = self.lookup.name(Organization, known.organization or "")
            beside = " – ".join(filter(None, (name, "" if exact else known.name, of)))
            if (same and home is not None) or self._is_same(row, beside, same=same):
                return (*rest, Participant.person(known.id))
            return told
        for one in self.there.values():
            if alike(plain_name(shown_name(state, one)), words):
                beside = f"{name} – {shown_name(state, one)}"
                homeless = home is None or one.row.get(Participant.organization.name) is None
                if self._is_same(row, beside, same=homeless):
                    keys = self.kind.KEY  # what makes its identity stays as it is there
                    as_there = (Setting(field, one.row.get(field.name)) for field in keys)
                    return (*as_there, *(Setting(field, raw) for field, raw in rest if field not in keys))
        return told

    def _is_same(self, row: RowRead, beside: str, *, same: bool) -> bool:
        """Asked once. Args: same: Whether it is taken for the same person unless somebody says otherwise."""
        word, choices = (Participant.TABLE, fold(beside)), (SAME_PERSON, OTHER_PERSON)
        said = self.ask_once(row, word, DoubtKind.SAME_NAME, beside, *choices, meanwhile=choices[not same])
        return said == SAME_PERSON


NOTHING_MADE = Changes("verbs.imported")
PEOPLE = (Organization, Person)

ROWS: dict[type[Record], type[ListRows]] = {
    **dict.fromkeys(PEOPLE, MemberRows),
    Action: ActionRows,
    Activity: PlanRows,
    Attendance: AttendanceRows,
    Participant: ParticipantRows,
    Training: TrainingRows,
}
"""The types of which a row says more than its fields."""

NAMED = frozenset({Organization.name, Organization.acronym, Person.name, FOCAL_POINT})
"""Without any of these a list is none of members."""
OF_BODIES = frozenset({Organization.acronym, Organization.type, FOCAL_POINT, ALTERNATE})
CLEARLY = 2
"""So many more headings are known to one type than to another."""


def headings_of(data: bytes, kind: type[Record], *, guess: bool = False) -> set[Column]:
    """What the headings of a list name, as lists of a type call it; its first lines are looked at."""
    return {*_headings_of(first_lines(data), kind.TABLE, guess)}


@lru_cache(maxsize=1 << 14)  # a list is asked of every type, and some more than once
def _headings_of(first: bytes, table: str, guess: bool) -> frozenset[Column]:  # noqa: FBT001 - part of its key
    found = read_list(first, _words_of(table), guess=guess)[1]
    return frozenset(one for one in found if one is not None and one != ID)


def words_of(kind: type[Record]) -> dict[str, Column]:
    """What the columns of a list of a type are called."""
    return _words_of(kind.TABLE)


@cache
def _words_of(table: str) -> dict[str, Column]:
    return ROWS.get(RECORDS[table], ListRows).words_of(RECORDS[table])


def other_kind(kind: type[Record], data: bytes, *, guess: bool = False) -> type[Record] | None:
    """The type that the headings are clearly those of, where it is not this one.

    It knows more of them, and of this type what a record needs is lacking, or half of what the other one knows, or
    `CLEARLY` as many. What is known of people may stand beside anybody: that alone makes no list of members.
    """
    ours = headings_of(data, kind, guess=guess)
    people = kind in PEOPLE
    others = [one for one in declared() if one is not kind and not (people and one in PEOPLE)]
    theirs = {one: found for one in others if not needed(one) - (found := headings_of(data, one, guess=guess))}
    if not theirs:
        return None
    best = max(theirs, key=lambda one: (len(theirs[one] - {one.PARENT}), one.PARENT is None))
    more = len(theirs[best]) - len(ours)
    if more <= 0:
        return None
    lacking = needed(kind) - ours if not people else set()
    clear = more >= CLEARLY and best not in PEOPLE
    return best if clear or lacking or len(ours) * 2 < len(theirs[best]) else None


def likely_kinds(data: bytes) -> list[type[Record]]:
    """What the rows of a list may be, the likeliest first: by how many headings are known, then by its own name."""
    best, guess = other_kind(Organization, data), False
    if best is None and _is_of_training(data):
        return [Participant]
    if best is None and NAMED.isdisjoint(headings_of(data, Organization)):
        best, guess = other_kind(Organization, data, guess=True), True
    if best is None:
        return [Organization]
    known = {one: headings_of(data, one, guess=guess) - {one.PARENT} for one in declared() if one not in PEOPLE}
    most = len(known[best])
    tied = [one for one, found in known.items() if len(found) == most and not needed(one) - found]
    cells = {plain_key(cell) for line in read(first_lines(data))[1] for cell in line.cells}
    own = {one: cells & {*map(plain_key, words_in_every_language(f"records.{one.SINGULAR}"))} for one in tied}
    return [one for one in tied if own[one]] or sorted(tied, key=lambda one: one is not best)


def _is_of_training(data: bytes) -> bool:
    """Whether a list of people is that of a training: what stands above it says so, and nothing in it of bodies."""
    head, _, _ = read_list(first_lines(data), words_of(Participant))
    above = (line for line in read(first_lines(data))[1] if head is not None and line.number < head.number)
    named = Participant.name in headings_of(data, Participant, guess=True)
    of_bodies = not OF_BODIES.isdisjoint(headings_of(data, Organization))
    return named and not of_bodies and any(map(speaks_of_training, (" ".join(line.cells) for line in above)))


def speaks_of_training(text: str) -> bool:
    """And not of a meeting about trainings."""
    words, said = {*map(plain_key, text.split())}, load_import_words("records")
    return not words.isdisjoint(said["of trainings"]) and words.isdisjoint(said["of meetings"])


def read_as(file: ListFile) -> ImportPlan:
    """The plan for a list of which nobody said what it holds; that is guessed and told, and asked where two fit."""
    data, where = file.data, file.where
    own, kinds = own_list(file.lookup, data), likely_kinds(data)
    if own is not None or kinds == [Organization]:
        return import_records(file, own or Organization)
    asked, head = Doubts(file.chosen), decoded(first_lines(data)).strip().partition("\n")[0]
    names = [one.SINGULAR for one in kinds]
    said = asked.ask(DoubtKind.LIST_KIND, 1, head, *names, LEFT_OUT, meanwhile=LEFT_OUT) if kinds[1:] else names[0]
    if said == LEFT_OUT:
        return ImportPlan((ImportRow(RowState.DOUBTFUL, where, f"{where}:1", doubts=asked.found()),), NOTHING_MADE)
    kind = kinds[names.index(said)]
    of, above = _belongs(file, asked, kind)
    told = t("importing.read_as", plural=in_sentence(t(f"records.{kind.SINGULAR}.plural")))
    row = ImportRow(RowState.SAME, told, f"{where}:1", doubts=asked.found())
    if of is None and parent_kind(kind) and {kind.PARENT} - headings_of(data, kind):
        return ImportPlan((row._replace(state=RowState.DOUBTFUL),), NOTHING_MADE)
    plan = import_records(file, kind, of)
    whole = above.and_then(plan.changes)._replace(subject=plan.changes.subject, about=plan.changes.about)
    columns = [one for one in plan.rows if one.what == where and one.doubts]
    row = row._replace(doubts=(*row.doubts, *(doubt for one in columns for doubt in one.doubts)))
    rows = (row, *(one for one in plan.rows if one not in columns))
    return ImportPlan(rows, whole if plan.changes else plan.changes)


def _belongs(file: ListFile, asked: Doubts, kind: type[Record]) -> tuple[Record | None, Changes]:
    """What the rows belong to, where they do not say it: the only plan that is empty, a new one, or what is chosen."""
    above, nothing, state = parent_kind(kind), NOTHING_MADE, file.lookup.state
    if above is None or kind.PARENT in headings_of(file.data, kind):
        return None, nothing
    there = {shown_name(state, one): one for one in state.all(above)}
    title = PurePath(re.sub(r"(\.[a-z]{3,4}), .*", r"\1", file.where, flags=re.IGNORECASE)).stem
    fresh = (NEW_PLAN,) if above is Plan else ()
    empty = [name for name, one in there.items() if not state.linked(Activity, Activity.plan, one.id) and fresh]
    days = {one.date for one in find_dates(decoded(first_lines(file.data)))}
    days |= {date(day.year, day.day, day.month) for day in days if day.day <= DECEMBER}  # 03/12 may be 12 March
    named = [name for name, one in there.items() if above.DAY is not None and above.DAY.of(one) in days]
    sure = NEW_PLAN if fresh and not there else LEFT_OUT
    of_title = [name for name in there if fold(name) == fold(title)]  # as another sheet of the file made it
    for only in (empty if len(there) == 1 else [], named, of_title):
        sure = only[0] if len(only) == 1 else sure
    chosen = asked.ask(DoubtKind.BELONGS_TO, 1, title, *dict.fromkeys((sure, *there, *fresh, LEFT_OUT)))
    if chosen != NEW_PLAN:
        return there.get(chosen), nothing
    id = derived_id(state.db, Plan.TABLE, (title,))
    made = Edit("verbs.imported").create(Plan, id, Plan.title(title)).done()
    return Plan(FixedRow(Plan.TABLE, id, {Plan.title.name: title})), made


def needed(kind: type[Record]) -> set[Column]:
    """The columns without which there is no record."""
    return {field for field in form_fields(kind) if field.required and field is not kind.PARENT}


def misread(data: bytes, kind: type[Record]) -> str:
    """Why a list is not taken for one of this type; empty where it may be one."""
    other = other_kind(kind, data)
    if other is None:
        return ""
    head, found, _ = read_list(first_lines(data), words_of(other))
    known = [column_of(words_of(kind), cell) for cell in head.cells] if head else []
    cells = zip(head.cells if head else (), found, known, strict=True)
    strange = ", ".join(cell.strip() for cell, theirs, ours in cells if theirs is not None and ours is None)
    names = {"theirs": other, "ours": kind}
    told = {name: in_sentence(t(f"records.{one.SINGULAR}.plural")) for name, one in names.items()}
    return t("importing.other_kind", columns=strange, kind=other.SINGULAR, **told)


def own_list(lookup: Lookup, data: bytes) -> type[Record] | None:
    """The type of the records of a list that this program wrote; None for another list.

    It is told by their ids, and where none of them is on record by its headings.
    """
    _, lines = read(data, lambda cell: plain_key(cell) == ID)
    for at, line in enumerate(lines[:LINES_LOOKED_AT]):
        keys = [*map(plain_key, line.cells)]
        if ID in keys:
            place = keys.index(ID)
            ids = [one.cells[place] for one in lines[at + 1 :] if place < len(one.cells)]
            if not any(map(is_id, ids)):
                return None  # a number of somebody else's
            found = (kind for id in ids for kind in declared() if lookup.state.get(kind, id) is not None)
            return next(found, None) or max(declared(), key=lambda kind: len(headings_of(data, kind)))
    return None


def import_records(file: ListFile, kind: type[Record], of: Record | None = None) -> ImportPlan:
    """The plan for a list of records of a type; `of`: what they belong to, where the type has a PARENT.

    Raises:
        UsageError: What they belong to is neither named nor in the list.
    """
    problem = "" if own_list(file.lookup, file.data) is kind else misread(file.data, kind)
    if problem:
        return ImportPlan((ImportRow(RowState.UNREAD, file.where, file.where, problem),), NOTHING_MADE)
    return ROWS.get(kind, ListRows)(file, Organization if kind in PEOPLE else kind, of).plan()
