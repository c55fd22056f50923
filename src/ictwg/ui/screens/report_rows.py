"""The lines of a report on the screen: headings, sentences, and tables whose bars take what room is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from ictwg.reports.report import Bar, drawn
from ictwg.ui.text import line
from ictwg.ui.widgets.columns import GAP, Cell, Heading, Piece, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictwg.reports.report import Report, Table

FIGURES = frozenset("0123456789")
LEAST_BAR = 6
"""Cells; where a bar has less room it says nothing."""


class Row(NamedTuple):
    """One line of the report; `cells` as in its table, the legend and sentences with one cell."""

    id: str
    cells: tuple[str, ...]
    widths: tuple[int, ...] = ()
    heads: tuple[str, ...] = ()
    bar: Bar | None = None
    longest: int = 0
    less: tuple[int, ...] = ()
    lead: tuple[str, str] | None = None
    title: bool = False


def rows_of(report: Report) -> Iterator[Row | Heading]:
    yield Heading("title", report.title)
    for place, sentence in enumerate(report.summary):
        yield Row(f"said/{place}", (sentence,))
    for place, table in enumerate(report.tables):
        yield Heading(f"table/{place}", table.heading, table.legend if table.rows and table.bars else "")
        yield from _table(f"table/{place}", table)


def laid_out(row: Row, room: int) -> Cell:
    """One line in so many cells."""
    if not row.widths:
        return (Piece(row.cells[0], "muted" if row.title else ""),)
    widths = _shared(row, room)
    text = (" " * GAP).join(_aligned(cell, width) for cell, width in zip(row.cells, widths, strict=True) if width)
    return (Piece(text, "muted" if row.title else ""), *_drawn(row, room - cell_len(text) - GAP))


def _table(id: str, table: Table) -> Iterator[Row]:
    if not table.rows:
        yield Row(f"{id}/none", (table.empty,), title=True)
        return
    widths = tuple(
        max(cell_len(line(cell)) for cell in column) for column in zip(table.columns, *table.rows, strict=True)
    )
    longest = max((bar.length for bar in table.bars), default=0)
    barred = Bar() if table.bars else None
    yield Row(f"{id}/heads", table.columns, widths, bar=barred, less=table.less, title=True)
    for place, cells in enumerate(table.rows):
        bar = table.bars[place] if table.bars else None
        lead = table.leads[place] if table.leads else None
        yield Row(f"{id}/{place}", cells, widths, table.columns, bar, longest, table.less, lead)


def _shared(row: Row, room: int) -> tuple[int, ...]:
    """What gives way has no width, so that the bar has room; then the widest column gives what the others need."""
    widths = list(row.widths)
    wanted = room - (LEAST_BAR + GAP if row.bar is not None else 0)
    for place in row.less:
        if _taken(widths) > wanted:
            widths[place] = 0
    over = _taken(widths) - room
    widest = widths.index(max(widths))
    widths[widest] = max(widths[widest] - over, GAP) if over > 0 else widths[widest]
    return tuple(widths)


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (sum(map(bool, widths)) - 1)


def _aligned(cell: str, width: int) -> str:
    shown = within(line(cell), width)
    pad = " " * (width - cell_len(shown))
    return pad + shown if cell and FIGURES.issuperset(cell) else shown + pad


def _drawn(row: Row, room: int) -> tuple[Piece, ...]:
    if row.bar is None or room < LEAST_BAR:
        return ()
    signs = drawn(row.bar, row.longest, room)
    dark = signs.count("█")
    return (Piece(" " * GAP), Piece(signs[:dark], "warn"), Piece(signs[dark:], "info"))
