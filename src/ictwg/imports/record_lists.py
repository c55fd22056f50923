"""A list of records of one type from a spreadsheet: the participants of a training, last year's trainings.

Any declared type can be read: a heading is the name of a field, its label in one of the languages, or a word that
offices use for it. A row is the record of its id, or the one that says the same (by its KEY, or what makes two one),
which takes what the row fills in, or a new one; so the same file again changes nothing, nor does a list that this
program wrote. What is not sure is asked: an organization that nobody knows, a person of the register or of the list who
may be the one that the row names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Organization, Participant, Person
from ictwg.domain.schema import Setting, form_fields, same_by
from ictwg.domain.text import fold, in_sentence
from ictwg.errors import IctwgError, UsageError
from ictwg.imports.dates import find_date
from ictwg.imports.doubts import (
    NEW_ORGANIZATION,
    NO_ORGANIZATION,
    OTHER_PERSON,
    SAME_PERSON,
    DoubtKind,
    Doubts,
)
from ictwg.imports.member_lists import choice_words, column_of, plain_key
from ictwg.imports.names import ImportNames
from ictwg.imports.new_records import NewRecords
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import LANGUAGES, t
from ictwg.members.duplicates import alike, plain_name
from ictwg.records.csv_format import LINES_LOOKED_AT, read
from ictwg.records.editing import identity
from ictwg.records.list_cells import cell_text
from ictwg.records.lookup import shown_name
from ictwg.records.reference_data import load_import_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictwg.domain.schema import Field, Record
    from ictwg.imports.doubts import Key
    from ictwg.records.csv_format import CsvLine
    from ictwg.records.lookup import Lookup

    Column = Field[Any] | str
    """A str is one that holds no field of the type: its id, and what a row says of others."""


ID = "id"
"""The last column of a list that this program wrote."""


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
    importer = _Importer(lookup, kind, of, where, chosen)
    if at is None:
        nothing = ImportRow(
            RowState.SKIPPED, where, where, t("importing.no_headings.of", headings=usual_headings(kind))
        )
        return ImportPlan((nothing,), importer.making.done(""))
    if of is None and kind.PARENT is not None and not {ID, kind.PARENT} & {*columns}:
        raise UsageError(t("cli.import.which"), t("cli.import.which.hint"))
    rows = [importer.take(columns, line) for line in lines if line.number > at]
    heads = next(line.cells for line in lines if line.number == at)
    unknown = [head.strip() for head, column in zip(heads, columns, strict=True) if not column and head.strip()]
    if unknown:
        rows.append(ImportRow(RowState.DOUBTFUL, "", where, t("importing.unknown_columns", columns=", ".join(unknown))))
    count = sum(row.state in (RowState.NEW, RowState.UPDATED) for row in rows)
    subject = t("importing.records", plural=in_sentence(t(f"records.{kind.SINGULAR}.plural")), count=count)
    return ImportPlan(tuple(rows), importer.making.done(subject).told_by(kind))


def usual_headings(kind: type[Record]) -> str:
    """Some that a list of them may have."""
    return ", ".join(t(field.label_id) for field in kind.COLUMNS[:HEADINGS_NAMED])


def _words_of(kind: type[Record]) -> dict[str, Column]:
    headings = load_import_words("records")
    found: dict[str, Column] = {ID: ID}
    for field in (*form_fields(kind), *(one for one in kind.fields() if one.inner)):
        for word in (field.name, *(t(field.label_id, lang=lang) for lang in LANGUAGES)):
            found.setdefault(plain_key(word), field)
    for field in form_fields(kind):
        for word in headings.get(f"{kind.SINGULAR}.{field.name}", ()):
            found.setdefault(plain_key(word), field)
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


class _Importer:
    """Takes the rows of one file into one change."""

    def __init__(
        self, lookup: Lookup, kind: type[Record], of: Record | None, where: str, chosen: Mapping[Key, str]
    ) -> None:
        self.making = NewRecords(lookup.state)
        self._names = ImportNames(self.making)
        self._lookup, self._kind, self._of, self._where = lookup, kind, of, where
        self._chosen = chosen
        there = [one for one in lookup.state.all(kind) if self._belongs(one)]
        self._there = {self._same({f.name: one.row.get(f.name) for f in kind.fields()}): one for one in there}

    def _belongs(self, record: Record) -> bool:
        return self._of is None or self._kind.PARENT is None or self._kind.PARENT.of(record) == self._of.id

    def take(self, columns: Sequence[Column | None], line: CsvLine) -> ImportRow:
        where = f"{self._where}:{line.number}"
        if line.problem:
            return ImportRow(RowState.DOUBTFUL, line.problem, where, t("importing.unreadable"))
        filled = {one: cell for one, cell in zip(columns, line.cells, strict=False) if one and cell.strip()}
        there = self._lookup.state.get(self._kind, filled.pop(ID, ""))
        cells = {f: cell for f, cell in filled.items() if not isinstance(f, str) and not f.inner}
        what = " · ".join(_one_line(cells[field]) for field in self._kind.COLUMNS[:2] if field in cells)
        title = self._kind.TITLE
        if there is None and title is not None and title not in cells:
            return ImportRow(RowState.DOUBTFUL, " ".join(cells.values()), where, t("importing.no_name"))
        if there is None:
            cells = {field: _one_line(cell) for field, cell in cells.items()}
        else:
            cells = {field: cell for field, cell in cells.items() if not self._says(there, field, cell)}
        lost: list[str] = []
        doubts = Doubts(self._chosen)
        settings = {field: self._read(field, text, doubts, line.number, lost) for field, text in cells.items()}
        told = tuple(one for one in settings.values() if one is not None)
        if there is None and self._of is not None and self._kind.PARENT is not None:
            told = (self._kind.PARENT(self._of.id), *told)
        if there is None and self._kind is Participant:
            told = self._with_person(told, doubts, line.number)
        state, why = self._write(there or self._exact(told), told)
        missed = (t("importing.not_understood", text=", ".join(lost)),) if lost else ()
        return ImportRow(state, what, where, "; ".join((*why, *missed)), doubts=doubts.found())

    def _says(self, there: Record, field: Field[Any], cell: str) -> bool:
        """Whether a list of ours would say this of it, in any language."""
        return any(cell == cell_text(self._lookup, field, there, lang) for lang in ("", *LANGUAGES))

    def _read(self, field: Field[Any], text: str, doubts: Doubts, line: int, lost: list[str]) -> Setting | None:
        """What the cell says; what cannot be read is told and not taken."""
        target = getattr(field, "target", None)
        if target is not None and target() is Organization and not field.is_set:
            return field(self._organization(text, doubts, line))
        if hasattr(field, "choices"):
            parts = re.split(r"\s*[,;/]\s*", text) if field.is_set else [text]
            meant = [choice_words(field).get(plain_key(part)) for part in parts]
            lost += [part for part, one in zip(parts, meant, strict=True) if one is None]
            known = tuple(one for one in meant if one is not None)
            return (field(known) if field.is_set else field(known[0])) if known else None
        found = find_date(text) if field.kind == "date" else None
        if found is not None:
            return field(found.date)
        try:
            return field(field.parse(text, self._lookup))
        except IctwgError:
            lost.append(text)
            return None

    def _organization(self, name: str, doubts: Doubts, line: int) -> str | None:
        known = self._names.known.organization(name)
        if known:
            return known
        chosen = doubts.ask(DoubtKind.UNKNOWN_ORGANIZATION, line, name, NEW_ORGANIZATION, NO_ORGANIZATION)
        return self._names.organization(name) if chosen == NEW_ORGANIZATION else None

    def _with_person(self, told: tuple[Setting, ...], doubts: Doubts, line: int) -> tuple[Setting, ...]:
        """Somebody of the register, or who is on the list under another spelling, where they are meant."""
        said = dict(told)
        name, home = str(said.get(Participant.name) or ""), str(said.get(Participant.organization) or "") or None
        rest = tuple(Setting(field, raw) for field, raw in told if field is not Participant.name)
        state, words = self._lookup.state, plain_name(name)
        if self._exact(told) is not None:
            return told
        register = self._names.known
        known = state.get(Person, register.person_of(name, home) or register.person(name))
        if known is not None and any(row.row.get(Participant.person.name) == known.id for row in self._there.values()):
            return (*rest, Participant.person(known.id))
        if known is not None:
            same = (SAME_PERSON, OTHER_PERSON) if home in (None, known.organization) else (OTHER_PERSON, SAME_PERSON)
            beside = f"{name} – {self._lookup.name(Organization, known.organization)}" if known.organization else name
            sure = same[0] == SAME_PERSON and home is not None
            if sure or doubts.ask(DoubtKind.SAME_NAME, line, beside, *same) == SAME_PERSON:
                return (*rest, Participant.person(known.id))
            return told
        for row in self._there.values():
            if alike(plain_name(shown_name(state, row)), words):
                beside = f"{name} – {shown_name(state, row)}"
                homeless = home is None or row.row.get(Participant.organization.name) is None
                order = (SAME_PERSON, OTHER_PERSON) if homeless else (OTHER_PERSON, SAME_PERSON)
                if doubts.ask(DoubtKind.SAME_NAME, line, beside, *order) == SAME_PERSON:
                    return self._as_is(row, rest)
        return told

    def _as_is(self, row: Record, rest: tuple[Setting, ...]) -> tuple[Setting, ...]:
        """The row of the list that is meant: what makes its identity stays as it is there."""
        keys = self._kind.KEY
        as_there = (Setting(field, row.row.get(field.name)) for field in keys)
        return (*as_there, *(Setting(field, raw) for field, raw in rest if field not in keys))

    def _exact(self, told: tuple[Setting, ...]) -> Record | None:
        """The record that says the same."""
        return self._there.get(self._same({field.name: raw for field, raw in told}))

    def _same(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        """What two records that are one have in common."""
        if self._kind.KEY:
            return self._kind.identity(said)
        return tuple(fold(str(said.get(field.name) or "")) for field in same_by(self._kind))

    def _write(self, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, list[str]]:
        if there is None:
            state, same = self._lookup.state, self._same({field.name: raw for field, raw in told})
            id = identity(state, self._kind, told) if self._kind.KEY else derived_id(state.db, self._kind.TABLE, same)
            if self.making.makes(self._kind, id):
                return RowState.SAME, [t("importing.twice")]
            missing = {field for field in form_fields(self._kind) if field.required} - {field for field, _ in told}
            if missing:
                labels = ", ".join(t(field.label_id) for field in form_fields(self._kind) if field in missing)
                return RowState.DOUBTFUL, [t("importing.missing", fields=labels)]
            self.making.new(self._kind, id, *told)
            return RowState.NEW, []
        changed = [Setting(*one) for one in told if one[0] not in self._kind.KEY and _differs(there, *one)]
        self.making.edit.update(there, *changed)
        return (RowState.UPDATED if changed else RowState.SAME), [self._change(there, *one) for one in changed]

    def _change(self, there: Record, field: Field[Any], raw: Any) -> str:
        lookup = self._lookup
        after = field.decoded(raw) if field.is_set else field.decode(raw)  # type: ignore[attr-defined]
        before = field.show(field.of(there), lookup) or "–"
        return f"{t(field.label_id)}: {before} → {field.show(after, lookup) or '–'}"


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _differs(there: Record, field: Field[Any], raw: Any) -> bool:
    before = tuple(there.row.elements(field.name)) if field.is_set else there.row.get(field.name)
    return bool(before != raw)
