"""The words of a page in the order in which they are written: what goes back up stands in the next cell, or column.

Programs write a text as one reads it: a column after the other, and of a row of a table a cell after the other, each
with all its lines.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ictwg.sources.pdf_lines import PageLine, lines_of, lines_written
from ictwg.sources.pdf_tables import PdfTable
from ictwg.sources.pdf_words import PageBox, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictwg.sources.pdf_tables import Say


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
