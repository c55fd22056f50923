"""CSV in and out: every text comes back as it was, and no spreadsheet takes one for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ictwg.domain.text import clean
from ictwg.records.csv_format import MARK, neutral, read, written

NAMED = (
    "+670 7711 2233",
    "-12",
    "'x",
    "=1",
    "'=1",
    "''=1",
    "@sum",
    "\t=1",
    "one\ntwo;\n=three",
    '"quoted"',
    "a;b,c",
    "'",
)
texts = st.text(st.sampled_from("'=+-@\t;,\"\n ax") | st.characters(), max_size=12).map(
    lambda t: clean(t, multiline=True)
)


def back(rows: Sequence[Sequence[str]], *, for_excel: bool) -> list[list[str]]:
    heads = {cell for row in rows[:1] for cell in row}
    _, lines = read(written(rows, for_excel=for_excel).encode(), heads.__contains__)
    return [line.cells for line in lines]


@pytest.mark.parametrize("for_excel", [False, True])
@given(cell=texts)
@example(cell=NAMED[0])
@example(cell=NAMED[5])
def test_every_text_comes_back(*, cell: str, for_excel: bool) -> None:
    assert back([("head", "other"), (cell, "x")], for_excel=for_excel)[1:] == [[cell, "x"]]


@pytest.mark.parametrize("for_excel", [False, True])
@given(cell=texts)
@example(cell="x;=1+1;y")
@example(cell='x,"=1+1",y')
@example(cell="one\n=two")
@example(cell="\n=1")
@example(cell="＝1")
def test_no_spreadsheet_finds_a_formula_whatever_delimiter_it_expects(*, cell: str, for_excel: bool) -> None:
    text = written([("head", "other"), ("x", cell), (cell, "x")], for_excel=for_excel).removeprefix(MARK)
    for delimiter in ",;\t|":
        cells = [cell for row in csv.reader(text.splitlines(), delimiter=delimiter) for cell in row]
        cells += [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
        assert not [cell for cell in cells if cell.strip("\t\r\n").startswith(tuple("=+-@＝＋－＠"))]


@pytest.mark.parametrize("for_excel", [False, True])
@pytest.mark.parametrize("cell", NAMED)
def test_named_texts_come_back_and_are_no_formulas(cell: str, *, for_excel: bool) -> None:
    assert back([("head", "other"), (cell, "x")], for_excel=for_excel)[1:] == [[cell, "x"]]
    (_, (told, _)) = csv.reader(io.StringIO(written([("a", "b"), (cell, "")]), newline=""))
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_one_mark_more_and_no_other_change() -> None:
    assert [neutral(cell) for cell in ("=1", "'=1", "''=1", "'x", "x=1", "", "\r=1")] == [
        "'=1",
        "''=1",
        "'''=1",
        "'x",
        "x=1",
        "",
        "'\r=1",
    ]


def test_what_excel_opens_and_what_programs_read() -> None:
    rows = [("a", "b;c"), ("d\ne", 'f"')]
    assert written(rows) == 'a,b;c\r\n"d\ne","f"""\r\n'
    assert written(rows, for_excel=True) == f'{MARK}a;"b;c"\r\n"d\ne";"f"""\r\n'


def test_nothing_that_a_terminal_obeys_is_written() -> None:
    assert written([("\x1b]52;c;AAAA\x07", "\u202eabc", "\x9b1m")]) == "]52;c;AAAA,abc,1m\r\n"
