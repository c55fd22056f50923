"""Spreadsheets of Excel and LibreOffice: a table for each sheet, below its name where there are several."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineWorkbook

from ictwg.domain.text import clean
from ictwg.sources.model import BlockKind, Source, SourceBlock
from ictwg.sources.package import Package, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS = 5_000_000
"""Of one sheet, from its corner to its last one; the library makes room for all of them."""


def read(data: bytes) -> Source:
    """Its sheets, also the hidden ones.

    Raises:
        Exception: Of any kind, where it is damaged.
        TooLargeError: A sheet has its cells too far from each other, or too many.
    """
    if data.startswith(b"PK"):
        _expect_room(Package(data))
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    return Source(tuple(chain.from_iterable(_sheet(workbook, name) for name in workbook.sheet_names)))


def _sheet(workbook: Any, name: str) -> Iterator[SourceBlock]:
    rows = [tuple(map(_text, row)) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    if not any(map(any, rows)):
        return
    if len(workbook.sheet_names) > 1:
        yield SourceBlock(BlockKind.HEADING, clean(name), level=1)
    yield SourceBlock(BlockKind.TABLE, place=clean(name), rows=tuple(rows))


def _text(value: Any) -> str:
    """As a person would type it, whatever the cell is shown as; days as 2009-12-31."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date | timedelta):
        return str(value)
    return clean(str(value), multiline=True).strip()


_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_REPEATED = re.compile(rb"table:number-(columns|rows)-repeated=\"(\d{1,9})\"")
_FULL = re.compile(rb"<table:table-cell\b[^>]*(?<!/)>")


def _expect_room(package: Package) -> None:
    """Counts before anything is loaded: a file of a few bytes can say that its last cell is the last there is."""
    for name in package.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            cells = [(_column(one[1]), int(one[2])) for one in _CELL.finditer(package.bytes_of(name))]
            columns, rows = zip(*cells, strict=True) if cells else ((0,), (0,))
            if max(columns) * max(rows) > MOST_CELLS:
                raise TooLargeError
    if "content.xml" in package.names:
        _expect_room_of_ods(package.bytes_of("content.xml"))


def _expect_room_of_ods(content: bytes) -> None:
    """Empty cells may be repeated to the end of the sheet; those with something in them may not."""
    rows = content.split(b"<table:table-row")
    width = height = 0
    for row in rows[1:]:
        if _FULL.search(row):
            said = dict.fromkeys((b"columns", b"rows"), 1)
            for cell in row.split(b"<table:table-cell"):
                repeats = {one[1]: int(one[2]) for one in _REPEATED.finditer(cell)}
                if b"rows" in repeats:
                    said[b"rows"] = repeats[b"rows"]
                said[b"columns"] += repeats.get(b"columns", 1) if b"<text:p" in cell else 1
            width, height = max(width, said[b"columns"]), height + said[b"rows"]
    if width * height > MOST_CELLS:
        raise TooLargeError


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - ord("A") + 1
    return found
