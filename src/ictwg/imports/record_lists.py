"""A list of records of one type from a spreadsheet: the participants of a training, last year's trainings.

Any declared type can be read: a heading is the name of a field, its label in one of the languages, or a word that
offices use for it. A row is the record of its id, or the one that says the same (by its KEY, or what makes two one),
which takes what the row fills in, or a new one; so the same file again changes nothing, nor does a list that this
program wrote. What is not sure is asked: an organization that nobody knows, a person of the register or of the list who
may be the one that the row names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Activity, Organization, Participant, Person, Training
from ictwg.domain.schema import declared
from ictwg.domain.text import in_sentence
from ictwg.imports.headings import ID, plain_key
from ictwg.imports.list_rows import ListRows
from ictwg.imports.members import import_members
from ictwg.imports.plan_lists import PlanRows
from ictwg.imports.report import ImportPlan, RowState
from ictwg.imports.training_lists import ParticipantRows, TrainingRows
from ictwg.locales import t
from ictwg.records.csv_format import LINES_LOOKED_AT, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictwg.domain.schema import Record
    from ictwg.imports.doubts import Key
    from ictwg.records.lookup import Lookup


ROWS: dict[type[Record], type[ListRows]] = {
    Activity: PlanRows,
    Participant: ParticipantRows,
    Training: TrainingRows,
}
"""The types of which a row says more than its fields."""


def importer_of(
    lookup: Lookup,
    kind: type[Record],
    of: Record | None = None,
    where: str = "",
    chosen: Mapping[Key, str] | None = None,
) -> ListRows:
    return ROWS.get(kind, ListRows)(lookup, kind, of, where, chosen or {})


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
            return next(found, None) or max(declared(), key=lambda kind: importer_of(lookup, kind).knows(data))
    return None


def import_records(
    lookup: Lookup, data: bytes, where: str, kind: type[Record], of: Record | None, chosen: Mapping[Key, str]
) -> ImportPlan:
    """The plan for one CSV file; nothing is written until its changes are committed.

    Args:
        lookup: What is on record.
        data: The file's content.
        where: Its path.
        kind: What the rows are.
        of: The record that they belong to, where the type has a PARENT.
        chosen: What a person has chosen for its doubts.

    Raises:
        UsageError: What they belong to is neither named nor in the list.
    """
    if kind in (Organization, Person):
        return import_members(lookup, data, where, chosen)
    importer = importer_of(lookup, kind, of, where, chosen)
    rows = importer.take_file(data)
    count = sum(row.state in (RowState.NEW, RowState.UPDATED) for row in rows)
    subject = t("importing.records", plural=in_sentence(t(f"records.{kind.SINGULAR}.plural")), count=count)
    return ImportPlan(tuple(rows), importer.done(subject).told_by(kind))
