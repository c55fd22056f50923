"""The tables of a paper as a spreadsheet: a sheet for each, with what stands above it as rows of its own.

> A text stays a text, whatever it looks like; a day, a number and a sum are what they are, so that they sort and add.
> Nothing is hidden or merged, and all headings stand in one row: a filled sheet is read back by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import chain, repeat, zip_longest
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs

from ictwg.domain.text import fold
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.papers.blocks import Band, Block, HeadingBlock, Leaf, PaperText, TableBlock, line, plain_text
from ictwg.papers.document import Document
from ictwg.papers.sheet_csv import rows_of
from ictwg.papers.words import label
from ictwg.papers.zipped import is_ours, properties, sealed

Look = dict[str, Any]
__all__ = ["is_ours", "too_long", "write"]

_LONGEST = 32_767
"""UTF-16 units in a cell: Excel takes a file with more for a damaged one."""
_FIGURES = 15
"""Those that a spreadsheet keeps of a number."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900, and no day before that year."""
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_NARROW, _WIDE, _PAGE, _SMALL = 6, 50, 200, 320
"""Letters in a column, in those that fit on one page, and in those that do when they are small."""
_FOR_PROGRAMS = "id"
"""The head of a last column that is read back and not printed."""
_FEW = 3
"""Rows above a table that need not be folded away."""
_NAME, _HEADER = 31, 100
"""Letters in the name of a sheet, and at the head of a page: Excel takes 255 with `&` doubled."""
_A4 = 9

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_ABOVE: Look = {"valign": "top"}
_CELL: Look = {**_ABOVE, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
_HEAD: Look = {**_CELL, "bold": True, "bg_color": "#E7E6E6"}


def write(document: Document) -> bytes:
    """The whole file.

    Raises:
        InvalidValueError: A text is longer than a cell: it would be cut.
    """
    if cells := too_long(document):
        raise InvalidValueError(t("forms.too_long", cells="; ".join(cells)), t("forms.too_long.hint"))
    out = BytesIO()
    with Workbook(out, _OPTIONS) as book:
        _Book(book, document).fill()
    return sealed(out.getvalue())


def too_long(document: Document) -> tuple[str, ...]:
    """The cells whose text no spreadsheet holds, each by its heading and the first cell of its row."""
    cells = (
        (block.head[at] if isinstance(block, TableBlock) else text, row[0], plain_text(text))
        for block in document.blocks
        for row in rows_of((block,))
        for at, text in enumerate(row)
    )
    long = (names for *names, text in cells if len(text.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST)
    return tuple(dict.fromkeys(": ".join(dict.fromkeys(plain_text(one)[:40] for one in names)) for names in long))


def _sheets(document: Document) -> Iterator[list[Block]]:
    """A new one for each table, with the heading above it; what follows a table stands under it."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, HeadingBlock | TableBlock) and any(isinstance(one, TableBlock) for one in blocks):
            yield blocks
            blocks = []
        blocks.append(block)
    yield blocks


class _Book:
    """The workbook of a document, while it is filled."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book, self._document, self._said = book, document, properties(document)
        self._words = t("forms.words", lang=document.language)
        self._names = [self._words, "History"]
        """Those that are taken: Excel keeps one for itself."""
        self._choices: dict[tuple[str, ...], PaperText] = {}
        self._look = cache(lambda look: book.add_format(dict(look)))

    def fill(self) -> None:
        self._book.set_properties(self._said._asdict())
        for blocks in _sheets(self._document):
            self._fill(blocks)
        if self._choices:
            rows = zip_longest(*self._choices, fillvalue="")
            table = TableBlock((*self._choices.values(),), tuple(tuple(map(line, row)) for row in rows))
            sheet = self._sheet(self._words)
            self._table(sheet, table, 0)
            sheet.print_area(0, len(self._choices), 0, len(self._choices))  # an empty cell: nothing is printed

    def _fill(self, blocks: Sequence[Block]) -> None:
        titles = [plain_text(one.text) for one in blocks if isinstance(one, HeadingBlock)]
        sheet = self._sheet(self._name(titles[-1] if titles else self._said.title))
        row = 0
        for block in blocks:
            if isinstance(block, TableBlock):
                row = self._table(sheet, block, row + 1 if row else 0)
                continue
            look = {**_ABOVE, "bold": isinstance(block, HeadingBlock)}
            for cells in rows_of((block,)):
                self._row(sheet, row, cells, repeat(look))
                row += 1

    def _table(self, sheet: Any, block: TableBlock, top: int) -> int:
        """Returns where the next block stands."""
        for above in range(top if top > _FEW else 0):
            sheet.set_row(above, None, None, {"level": 1})
        self._row(sheet, top, block.head, repeat(_HEAD))
        figures = [*block.figures, *repeat(False, len(block.head) - len(block.figures))]
        looks = [{**_CELL, "align": "right"} if one else _CELL for one in figures]
        rows = [*block.with_bands([*zip(block.rows, repeat(looks), strict=False)], _banded)]
        for row, (cells, how) in enumerate(rows, top + 1):
            self._row(sheet, row, cells, how)
        widths = [*map(_width, zip(block.head, *block.rows, strict=True), chain(block.widths, repeat(0)))]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + len(rows), len(widths) - 1)
        sheet.repeat_rows(top)
        if plain_text(block.head[-1]) == _FOR_PROGRAMS:
            widths.pop()
            sheet.print_area(0, 0, _LAST_ROW, len(widths) - 1)  # and rows that people add
        if sum(widths) <= _SMALL:
            sheet.fit_to_pages(1, 0)
        for at, words in enumerate(block.choices):
            if words:
                takes = {"validate": "list", "source": self._listed(words, block.head[at]), "error_type": "warning"}
                sheet.data_validation(top + 1, at, _LAST_ROW, at, takes)
        return top + len(rows) + 2

    def _row(self, sheet: Any, row: int, cells: Sequence[PaperText], looks: Iterable[Look]) -> None:
        for at, (text, look) in enumerate(zip(cells, looks, strict=False)):
            match text.parts:
                case (Leaf(value=date() as day),) if day >= _FIRST_DAY:
                    sheet.write_datetime(row, at, day, self._formatted({**look, "align": "left"}, "yyyy-mm-dd"))
                case (Leaf(value=int() | Decimal() as number) as leaf,) if len(str(number)) <= _FIGURES:
                    sheet.write_number(row, at, number, self._formatted(look, _code(leaf)))
                case _:
                    sheet.write_string(row, at, plain_text(text), self._formatted(look, "@"))

    def _formatted(self, look: Look, code: str) -> Any:
        return self._look((*look.items(), ("num_format", code)))

    def _name(self, title: str) -> str:
        """One that Excel takes, and that no other sheet has."""
        plain = "".join(" " if one in "[]:*?/\\'" or one > "\uffff" else one for one in title).strip() or "Sheet"
        names = (plain[:_NAME].strip(), *(f"{plain[: _NAME - 4].strip()} {turn}" for turn in range(2, 1000)))
        self._names.append(next(one for one in names if fold(one) not in map(fold, self._names)))
        return self._names[-1]

    def _sheet(self, name: str) -> Any:
        """For A4, with what the paper is on each page."""
        sheet = self._book.add_worksheet(name)
        about = " · ".join(filter(None, (self._said.subject, self._said.keywords, self._said.status)))
        sheet.set_paper(_A4)
        sheet.set_landscape()
        mark = label("example", self._document.language) if self._document.setup.example else ""
        sheet.set_header(f"&C{_printed(self._said.title)}&R{_printed(mark)}")
        sheet.set_footer(f"&L{_printed(about)}&R&P / &N")
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, _LAST_ROW, _LAST_COLUMN)})
        return sheet

    def _listed(self, words: tuple[str, ...], head: PaperText) -> str:
        """Where the words of a column stand: on a sheet of their own, in sight."""
        self._choices.setdefault(words, head)
        at = [*self._choices].index(words)
        return f"={quote_sheetname(self._words)}!{xl_range_abs(1, at, len(words), at)}"


def _banded(band: Band) -> tuple[tuple[PaperText, ...], list[Look]]:
    return (band.text,), [{**_ABOVE, "bold": True}]


def _code(leaf: Leaf) -> str:
    unit = "".join(filter(str.isalnum, leaf.currency))[:9]
    return ("#,##0.00" if isinstance(leaf.value, Decimal) else "0") + (f'" {unit}"' if unit else "")


def _width(column: tuple[PaperText, ...], per_cent: int) -> int:
    """In letters: room for its texts, and for those that are written in by hand."""
    longest = max(len(line) for text in column for line in (_displayed(text).splitlines() or [""]))
    return max(min(max(longest, _NARROW), _WIDE) + 2, _PAGE * per_cent // 100)


def _displayed(text: PaperText) -> str:
    """What stands in the cell: of a sum more than the paper says, or the cell shows none of it."""
    match text.parts:
        case (Leaf(value=Decimal() as sum_, currency=currency),):
            return f"{sum_:,.2f} {currency}".strip()
        case _:
            return plain_text(text)


def _printed(text: str) -> str:
    """In the header or footer of a page, where `&` begins a code."""
    return text[:_HEADER].replace("&", "&&")
