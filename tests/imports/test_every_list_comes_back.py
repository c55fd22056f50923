"""A list of any declared type that the program wrote is the same when it comes back: in every language, and by keys."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from itertools import cycle, islice
from typing import Any

import pytest
from tests.all_of import over
from tests.example_group import example_group
from tests.papers_made import sheet_text, spreadsheet_text

from ictwg.app.csv_lists import csv_text
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Line, Text
from ictwg.domain.records import Action, Activity, Decision, Meeting, Organization, Participant, Person, Training
from ictwg.domain.schema import Record, declared, same_by
from ictwg.domain.state import FixedRow
from ictwg.domain.text import in_sentence
from ictwg.imports.doubts import (
    EMPTY,
    FIRST_ROW,
    LEFT_OUT,
    NEW_ORGANIZATION,
    NO_ORGANIZATION,
    THIS_ROW,
    DoubtKind,
    Key,
    ReadingDoubt,
)
from ictwg.imports.headings import choice_words, plain_key
from ictwg.imports.list_rows import ListFile, ListRows
from ictwg.imports.members import MemberRows
from ictwg.imports.record_lists import PEOPLE, ROWS, import_records, misread, own_list
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import LANGUAGES, t
from ictwg.members.spelling import like_acronyms
from ictwg.records.csv_format import written
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 12)
EXAMPLE = example_group().state
KINDS = (Action, Activity, Decision, Meeting, Participant, Person, Training)
LOOKUP = Lookup(EXAMPLE, TODAY)


@over("kind", declared())
def test_a_list_of_every_type_changes_nothing(kind: type[Record]) -> None:
    records = EXAMPLE.all(kind)
    texts = [csv_text(LOOKUP, kind, records), *(sheet_text(LOOKUP, kind, records, lang) for lang in LANGUAGES)]
    for text in texts:
        if records:
            assert own_list(LOOKUP, text.encode()) is kind, "it is known wherever it is dropped"
        plan = import_records(ListFile(LOOKUP, text.encode(), "list.csv"), kind)
        assert {(row.state, row.why, row.doubts) for row in plan.rows if records} <= {(RowState.SAME, "", ())}
        assert not plan.changes


@over("kind, lang", zip((one for one in declared() if EXAMPLE.all(one)), cycle(LANGUAGES), strict=False))
def test_a_workbook_of_every_type_changes_nothing(kind: type[Record], lang: str) -> None:
    text = spreadsheet_text(LOOKUP, kind, EXAMPLE.all(kind), lang)
    assert own_list(LOOKUP, text.encode()) is kind
    plan = import_records(ListFile(LOOKUP, text.encode(), "list.xlsx"), kind)
    assert {(row.state, row.why, row.doubts) for row in plan.rows} <= {(RowState.SAME, "", ())}
    assert not plan.changes


class Sheet:
    """The list of a type as rows of cells by their keys, to change some."""

    def __init__(self, kind: type[Record]) -> None:
        self.kind = kind
        self.rows = [*csv.DictReader(io.StringIO(csv_text(LOOKUP, kind, EXAMPLE.all(kind))))]

    def __repr__(self) -> str:
        return self.kind.SINGULAR

    def holds(self, row: dict[str, str], field: Any) -> bool:
        """Whether it says more than an empty cell."""
        record = EXAMPLE.get(self.kind, row["id"])
        empty = () if field.is_set else field.decode(None)
        return bool(row.get(field.name)) and record is not None and field.of(record) != empty

    def plan(self, rows: Iterable[dict[str, str]], chosen: dict[Key, str] | None = None) -> ImportPlan:
        rows = [*rows]
        text = written([[*rows[0]], *([*row.values()] for row in rows)])
        return import_records(ListFile(LOOKUP, text.encode(), "list.csv", chosen or {}), self.kind)

    def choices(self, plan: ImportPlan, choose: Callable[[ReadingDoubt], str]) -> dict[Key, str]:
        return {doubt.key: choose(doubt) for row in plan.rows for doubt in row.doubts}


def fields_of(kind: type[Record]) -> list[Any]:
    return [one for one in kind.fields() if not one.inner and one not in kind.KEY and not getattr(one, "loose", False)]


def filled_cells(kinds: Iterable[type[Record]]) -> Iterator[tuple[Sheet, Any, dict[str, str]]]:
    """Each field that may be empty, with the first row in which it is not."""
    for sheet in map(Sheet, kinds):
        for field in fields_of(sheet.kind):
            filled = next((row for row in sheet.rows if sheet.holds(row, field) and not field.required), None)
            if filled is not None:
                yield sheet, field, filled


@over("sheet, field, filled", lambda: filled_cells(declared()))
def test_emptied_cells_ask(sheet: Sheet, field: Any, filled: dict[str, str]) -> None:
    plan = sheet.plan([filled | {field.name: ""}])
    assert not plan.changes
    assert [one.kind for row in plan.rows for one in row.doubts] == [DoubtKind.EMPTIED]
    again = sheet.plan([filled | {field.name: ""}], sheet.choices(plan, lambda _: EMPTY))
    refused = again.rows[0].state is RowState.DOUBTFUL  # a rule of the type
    assert refused or filled["id"] in {one.id for one in again.changes.writes}


def test_emptied_cells_of_a_list_without_ids_ask_where_the_record_is_known() -> None:
    asked = []
    for sheet, field, filled in filled_cells(KINDS):
        grows = (sheet.kind.NOTES or sheet.kind.field("notes"), *MemberRows.GROWS)
        if field in (*same_by(sheet.kind), *grows):
            continue
        bare = {name: text for name, text in filled.items() if name != "id"}
        before = [one.kind for row in sheet.plan([bare]).rows for one in row.doubts]
        plan = sheet.plan([bare | {field.name: ""}])
        if filled["id"] not in {id for _, id in plan.changes.created} and plan.rows[0].state is RowState.SAME:
            found = [one.kind for row in plan.rows for one in row.doubts]
            asked.append((field, found.count(DoubtKind.EMPTIED) - before.count(DoubtKind.EMPTIED)))
    assert len(asked) > 5
    assert {more for _, more in asked} == {1}, asked


@cache
def sheets() -> tuple[Sheet, ...]:
    return tuple(sheet for sheet in map(Sheet, declared()) if sheet.rows)


def columns_of_choices() -> Iterator[tuple[Sheet, str, Any, dict[str, Any]]]:
    for sheet in sheets():
        columns = ROWS.get(sheet.kind, MemberRows if sheet.kind in PEOPLE else ListRows).words_of(sheet.kind)
        for heading in sheet.rows[0]:
            field: Any = columns.get(plain_key(heading))
            words = choice_words(field) if heading != "id" and not isinstance(field, str | None) else {}
            if words and not (field.inner or field in sheet.kind.KEY or getattr(field, "loose", False)):
                yield sheet, heading, field, words


@over("sheet, heading, field, words", columns_of_choices)
def test_a_word_that_is_in_no_list_is_no_fact(sheet: Sheet, heading: str, field: Any, words: dict[str, Any]) -> None:
    """Whichever record the column is of: an unknown word is asked, counted, and the words of its list are named."""
    plan = sheet.plan([sheet.rows[0] | {heading: "xyzzy"}])
    assert not [one for one in plan.changes.writes if one.field.partition("/")[0] == field.name]
    (doubt,) = (one for row in plan.rows for one in row.doubts if one.kind is DoubtKind.UNKNOWN_VALUE)
    assert {words.get(plain_key(one)) for one in doubt.choices} >= {*words.values()}
    assert plan.rows[0].to_check == 1


def fields_of_organizations() -> Iterator[tuple[Sheet, Any]]:
    for sheet in sheets():
        yield from ((sheet, one) for one in fields_of(sheet.kind) if getattr(one, "target", dict)() is Organization)


@over("sheet, field", fields_of_organizations)
def test_an_acronym_with_a_slip_is_no_fact(sheet: Sheet, field: Any) -> None:
    """Whatever names organizations offers the one that is meant first, and takes none unasked."""
    plan = sheet.plan([sheet.rows[0] | {field.name: "MJo"}])
    (doubt,) = (one for row in plan.rows for one in row.doubts if one.kind is DoubtKind.UNKNOWN_ORGANIZATION)
    assert doubt.choices[:2] == ("MoJ", NEW_ORGANIZATION)
    assert doubt.default in {LEFT_OUT, NO_ORGANIZATION}
    assert not plan.changes.created


def test_the_nearest_acronym_comes_first() -> None:
    near = partial(like_acronyms, acronyms=("MoJ", "MSSI", "PNTL", "UNICEF", "PNTX"))
    assert {name: near(name) for name in ("PNLT", "PNT", "MoH", "mjo", "UNIFEM", "USAID")} == {
        "PNLT": ("PNTL",),
        "PNT": (),
        "MoH": (),
        "mjo": ("MoJ",),
        "UNIFEM": ("UNICEF",),
        "USAID": (),
    }


def first_texts() -> Iterator[tuple[Sheet, Any]]:
    for sheet in sheets():
        texts = (field for field in fields_of(sheet.kind) if type(field) in (Line, Text) and not field.required)
        yield from ((sheet, field) for field in islice(texts, 1))


@over("sheet, field", first_texts)
def test_a_second_row_that_says_something_else_asks(sheet: Sheet, field: Any) -> None:
    """Which of the two holds is chosen, and the other one is not mixed in."""
    rows = [sheet.rows[0] | {field.name: text} for text in ("First words", "Second words")]
    plan = sheet.plan(rows)
    (doubt,) = (one for row in plan.rows for one in row.doubts)
    assert (doubt.kind, doubt.line, plan.rows[1].to_check) == (DoubtKind.SAID_TWICE, 3, 1)
    for choice, said in ((FIRST_ROW, "First"), (THIS_ROW, "Second")):
        writes = sheet.plan(rows, {doubt.key: choice}).changes.writes
        told = [str(one.value) for one in writes if one.field == field.name]
        assert told
        assert told[-1].startswith(said)


@over("kind", declared())
def test_whatever_stands_in_it(kind: type[Record]) -> None:
    """Formulas, quotes, delimiters and lines of text in every line and text of a record."""
    state, hostile = example_group().state, "=1+1\n'\"; a,b | –  é\t'=x"
    for one in state.all(kind):
        texts = [field(hostile) for field in kind.fields() if isinstance(field, Line)]
        state.apply(Edit("verbs.edited").update(one, *texts).done())
    lookup = Lookup(state, TODAY)
    for text in (csv_text(lookup, kind, state.all(kind)), sheet_text(lookup, kind, state.all(kind), "id")):
        assert not import_records(ListFile(lookup, text.encode(), "list.csv"), kind).changes


def test_what_was_changed_in_it_comes_in() -> None:
    text = sheet_text(LOOKUP, Activity, EXAMPLE.all(Activity), "pt")
    title = EXAMPLE.all(Activity)[-1].title
    plan = import_records(ListFile(LOOKUP, text.replace(title, "Another title").encode(), "list.csv"), Activity)
    assert [row.written for row in plan.rows if row.state is RowState.UPDATED] == [
        (f"{t(Activity.title.label_id)}: {title} → Another title",)
    ]


def test_notes_that_were_shortened_in_it_come_in() -> None:
    state = example_group().state
    part = state.all(Activity)[-1]
    state.apply(Edit("verbs.edited").update(part, Activity.remarks("Waits for funds; and for rain")).done())
    lookup = Lookup(state, TODAY)
    text = sheet_text(lookup, Activity, state.all(Activity), "en").replace("Waits for funds; and for rain", "for rain")
    state.apply(import_records(ListFile(lookup, text.encode(), "list.csv"), Activity).changes)
    assert next(one.remarks for one in state.all(Activity) if one.id == part.id) == "for rain"


@over("kind", KINDS)
def test_a_list_without_ids_is_of_the_type_that_its_headings_say(kind: type[Record]) -> None:
    records = EXAMPLE.all(kind) or (kind(FixedRow(kind.TABLE, "", {})),)
    rows = [*csv.reader(io.StringIO(sheet_text(LOOKUP, kind, records, "pt").lstrip("\ufeff")), delimiter=";")]
    text = written([row[:-1] for row in rows]).encode()  # the last column holds the ids
    assert [one for one in KINDS if not misread(text, one)] == [kind]
    training = EXAMPLE.all(Training)[0]
    other = Participant if kind is Training else Training
    plan = import_records(ListFile(LOOKUP, text, "list.csv"), other, training if other is Participant else None)
    assert ([row.state for row in plan.rows], bool(plan.changes)) == ([RowState.UNREAD], False)
    assert all(in_sentence(t(f"records.{one.SINGULAR}.plural")) in plan.rows[0].why for one in (kind, other))


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (Action, "Action,Responsible,Due,Status"),
        (Participant, "Name,Organization,Position,Sex,Phone,Email"),
        (Training, "Training,From,Until,Place,Men,Women,Total,Remarks"),
        (Person, "Name,Organization,Sex,Group,Status"),
    ],
)
def test_a_list_with_columns_of_its_own_is_of_the_type_that_was_said(kind: type[Record], headings: str) -> None:
    assert not misread(f"{headings}\n1,2,3,4\n".encode(), kind)


@pytest.mark.parametrize(("choices", "count"), [(("left_out",), 0), (("in_notes", "left_out"), 1)])
def test_what_nobody_can_decide_is_told_and_not_to_check(choices: tuple[str, ...], count: int) -> None:
    doubt = ReadingDoubt(DoubtKind.NOT_READ, 2, "Budget: TBD", choices)
    assert ImportRow(RowState.NEW, "Posters", "list.csv:2", doubts=(doubt,)).to_check == count
