"""Reads a PDF: text with its place, tables, fields and comments; its letters are believed, nothing is recognized.

What stands beside the text comes as notes: headers, footers and page numbers once, before and after it, comments after
the blocks of their page, as footnotes do, which are paragraphs. A page that is a picture among others with text is the
note `PICTURE_PAGE`. A wide gap in a line is a tab.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

from ictwg.sources.model import BlockKind, Source, SourceBlock, Unreadable
from ictwg.sources.numbering import BULLET
from ictwg.sources.pdf_layout import Layout, lay_out
from ictwg.sources.pdf_lines import PageLine, Spelling, marked, marker, paragraphs, usual_pitch
from ictwg.sources.pdf_page import Page, read_page
from ictwg.sources.pdf_tables import Laid, PdfTable, together
from ictwg.sources.pdf_tagged import Tagged

MOST_PAGES = 2_000
MOST_LETTERS = 1_500_000
PICTURE_PAGE = "[picture]"
BROKEN_PAGE = "[broken page]"


def read(data: bytes) -> Source:
    """The blocks of the file, or why there are none."""
    try:
        file = pypdfium2.PdfDocument(data)
    except RuntimeError as problem:
        is_locked = getattr(problem, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return Source(problem=Unreadable.LOCKED if is_locked else Unreadable.BROKEN)
    with suppress(RuntimeError):  # without its fields, then
        file.init_forms()
    try:
        if len(file) > MOST_PAGES or _is_too_long(file):
            return Source(problem=Unreadable.TOO_LARGE)
        return _source(list(_pages(file)))
    finally:
        file.close()


def _pages(file: Any) -> Iterator[Page]:
    for number in range(1, len(file) + 1):
        try:
            page = file.get_page(number - 1)
            yield read_page(number, page, page.get_textpage(), file.formenv)
            page.close()
        except RuntimeError:
            yield Page(number, notes=(BROKEN_PAGE,))


def _is_too_long(file: Any) -> bool:
    """Whether it has more letters than a paper; counting them takes a moment, reading them minutes."""
    letters = 0
    for at in range(len(file)):
        with suppress(RuntimeError):
            page = file.get_page(at)
            letters += page.get_textpage().count_chars()
            page.close()
        if letters > MOST_LETTERS:
            return True
    return False


def _source(pages: list[Page]) -> Source:
    if all(page.notes == (BROKEN_PAGE,) for page in pages):
        return Source(problem=Unreadable.BROKEN)
    if any(page.is_picture for page in pages) and all(page.is_picture or not page.words for page in pages):
        return Source(problem=Unreadable.PICTURE)
    if tagged := Tagged.of(pages):
        laid, heads, feet = tagged.blocks(), *tagged.beside()
    else:
        layout = lay_out(pages)
        notes = (Laid(page, 9, SourceBlock(BlockKind.PARAGRAPH, text, _place(page))) for page, text in layout.footnotes)
        laid, heads, feet = sorted((*_told(layout), *notes), key=lambda one: one.page), layout.heads, layout.feet
    beside = [(page.number, text) for page in pages for text in (*page.notes, *[PICTURE_PAGE] * page.is_picture)]
    told = [*((one.page, one.block) for one in together(laid)), *((page, _note(text, page)) for page, text in beside)]
    first, last = ([_note(line.text, line.page) for line in lines] for lines in (heads, feet))
    return Source((*first, *(block for _, block in sorted(told, key=lambda one: one[0])), *last))


def _place(page: int) -> str:
    return f"p. {page}"


def _note(text: str, page: int) -> SourceBlock:
    return SourceBlock(BlockKind.NOTE, text, _place(page))


def _level(paragraph: list[PageLine], larger: Sequence[float]) -> int:
    """Of a heading, which is in larger type; 0 of a paragraph."""
    letters, size = sum(len(line.text) for line in paragraph), _half(paragraph[0].size)
    is_long = letters > (_LONGEST_SENTENCE if paragraph[-1].text.endswith(".") else _LONGEST_HEADING)
    return 0 if is_long or size not in larger else min(larger.index(size) + 1, _DEEPEST)


_LONGEST_SENTENCE, _CELLS = 60, 2
_LONGEST_HEADING, _DEEPEST, _LARGER = 200, 6, 1.12


def _half(size: float) -> float:
    return round(size * 2) / 2


def _told(layout: Layout) -> Iterator[Laid]:
    lines = [one for one in layout.body if isinstance(one, PageLine)]
    usual = usual_pitch(lines)
    larger = sorted({_half(line.size) for line in lines if line.size > _LARGER * layout.size}, reverse=True)
    depths: list[float] = []
    last: PageLine | None = None
    for is_table, run in groupby(layout.body, key=lambda one: isinstance(one, PdfTable)):
        if is_table:
            tables = (one for one in run if isinstance(one, PdfTable))
            blocks = ((one.page, SourceBlock(BlockKind.TABLE, place=_place(one.page), rows=one.rows)) for one in tables)
            yield from (Laid(page, 0, block) for page, block in blocks)
            last = None
            continue
        for paragraph in paragraphs((one for one in run if isinstance(one, PageLine)), usual):
            first = paragraph[0]
            gap = (first.middle - last.middle) / last.size if last and last.page == first.page else 0.0
            yield Laid(first.page, gap, _block(paragraph, larger, depths, layout.spelling))
            last = paragraph[-1]


def _block(paragraph: list[PageLine], larger: Sequence[float], depths: list[float], spelling: Spelling) -> SourceBlock:
    """A heading, a paragraph or an element of a list; `depths` are the indents of the list so far."""
    first, place = paragraph[0], _place(paragraph[0].page)
    number = "" if len(first.parts()) > _CELLS else marker(first.words)
    lines = [first._replace(words=first.words[1:]), *paragraph[1:]] if number else paragraph
    if (level := _level(lines, larger)) and number != BULLET:
        depths.clear()
        return SourceBlock(BlockKind.HEADING, marked(lines, spelling).plain(), place, level, number)
    if not number:
        if depths and first.left < depths[0] + first.size:
            depths.clear()
        return SourceBlock(BlockKind.PARAGRAPH, marked(lines, spelling).marked(), place)
    while depths and depths[-1] > first.left + first.size / 2:
        depths.pop()
    if not depths or depths[-1] < first.left - first.size / 2:
        depths.append(first.left)
    return SourceBlock(BlockKind.ITEM, marked(lines, spelling).marked(), place, len(depths) - 1, number)
