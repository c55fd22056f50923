"""Reports of figures: what is counted once is said in words, told in JSON, and opens to the records behind it.

    Said (a sentence with figures) + FigureTable (rows of values) → CountedFigures → Report | JSON

A report of this kind only counts; its words are in the catalogue under `reports.<kind>.`: `title`, each sentence and
the heading of each table. `PeopleTable` is a table of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.domain.calendar import short_day
from ictwg.domain.fields import BELOW, has_cents, money_text
from ictwg.domain.figures import Bar
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.state import State
from ictwg.domain.values import Sex
from ictwg.locales import t
from ictwg.papers.blocks import CellValue
from ictwg.papers.words import choice
from ictwg.programme.small_numbers import ALL, NOT_KNOWN, NOT_SHOWN, Figure, HeadcountTable, Hidden
from ictwg.reports.period import EVERY_SERIES, MonthName, ReportRequest
from ictwg.reports.report import KeyFigure, Report, ReportTable, Sources, column_heads, make_report, sources_of

Value = str | int | Decimal | date | StrEnum | None


class Said(NamedTuple):
    """A sentence with figures in it; `count` among them chooses its plural, and is called as the sentence in JSON."""

    name: str
    values: Mapping[str, Value]


class FigureRow(NamedTuple):
    """Attributes: id: Of the record that the row is about, where it is about one."""

    values: tuple[Value, ...]
    id: str = ""
    behind: Sources = ()
    bar: Bar | None = None


class FigureTable(NamedTuple):
    """Rows of values.

    Attributes:
        name, columns: Keys in JSON.
        droppable: The columns that give way first where the room is short.
        about: Of what it is, where there is one of each: it stands in its heading, and in JSON in its rows.
        legend: The message that says what the halves of its bars are; its rows have none where it is empty.
        empty: The message that stands there where it has no rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    droppable: tuple[int, ...] = ()
    about: str = ""
    legend: str = ""
    empty: str = "reports.none"


DELAYS = frozenset({"overdue", "late", "beyond", "days_beyond", "in_time", "slips"})
"""Sentences, tables and columns that only the chair and the secretariat are told: nobody is held against others."""


def told_tables(tables: Iterable[FigureTable], asked: ReportRequest) -> Iterator[FigureTable]:
    """What these readers are told of the tables."""
    for table in tables:
        kept = [place for place, name in enumerate(table.columns) if name not in DELAYS]
        if asked.compares or len(kept) == len(table.columns):
            yield table
        elif table.name not in DELAYS:
            rows = (row._replace(values=tuple(row.values[place] for place in kept), bar=None) for row in table.rows)
            droppable = tuple(kept.index(place) for place in table.droppable if place in kept)
            columns = tuple(table.columns[place] for place in kept)
            yield table._replace(columns=columns, rows=tuple(rows), droppable=droppable, legend="")


class CountedFigures(NamedTuple):
    """What a report of this kind has counted, for its audience."""

    kind: str
    state: State
    today: date
    said: tuple[Said, ...]
    tables: tuple[FigureTable, ...]
    key_figures: tuple[KeyFigure, ...] = ()

    def report(self, asked: ReportRequest) -> Report:
        asked = asked._replace(series=EVERY_SERIES)  # what is done beside meetings is the whole group's
        lang = asked.language
        told = (one for one in self.said if asked.compares or one.name not in DELAYS)
        sentences = (*(self._sentence(one, lang) for one in told), *self._why_hidden(lang))
        names = {one.about for one in self.tables if one.about}
        named = len(names) != 1 or not any(names.copy().pop() in sentence for sentence in sentences)
        tables = (report_table(self.kind, one, lang, named=named) for one in told_tables(self.tables, asked))
        return make_report(self.kind, self.state, asked, self.today, sentences, tables)

    def json(self, asked: ReportRequest) -> dict[str, Any]:
        said = (one for one in self.said if asked.compares or one.name not in DELAYS)
        told = ((one.name if name == "count" else name, v) for one in said for name, v in one.values.items())
        figures = {name: _json(value) for name, value in told}
        tables: dict[str, list[dict[str, Any]]] = {}
        for table in told_tables(self.tables, asked):
            tables.setdefault(table.name, []).extend(self._row_json(table, row) for row in table.rows)
        return figures | tables

    def _row_json(self, table: FigureTable, row: FigureRow) -> dict[str, Any]:
        """With the ids of the records behind it, of those that its audience may see: their number is a figure too."""
        said = {name: _json(value) for name, value in zip(table.columns, row.values, strict=True)}
        seen = [id for kind, id in row.behind if self.state.get(RECORDS[kind], id) is not None]
        about = ({"of": table.about} if table.about else {}) | ({"id": row.id} if row.id else {})
        return about | said | {"behind": seen}

    def _sentence(self, one: Said, lang: str) -> str:
        values = {name: value if isinstance(value, int) else _words(value, lang) for name, value in one.values.items()}
        return t(f"reports.{self.kind}.{one.name}", lang=lang, **values)

    def _why_hidden(self, lang: str) -> tuple[str, ...]:
        """What stands in the place of numbers, where something does."""
        values = (value for table in self.tables for row in table.rows for value in row.values)
        some = any(isinstance(value, Hidden) or value == NOT_SHOWN for value in values)
        return (t("programme.why_hidden", lang=lang, number=BELOW),) if some else ()


def report_table(kind: str, table: FigureTable, lang: str, *, named: bool = True) -> ReportTable:
    """Its cells in words, for a report of this kind.

    Args:
        named: Its heading says of what it is.
    """
    repeats = {table.about} == {row.values[0] for row in table.rows}  # what the heading says already
    columns = table.columns[repeats:]
    cents = any(has_cents(value) for row in table.rows for value in row.values)
    return ReportTable(
        " – ".join(filter(None, (t(f"reports.{kind}.{table.name}", lang=lang), table.about if named else ""))),
        column_heads(lang, *columns),
        tuple(tuple(_cells(row, table.about, lang, cents=cents))[repeats:] for row in table.rows),
        tuple(row.bar for row in table.rows) if table.legend else (),
        t(table.legend, lang=lang) if table.legend else "",
        droppable=tuple(at - repeats for at in table.droppable),
        leads=tuple(row.behind for row in table.rows),
        empty=t(table.empty, lang=lang),
        values=tuple(tuple(map(_typed, row.values))[repeats:] for row in table.rows),
        name=table.name,
    )


def _cells(row: FigureRow, about: str, lang: str, *, cents: bool) -> Iterator[str]:
    """A row that is called as its table is the whole of it; where one amount of a table has cents, all have."""
    first, *others = (
        money_text(value, lang, cents=cents) if isinstance(value, Decimal) else _words(value, lang)
        for value in row.values
    )
    whole = about and first == about
    yield t("reports.column.total", lang=lang) if whole else first or _words(NOT_KNOWN, lang)
    yield from others


def _words(value: Value, lang: str) -> str:
    match value:
        case Hidden():
            return value.words(lang)
        case "not_known" | "not_shown":
            return t(f"reports.{value}", lang=lang)
        case MonthName():
            return value.words(lang)
        case StrEnum():
            return choice(value, lang)
        case date():
            return short_day(value, lang)
        case _:
            return money_text(Decimal(value), lang) if isinstance(value, int) else str(value or "")


def _typed(value: Value) -> CellValue:
    return value if isinstance(value, int | Decimal | date) else None


def _json(value: Value) -> str | int | None:
    if isinstance(value, Hidden):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum | Decimal) else value


TOTAL = "total"

PEOPLE = (*map(str, Sex), NOT_KNOWN, NOT_SHOWN)
"""The columns of a table of people before its total."""


class PeopleTable(NamedTuple):
    """A table of people by sex, of what is published of them.

    Attributes:
        heads: The columns before the figures.
        rows: What stands in them, by the key of the row, in order.
        figures: Each with the key of its row.
        opens: What a row is about by its key, where that is one training.
    """

    name: str
    heads: tuple[str, ...]
    rows: Mapping[str, tuple[Value, ...]]
    figures: Sequence[tuple[str, Figure]]
    opens: type[Record] | None = None
    droppable: tuple[int, ...] = ()

    def made(self) -> FigureTable:
        """With a row for those of whom no row is known, and one for those of whom none is shown."""
        cells = HeadcountTable(self.figures, each=self.opens is not None)
        nothing: tuple[Value, ...] = (None,) * (len(self.heads) - 1)
        beside = {NOT_KNOWN: (None, *nothing), NOT_SHOWN: (NOT_SHOWN, *nothing)}
        told = {**self.rows, **{key: row for key, row in beside.items() if cells.of(key)}}
        rows = tuple(self._row(cells, *pair) for pair in told.items() if pair[0] != NOT_SHOWN or cells.cell(NOT_SHOWN))
        return FigureTable(self.name, (*self.heads, *PEOPLE, TOTAL), rows, self.droppable)

    def _row(self, cells: HeadcountTable, key: str, told: tuple[Value, ...]) -> FigureRow:
        """Nothing stands in *not shown* where nobody is."""
        counts: list[Value] = [cells.cell(key, column) for column in (*PEOPLE, ALL)]
        if counts[-2] == 0:
            counts[-2] = None
        if self.opens is not None and key in self.rows:
            return FigureRow((*told, *counts), key, ((self.opens.TABLE, key),))
        return FigureRow((*told, *counts), "", sources_of(*dict.fromkeys(one.record for one in cells.of(key))))
