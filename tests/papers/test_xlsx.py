"""Spreadsheets: every list of the example group with hostile texts in it, cell by cell; names of sheets; long texts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from tests.all_of import some
from tests.builders import MemoryState
from tests.example_group import example_group

from ictwg.app.csv_lists import RecordList, record_list
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Line, money_text
from ictwg.domain.records import Activity, Funder, Organization, Round
from ictwg.domain.schema import Record, declared
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError
from ictwg.exports.plan_matrix import matrix
from ictwg.papers.blocks import (
    Block,
    Facts,
    HeadingBlock,
    Leaf,
    PaperText,
    Paragraph,
    TableBlock,
    cell,
    line,
    own,
    plain_text,
)
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document, Setup
from ictwg.papers.forms import SPREADSHEET
from ictwg.papers.sheet_csv import rows_of
from ictwg.papers.words import label
from ictwg.papers.xlsx import is_ours, too_long, write
from ictwg.records.lookup import Lookup
from ictwg.reports import PAPERS as REPORTS
from ictwg.reports.figure_tables import FigureRow, FigureTable, report_table
from ictwg.reports.period import asked_for

TODAY = date(2010, 3, 12)
HOSTILE = (
    "=cmd|'/c calc'!A0",
    "https://x.tl/ _x0041_",
    "0012",
    "\u202e\x07 1-2\n+3 ",
    "w" * 5000,
    "@SUM(1)<b>&",
    "12/3",
)
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Read:
    """A file as another program reads it: for each sheet its rows of texts, numbers and days."""

    def __init__(self, data: bytes) -> None:
        self.parts = {name: (packed := ZipFile(BytesIO(data))).read(name) for name in ZipFile(BytesIO(data)).namelist()}
        packed.close()
        shared = fromstring(self.parts.get("xl/sharedStrings.xml", b"<x/>"))  # noqa: S314 - ours
        self._texts = ["".join(one.text or "" for one in text.iter(f"{_NS}t")) for text in shared]
        styles = fromstring(self.parts["xl/styles.xml"])  # noqa: S314 - ours
        codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{_NS}numFmt")}
        used = styles.find(f"{_NS}cellXfs")
        assert used is not None
        self._codes = [codes.get(one.get("numFmtId"), one.get("numFmtId")) for one in used]
        self.names = [one.get("name") for one in fromstring(self.parts["xl/workbook.xml"]).iter(f"{_NS}sheet")]  # noqa: S314

    def sheet(self, number: int) -> list[list[object]]:
        rows = fromstring(self.parts[f"xl/worksheets/sheet{number}.xml"]).iter(f"{_NS}row")  # noqa: S314 - ours
        told = {int(row.get("r", "")): [*map(self._value, row)] for row in rows}
        return [told.get(at, []) for at in range(1, max(told, default=0) + 1)]

    def _value(self, found: Any) -> object:
        text = found.findtext(f"{_NS}v") or ""
        assert found.find(f"{_NS}f") is None
        code = self._codes[int(found.get("s"))]
        if found.get("t") == "s":
            assert code == "@", "as text, also when somebody goes into the cell and out again"
            return re.sub("_x([0-9A-F]{4})_", lambda sign: chr(int(sign[1], 16)), self._texts[int(text)])
        return date(1899, 12, 30) + timedelta(int(text)) if code == "yyyy-mm-dd" else Decimal(text)


def said(text: PaperText) -> object:
    """What a cell is to hold."""
    leaf = text.parts[0] if text.parts else None
    value = leaf.value if isinstance(leaf, Leaf) else None
    return plain_text(text) if value is None else value


def listed(state: MemoryState, kind: type[Record]) -> Document:
    about = RecordList(kind.SINGULAR, kind, state.all(kind), Lookup(state, TODAY))
    (document,) = record_list(PaperRequest(state, TODAY, Audience.SECRETARIAT, about, "id", tabular=True))
    return document


def paper(*blocks: Block) -> Document:
    return Document("list", "en", Audience.MEMBERS, blocks, ("list",))


@pytest.fixture(scope="module")
def hostile() -> MemoryState:
    state = example_group().state
    for kind in declared():
        lines = [field for field in kind.fields() if isinstance(field, Line)]
        for one in state.all(kind):
            texts = [field(HOSTILE[at % len(HOSTILE)]) for at, field in enumerate(lines)]
            state.apply(Edit("verbs.edited").update(one, *texts).done())
    return state


def test_every_list_holds_what_its_csv_says(hostile: MemoryState) -> None:
    documents = [listed(hostile, kind) for kind in declared() if hostile.all(kind)]
    about = hostile.all(Round)[0]
    documents += matrix(PaperRequest(hostile, TODAY, Audience.SECRETARIAT, about, "pt", tabular=True))
    for document in some(documents):
        data = write(document)
        read = Read(data)
        assert read.sheet(1) == [[*map(said, row)] for row in rows_of(document.blocks)]
        assert is_ours(data)
        parts = b"".join(read.parts.values())
        assert not any(
            mark in parts for mark in (b"<hyperlink", b"<mergeCell", b'state="hidden"', b"<f>", b"quotePrefix")
        )


def test_a_list_keeps_days_numbers_and_sums() -> None:
    state = example_group().state
    kinds = {
        kind: {type(said(text)) for row in rows_of(listed(state, kind).blocks) for text in row} for kind in declared()
    }
    assert date in kinds[Activity]
    assert date in kinds[Organization], "the first day of a membership, which is no field of its own"
    assert Decimal in kinds[Funder]
    assert not [kind for kind, held in kinds.items() if held - {str, date, int, Decimal}]


def test_what_no_spreadsheet_counts_stays_a_text() -> None:
    old, much = date(1899, 12, 31), Decimal("123456789012345.01")
    row = (cell("1899-12-31", old), cell(str(much), much), cell("7 X", Decimal(7), 'X"];[Red]'), cell("0", 0))
    read = Read(write(paper(TableBlock(tuple(map(own, "abcd")), (row,)))))
    assert read.sheet(1)[1] == ["1899-12-31", str(much), Decimal(7), Decimal(0)]
    assert b"#,##0.00&quot; XRed&quot;" in read.parts["xl/styles.xml"]


def test_each_table_has_a_sheet_with_a_name_that_excel_takes() -> None:
    names = ("History", "a/b:c?" + "d" * 40, "A B C " + "D" * 40, "'Quoted'", "", "Words", "\U0001f600")
    table = TableBlock((own("Status"), own("x")), ((own("open"), own("")),), choices=(("open", "done, late"), ()))
    blocks = (part for name in names for part in (HeadingBlock(2, line(name)), table, Paragraph(own("Legend"))))
    read = Read(write(paper(HeadingBlock(1, own("Title")), Facts((("For", own("all")),)), *blocks)))
    assert len({str(name).casefold() for name in read.names}) == len(names) + 1
    assert all(re.fullmatch(r"[^\[\]:*?/\\']{1,31}", str(name)) and name != "History" for name in read.names)
    assert read.sheet(1)[:3] == [["Title"], ["For", "all"], ["History"]]
    assert read.sheet(2)[2:] == [["Status", "x"], ["open", ""], [], ["Legend"]]
    assert read.names[-1] == "Words"
    assert read.sheet(len(read.names)) == [["Status"], ["open"], ["done, late"]]
    assert b"Words!$A$2:$A$3" in read.parts["xl/worksheets/sheet2.xml"]


def test_pages_say_what_they_are_of() -> None:
    """Title and mark above, reference, audience and version below; `&` begins no code of Excel's."""
    head = {"ref": "M-2010-02", "version": "0.2"}
    setup = Setup(example=True)
    document = Document("", "en", Audience.MEMBERS, (HeadingBlock(1, own("A&B 2")),), head=head, setup=setup)
    sheet = Read(write(document)).parts["xl/worksheets/sheet1.xml"].decode()
    assert f"<oddHeader>&amp;CA&amp;&amp;B 2&amp;R{label('example', 'en')}</oddHeader>" in sheet
    assert "<oddFooter>&amp;LM-2010-02 · members · 0.2&amp;R&amp;P / &amp;N</oddFooter>" in sheet


def test_a_list_is_printed_one_page_wide_without_ids_and_the_words_of_its_columns() -> None:
    state = example_group().state
    about = RecordList("organizations", Organization, state.all(Organization), Lookup(state, TODAY))
    (document,) = record_list(PaperRequest(state, TODAY, Audience.MEMBERS, about, "en", tabular=True))
    (table,) = (one for one in document.blocks if isinstance(one, TableBlock))
    parts = Read(write(document)).parts
    assert b'fitToHeight="0"' in parts["xl/worksheets/sheet1.xml"]
    assert b'fitToPage="1"' in parts["xl/worksheets/sheet1.xml"]
    listed, words = re.findall(rb"Print_Area[^>]*>([^<]*)", parts["xl/workbook.xml"])
    last = chr(ord("A") + len(table.head) - 2)
    assert listed.decode().endswith(f"!$A:${last}")
    choices = len({one for one in table.choices if one})
    assert words.decode().endswith(f"${chr(ord('A') + choices)}$1")


def test_a_text_that_does_not_fit_is_named_and_not_cut() -> None:
    fits, over = "x" * 32_767, "\U0001f600" * 16_384
    table = TableBlock((own("No."), own("Notes")), ((line("A-1"), line(fits)), (line("A-2"), line(over))))
    assert too_long(paper(table)) == ("Notes: A-2",)
    with pytest.raises(InvalidValueError, match="Notes: A-2"):
        write(paper(table))
    assert Read(write(paper(TableBlock(table.head, table.rows[:1])))).sheet(1)[1] == ["A-1", fits]


def test_reports_count_in_numbers() -> None:
    """What a cell keeps is the figure that it says, in any language."""
    state, kept = example_group().state, set()
    for made in REPORTS:
        about = asked_for(TODAY, None, date(2010, 12, 31), audience=Audience.SECRETARIAT, language="pt")
        (document,) = made.build(PaperRequest(state, TODAY, Audience.SECRETARIAT, about))
        tables = [one for one in document.blocks if isinstance(one, TableBlock)]
        for text in (text for one in tables for row in one.rows for text in row):
            value = said(text)
            kept.add(int if isinstance(value, int) else type(value))
            if isinstance(value, int | Decimal):
                assert plain_text(text) in (
                    money_text(Decimal(value), "pt"),
                    money_text(Decimal(value), "pt", cents=True),
                )
        assert is_ours(SPREADSHEET.write(document))
    assert kept == {str, int, date, Decimal}


def test_a_column_that_says_what_the_heading_says_goes_with_its_values() -> None:
    table = FigureTable("pillars", ("part", "activities"), (FigureRow(("Pillar 1", 3)),), about="Pillar 1")
    shown = report_table("plan", table, "en")
    assert (shown.rows, shown.values) == ((("3",),), ((3,),))


def test_a_column_has_room_for_its_sums_as_they_are_shown() -> None:
    sums = tuple((cell(f"{one:,.0f}", one, "USD"),) for one in (Decimal(5), Decimal(112_900_000)))
    made = Read(write(paper(TableBlock((own("Sum"),), sums))))
    (column,) = fromstring(made.parts["xl/worksheets/sheet1.xml"]).iter(f"{_NS}col")  # noqa: S314 - ours
    assert float(column.get("width", 0)) >= len("112,900,000.00 USD")
