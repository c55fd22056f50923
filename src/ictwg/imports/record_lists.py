"""A list of records of one type from a spreadsheet: the participants of a training, last year's trainings.

Any declared type can be read: a heading is the name of a field, its label in one of the languages, or a word that
offices use for it. A row is the record of its id, or the one that says the same (by its KEY, or what makes two one),
which takes what the row fills in, or a new one; so the same file again changes nothing, nor does a list that this
program wrote. What is not sure is asked: an organization that nobody knows, a person of the register or of the list who
may be the one that the row names. A list whose headings are those of another type is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ictwg.domain.changes import Changes
from ictwg.domain.records import Activity, Organization, Participant, Person, Training
from ictwg.domain.schema import RECORDS, Record, declared, form_fields
from ictwg.domain.text import in_sentence
from ictwg.imports.doubts import Key
from ictwg.imports.headings import ID, Column, column_of, plain_key, read_list
from ictwg.imports.list_rows import ListRows, Tell, unheard
from ictwg.imports.members import MemberRows, import_members
from ictwg.imports.plan_lists import PlanRows
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.imports.training_lists import ParticipantRows, TrainingRows
from ictwg.locales import t
from ictwg.records.csv_format import LINES_LOOKED_AT, first_lines, read
from ictwg.records.lookup import Lookup

PEOPLE = (Organization, Person)


ROWS: dict[type[Record], type[ListRows]] = {
    **dict.fromkeys(PEOPLE, MemberRows),
    Activity: PlanRows,
    Participant: ParticipantRows,
    Training: TrainingRows,
}
"""The types of which a row says more than its fields."""


CLEARLY = 2
"""So many more headings are known to one type than to another."""


def headings_of(data: bytes, kind: type[Record]) -> set[Column]:
    """What the headings of a list name, as lists of a type call it; its first lines are looked at."""
    return {*read_list(first_lines(data), words_of(kind))[1]} - {None, ID}  # type: ignore[return-value]  # None is out


def words_of(kind: type[Record]) -> dict[str, Column]:
    """What the columns of a list of a type are called."""
    return _words_of(kind.TABLE)


@cache
def _words_of(table: str) -> dict[str, Column]:
    return ROWS.get(RECORDS[table], ListRows).words_of(RECORDS[table])


def other_kind(kind: type[Record], data: bytes) -> type[Record] | None:
    """The type that the headings are clearly those of, where it is not this one.

    It knows more of them, and of this type what a record needs is lacking, or half of what the other one knows, or
    `CLEARLY` as many. What is known of people may stand beside anybody: that alone makes no list of members.
    """
    ours = headings_of(data, kind)
    people = kind in PEOPLE
    others = [one for one in declared() if one is not kind and not (people and one in PEOPLE)]
    theirs = {one: headings_of(data, one) for one in others if one is not Organization}
    best = max(theirs, key=lambda one: (len(theirs[one] - {one.PARENT}), one.PARENT is None))
    more = len(theirs[best]) - len(ours)
    if more <= 0 or needed(best) - theirs[best]:
        return None
    lacking = needed(kind) - ours if not people else set()
    clear = more >= CLEARLY and best not in PEOPLE
    return best if clear or lacking or len(ours) * 2 < len(theirs[best]) else None


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
            found = (kind for id in ids for kind in declared() if lookup.state.get(kind, id) is not None)
            return next(found, None) or max(declared(), key=lambda kind: len(headings_of(data, kind)))
    return None


def import_records(
    lookup: Lookup,
    data: bytes,
    where: str,
    kind: type[Record],
    of: Record | None,
    chosen: Mapping[Key, str],
    tell: Tell = unheard,
) -> ImportPlan:
    """The plan for one CSV file; nothing is written until its changes are committed.

    Args:
        lookup: What is on record.
        data: The file's content.
        where: Its path.
        kind: What the rows are.
        of: The record that they belong to, where the type has a PARENT.
        chosen: What a person has chosen for its doubts.
        tell: Told before each row how many are done, and of how many.

    Raises:
        UsageError: What they belong to is neither named nor in the list.
    """
    problem = "" if own_list(lookup, data) is kind else misread(data, kind)
    if problem:
        return ImportPlan((ImportRow(RowState.SKIPPED, where, where, problem),), Changes("verbs.imported"))
    if kind in PEOPLE:
        return import_members(lookup, data, where, chosen, tell)
    importer = ROWS.get(kind, ListRows)(lookup, kind, of, where, chosen)
    importer.tell = tell
    rows = importer.take_file(data)
    count = sum(row.state in (RowState.NEW, RowState.UPDATED) for row in rows)
    subject = t("importing.records", plural=in_sentence(t(f"records.{kind.SINGULAR}.plural")), count=count)
    return ImportPlan(tuple(rows), importer.done(subject).told_by(kind))
