"""What stands on the pages in the order of reading: what is beside the text apart, columns and tables in place.

The words of a column are read in the order in which they are written: what goes back up stands in the next cell, or
column. Programs write a text as one reads it: a column after the other, and of a row of a table a cell after the
other, each with all its lines.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import chain, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from ictwg.sources.pdf_lines import (
    PageLine,
    Spelling,
    lines_of,
    lines_written,
    marked,
    once,
    paragraphs,
    said_on,
    usual_pitch,
    usual_size,
    with_ends,
)
from ictwg.sources.pdf_tables import NEAR, PdfTable, ruled
from ictwg.sources.pdf_words import PageBox, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ictwg.sources.pdf_page import Page
    from ictwg.sources.pdf_tables import Say
    from ictwg.sources.pdf_words import Word


_Cell = list[PageLine]
_Row = list[_Cell]


def flow(words: Sequence[Word], page: int, say: Say) -> Iterator[PageLine | PdfTable]:
    """The lines of the text, and its rows with no rules around them: as tables where they have the same columns."""
    rows: list[_Row] = []
    limits: list[tuple[float, float]] = []
    """From where to where the columns of text go."""
    for row in _rows(_in_order(words, page)):
        if len(row) > 1 and max(map(len, row)) < _COLUMN:
            rows.append(row)
            continue
        yield from _told(rows, say)
        rows = []
        if len(row) > 1:
            limits += [(min(line.left for line in cell), max(line.right for line in cell)) for cell in row]
        for line in (line for cell in row for line in cell):
            inside = (end for start, end in limits if start - 1 <= line.left and line.right <= end + 1)
            yield line._replace(limit=next(inside, 0.0))
    yield from _told(rows, say)


_COLUMN, _FAR, _CHAOS = 9, 80, 0.15
"""Lines from which on a cell is a column of text; how far back its lines are looked at; share of lines out of order."""


def _in_order(words: Sequence[Word], page: int) -> list[PageLine]:
    """As written, or from above to below where that leaps about."""
    lines = lines_written(words)
    leaps = sum(line.middle < last.middle - last.size / 2 and line.left < last.right for last, line in pairwise(lines))
    lines = lines_of(words) if leaps > _CHAOS * len(lines) else lines
    return [line._replace(page=page) for line in lines]


def _rows(lines: Sequence[PageLine]) -> Iterator[_Row]:
    """Each with its cells; text between them is a row of one cell."""
    row: _Row = [[]]
    for line in lines:
        parts = [line._replace(words=part) for part in line.parts()]
        for part in parts:
            at = _beside(row[-1], part)
            if at is not None:
                if len(row) == 1:
                    if at:
                        yield [row[0][:at]]
                    cells = [row[0][at]._replace(words=words) for words in row[0][at].pieces()]
                    row = [*([cell] for cell in cells[:-1]), [cells[-1], *row[0][at + 1 :]]]
                row.append([part])
            elif len(row) == 1 or (len(parts) == 1 and _goes_on(row[-1][-1], part)):
                row[-1].append(part)
            else:
                yield row
                row = [[part]]
    yield row


def _beside(cell: _Cell, part: PageLine) -> int | None:
    """Which of the lines of the cell it stands to the right of."""
    for at in range(max(0, len(cell) - _FAR), len(cell)):
        if abs(cell[at].middle - part.middle) < part.size / 2 and part.left > cell[at].right:
            return at
    return None


def _goes_on(last: PageLine, line: PageLine) -> bool:
    return abs(line.left - last.left) < line.size / 2 and 0 < line.middle - last.middle < 2 * line.size


def _told(rows: list[_Row], say: Say) -> Iterator[PageLine | PdfTable]:
    """As a table, where they have the same columns, but for some at the head of it; else each as a line."""
    begin = next((at for at in range(min(len(rows), _HEADS)) if _is_table(rows[at:])), len(rows))
    is_text = len(rows) == 1 and max(map(len, rows[0])) > 1
    yield from _lines(rows) if is_text else map(_in_one, rows[:begin])
    if begin < len(rows):
        yield _table(rows[begin:], say)


def _is_table(rows: list[_Row]) -> bool:
    columns, wraps = len(_columns(rows)), any(len(cell) > 1 for row in rows for cell in row)
    return len(rows) > 1 and columns == max(map(len, rows)) and (wraps or len(rows) * columns > _SMALL)


def _columns(rows: list[_Row]) -> list[float]:
    """Where they begin."""
    columns: list[float] = []
    for left in sorted(cell[0].left for row in rows for cell in row):
        if not columns or left - columns[-1] > _WIDE:
            columns.append(left)
    return columns


def _table(rows: list[_Row], say: Say) -> PdfTable:
    columns = _columns(rows)
    lines = _lines(rows)
    limits = [
        max(line.right for row in rows for cell in row for line in cell if abs(cell[0].left - left) <= _WIDE)
        for left in columns
    ]
    told = []
    for row in rows:
        of = {sum(left <= cell[0].left for left in columns) - 1: cell for cell in row}
        said = (
            say([word for line in of.get(at, []) for word in line.words], limit + _ROOM * lines[0].size)
            for at, limit in enumerate(limits)
        )
        told.append(tuple(said))
    box = PageBox(columns[0], lines[0].top, max(line.right for line in lines), lines[-1].bottom)
    return PdfTable(lines[0].page, lines[0].page, box, (*columns[1:], box.right), tuple(told))


def _lines(rows: list[_Row]) -> list[PageLine]:
    return [line for row in rows for cell in row for line in cell]


_WIDE, _SMALL, _ROOM, _HEADS = 6.0, 6, 0.6, 4


def _in_one(row: _Row) -> PageLine:
    """The row as a line with tabs."""
    first, *others = ([word for line in cell for word in line.words] for cell in row)
    tabbed = (word for words in others for word in (words[0]._replace(tabs=1), *words[1:]))
    return row[0][0]._replace(words=(*first, *tabbed))


class Layout(NamedTuple):
    """All pages as one; `size` is the type of most of their letters."""

    heads: list[PageLine]
    body: list[PageLine | PdfTable]
    feet: list[PageLine]
    footnotes: list[tuple[int, str]]
    spelling: Spelling
    size: float


def lay_out(pages: list[Page]) -> Layout:
    """A header or footer stands in it once."""
    spelling = Spelling.of([word.text for page in pages for word in page.words])
    say = partial(_say, spelling)
    parted = [ruled(page, say) for page in pages]
    size = usual_size(word for _, words in parted for word in words)
    running = _running(pages, [words for _, words in parted], size)
    body: list[PageLine | PdfTable] = []
    footnotes: list[tuple[int, str]] = []
    for page, (tables, words), beside in zip(pages, parted, running, strict=True):
        inner = set(words).difference(*(line.words for lines in beside for line in lines))
        small = _below_the_text(page, [word for word in words if word in inner], size)
        if small:
            said = say(small, max(word.right for word in small))
            footnotes += [(page.number, note) for note in said.split("\n")]
            inner.difference_update(small)
        body += _body(page, tables, [word for word in words if word in inner], say)
    heads, feet = (list(once(chain.from_iterable(lines))) for lines in zip(*running, strict=True))
    return Layout(heads, _over_pages(_with_margins(pages, body)), feet, footnotes, spelling, size)


def _below_the_text(page: Page, words: list[Word], size: float) -> list[Word]:
    """The footnotes: what stands below a short rule, all of it in smaller type."""
    for rule in page.rules:
        if rule.flat and rule.end - rule.start < page.width / 2 and rule.at > page.height / 2:
            below = [word for word in words if word.middle > rule.at]
            if below and all(word.size < 0.95 * size for word in below):
                return below
    return []


def _say(spelling: Spelling, words: list[Word], limit: float) -> str:
    """The text of a cell."""
    lines = [line._replace(limit=limit) for line in lines_of(words)]
    return "\n".join(marked(one, spelling).marked() for one in paragraphs(lines, usual_pitch(lines)))


def _body(page: Page, tables: list[PdfTable], words: list[Word], say: Say) -> Iterator[PageLine | PdfTable]:
    for table in tables:
        above = [word for word in words if word.middle < table.box.top]
        yield from flow(above, page.number, say)
        yield table
        words = [word for word in words if word.middle >= table.box.top]
    yield from flow(words, page.number, say)


def _over_pages(body: Iterable[PageLine | PdfTable]) -> list[PageLine | PdfTable]:
    """With one table where it goes on over pages."""
    told: list[PageLine | PdfTable] = []
    for one in body:
        last = told[-1] if told else None
        if isinstance(one, PdfTable) and isinstance(last, PdfTable) and (both := _joined(last, one)):
            told[-1] = both
        else:
            told.append(one)
    return told


def _joined(table: PdfTable, other: PdfTable) -> PdfTable | None:
    """One table, where the other goes on with it on the next page; its heading row is told once."""
    if other.page != table.last + 1 or len(table.edges) != len(other.edges):
        return None
    if any(abs(one - two) > 2 * NEAR for one, two in zip(table.edges, other.edges, strict=True)):
        return None
    again = takewhile(lambda rows: any(rows[0]) and rows[0] == rows[1], zip(table.rows, other.rows[:-1], strict=False))
    whole, (row, *rows) = [*table.rows], other.rows[len(list(again)) :]
    if _is_cut(whole[-1], row):
        halves = zip(whole.pop(), row, strict=True)
        row = tuple((" " if _flows(*half) else "\n").join(filter(None, half)) for half in halves)
    return PdfTable(table.page, other.last, other.box, table.edges, (*whole, row, *rows))


def _is_cut(last: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether the row is the rest of the last one: a cell goes on in a sentence, or one alone has more to say."""
    rest = [(above, below) for above, below in zip(last, row, strict=True) if below]
    return any(_flows(*pair) for pair in rest) or (len(rest) == 1 and not row[0] and bool(rest[0][0]))


def _flows(above: str, below: str) -> bool:
    return bool(above and below) and below[0].islower() and not above.endswith((".", ":", ";", "!", "?"))


def _with_margins(pages: list[Page], body: list[PageLine | PdfTable]) -> Iterator[PageLine | PdfTable]:
    """With lines that know how far they could go: as three lines of pages of this width do, or over most of it."""
    widths = {page.number: round(page.width) for page in pages}
    margins: dict[int, float] = {}
    lines = [one for one in body if isinstance(one, PageLine) and not one.limit]
    for width in set(widths.values()):
        rights = sorted((line.right for line in lines if widths[line.page] == width), reverse=True)
        reached = next(
            (far for far, third in zip(rights, rights[2:], strict=False) if far - third < _RAGGED),
            max(rights, default=0),
        )
        margins[width] = max(reached, _LEAST * width)
    known = (line._replace(limit=margins[widths[line.page]]) for line in lines)
    with_limit = iter(with_ends(known))
    for one in body:
        yield next(with_limit) if isinstance(one, PageLine) and not one.limit else one


_RAGGED, _LEAST = 15.0, 0.8


def _running(pages: list[Page], words: list[list[Word]], size: float) -> list[tuple[list[PageLine], list[PageLine]]]:
    """Header and footer of each page: the outermost lines that others have at the same height, in no large type."""
    of_pages = [
        [line._replace(page=page.number) for line in lines_of(inside)]
        for page, inside in zip(pages, words, strict=True)
    ]
    seen = Counter(key for lines in of_pages for key in set(chain.from_iterable(map(_keys, lines))))
    opening = {line.text for line in of_pages[0]}
    running: list[tuple[list[PageLine], list[PageLine]]] = []
    for page, lines in zip(pages, of_pages, strict=True):
        beside = {
            line
            for line in lines
            if abs(line.middle / page.height - 0.5) > _MIDDLE
            and line.size <= size * 1.1
            and (any(seen[key] > 1 for key in _keys(line)) or _is_of_margin(line, page, len(pages), opening))
        }
        upper = sum(line.middle < page.height / 2 for line in lines)
        heads = list(takewhile(beside.__contains__, lines[:upper]))
        feet = list(takewhile(beside.__contains__, reversed(lines[upper:])))
        running.append((heads, feet[::-1]))
    return running


_MIDDLE, _MARGIN = 0.3, 0.42
"""How far from the middle of the page, in its heights, headers begin, and those that one page alone has."""


def _keys(line: PageLine) -> set[tuple[str, int]]:
    heights = int(line.middle / _SAME_HEIGHT), int(line.middle / _SAME_HEIGHT + 0.5) + _OTHER
    return {(text, height) for text in said_on(line) for height in heights}


_SAME_HEIGHT, _OTHER = 4, 1_000_000


def _is_of_margin(line: PageLine, page: Page, total: int, opening: set[str]) -> bool:
    """Whether it is a page number, or says what lines of the first page say, as headers of the pages after it do."""
    if abs(line.middle / page.height - 0.5) < _MARGIN:
        return False
    parts = [" ".join(word.text for word in part) for part in line.parts()]
    number = rf"\W*{page.number}\W*|(.*\D)?{page.number}\D{{1,6}}{total}\W*"
    is_said = page.number > 1 and len(line.words) > _FEW_WORDS and opening.issuperset(parts)
    return is_said or bool(re.fullmatch(number, line.text))


_FEW_WORDS = 2
