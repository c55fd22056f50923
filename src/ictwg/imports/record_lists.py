"""A list of records of one type from a spreadsheet: the participants of a training, last year's trainings.

Any declared type can be read: a heading is the name of a field, its label in one of the languages, or a word that
offices use for it. A row is the record of its id, or the one that says the same (by its KEY, or what makes two one),
which takes what the row fills in, or a new one; so the same file again changes nothing, nor does a list that this
program wrote. What is not sure is asked: an organization that nobody knows, a person of the register or of the list who
may be the one that the row names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Activity, Participant, Training
from ictwg.domain.schema import form_fields
from ictwg.domain.text import in_sentence
from ictwg.errors import UsageError
from ictwg.imports.list_rows import ID, ListRows
from ictwg.imports.member_lists import column_of, plain_key
from ictwg.imports.plan_lists import PlanRows
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.imports.training_lists import ParticipantRows, TrainingRows
from ictwg.locales import LANGUAGES, t
from ictwg.records.csv_format import LINES_LOOKED_AT, read
from ictwg.records.reference_data import load_import_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictwg.domain.schema import Record
    from ictwg.imports.doubts import Key
    from ictwg.imports.list_rows import Column
    from ictwg.records.csv_format import CsvLine
    from ictwg.records.lookup import Lookup


ROWS: dict[type[Record], type[ListRows]] = {
    Activity: PlanRows,
    Participant: ParticipantRows,
    Training: TrainingRows,
}
"""The types of which a row says more than its fields."""


HEADINGS_NAMED = 3
"""So many headings are named as examples."""

ENOUGH = 2
"""So many known headings make a line of headings; one where the line has no more."""


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
    words = _words_of(kind)
    _, lines = read(data, lambda cell: _column_of(words, cell) is not None)
    at, columns = _headings(words, [line for line in lines if not line.problem])
    importer = ROWS.get(kind, ListRows)(lookup, kind, of, where, chosen)
    if at is None:
        nothing = ImportRow(
            RowState.SKIPPED, where, where, t("importing.no_headings.of", headings=usual_headings(kind))
        )
        return ImportPlan((nothing,), importer.done(""))
    if of is None and kind.PARENT is not None and not {ID, kind.PARENT} & {*columns}:
        raise UsageError(t("cli.import.which"), t("cli.import.which.hint"))
    rows = importer.take_all(columns, [line for line in lines if line.number > at])
    heads = next(line.cells for line in lines if line.number == at)
    unknown = [head.strip() for head, column in zip(heads, columns, strict=True) if not column and head.strip()]
    if unknown:
        rows.append(ImportRow(RowState.DOUBTFUL, "", where, t("importing.unknown_columns", columns=", ".join(unknown))))
    count = sum(row.state in (RowState.NEW, RowState.UPDATED) for row in rows)
    subject = t("importing.records", plural=in_sentence(t(f"records.{kind.SINGULAR}.plural")), count=count)
    return ImportPlan(tuple(rows), importer.done(subject).told_by(kind))


def usual_headings(kind: type[Record]) -> str:
    """Some that a list of them may have."""
    written = [field for field in kind.COLUMNS if not field.inner]
    return ", ".join(t(field.label_id) for field in written[:HEADINGS_NAMED])


def _words_of(kind: type[Record]) -> dict[str, Column]:
    headings = load_import_words("records")
    found: dict[str, Column] = {ID: ID}
    for field in (*form_fields(kind), *(one for one in kind.fields() if one.inner)):
        for word in (field.name, *(t(field.label_id, lang=lang) for lang in LANGUAGES)):
            found.setdefault(plain_key(word), field)
    more = {f"{kind.SINGULAR}.{column}": column for column in ROWS.get(kind, ListRows).MORE}
    for name, column in ({f"{kind.SINGULAR}.{field.name}": field for field in form_fields(kind)} | more).items():
        for word in headings.get(name, ()):
            found.setdefault(plain_key(word), column)
    found.pop("", None)
    return found


def _column_of(words: Mapping[str, Column], heading: str) -> Column | None:
    """By the type's own words, else by those of member lists, whose columns are called as fields are."""
    own = words.get(plain_key(heading)) or words.get(plain_key(heading.partition("(")[0]))
    column = None if own else column_of(heading)
    return own or (words.get(plain_key(str(column))) if column else None)


def _headings(words: Mapping[str, Column], lines: Sequence[CsvLine]) -> tuple[int | None, tuple[Column | None, ...]]:
    """The line of the headings, and what each column holds, each once; of our own lists also what nobody types."""
    for line in lines[:LINES_LOOKED_AT]:
        found = [_column_of(words, cell) for cell in line.cells]
        if ID not in found:
            found = [None if getattr(one, "inner", False) else one for one in found]
        known, filled = len({*found} - {None}), sum(bool(cell.strip()) for cell in line.cells)
        if known >= min(ENOUGH, max(filled, 1)):
            return line.number, tuple(None if one in found[:n] else one for n, one in enumerate(found))
    return None, ()
