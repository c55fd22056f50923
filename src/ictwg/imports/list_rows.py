"""The rows of a list of records of one type, taken into one change; some types say more in a row than their fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, ClassVar, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.confidential import finds_in, own_names, speaks_of_harmed
from ictwg.domain.fields import choice_area
from ictwg.domain.ids import derived_id, is_id
from ictwg.domain.records import Attendance, Organization, Participant, Person
from ictwg.domain.schema import Field, Record, Setting, form_fields, same_by
from ictwg.domain.text import fold, in_sentence, one_line
from ictwg.domain.values import Find
from ictwg.errors import IctwgError, InvalidValueError, UsageError
from ictwg.imports.doubts import (
    EMPTY,
    FIRST_ROW,
    IN_NOTES,
    KEPT,
    LEFT_OUT,
    NEW_ORGANIZATION,
    NO_ORGANIZATION,
    READ,
    THIS_ROW,
    DoubtKind,
    Doubts,
    Key,
)
from ictwg.imports.headings import (
    ID,
    Column,
    choice_words,
    column_id,
    column_label,
    column_of,
    guessed_column,
    heading_words,
    plain_key,
    read_list,
    repeats,
    says_headings,
)
from ictwg.imports.new_records import ImportNames, NewRecords, StateWithNewRecords
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import LANGUAGES, t
from ictwg.members.new_body import NewBody, likely_type
from ictwg.records.csv_format import CsvLine, cell_text, read
from ictwg.records.editing import identity, on_set
from ictwg.records.lookup import Lookup
from ictwg.records.rules import expect_rules
from ictwg.sentences.amounts import figures_of
from ictwg.sentences.dates import find_date
from ictwg.sentences.name_cells import names_in_cell

HEADINGS_NAMED = 3
"""So many headings are named as examples."""
VALUES_SHOWN = 3
"""Of a column that nobody knows."""
OF_PEOPLE = frozenset({Organization.TABLE, Person.TABLE, Participant.TABLE, Attendance.TABLE})

_TOTAL = re.compile(
    r"(?:grand |overall |sub ?)totals?\b.*|soma|jumlah(?: total)?"
    r"|totals?(?: (?:geral|general|costs?|budget|usd|of|do|da|for|pillar|eixo|\d+)\b.*)?"
)
_AMOUNT = re.compile(r"[^\W\d_]{0,4}[\d\s,'$€%]+[^\W\d_]{0,4}")


class Noted(str):
    """A column whose cells become lines of the notes, each behind its heading."""

    __slots__ = ()


class ListFile(NamedTuple):
    """A list that comes in.

    Attributes:
        lookup: What is on record.
        where: Its path.
        chosen: What a person has chosen for its doubts.
        tell: Told before each row how many are done, and of how many.
        remembered: What was chosen for unknown headings in lists before.
    """

    lookup: Lookup
    data: bytes
    where: str
    chosen: Mapping[Key, str] = {}
    tell: Callable[[int, int], object] = lambda *_: None
    remembered: Mapping[str, str] = {}


class RowRead:
    """One row while it is read.

    Attributes:
        id: Of its record, in a list of ours.
        cells: What is still to be read.
        whole: All that it says.
        filled: What its cells say, each once, in whatever column.
        emptied: The columns in which it says nothing.
        passed: The columns in which a row before holds.
        instead: The columns in which it holds, and no row before.
        lost: What cannot be read, each with its column.
        said: What came of the row, beside that.
        noted: What goes into the notes, each with its column.
        changed: Changes to existing records.
        record: The id of what is made or changed, once that is known.
        compared: The records about which it was compared with the rows before.
    """

    def __init__(self, columns: Sequence[Column | None], line: CsvLine, chosen: Mapping[Key, str]) -> None:
        self.number, self.problem = line.number, line.problem
        self.cells: dict[Column, str] = {}
        self.noted: list[tuple[Column, str]] = []
        for column, cell in zip(columns, line.cells, strict=False):
            if isinstance(column, Noted):
                self.noted += [(column, f"{column}: {one_line(cell)}")] if plain_key(cell) else []
            elif column and cell.strip():
                self.cells[column] = ", ".join((*filter(None, (self.cells.get(column),)), cell))
        id = self.cells.pop(ID, "")
        self.id = id if is_id(id) else ""
        self.whole = dict(self.cells)
        named = [column for column, _ in zip(columns, line.cells, strict=False) if column is not None]
        self.filled = [*dict.fromkeys(one_line(cell) for cell in line.cells if cell.strip())]
        self.emptied = [column for column in named if column not in self.cells]
        self.passed: set[Column] = set()
        self.instead: set[Column] = set()
        self.compared: set[str] = set()
        self.doubts = Doubts(chosen)
        self.lost: list[tuple[Column, str]] = []
        self.said: list[str] = []
        self.record = ""
        self.changed: list[tuple[Record, Setting]] = []

    def row(self, state: RowState, what: str, where: str) -> ImportRow:
        self.ask_lost(LEFT_OUT)
        return ImportRow(state, what, where, "; ".join(self.said), doubts=self.doubts.found())

    def ask_lost(self, *choices: str) -> str:
        """What becomes of what cannot be read; asked once."""
        if not self.lost:
            return choices[0]
        told = "; ".join(cell_line(*cell) for cell in self.lost)
        return self.ask(DoubtKind.NOT_READ, told, *choices)

    def ask(self, kind: DoubtKind, text: str, *choices: str, about: str = "", meanwhile: str = "") -> str:
        """The choice for something in it; where nobody has chosen `meanwhile`, or else the first one."""
        return self.doubts.ask(kind, self.number, text, *choices, about=about, meanwhile=meanwhile)

    def text(self, column: Column) -> str:
        """What the column says: in a list of ours letter by letter, else in one line."""
        cell = self.cells.get(column, "")
        return cell if self.id else one_line(cell)

    def take(self, column: Column) -> str:
        """Likewise; it is not read again."""
        text = self.text(column)
        self.cells.pop(column, None)
        return text

    def lose(self, *cells: tuple[Column, str]) -> None:
        """What cannot be read; of an empty cell nothing is lost, nor of a dash."""
        self.lost += [(column, text) for column, text in cells if plain_key(text)]


class ListRows:
    """Takes the rows of one list into one change.

    Attributes:
        MORE: The columns that hold no field of the type, by their names.
        NAMED: What a row is called by; the first two columns of its list, where it says none.
        GROWS: What keeps what lists and people add to it: an empty cell of a list that is not ours means nothing there.
        SEVERAL: The columns of which a list may have more than one: a telephone and a mobile number.
    """

    MORE: ClassVar[Mapping[str, Column]] = {}
    NAMED: ClassVar[tuple[Field[Any], ...]] = ()
    GROWS: ClassVar[tuple[Field[Any], ...]] = ()
    SEVERAL: ClassVar[Sequence[Column]] = ()

    def __init__(self, file: ListFile, kind: type[Record], of: Record | None = None) -> None:
        self.lookup = lookup = file.lookup
        self.making = NewRecords(lookup.state)
        self.names = ImportNames(self.making)
        self.file, self.where, self.kind, self.of = file, file.where, kind, of
        self.planned = Lookup(StateWithNewRecords(self.making), lookup.today, lookup.language)
        self.above: list[str] = []
        """What stands above the headings, line by line."""
        self._notes: dict[str, dict[Column, list[str]]] = {}
        """What the rows before say in the notes of each record, by the column from which it is."""
        self._asked: dict[tuple[str, str], Any] = {}
        """What words mean that are not on record, and what was chosen for them, by field: each is asked once."""
        self._sparse: dict[Column, int] = {}
        """The columns that at least half of the rows leave empty, and how many do."""
        self._filled: dict[tuple[str, ...], set[Column]] = {}
        """What the rows of one record say together."""
        self.further: dict[tuple[str, Field[Any]], Changes] = {}
        """What it means to set a field of a record, where that is more than a value."""
        self._lacking: dict[str, tuple[Setting, ...]] = {}
        """What rows say of records that none of them makes yet, since something required is missing."""
        self._first: dict[str, tuple[dict[Column, str], set[Field[Any]]]] = {}
        """What the rows before say of each record, and of which fields."""
        own = kind.PARENT if of is not None else None
        there = [one for one in lookup.state.all(kind) if own is None or own.of(one) == (of and of.id)]
        self.there = {self._same({f.name: one.row.get(f.name) for f in kind.fields()}): one for one in there}

    def plan(self) -> ImportPlan:
        """What the list would change; nothing is written until its changes are committed."""
        rows = (*self.take_file(self.file.data), *self.names.rows(self.where))
        return ImportPlan(rows, self.done(self.subject([row for row in rows if row.brings])))

    def subject(self, brought: Sequence[ImportRow]) -> str:
        """What the history calls it, by the rows that bring something."""
        plural = in_sentence(t(f"records.{self.kind.SINGULAR}.plural"))
        return t("importing.records", plural=plural, count=len(brought))

    def done(self, subject: str) -> Changes:
        """All of it as one change."""
        changes = self.making.done(subject)
        for one in self.further.values():
            changes = changes.and_then(one)
        return changes.told_by(self.kind)

    def take_file(self, data: bytes) -> list[ImportRow]:
        """What becomes of each row, and which columns are not known."""
        words = self.words()
        head, found, below = read_list(data, words, guess=True)
        if head is None:  # the others are asked
            head, found, below = read_list(data, words, 1)
        problem = self.unread(head, below)
        if head is None or problem:
            return [ImportRow(RowState.UNREAD, PurePath(self.where).name, self.where, problem)]
        lines = read(data, lambda cell: column_of(words, cell) is not None)[1]
        self.above = [one_line(" ".join(line.cells)) for line in lines if line.number < head.number]
        below = [one for one in below if not (says_headings(words, one) or repeats(one, head) or _is_total(one))]
        asked = Doubts(self.file.chosen)
        if case := self._case(head, found, below):
            told = " | ".join(map(one_line, filter(str.strip, case.cells)))
            if asked.ask(DoubtKind.CASES, case.number, told, LEFT_OUT, READ) == LEFT_OUT:
                return [ImportRow(RowState.DOUBTFUL, self.where, self.where, doubts=asked.found())]
        columns = self.ask_columns(asked, head, self.columns(found, below), below)
        rows, doubts = self.take_all(columns, below), asked.found()
        if doubts:
            rows.append(ImportRow(RowState.SAME, self.where, f"{self.where}:{head.number}", doubts=doubts))
        return rows

    def _case(self, head: CsvLine, found: Sequence[Column | None], below: Sequence[CsvLine]) -> CsvLine | None:
        """The first row of somebody who must be protected; our own lists are of records that have been looked at."""
        place = found.index(ID) if ID in found else -1
        if place >= 0 and any(is_id(cell) for line in below for cell in line.cells[place : place + 1]):
            return None
        titles = (PurePath(self.where).stem, *self.above) if self.kind.TABLE in OF_PEOPLE else ()
        harmed, own = any(map(speaks_of_harmed, titles)), own_names(self.lookup.state)
        return next((line for line in below if harmed or _is_case(head, line, own)), None)

    def ask_columns(
        self, asked: Doubts, head: CsvLine, columns: Sequence[Column | None], below: Sequence[CsvLine]
    ) -> list[Column | None]:
        """What each column holds, also those whose heading nobody knows: a field, a line of the notes, nothing."""
        width = max(len(line.cells) for line in (head, *below))
        meant = [*columns, *[None] * (width - len(columns))]
        free = (one for one in dict.fromkeys(self.words().values()) if one not in columns)
        offered = {column_id(one, self.kind): one for one in free if not getattr(one, "inner", False)}
        offered = {id: one for id, one in offered.items() if column_label(id)}
        for at, known in enumerate(meant):
            said = dict.fromkeys(one_line(line.cells[at]) for line in below if at < len(line.cells))
            values = [one for one in said if plain_key(one)][:VALUES_SHOWN]
            heading = one_line(head.cells[at]) if at < len(head.cells) else ""
            guess = column_id(known, self.kind) if known and column_of(self.words(), heading) is None else ""
            if guess and known and guessed_column(self.words(), heading) == known:
                offered[guess] = known
            elif known is not None:
                continue
            if values:
                meant[at] = self._ask_column(asked, head.number, heading, at, values, offered, guess)
        return meant

    def _ask_column(
        self, asked: Doubts, line: int, heading: str, at: int, values: list[str], offered: dict[str, Column], guess: str
    ) -> Column | None:
        """What a column is: the guess unless somebody says otherwise; what its values fit only if somebody says so."""
        key, number = f"{self.kind.TABLE}/{plain_key(heading)}" if heading else str(at + 1), at + 1
        text = f"{heading or t('importing.column', number=number)}: {' | '.join(values)}"
        goes = (IN_NOTES, LEFT_OUT) if self.keeps_notes else (LEFT_OUT,)
        usual = [column_id(one, self.kind) for one in self.kind.COLUMNS]
        ranked = sorted(offered, key=lambda one: (-_likeness(heading, column_label(one)), one not in usual))
        fits = [one for one in ranked if self._fits(offered[one], values)]
        choices = tuple(dict.fromkeys(filter(None, (guess, *fits, *goes, *ranked))))
        before = self.file.remembered.get(key, "")
        meanwhile = before if before in choices else guess or goes[0]
        choice = asked.ask(DoubtKind.UNKNOWN_COLUMN, line, text, *choices, about=key, meanwhile=meanwhile)
        return Noted(heading or str(number)) if choice == IN_NOTES else offered.pop(choice, None)

    def _fits(self, column: Column, values: Sequence[str]) -> bool:
        """Whether all values are days, or name somebody on record, as the column needs them."""
        if isinstance(column, str) or column.record is not self.kind:
            return False
        target, known = getattr(column, "target", None), self.names.known.organization
        if target is not None and target() is Organization:
            return all(any(map(known, names_in_cell(value, known))) for value in values)
        return column.kind in {"date", "due"} and all(map(find_date, values))

    @property
    def keeps_notes(self) -> bool:
        """Whether there is a place for what no field can hold."""
        return _notes(self.kind) is not None

    @classmethod
    def words_of(cls, kind: type[Record]) -> dict[str, Column]:
        """The words for the columns that a list of this type may have."""
        fields = (*form_fields(kind), *(field for field in kind.fields() if field.inner))
        return heading_words((kind,), {field.name: field for field in fields} | {**cls.MORE})

    def words(self) -> dict[str, Column]:
        return self.words_of(self.kind)

    def unread(self, head: CsvLine | None, below: Sequence[CsvLine]) -> str:
        """Why it cannot be read; empty where it can."""
        if head is None and below:
            return t("importing.no_headings.of", headings=usual_headings(self.kind))
        return "" if below else t("importing.empty" if head is None else "importing.no_rows")

    def columns(self, found: Sequence[Column | None], below: Sequence[CsvLine]) -> list[Column | None]:  # noqa: ARG002 - the shared signature
        """What each column holds, each once.

        Raises:
            UsageError: What they belong to is neither named nor in the list.
        """
        if self.of is None and self.kind.PARENT is not None and not {ID, self.kind.PARENT} & {*found}:
            raise UsageError(t("cli.import.which"), t("cli.import.which.hint"))
        return [None if one in found[:at] and one not in self.SEVERAL else one for at, one in enumerate(found)]

    def take_all(self, columns: Sequence[Column | None], lines: Sequence[CsvLine]) -> list[ImportRow]:
        rows = [RowRead(columns, line, self.file.chosen) for line in lines]
        self.look_through(rows)
        taken: list[ImportRow] = []
        for row in rows:
            self.file.tell(len(taken), len(rows))
            taken.append(self.take_one(row))
        return taken

    def look_through(self, rows: Sequence[RowRead]) -> None:
        """What must be known of all rows before the first is taken."""
        empty = Counter(column for row in rows for column in row.emptied)
        self._sparse = {column: count for column, count in empty.items() if count * 2 >= len(rows)}
        for row in rows:
            self._filled.setdefault(self._record_of(row), set()).update(row.whole)

    def _record_of(self, row: RowRead) -> tuple[str, ...]:
        return (row.id, *(fold(row.whole.get(field, "")) for field in self.NAMED or same_by(self.kind)))

    def take_one(self, row: RowRead) -> ImportRow:
        where = f"{self.where}:{row.number}"
        if row.problem:
            return ImportRow(RowState.DOUBTFUL, row.problem, where, t("importing.unreadable"))
        behind, _ = self.making.so_far()
        return self.take(row, where)._replace(written=tuple(self._written(row, behind)))

    def _written(self, row: RowRead, behind: int) -> Iterator[str]:
        """Every field of what it makes, but for what that belongs to; and what becomes otherwise."""
        above = {self.of.id if self.of else "", row.record}
        for id, told in self.making.since(behind):
            kind = self.kind if id == row.record else None
            for field, raw in told:
                if not field.hidden and not (field.kind == "link" and raw in above):
                    yield f"{_label(field, kind)}: {field.show(_decoded(field, raw), self.planned)}"
        for there, (field, raw) in row.changed:
            values = (field.of(there), _decoded(field, raw))
            before, after = (field.show(value, self.planned) or "–" for value in values)
            yield f"{_label(field, self.kind)}: {before} → {after}"

    def take(self, row: RowRead, where: str) -> ImportRow:
        there = self.lookup.state.get(self.kind, row.id)
        named = [field for field in self.NAMED or self.kind.COLUMNS[:2] if field in row.cells]
        what = " · ".join(one_line(row.cells[field]) for field in named)
        title = self.kind.TITLE
        if there is None and title is not None and title not in row.cells:
            return ImportRow(RowState.DOUBTFUL, " ".join(row.cells.values()), where, t("importing.no_name"))
        told = self.told(row, there)
        if there is None and (there := self.exact(told)) is not None:
            told = (*told, *self.emptied(row, there, told))
        notes = [one for one in told if one[0] is _notes(self.kind)]
        state, id = self.write(row, there, tuple(one for one in told if one not in notes))
        notes = [one for one in notes if one[0] not in row.passed]
        beside = [*self.beside(row, id), self._noted(row, id, there, notes)] if id else []
        beside = [one for one in beside if one is not RowState.SAME]
        return row.row(RowState.UPDATED if beside and state is RowState.SAME else state, what, where)

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        """What the row says of its record; of one that is there already what a list of ours would say otherwise."""
        own = ((f, cell) for f, cell in row.cells.items() if not isinstance(f, str) and f.record is self.kind)
        cells = {field: cell for field, cell in own if not field.inner}
        if there is not None:
            cells = {field: cell for field, cell in cells.items() if not self._says(there, field, cell)}
        emptied = self.emptied(row, there) if there is not None else ()
        told = (*self.settings(row, *cells), *emptied)
        if there is None and self.of is not None and self.kind.PARENT is not None:
            return (self.kind.PARENT(self.of.id), *told)
        return told

    def settings(self, row: RowRead, *fields: Field[Any]) -> Iterator[Setting]:
        """What the row says of these fields."""
        for field in fields:
            text = row.take(field)
            setting = self.read(field, text, row) if text else None
            if setting is not None:
                yield setting

    def emptied(self, row: RowRead, there: Record, told: Sequence[Setting] = ()) -> Iterator[Setting]:
        """What is to be empty from now on, of what the row leaves empty and is not.

        What is on record stays unless somebody says so. Each cell of a list of ours asks, and of another list where
        most rows fill its column in. A column that half of them leave empty asks once: whoever sent the list may not
        keep it at all. Nothing is asked of what another row of the record says, of what the row says elsewhere
        (`told`), and in a list that is not ours of what grows.

        Args:
            row: The row.
            there: The record that it was recognized as, by its id or its key.
            told: What the row says of it.
        """
        said = {setting[0] for setting in told} | self._filled.get(self._record_of(row), set())
        notes = _notes(type(there))
        said |= set() if row.id else {*self.GROWS, *((notes,) if notes else ())}
        for field in row.emptied:
            if isinstance(field, str) or field.inner or field.record is not type(there) or field in said:
                continue
            empty = field(()) if field.is_set else Setting(field, None)
            held = cell_text(self.lookup, field, there)
            if not held or field.of(there) == _decoded(*empty):
                continue  # an empty cell says the usual value
            if self.is_emptied(row, field, held):
                yield empty

    def ask_once(
        self, row: RowRead, word: tuple[str, str], kind: DoubtKind, text: str, *choices: str, **more: str
    ) -> str:
        """What was chosen for a word of the whole list, which is asked with the first row that says it."""
        if word not in self._asked:
            self._asked[word] = row.ask(kind, text, *choices, **more)
        return str(self._asked[word])

    def is_emptied(self, row: RowRead, field: Field[Any], held: str) -> bool:
        """Whether an empty cell takes away what is on record."""
        told, choices = cell_line(field, held), (KEPT,) if field.required else (KEPT, EMPTY)
        if row.id or field not in self._sparse:
            return row.ask(DoubtKind.EMPTIED, told, *choices, about=field.name) == EMPTY
        told = t("importing.empty_column", cell=told, count=self._sparse[field])
        return self.ask_once(row, (field.name, ""), DoubtKind.EMPTIED, told, *choices, about=field.name) == EMPTY

    def beside(self, row: RowRead, id: str) -> Iterator[RowState]:  # noqa: ARG002 - for those who say something
        """What the row says of others, which belong to the record."""
        yield from ()

    def _says(self, there: Record, field: Field[Any], cell: str) -> bool:
        """Whether a list of ours would say this of it, in any language, or a spreadsheet that has its own days."""
        day = find_date(cell) if field.kind == "date" else None
        if day is not None and day.date == field.of(there):
            return True
        return any(cell == cell_text(self.lookup, field, there, lang) for lang in ("", *LANGUAGES))

    def read(self, field: Field[Any], text: str, row: RowRead) -> Setting | None:
        """What the cell says; what cannot be read is told and not taken."""
        target = getattr(field, "target", None)
        of_bodies = target is not None and target() is Organization
        if of_bodies and not field.is_set:
            return field(self.organization(text, row, field))
        if choice_words(field):
            parts = re.split(r"\s*[,;/]\s*", text) if field.is_set else [text]
            meant = (self._choice(field, part, row) for part in parts)
            known = tuple(one for one in meant if one is not None)
            return (field(known) if field.is_set else field(known[0])) if known else None
        if row.id and field.kind == "words":
            return field(tuple(text.split(";")))
        word = (f"{field.record.TABLE}/{field.name}", text)
        if word not in self._asked:
            found = find_date(text) if field.kind == "date" else None
            said = found.date.isoformat() if found else figures_of(text) if field.kind == "money" else text
            try:
                self._asked[word] = field(field.parse(said, self.lookup))
            except IctwgError:
                self._asked[word] = None
        if self._asked[word] is None and of_bodies:
            named = (self.organization(part, row, field) for part in names_in_cell(text, self.names.known.organization))
            return field(tuple(filter(None, named)))
        if self._asked[word] is None:
            row.lose((field, text))
        return self._asked[word]  # type: ignore[no-any-return]  # a setting of the field

    def _choice(self, field: Field[Any], text: str, row: RowRead) -> Any:
        """The word of a closed list that is meant; what is none is asked, the most alike first."""
        words, told, word = choice_words(field), cell_line(field, text), (field.name, fold(text))
        if plain_key(text) in words or not plain_key(text):
            return words.get(plain_key(text))
        choices = (*self.unread_goes((field, text)), *_most_alike(field, fold(text)))
        said = self.ask_once(row, word, DoubtKind.UNKNOWN_VALUE, told, *choices, about=told)
        row.noted += [(field, told)] if said == IN_NOTES else []
        return words.get(plain_key(said))

    def unread_goes(self, *cells: tuple[Column, str]) -> tuple[str, ...]:
        """Where that goes which no field can hold, the usual place first."""
        notes, fields = _notes(self.kind), [column for column, _ in cells if not isinstance(column, str)]
        is_open = all(one.audience in (None, notes and notes.audience) for one in fields)  # to all who read the notes
        return (IN_NOTES, LEFT_OUT) if self.keeps_notes and cells and is_open else (LEFT_OUT,)

    def organization(self, name: str, row: RowRead, column: Column = "") -> str | None:
        """The one that is meant; None where none is, or its name only stays as text."""
        if found := self.names.known.organization(name):
            return found
        chosen = self.unknown_organization(name, row, NO_ORGANIZATION)
        if chosen == NO_ORGANIZATION and column:
            row.noted.append((column, cell_line(column, name)))
        return self.names.chosen(name, chosen)

    def unknown_organization(self, name: str, row: RowRead, left_out: str, *, adds: bool = False) -> str:
        """What becomes of one that is not on record: it is made unasked where the list `adds`, and none is alike."""
        word = (Organization.TABLE, fold(name))
        if word in self._asked:
            return str(self._asked[word])
        alike = self.names.alike_on_record(name)
        meanwhile = NEW_ORGANIZATION if adds and not alike else left_out
        new, unknown = NewBody(likely_type(name)).choice, DoubtKind.UNKNOWN_ORGANIZATION
        choices = (*alike, new, left_out)
        return self.ask_once(row, word, unknown, name, *choices, about=name, meanwhile=meanwhile)

    def _noted(self, row: RowRead, id: str, there: Record | None, said: Sequence[Setting]) -> RowState:
        """Its notes: what they are there, or as the row has them, and what no other field can hold."""
        field, there = _notes(self.kind), self.lookup.state.get(self.kind, id)
        if row.ask_lost(*self.unread_goes(*row.lost)) == IN_NOTES:
            row.noted += ((cell[0], cell_line(*cell)) for cell in row.lost)
        if field is None:
            return RowState.SAME
        held = str(field.of(there) or "") if there is not None else ""
        again, lines = id in self._notes, self._notes.setdefault(id, {})
        for column in row.instead:
            lines.pop(column, None)
        # A list of ours says all of its notes; another one does not know what was added to its own.
        for text in (str(raw or "") for _, raw in said):
            lines[""] = [text if row.id or text not in held else held]
        for column, line in row.noted:
            if column not in row.passed:
                lines.setdefault(column, []).append(line)
        (text,) = lines.get("", (held,))
        further = dict.fromkeys(line for column, told in lines.items() if column for line in told)
        whole = field("\n".join(filter(None, (text, *(one for one in further if one not in text.splitlines())))))
        if there is not None:
            return self.change(row, there, (whole,), again=again)
        if whole.raw or again:
            self.making.change(self.kind, id, whole)
        return RowState.SAME

    def exact(self, told: tuple[Setting, ...]) -> Record | None:
        """The record that says the same."""
        return self.there.get(self._same({field.name: raw for field, raw in told}))

    def _same(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        """What two records that are one have in common."""
        if self.kind.KEY:
            return self.kind.identity(said)
        return tuple(fold(str(said.get(field.name) or "")) for field in same_by(self.kind))

    def write(self, row: RowRead, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, str]:
        """What becomes of it, and its id; empty where none comes of it."""
        row.record = id = there.id if there is not None else self.new_id(told)
        if there is None and id in self._first:
            there = self.lookup.state.get(self.kind, id)
        told = self.said_first(row, id, row.whole, told)
        if there is not None:
            return self.change(row, there, told), id
        if self.making.makes(self.kind, id):
            return self.said_again(row, id, told), id
        if self.making.has(self.kind, id):
            row.said.append(t("importing.here_already"))
            return RowState.SAME, ""
        said = {one[0]: one for one in (*self._lacking.pop(id, ()), *told)}
        told = self._lacking[id] = tuple(said.values())
        missing = {field for field in form_fields(self.kind) if field.required} - said.keys()
        if missing:
            labels = ", ".join(t(field.label_id) for field in form_fields(self.kind) if field in missing)
            row.said.append(t("importing.missing", fields=labels))
            return RowState.DOUBTFUL, ""
        if self._refused(row, id, Edit("").create(self.kind, id, *told)):
            return RowState.DOUBTFUL, ""
        self.making.new(self.kind, id, *self._lacking.pop(id))
        return RowState.NEW, id

    def said_first(
        self, row: RowRead, id: str, cells: Mapping[Column, str], told: tuple[Setting, ...]
    ) -> tuple[Setting, ...]:
        """Of what a further row says of a record, what no row before says; which of two holds is asked."""
        if id in row.compared:
            return told
        row.compared.add(id)
        first, fields = self._first.setdefault(id, ({}, set()))
        other = {column: text for column, text in cells.items() if fold(first.get(column, text)) != fold(text)}
        both = ((cell_line(column, text), first[column]) for column, text in other.items())
        said = "; ".join(t("importing.said_before", cell=cell, before=before) for cell, before in both)
        holds = bool(other) and row.ask(DoubtKind.SAID_TWICE, said, FIRST_ROW, THIS_ROW) == THIS_ROW
        row.instead = {*other} if holds else set()
        if holds:
            first.update(other)
        else:
            row.passed = {*other}
            row.cells = {column: cell for column, cell in row.cells.items() if column not in other}
            row.lost = [cell for cell in row.lost if cell[0] not in other]
            told = tuple(one for one in told if one[0] not in fields and one[0] not in other)
        fields |= {field for field, _ in told}
        first |= {column: text for column, text in cells.items() if column not in first}
        return told

    def said_again(self, row: RowRead, id: str, told: tuple[Setting, ...]) -> RowState:
        """What a further row says of a record that this list makes."""
        more = [one for one in told if self.making.value(one[0], id) != one[1]]
        self.making.change(self.kind, id, *more)
        if not more:
            row.said.append(t("importing.twice"))
        return RowState.UPDATED if more else RowState.SAME

    def new_id(self, told: tuple[Setting, ...]) -> str:
        state = self.lookup.state
        if self.kind.KEY:
            return identity(state, self.kind, told)
        return derived_id(state.db, self.kind.TABLE, self._same({field.name: raw for field, raw in told}))

    def change(self, row: RowRead, there: Record, told: Sequence[Setting], *, again: bool = False) -> RowState:
        """What it says otherwise; in the sense that a field has, where it has one of its own.

        Args: again: Whether that holds in place of what rows before say.
        """
        kind = type(there)
        own = [Setting(*one) for one in told if one[0] not in kind.KEY]
        changed = [one for one in own if one[0].of(there) != _decoded(*one)]
        if self._refused(row, there.id, Edit("").update(there, *changed)):
            return RowState.DOUBTFUL
        plain = [one for one in (own if again or row.instead else changed) if on_set.of(kind, one[0]) is None]
        (self.making.edit.rewrite if again or row.instead else self.making.edit.update)(there, *plain)
        for field, _ in own:
            self.further.pop((there.id, field), None)
        state = RowState.UPDATED if changed else RowState.SAME
        for field, raw in changed:
            try:
                if (special := on_set.of(kind, field)) is not None:
                    self.further[there.id, field] = special(self.lookup, there, _decoded(field, raw))
                row.changed.append((there, Setting(field, raw)))
            except InvalidValueError as error:
                row.said.append(error.message)
                state = RowState.DOUBTFUL
        return state

    def put(self, row: RowRead, key: tuple[Setting, ...], *told: Setting) -> RowState:
        """What the row says of the one record of this key, which belongs to its own."""
        kind = key[0][0].record
        id = identity(self.lookup.state, kind, key)
        there = self.lookup.state.get(kind, id)
        if there is not None:
            return self.change(row, there, told)
        new = any(self.making.value(field, id) != raw for field, raw in told)
        self.making.new(kind, id, *key)
        self.making.change(kind, id, *told)
        return RowState.NEW if new else RowState.SAME

    def _refused(self, row: RowRead, id: str, edit: Edit) -> bool:
        """Whether a rule speaks against the record as the row has it."""
        try:
            expect_rules(self.lookup.state, self.kind, id, edit.done())
        except InvalidValueError as error:
            row.said.append(error.message)
            return True
        return False


def _most_alike(field: Field[Any], text: str) -> list[str]:
    """The words of its closed list, those first that are most like a text."""
    from rapidfuzz import fuzz, process

    choices: Any = getattr(field, "choices", ())
    words = [(choice_area(choices), one) for one in choices] or [("flag", one) for one in ("yes", "no")]
    offered = [t(f"choices.{area}.{one}") for area, one in words]
    return [word for word, *_ in process.extract(text, offered, scorer=fuzz.ratio, limit=None)]


def _likeness(heading: str, label: str) -> float:
    """Nothing where no word of the one could be meant for the other."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(plain_key(heading), plain_key(label), score_cutoff=60))


def _is_case(head: CsvLine, line: CsvLine, own: frozenset[str]) -> bool:
    """Whether its cells say together what none says alone: whose age or illness it is, or that somebody is a victim."""
    cells = [one_line(cell) for cell in line.cells]
    heads = [name if name.lower() != "id" else "" for name in map(one_line, head.cells)]
    headed = " | ".join(f"{name}: {cell}" for name, cell in zip(heads, cells, strict=False) if name and cell)
    alone = {find for cell in cells for find in finds_in(cell, own)} | {Find.PHONE, Find.EMAIL}
    return not {*finds_in(" | ".join(filter(None, cells)), own), *finds_in(headed, own)} <= alone


def _is_total(line: CsvLine) -> bool:
    """Whether it only says what the lines above come to."""
    said = [plain_key(cell) for cell in line.cells if plain_key(cell)]
    return bool(said) and _TOTAL.fullmatch(said[0]) is not None and all(map(_AMOUNT.fullmatch, said[1:]))


def usual_headings(kind: type[Record]) -> str:
    """Some that a list of them may have."""
    written = [field for field in kind.COLUMNS if not field.inner]
    return ", ".join(t(field.label_id) for field in written[:HEADINGS_NAMED])


def _decoded(field: Field[Any], raw: Any) -> Any:
    if not field.is_set:
        return field.decode(raw)
    return field.decoded(raw) if hasattr(field, "decoded") else raw


def cell_line(column: Column, text: str) -> str:
    """`Lead: all`."""
    return text if isinstance(column, str) else f"{t(column.label_id)}: {text}"


def _label(field: Field[Any], kind: type[Record] | None) -> str:
    """Its name; of another record than the row's own with that of its type."""
    label = t(field.label_id)
    return label if field.record is kind else f"{t(f'records.{field.record.SINGULAR}')} · {label}"


def _notes(kind: type[Record]) -> Field[Any] | None:
    return kind.NOTES or kind.field("notes")
