"""A report: sentences, and tables whose rows may carry a bar; the same on a screen, in markdown and in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple, Protocol

from ictwg.domain.figures import Bar
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.locales import first_known, t
from ictwg.papers.blocks import (
    Block,
    CellValue,
    HeadingBlock,
    PaperText,
    Paragraph,
    TableBlock,
    cell,
    chain,
    emphasis,
    line,
)
from ictwg.papers.document import Document, setup_of
from ictwg.records.group import is_example, short_group_name
from ictwg.reports.period import ReportRequest, about, front

Sources = tuple[tuple[str, str], ...]
"""Records by their table and id."""


def sources_of(*records: Record) -> Sources:
    """The records from which a row is made, as a row names them."""
    return tuple((one.TABLE, one.id) for one in records)


FIGURES = frozenset("0123456789<,. %")
NO_FIGURES = frozenset("0,. %")

UPRIGHT = 8
"""Columns beside each other on an upright page without a broken word; the parts of a long report stay upright."""


class ReportTable(NamedTuple):
    """Cells as they are shown.

    Attributes:
        bars: One for each row, None where nothing may be drawn; or none at all.
        legend: What the two halves of the bars are.
        droppable: The columns that give way where the room is short, the first of them first.
        leads: The records that a row tells of; one for each row, or none at all.
        empty: What stands there instead, where there is no row.
        values: The days, numbers and sums that cells say, for a spreadsheet; None for words.
        name: As in JSON, where it is called so.
        below: What is said under it.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar | None, ...] = ()
    legend: str = ""
    droppable: tuple[int, ...] = ()
    leads: tuple[Sources, ...] = ()
    empty: str = ""
    values: tuple[tuple[CellValue, ...], ...] = ()
    name: str = ""
    below: str = ""

    @property
    def figures(self) -> tuple[bool, ...]:
        """Of each column whether it holds figures, and words without any beside them: it stands to the right."""
        told = ([cell for cell in column if any(map(str.isdigit, cell))] for column in zip(*self.rows, strict=True))
        return tuple(bool(cells) and all(map(FIGURES.issuperset, cells)) for cells in told)

    @property
    def counts(self) -> bool:
        """Whether it tells of a record, or any of its figures is more than zero."""
        columns = (
            column for column, figures in zip(zip(*self.rows, strict=True), self.figures, strict=True) if figures
        )
        return any(self.leads) or not all(NO_FIGURES.issuperset(cell) for column in columns for cell in column)

    def without_zeros(self, lang: str) -> ReportTable:
        """Rows without records, and columns of a wide table, that hold only zeros: a sentence below names them."""
        leads = self.leads or ((),) * len(self.rows)
        zero = [
            not told and all(map(NO_FIGURES.issuperset, row[1:])) for row, told in zip(self.rows, leads, strict=True)
        ]
        if not any(self.figures) or all(zero):
            return self
        kept = [at for at, empty in enumerate(zero) if not empty]
        wide = len(self.columns) > UPRIGHT
        nothing = [wide and all(map(NO_FIGURES.issuperset, column)) for column in zip(*self.rows, strict=True)]
        names = [row[0] for row, empty in zip(self.rows, zero, strict=True) if empty]
        names += (head for head, empty in zip(self.columns, nothing, strict=True) if empty)
        kept_rows = self._replace(
            rows=tuple(self.rows[at] for at in kept),
            bars=tuple(self.bars[at] for at in kept if self.bars),
            leads=tuple(self.leads[at] for at in kept if self.leads),
            values=tuple(self.values[at] for at in kept if self.values),
            below=t("reports.none_in", lang=lang, names="; ".join(names)) if names else "",
        )
        return kept_rows.with_columns([at for at, empty in enumerate(nothing) if not empty])

    def without_empty_columns(self) -> ReportTable:
        """A column in which nothing stands takes the room of others, if there are any; so do bars of nothing."""
        if self.bars and not any(bar and bar.length for bar in self.bars):
            return self._replace(bars=()).without_empty_columns()
        kept = [at for at, column in enumerate(zip(*self.rows, strict=True)) if any(column)]
        return self.with_columns(kept) if kept else self

    def with_columns(self, kept: list[int]) -> ReportTable:
        return self._replace(
            columns=tuple(self.columns[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in self.rows),
            values=tuple(tuple(row[at] for at in kept) for row in self.values),
            droppable=tuple(kept.index(at) for at in self.droppable if at in kept),
        )


def column_heads(lang: str, *names: str) -> tuple[str, ...]:
    """The words over the columns of a table: those of reports, else those of the field of this name."""
    return tuple(t(first_known(f"reports.column.{name}", f"records.{name}"), lang=lang) for name in names)


FOLDER = "reports"


class Report(NamedTuple):
    """Everything of one report for one audience.

    Attributes:
        kind: Its name on the command line: `followup`, `decisions` and so on.
        about: The period, the body, the audience, in one line each.
        values: For the head of the file: what it is, of which days, for whom.
        language: In which it is written.
        example: It is of the group that comes with the program.
        parts: Reports that are its sections; each stands under its own heading.
        written: What a person wrote beside the figures, in markdown.
        cover: Who issues it; then it begins with a page for that.
    """

    kind: str
    title: str
    about: tuple[str, ...]
    summary: tuple[str, ...]
    tables: tuple[ReportTable, ...]
    values: dict[str, str]
    language: str
    example: bool
    parts: tuple[Report, ...] = ()
    written: str = ""
    cover: tuple[str, ...] = ()

    @property
    def behind(self) -> Sources:
        """All that its tables count."""
        return tuple(dict.fromkeys(one for table in self.tables for leads in table.leads for one in leads))


class KeyFigure(NamedTuple):
    """A figure that stands at the head of the yearly report.

    Attributes:
        name: Under which it has its words, `reports.annual.<kind>.<name>`.
        value: None for what is not on file, or not for these readers.
        listed: False for what only says that something was there.
    """

    name: str
    value: int | None
    listed: bool = True


class Figures(Protocol):
    """What a report has counted."""

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        """What the yearly report begins with."""

    def report(self, asked: ReportRequest) -> Report:
        """In words, in the language that was asked for."""

    def json(self, asked: ReportRequest) -> dict[str, Any]:
        """With English keys and ISO dates; null for what these readers are not told."""


def make_report(
    kind: str, state: State, asked: ReportRequest, today: date, summary: Iterable[str], tables: Iterable[ReportTable]
) -> Report:
    """The report of this kind, with its title and what was asked of it.

    Args:
        kind: Its name on the command line, as in `REPORTS`.
        asked: The period, the audience and the language.
        today: As of which day it is counted.
        summary: Its sentences, in that language.
        tables: In order.
    """
    years = "–".join(dict.fromkeys(str(one.year) for one in (asked.since, asked.until)))
    title = t(f"reports.{kind}.title", lang=asked.language, group=short_group_name(state), years=years)
    said, values = about(state, asked, today), front(kind, asked)
    told = tuple(table.without_empty_columns() for table in tables)
    return Report(kind, title, said, tuple(summary), told, values, asked.language, is_example(state))


def report_document(report: Report, asked: ReportRequest, state: State) -> Document:
    """`followup-2010-01-01-2010-12-31-members`, in the folder of reports."""
    return Document(
        "",
        report.language,
        asked.audience,
        tuple(_blocks(report)),
        (report.kind, asked.series.strip("*"), asked.only, asked.recipient, asked.since, asked.until),
        FOLDER,
        report.values,
        setup_of(
            state,
            report.language,
            cover=len((report.title, *report.cover, *report.about)) if report.cover else 0,
            landscape=any(len(one.columns) > UPRIGHT for one in report.tables),
        ),
    )


def _blocks(report: Report, level: int = 1) -> Iterator[Block]:
    yield HeadingBlock(level, line(report.title))
    if level == 1 and report.cover:
        yield from (Paragraph(line(text)) for text in (*report.cover, *report.about))
    elif level == 1:  # the parts are of the same days, for the same readers
        yield Paragraph(chain("  \n", map(line, report.about)))
    yield from (Paragraph(line(" ".join(text.split()))) for text in report.written.split("\n\n") if text.strip())
    yield from (Paragraph(line(sentence)) for sentence in report.summary)
    for one in report.tables:
        yield HeadingBlock(level + 1, line(one.heading))
        yield from _table(one)
    for part in report.parts:
        yield from _blocks(part, level + 1)


def _table(one: ReportTable) -> Iterator[Block]:
    if one.rows:
        known = one.values or repeat(repeat(None))
        rows = tuple(tuple(map(_cell, row, values)) for row, values in zip(one.rows, known, strict=False))
        yield TableBlock(tuple(map(line, one.columns)), rows, figures=one.figures, bars=one.bars)
    said = (one.bars and one.legend) if one.rows else one.empty
    yield from (Paragraph(emphasis(line(text))) for text in (said, one.below) if text)


def _cell(text: str, value: CellValue) -> PaperText:
    return line(text) if value is None else cell(text, value)
