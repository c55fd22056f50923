"""A report as markdown: sentences, and pipe tables whose last column is the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.text import clean
from ictwg.exchange.escaping import plain
from ictwg.exchange.front_matter import with_front_matter
from ictwg.exchange.report import drawn
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.exchange.report import Report, Table

ROOM = 20
"""Signs of the longest bar: a table of eight columns still fits a page across."""


def report_markdown(report: Report) -> str:
    return with_front_matter(report.values, "\n" + "\n".join(_lines(report)) + "\n")


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_line(report.title)}"
    yield ""
    yield "  \n".join(_line(line) for line in report.about)
    for sentence in report.summary:
        yield f"\n{_line(sentence)}"
    for one in report.tables:
        yield f"\n## {_line(one.heading)}\n"
        yield from _table(one)


def _table(one: Table) -> list[str]:
    if not one.rows:
        return [f"*{_line(one.empty)}*"] if one.empty else []
    heads, rows = [_line(name) for name in one.columns], [[_line(cell) for cell in row] for row in one.rows]
    if one.bars:
        longest = max(bar.length for bar in one.bars)
        heads.append("")
        rows = [[*row, drawn(bar, longest, ROOM)] for row, bar in zip(rows, one.bars, strict=True)]
    legend = ["", f"*{_line(one.legend)}*"] if one.bars and one.legend else []
    return [*table(heads, rows), *legend]


def _line(text: str) -> str:
    return plain(clean(text))
