"""A list of any declared type that the program wrote is the same when it comes back: in every language, and by keys."""

from __future__ import annotations

from datetime import date

import pytest
from tests.example_group import example_group

from ictwg.app.csv_lists import csv_text, sheet_text
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Line
from ictwg.domain.records import Activity
from ictwg.domain.schema import Record, declared
from ictwg.imports.doubts import DoubtKind, ReadingDoubt
from ictwg.imports.record_lists import import_records
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import LANGUAGES, t
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 12)
EXAMPLE = example_group().state
LOOKUP = Lookup(EXAMPLE, TODAY)


@pytest.mark.parametrize("kind", declared(), ids=lambda kind: kind.SINGULAR)
def test_a_list_of_every_type_changes_nothing(kind: type[Record]) -> None:
    records = EXAMPLE.all(kind)
    texts = [csv_text(LOOKUP, kind, records), *(sheet_text(LOOKUP, kind, records, lang) for lang in LANGUAGES)]
    for text in texts:
        plan = import_records(LOOKUP, text.encode(), "list.csv", kind, None, {})
        rows = plan.rows[: len(records)]
        assert {(row.state, row.why, row.doubts) for row in rows} <= {(RowState.SAME, "", ())}
        assert not plan.changes


@pytest.mark.parametrize("kind", declared(), ids=lambda kind: kind.SINGULAR)
def test_whatever_stands_in_it(kind: type[Record]) -> None:
    """Formulas, quotes, delimiters and lines of text in every line and text of a record."""
    state, hostile = example_group().state, "=1+1\n'\"; a,b | –  é\t'=x"
    for one in state.all(kind):
        texts = [field(hostile) for field in kind.fields() if isinstance(field, Line)]
        state.apply(Edit("verbs.edited").update(one, *texts).done())
    lookup = Lookup(state, TODAY)
    for text in (csv_text(lookup, kind, state.all(kind)), sheet_text(lookup, kind, state.all(kind), "id")):
        assert not import_records(lookup, text.encode(), "list.csv", kind, None, {}).changes


def test_what_was_changed_in_it_comes_in() -> None:
    text = sheet_text(LOOKUP, Activity, EXAMPLE.all(Activity), "pt")
    title = EXAMPLE.all(Activity)[-1].title
    plan = import_records(LOOKUP, text.replace(title, "Another title").encode(), "list.csv", Activity, None, {})
    assert [row.written for row in plan.rows if row.state is RowState.UPDATED] == [
        (f"{t(Activity.title.label_id)}: {title} → Another title",)
    ]


def test_notes_that_were_shortened_in_it_come_in() -> None:
    state = example_group().state
    part = state.all(Activity)[-1]
    state.apply(Edit("verbs.edited").update(part, Activity.remarks("Waits for funds; and for rain")).done())
    lookup = Lookup(state, TODAY)
    text = sheet_text(lookup, Activity, state.all(Activity), "en").replace("Waits for funds; and for rain", "for rain")
    state.apply(import_records(lookup, text.encode(), "list.csv", Activity, None, {}).changes)
    assert next(one.remarks for one in state.all(Activity) if one.id == part.id) == "for rain"


@pytest.mark.parametrize(("choices", "count"), [(("left_out",), 0), (("in_notes", "left_out"), 1)])
def test_what_nobody_can_decide_is_told_and_not_to_check(choices: tuple[str, ...], count: int) -> None:
    doubt = ReadingDoubt(DoubtKind.NOT_READ, 2, "Budget: TBD", choices)
    assert ImportRow(RowState.NEW, "Posters", "list.csv:2", doubts=(doubt,)).to_check == count
