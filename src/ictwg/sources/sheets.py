"""Spreadsheets of Excel and LibreOffice: a table for each sheet, below its name where there are several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain
from typing import Any

from python_calamine import CalamineWorkbook

from ictwg.domain.text import clean
from ictwg.sources.model import BlockKind, Source, SourceBlock
from ictwg.sources.package import Package, TooLargeError

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


_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,9})(\d{1,20})[\"']")
_TEXTS = re.compile(rb"\buniqueCount=[\"'](\d{1,20})")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def _expect_room(package: Package) -> None:
    """Counts before anything is loaded: a file of a few bytes can say that its last cell is the last there is."""
    for name in package.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            cells = [(_column(one[1]), int(one[2])) for one in _CELL.finditer(package.bytes_of(name))]
            columns, rows = zip(*cells, strict=True) if cells else ((0,), (0,))
            if max(columns) * max(rows) > MOST_CELLS:
                raise TooLargeError
    if any(int(one) > MOST_CELLS for one in _TEXTS.findall(package.bytes_of("xl/sharedStrings.xml"))):
        raise TooLargeError
    if "content.xml" in package.names:  # calamine never ends to read one that is no XML
        _expect_room_of_ods(package.root_of("content.xml"))


def _expect_room_of_ods(root: Any) -> None:
    """Empty cells may be repeated to the end of the sheet; those with something in them may not."""
    width = height = last = 0
    for row in root.iter(f"{_TABLE}table-row"):
        across = found = 0
        for cell in row:
            across += _repeated(cell, "columns")
            found = across if len(cell) or cell.attrib.keys() - _EMPTY else found
        height += _repeated(row, "rows")
        width, last = max(width, found), height if found else last
    if width * last > MOST_CELLS:
        raise TooLargeError


_EMPTY = {f"{_TABLE}number-columns-repeated", f"{_TABLE}style-name"}


def _repeated(node: Any, what: str) -> int:
    said = node.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(said) if said.isdecimal() else 1


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - ord("A") + 1
    return found
